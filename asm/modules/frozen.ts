/**
 * Frozen modules: `.mpy` bytes that are part of the build, below the path `.frozen`. They are used in place.
 * The table is in the generated file: for each a length of its name, the name, a length of its bytes, the bytes.
 */
import { FROZEN_COUNT, FROZEN_DATA } from "../generated/frozen";
import { Q } from "../generated/qstrs";
import { qstrRef } from "../memory/ref";
import { strData, strLength } from "../object/str";

/** The length of `.frozen/` when a path starts with it, else 0. */
export function frozenPathLength(data: usize, length: u32): u32 {
  const prefix = qstrRef(Q.frozenPath);
  const n = strLength(prefix);
  if (length <= n || load<u8>(data + n) != 0x2f) return 0;
  return memory.compare(data, strData(prefix), n) == 0 ? n + 1 : 0;
}

/** Whether a path below `.frozen/` is nothing (0), a folder (1) or a file (2); -1 when it is not below it. */
export function frozenKind(data: usize, length: u32): i32 {
  const prefix = frozenPathLength(data, length);
  if (prefix == 0) return -1;
  const name = data + prefix;
  const n = length - prefix;
  let at = FROZEN_DATA;
  for (let i = 0; i < FROZEN_COUNT; i++) {
    const size = <u32>load<u16>(at);
    if (size >= n && memory.compare(at + 2, name, n) == 0) {
      if (size == n) return 2;
      if (load<u8>(at + 2 + n) == 0x2f) return 1;
    }
    at = next(at);
  }
  return 0;
}

/** Where the next entry starts. */
function next(at: usize): usize {
  const bytes = at + 2 + load<u16>(at);
  return bytes + 4 + load<u32>(bytes);
}

function isEntry(at: usize, name: usize, length: u32): bool {
  return <u32>load<u16>(at) == length && memory.compare(at + 2, name, length) == 0;
}

/** The bytes of the frozen file at a path for which `frozenKind` says 2. */
export function frozenCode(data: usize, length: u32): usize {
  const prefix = frozenPathLength(data, length);
  let at = FROZEN_DATA;
  while (!isEntry(at, data + prefix, length - prefix)) at = next(at);
  return at + 2 + load<u16>(at) + 4;
}
