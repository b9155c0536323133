/** Runtime functions of machine code: calls, functions and closures. */
import { Kind } from "../generated/kinds";
import { M } from "../generated/messages";
import { isKind, isPointer, NULL, Ref } from "../memory/ref";

import { call, raiseArity } from "../object/call";
import { raise } from "../object/raise";
import { typeOf } from "../object/type";
import { newFunction, setClosure } from "../types/function";
import { tupleFrom } from "../types/tuple";
import { callVarKwNow } from "../vm/call-star";
import { contextAt } from "../vm/code";
import { areBound, isBound } from "./bound";
import { foreignCode } from "./foreign-function";
import { setMachineClosure } from "./function";
import { isMemory } from "./memory";

/** `counts` has the positional arguments in bits 0-7, the pairs of keyword arguments above. */
export function rt_native_call_function_n_kw(callee: Ref, counts: u32, args: usize): Ref {
  const n = counts & 0xff;
  const nkw = (counts >> 8) & 0xff;
  if (!areBound(args, n + 2 * nkw)) return NULL;
  return call(callee, n, nkw, args);
}

/** Function and self (or 0) stand in front of the arguments. */
export function rt_call_method_n_kw(n: u32, nkw: u32, args: usize): Ref {
  showClass(n, args + 8);
  if (!isBound(load<u32>(args))) return NULL;
  if (!areBound(args + 8, n + 2 * nkw)) return NULL;
  return load<u32>(args, 4) == NULL
    ? call(load<u32>(args), n, nkw, args + 8)
    : call(load<u32>(args), n + 1, nkw, args + 4);
}

/**
 * A `with` block's end reads the class of an exception from the exception's first word: if this is what the first
 * of three arguments is, the class takes its place.
 */
function showClass(n: u32, args: usize): void {
  if (n != 3) return;
  const exception = load<u32>(args, 4);
  if ((load<u32>(args) & 0xff) != Kind.Exception || !isPointer(exception)) return;
  if (isKind(exception, Kind.Exception)) store<u32>(args, typeOf(exception));
}

/** As `call_method_n_kw` (without a self when `method` is 0), with `*` and `**` arguments. */
export function rt_call_method_n_kw_var(method: u32, counts: u32, args: usize): Ref {
  const self = method != 0 ? load<u32>(args, 4) : NULL;
  const from = args + (method != 0 ? 8 : 4);
  if (!isBound(load<u32>(args))) return NULL;
  return callVarKwNow(load<u32>(args), self, counts & 0xff, (counts >> 8) & 0xff, from);
}

/** A function of loaded code. At `defaults`, unless that is 0, are the tuple and the dict of its defaults. */
export function rt_make_function_from_proto_fun(code: Ref, context: Ref, defaults: usize): Ref {
  if (!isKind(context, Kind.ModuleContext)) return raise(M.incompatibleMpy);
  if (!isKind(code, Kind.Code)) return makeOfRawCode(code);
  const globals = contextAt(context).globals;
  if (defaults == 0) return newFunction(code, globals, NULL, NULL, NULL);
  return newFunction(code, globals, load<u32>(defaults), load<u32>(defaults, 4), NULL);
}

/** What C calls code with viper's calling convention. */
const RAW_VIPER: u32 = 4;

/** C describes a function itself: two bytes of 0, the kind, a flag; then the address of its code. */
function makeOfRawCode(at: usize): Ref {
  if (!isMemory(at, 8)) return NULL;
  if ((load<u32>(at) & 0xffffff) != RAW_VIPER << 16) return raise(M.incompatibleMpy);
  return foreignCode(load<u32>(at, 4));
}

/** Gives a function that was just made the `n` cells at `cells`. */
export function rt_new_closure(f: Ref, n: u32, cells: usize): Ref {
  if (!areBound(cells, n)) return NULL;
  const closure = tupleFrom(n, cells);
  if (closure == NULL) return NULL;
  if (isKind(f, Kind.Function)) setClosure(f, closure);
  else if (isKind(f, Kind.MachineFunction)) setMachineClosure(f, closure);
  else return raise(M.incompatibleMpy);
  return f;
}

/** Checks how many arguments there are: `signature` has the least in bits 17-31, the most in 1-16, 1 for keywords. */
export function rt_arg_check_num_sig(n: u32, nkw: u32, signature: u32): bool {
  if (nkw != 0 && (signature & 1) == 0) {
    raise(M.argsNoKeywords);
    return false;
  }
  const least = signature >> 17;
  const most = (signature >> 1) & 0xffff;
  return (n >= least && n <= most) || raiseArity(least, most, n);
}
