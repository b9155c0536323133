/** Instructions that are functions of their own: the loop calls them. */
import { Operation } from "../generated/thumb";
import { noteResult } from "./cycles";
import { put, putFault } from "./emitter";
import { Micro } from "./micro";
import {
  fieldOrZero,
  hasNumber,
  Letter,
  numberOperand,
  operation,
  registerD,
  registerN,
} from "./rows";
import { Fault } from "./stop";

/** Per operation: the index of its function, 0 for none. */
const HANDLERS: usize = memory.data(2048, 4);

/** Says which function does an operation. It takes the micro-operation's address and returns one of `Stop`. */
export function handle(operation: Operation, index: u32): void {
  store<u32>(HANDLERS + ((<usize>operation) << 2), index);
}

/** Calls the operation's function: d, n, m and a as the encoding has them, a number or none. */
export function putCall(operation: Operation): bool {
  const index = load<u32>(HANDLERS + ((<usize>operation) << 2));
  if (index == 0) return false;
  const d = registerD() < 0 ? fieldOrZero(Letter.l) : registerD();
  const n = registerN() < 0 ? 0 : registerN();
  const a = fieldOrZero(Letter.a) | fieldOrZero(Letter.h);
  const number = hasNumber() ? numberOperand() : 0;
  const at = put(Micro.CallState, d, n, fieldOrZero(Letter.m), (<u32>a) << 2, number);
  store<u32>(at, index, 12);
  noteResult(registerD());
  return true;
}

/** Translates an operation that has a function; any other is undefined. */
export function translateCall(): bool {
  if (putCall(operation())) return true;
  putFault(Fault.Undefined);
  return false;
}
