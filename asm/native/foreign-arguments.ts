/**
 * Arguments of C functions, by a table of those that are allowed. For each 8 bytes:
 *
 *     0      2       4
 *     +------+-------+---------+
 *     | name | flags | default |   flags: 0-7 what it becomes, 8 required, 9 by keyword only
 *     +------+-------+---------+
 */
import { M } from "../generated/messages";
import { NativeType } from "../generated/mpy-format";
import { NULL, qstrRef, Ref } from "../memory/ref";
import { truth } from "../object/operators";
import { hasPending, raise, raise1 } from "../object/raise";
import { areBound } from "./bound";
import { rt_native_from_obj } from "./conversion";

const AS_BOOL: u32 = 1;
const AS_INT: u32 = 2;
const KIND_BITS: u32 = 0xff;
const REQUIRED: u32 = 0x100;
const KEYWORD_ONLY: u32 = 0x200;

/** The value of a keyword. NULL: it is not given. */
function findKeyword(name: Ref, pairs: usize, n: u32): Ref {
  for (let i: u32 = 0; i < n; i++) {
    const at = pairs + ((<usize>i) << 3);
    if (load<u32>(at) == name) return load<u32>(at, 4);
  }
  return NULL;
}

/** Writes the word that an argument becomes. false: an exception is pending. */
function convert(x: Ref, kind: u32, to: usize): bool {
  if (kind == AS_BOOL) store<u32>(to, u32(truth(x)));
  else if (kind == AS_INT) store<u32>(to, rt_native_from_obj(x, NativeType.Int));
  else store<u32>(to, x);
  return !hasPending();
}

function parse(
  n: u32,
  args: usize,
  nkw: u32,
  pairs: usize,
  count: u32,
  table: usize,
  to: usize,
): bool {
  if (!areBound(args, n) || !areBound(pairs, 2 * nkw)) return false;
  let used: u32 = 0;
  let named: u32 = 0;
  for (let i: u32 = 0; i < count; i++) {
    const row = table + ((<usize>i) << 3);
    const flags = <u32>load<u16>(row, 2);
    let value: Ref = NULL;
    if (i < n && (flags & KEYWORD_ONLY) == 0) {
      value = load<u32>(args + ((<usize>i) << 2));
      used++;
    } else {
      value = findKeyword(qstrRef(load<u16>(row)), pairs, nkw);
      if (value != NULL) named++;
      else if ((flags & REQUIRED) != 0)
        return raise1(M.argRequired, qstrRef(load<u16>(row))) != NULL;
    }
    const place = to + ((<usize>i) << 2);
    if (value == NULL) store<u32>(place, load<u32>(row, 4));
    else if (!convert(value, flags & KIND_BITS, place)) return false;
  }
  if (used < n) return raise(M.argsExtraPositional) != NULL;
  return named == nkw || raise(M.argsExtraKeyword) != NULL;
}

/** With keyword arguments in a map. false: an exception is pending. */
export function rt_arg_parse_all(
  n: u32,
  args: usize,
  map: usize,
  count: u32,
  table: usize,
  to: usize,
): bool {
  const pairs = map == 0 ? 0 : load<u32>(map) >> 3;
  return parse(n, args, pairs, map == 0 ? 0 : load<u32>(map, 8), count, table, to);
}

/** With keyword arguments behind the positional ones. false: an exception is pending. */
export function rt_arg_parse_all_kw_array(
  n: u32,
  nkw: u32,
  args: usize,
  count: u32,
  table: usize,
  to: usize,
): bool {
  return parse(n, args, nkw, args + ((<usize>n) << 2), count, table, to);
}
