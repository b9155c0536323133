/**
 * Functions that modules linked from C define as constants of their own, for Python:
 *
 *     0      4     8                 0      4           8
 *     +------+-----+                 +------+-----------+-----+
 *     | type | C   |  0 to 3         | type | signature | C   |  others
 *     +------+-----+                 +------+-----------+-----+
 *
 * Wherever one is passed as an object, a machine function stands for it.
 */

import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { CodeKind, ViperFlag } from "../generated/mpy-format";
import { Slot } from "../generated/runtime-slots";
import { allocate } from "../memory/heap";
import { permanent } from "../memory/permanent";
import { isBacked } from "../memory/ram";
import { NULL, Ref } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { BUFFER_DATA } from "../object/builder";
import { raiseArity } from "../object/call";
import { hasPending, raise } from "../object/raise";
import { Code, codeAt, contextAt } from "../vm/code";
import { currentFrame, frameAt } from "../vm/frame";
import { runWords } from "./activation";
import { ownObject } from "./bound";
import { foreignWord, foreignWords } from "./foreign";
import { machineFunctionAt, newMachineFunction } from "./function";

/** Code.flags of C functions; of such a function `variables` is its address. */
export const CODE_FOREIGN: u32 = 0x100;

/** Those of the body of such a module. */
const LINKED: u32 = ViperFlag.Bss | ViperFlag.ReadOnlyData | ViperFlag.Relocations;

/** Of functions with a fixed number of arguments, with any, and with keywords. */
const FIXED: u32 = 4;
const TYPES: u32 = 5;

/** Types are words whose addresses look like no header of ours. */
const NO_KIND: usize = 0xe0;
let types: usize = 0;

/** Makes the types; gives the address of that of a slot. */
export function foreignType(slot: Slot): usize {
  if (types == 0) types = ((permanent(0x200) + 0xff) & ~0xff) + NO_KIND;
  return types + ((<usize>(slot - Slot.type_fun_builtin_0)) << 2);
}

/** Whether a word is the address of such a function. */
export function isForeign(x: u32): bool {
  if (types == 0 || (x & 3) != 0 || !isBacked(x, 12)) return false;
  return load<u32>(x) - types < TYPES << 2;
}

/** The code that runs, whose parts the function shares. NULL: an exception is pending. */
function newForeignCode(entry: u32): Ref {
  const outer = frameAt(currentFrame).code;
  const x = allocate(Kind.Code, offsetof<Code>());
  if (x == NULL) return NULL;
  const code = codeAt(x);
  code.context = codeAt(outer).context;
  code.machine = codeAt(outer).machine;
  code.data = codeAt(outer).data;
  code.start = entry & ~1;
  code.end = codeAt(outer).end;
  code.flags = <u16>CODE_FOREIGN;
  return x;
}

/** A function of code that a C function makes, at its entry. NULL: an exception is pending. */
export function foreignCode(entry: u32): Ref {
  const code = newForeignCode(entry);
  if (code == NULL) return NULL;
  codeAt(code).kind = CodeKind.NativeViper;
  const mark = rootMark();
  root(code);
  const f = newMachineFunction(code, NULL, NULL, NULL);
  rootReset(mark);
  return f;
}

/** The function for an address of `isForeign`. NULL: an exception is pending. */
export function wrapForeign(at: u32): Ref {
  const which = (load<u32>(at) - <u32>types) >> 2;
  const code = newForeignCode(load<u32>(at + (which < FIXED ? 4 : 8)));
  if (code == NULL) return NULL;
  codeAt(code).kind = CodeKind.NativeAssembler;
  codeAt(code).variables = at;
  const mark = rootMark();
  root(code);
  const f = newMachineFunction(code, NULL, NULL, NULL);
  rootReset(mark);
  return f;
}

/** Calls such a function. NULL: an exception is pending. */
export function callForeign(x: Ref, n: u32, nkw: u32, args: usize): Ref {
  const code = codeAt(machineFunctionAt(x).code);
  const at = code.variables;
  const which = (load<u32>(at) - <u32>types) >> 2;
  if (which < FIXED) {
    if (nkw != 0) return raise(M.argsNoKeywords);
    if (n != which) return wrongCount(which, which, n);
    return runFixed(x, n, args);
  }
  const signature = load<u32>(at, 4);
  const least = signature >> 17;
  const most = (signature >> 1) & 0xffff;
  if (nkw != 0 && (signature & 1) == 0) return raise(M.argsNoKeywords);
  if (n < least || n > most) return wrongCount(least, most, n);
  const mark = rootMark();
  const words = foreignWords(n, args);
  if (words == 0) return NULL;
  const map = (signature & 1) == 0 ? 0 : newForeignMap(nkw, args + ((<usize>n) << 2));
  if (map == NULL && (signature & 1) != 0) return NULL;
  root(map);
  const result = run(x, n, <u32>words, map == NULL ? 0 : map + BUFFER_DATA);
  rootReset(mark);
  return result;
}

/** Calls a function of up to three arguments. */
function runFixed(x: Ref, n: u32, args: usize): Ref {
  const a = n > 0 ? foreignWord(load<u32>(args)) : 0;
  const b = n > 1 ? foreignWord(load<u32>(args, 4)) : 0;
  return run(x, a, b, n > 2 ? foreignWord(load<u32>(args, 8)) : 0);
}

function wrongCount(least: u32, most: u32, n: u32): Ref {
  raiseArity(least, most, n);
  return NULL;
}

/** A map as C has it: count and flags, room, pairs of keys and values. */
function newForeignMap(pairs: u32, at: usize): Ref {
  const map = allocate(Kind.Buffer, BUFFER_DATA + 12);
  if (map == NULL) return NULL;
  store<u32>(map + BUFFER_DATA, (pairs << 3) | 3);
  store<u32>(map + BUFFER_DATA, pairs, 4);
  store<u32>(map + BUFFER_DATA, <u32>at, 8);
  return map;
}

function run(x: Ref, a: u32, b: u32, c: u32): Ref {
  const ref = machineFunctionAt(x).code;
  const code = codeAt(ref);
  const globals = contextAt(code.context).globals;
  const word = runWords(x, ref, globals, NULL, code.start, a, b, c, 0);
  return hasPending() ? NULL : ownObject(word);
}

/** Whether the code that runs is linked from C: what that gets for classes and objects of C's are their addresses. */
export function isLinked(): bool {
  if (currentFrame == 0) return false;
  const flags = codeAt(frameAt(currentFrame).code).flags;
  return (flags & (CODE_FOREIGN | LINKED)) != 0;
}
