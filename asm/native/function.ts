/**
 * Functions of machine code. The first words are where the ABI of machine code expects them:
 *
 *     0        4         8          12     16     20        24         28
 *     +--------+---------+----------+------+------+---------+----------+------------+
 *     | header | context | children | text | code | closure | defaults | kwDefaults |
 *     +--------+---------+----------+------+------+---------+----------+------------+
 *
 * From `code` on they are as in a Function of bytecode, so that arguments are bound by the same code.
 */

import { enterOwnCode, leaveOwnCode, ownBytes, ownStart } from "../cpu/code-in-data";
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { CodeKind } from "../generated/mpy-format";
import { Q } from "../generated/qstrs";
import { allocate } from "../memory/heap";
import { describe, refAt } from "../memory/layout";
import { placeOfRam } from "../memory/ram";
import { NULL, qstrRef, Ref, UNSUPPORTED } from "../memory/ref";
import { root, rootMark, rootReset, rootSlots } from "../memory/roots";
import { copyWords } from "../memory/words";
import { putText } from "../object/builder";
import { raiseArity } from "../object/call";
import { Style } from "../object/print";
import { hasPending, raise } from "../object/raise";
import { typeAt, typeOfKind } from "../object/type";
import { Function, function_loadAttr, function_print, functionType } from "../types/function";
import { tupleItems, tupleLength } from "../types/tuple";
import { CODE_GENERATOR, Code, codeAt, contextAt, REFS_DATA } from "../vm/code";
import { Cost } from "../vm/cost";
import { currentFrame, frameAt } from "../vm/frame";
import { runMachine, runWords } from "./activation";
import { isBound } from "./bound";
import { assemblerWord, rt_native_to_obj } from "./conversion";
import { foreignWords } from "./foreign";
import { CODE_FOREIGN, callForeign } from "./foreign-function";
import { newMachineGenerator } from "./generator";

@unmanaged
export class MachineFunction {
  header: u32;
  context: Ref;
  /** The address of the functions defined inside. */
  children: usize;
  /** The address of the machine code. */
  text: usize;
  code: Ref;
  closure: Ref;
  defaults: Ref;
  kwDefaults: Ref;
}

/** Where the code of a function that is no generator starts: behind the number of its prelude. */
const ENTRY: u32 = 4;
/** Most arguments of an assembler function. */
const MAX_WORDS: u32 = 4;

export function describeMachineFunction(): void {
  describe(
    Kind.MachineFunction,
    refAt(offsetof<MachineFunction>("context")) |
      refAt(offsetof<MachineFunction>("code")) |
      refAt(offsetof<MachineFunction>("closure")) |
      refAt(offsetof<MachineFunction>("defaults")) |
      refAt(offsetof<MachineFunction>("kwDefaults")),
    0,
  );
  const type = typeAt(typeOfKind(Kind.MachineFunction));
  type.call = machineFunction_call.index;
  type.print = machineFunction_print.index;
  type.loadAttr = machineFunction_loadAttr.index;
}

export function machineFunctionAt(x: Ref): MachineFunction {
  return changetype<MachineFunction>(<usize>x);
}

/** What is common with functions of bytecode, at the place where those have it. */
export function commonParts(x: Ref): Ref {
  return x + <u32>(offsetof<MachineFunction>("code") - offsetof<Function>("code"));
}

/** A function of machine code. NULL: an exception is pending. */
export function newMachineFunction(code: Ref, defaults: Ref, kwDefaults: Ref, closure: Ref): Ref {
  const mark = rootMark();
  root(closure);
  const x = allocate(Kind.MachineFunction, offsetof<MachineFunction>());
  if (x == NULL) return NULL;
  if (BOARD && defaults == NULL && closure == NULL) {
    Cost.refund((offsetof<MachineFunction>() + 15) >> 4, 1);
  }
  rootReset(mark);
  const f = machineFunctionAt(x);
  const c = codeAt(code);
  f.context = c.context;
  f.children = c.children == NULL ? 0 : <usize>c.children + REFS_DATA;
  f.text = c.start;
  f.code = code;
  f.closure = closure;
  f.defaults = defaults;
  f.kwDefaults = kwDefaults;
  return x;
}

/** Gives a new function its cells. */
export function setMachineClosure(x: Ref, closure: Ref): void {
  machineFunctionAt(x).closure = closure;
}

/** What `type(f)` gives. */
export function machineFunctionType(x: Ref): Ref {
  return functionType(commonParts(x));
}

