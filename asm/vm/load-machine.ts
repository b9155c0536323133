/**
 * Loading machine code: it is copied to where it is aligned, with its read-only data and variables, and what the
 * file says of it is noted in its Code.
 */

import { codeWritten } from "../cpu/code-cache";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { CodeKind, ViperFlag } from "../generated/mpy-format";
import { instantiate } from "../host";
import { allocate } from "../memory/heap";
import { placeOfRam } from "../memory/ram";
import { NULL, qstrId, Ref } from "../memory/ref";
import { keepForeign } from "../native/foreign-memory";
import { noteVariables } from "../native/foreign-type";
import { functionTable } from "../native/function-table";
import { raise } from "../object/raise";
import { Code, contextAt, REFS_DATA } from "./code";
import { readByte, readNumber, skipBytes } from "./mpy-cursor";
import { decodePrelude } from "./prelude";

/** Where the bytes of machine code and its data start in their Buffer: on a border of 16 bytes. */
const ALIGNED_DATA: u32 = 16;

/** Flags of viper code that was loaded last: whether relocations follow behind its children. */
let relocates: bool = false;

/** Makes the table of the names' ids that machine code reads. false: an exception is pending. */
export function prepareForMachine(context: Ref, names: u32, isWasm: bool): bool {
  if (functionTable == 0 && !isWasm) {
    raise(M.nativeUnsupported);
    return false;
  }
  const bytes = allocate(Kind.Buffer, 4 + (names << 1));
  if (bytes == NULL) return false;
  const c = contextAt(context);
  c.idBytes = bytes;
  c.ids = <usize>bytes + 4;
  for (let i: u32 = 0; i < names; i++) {
    const name = load<u32>(c.names + REFS_DATA + (i << 2));
    // An id fits: the number of interned strings is bounded by 16 bits.
    store<u16>(c.ids + (i << 1), <u16>qstrId(name));
  }
  return true;
}

/** Reads what follows the bytes of machine code and copies it. false: an exception is pending. */
export function loadMachineCode(code: Code, start: usize, length: u32, isWasm: bool): bool {
  if (contextAt(code.context).ids == 0) {
    raise(M.nativeUnsupported);
    return false;
  }
  if (isWasm) {
    code.compiled = instantiate(start, length);
    if (code.compiled == 0) return false;
  } else if (!copyMachineCode(code, start, length)) {
    return false;
  }
  if (code.kind == CodeKind.NativePython) {
    const entry = code.start;
    // The prelude lies in the file's own bytes, which the context keeps.
    decodePrelude(code, start + readNumber());
    code.start = entry;
    code.lines = 0;
    return true;
  }
  code.name = NULL;
  const flags = readNumber();
  if (code.kind == CodeKind.NativeAssembler) {
    code.positional = readNumber();
    code.types = readNumber();
    return true;
  }
  return loadData(code, flags);
}

/** Copies the bytes of machine code to where they are aligned. false: an exception is pending. */
function copyMachineCode(code: Code, start: usize, length: u32): bool {
  const bytes = allocate(Kind.Buffer, ALIGNED_DATA + length);
  if (bytes == NULL) return false;
  code.machine = bytes;
  code.start = <usize>bytes + ALIGNED_DATA;
  code.end = code.start + length;
  memory.copy(code.start, start, length);
  codeWritten(placeOfRam(code.start), length);
  return true;
}

/** The read-only data and the variables of viper code: one Buffer, the variables first. */
function loadData(code: Code, flags: u32): bool {
  code.flags = <u16>flags;
  const constant = flags & ViperFlag.ReadOnlyData ? readNumber() : 0;
  const variable = flags & ViperFlag.Bss ? (readNumber() + 3) & ~3 : 0;
  code.variables = variable;
  if (constant + variable == 0) return true;
  const data = allocate(Kind.Buffer, ALIGNED_DATA + constant + variable);
  if (data == NULL) return false;
  code.data = data;
  if (variable != 0) {
    if (!keepForeign(data)) return false;
    noteVariables(<usize>data + ALIGNED_DATA, variable);
  }
  memory.copy(<usize>data + ALIGNED_DATA + variable, skipBytes(constant), constant);
  return true;
}

/**
 * Adds to words of the code and its data the addresses of what they refer to. Each step is a byte: bit 0 says that
 * a new place follows, the rest what is added; 255 ends the list.
 */
export function relocate(code: Code): void {
  if ((code.flags & ViperFlag.Relocations) == 0) return;
  const variables = <usize>code.data + ALIGNED_DATA;
  const constants = variables + code.variables;
  let place: usize = 0;
  while (true) {
    const step = readByte();
    if (step == 0xff) return;
    if (step & 1) {
      const to = readNumber();
      place = (to & 1 ? constants : code.start) + ((<usize>(to >> 1)) << 2);
    }
    let what = step >> 1;
    let count: u32 = 1;
    let address: usize = 0;
    if (what <= 5) {
      if (what & 1) count = readNumber();
      what >>= 1;
      address = what == 0 ? code.start : what == 1 ? constants : variables;
    } else {
      address = relocationTarget(code, what);
    }
    for (; count != 0; count--, place += 4) {
      store<u32>(place, load<u32>(place) + <u32>address);
    }
  }
}

/** What a relocation above those to the code's own parts refers to. */
function relocationTarget(code: Code, what: u32): usize {
  const context = contextAt(code.context);
  if (what == 6) return context.ids;
  if (what == 7) return context.objects;
  if (what == 8) return functionTable;
  return load<u32>(functionTable + ((<usize>(what - 9)) << 2));
}