/** Viper and assembler code have no name. */
function isNamed(x: Ref): bool {
  return codeAt(machineFunctionAt(x).code).kind == CodeKind.NativePython;
}

function machineFunction_print(p: Ref, x: Ref, style: Style): bool {
  return isNamed(x) ? function_print(p, commonParts(x), style) : putText(p, "<function>");
}

function machineFunction_loadAttr(x: Ref, name: Ref): Ref {
  if (!isNamed(x)) return UNSUPPORTED;
  if (name == qstrRef(Q.__globals__)) return contextAt(machineFunctionAt(x).context).globals;
  return function_loadAttr(commonParts(x), name);
}

function machineFunction_call(x: Ref, n: i32, nkw: i32, args: usize): Ref {
  const closure = machineFunctionAt(x).closure;
  // Native code has its arguments bound by the runtime, which knows of the cells.
  if (closure == NULL || isNamed(x)) return callWith(x, n, nkw, args);
  const mark = rootMark();
  const cells = tupleLength(closure);
  const all = rootSlots(cells + n + 2 * nkw);
  copyWords(all, tupleItems(closure), cells);
  copyWords(all + ((<usize>cells) << 2), args, n + 2 * nkw);
  const result = callWith(x, cells + n, nkw, all);
  rootReset(mark);
  return result;
}

/** Calls with the cells of a closure among the arguments. */
function callWith(x: Ref, n: i32, nkw: i32, args: usize): Ref {
  const f = machineFunctionAt(x);
  const code = codeAt(f.code);
  if (code.flags & CODE_FOREIGN && code.kind == CodeKind.NativeAssembler) {
    return callForeign(x, n, nkw, args);
  }
  if (code.kind == CodeKind.NativeAssembler) return callAssembler(x, code, n, nkw, args);
  if (code.kind == CodeKind.NativePython && code.flags & CODE_GENERATOR) {
    return newMachineGenerator(x, n, nkw, args);
  }
  const entry = f.text + (code.kind == CodeKind.NativePython ? ENTRY : 0);
  if (code.flags & CODE_FOREIGN) return callLinked(x, entry, n, nkw, args);
  return runMachine(x, f.code, callersGlobals(f), NULL, entry, x, n, nkw, <u32>args);
}

/** Calls C code with viper's calling convention. */
function callLinked(x: Ref, entry: usize, n: i32, nkw: i32, args: usize): Ref {
  const f = machineFunctionAt(x);
  const mark = rootMark();
  const words = foreignWords(n + 2 * nkw, args);
  const result =
    words == 0
      ? NULL
      : runMachine(x, f.code, callersGlobals(f), NULL, entry, x, n, nkw, <u32>words);
  rootReset(mark);
  return result;
}

/** Machine code starts with its caller's globals and changes them itself if it uses any. */
function callersGlobals(f: MachineFunction): Ref {
  return currentFrame == 0 ? contextAt(f.context).globals : frameAt(currentFrame).globals;
}

/** Runs the body of a class or module in its globals; `names` gets what it defines, unless that is NULL. */
export function runMachineBody(x: Ref, globals: Ref, names: Ref): Ref {
  const f = machineFunctionAt(x);
  const kind = codeAt(f.code).kind;
  const entry = f.text + (kind == CodeKind.NativePython ? ENTRY : 0);
  return runMachine(x, f.code, globals, names, entry, x, 0, 0, 0);
}

function callAssembler(x: Ref, code: Code, n: u32, nkw: i32, args: usize): Ref {
  if (nkw != 0) return raise(M.argsNoKeywords);
  const expected = code.positional;
  if (n != expected || n > MAX_WORDS) {
    raiseArity(expected, expected, n);
    return NULL;
  }
  const a = n > 0 ? assemblerWord(load<u32>(args)) : 0;
  const b = n > 1 ? assemblerWord(load<u32>(args, 4)) : 0;
  const c = n > 2 ? assemblerWord(load<u32>(args, 8)) : 0;
  const d = n > 3 ? assemblerWord(load<u32>(args, 12)) : 0;
  const f = machineFunctionAt(x);
  const start = ownStart();
  const bytes = ownBytes();
  enterOwnCode(placeOfRam(code.start), code.end - code.start);
  const word = runWords(x, f.code, callersGlobals(f), NULL, f.text, a, b, c, d);
  leaveOwnCode(start, bytes);
  if (hasPending()) return NULL;
  const result = rt_native_to_obj(word, code.types);
  return isBound(result) ? result : NULL;
}
