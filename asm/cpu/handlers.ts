/** The functions of instructions that are no micro-operations of their own. */
import { Operation } from "../generated/thumb";

/** Per operation: index of the function, kind and way of calling; see `Handler`. */
const HANDLERS: usize = memory.data(3072, 4);

/** How an operation is done. */
@unmanaged
export class Handler {
  /** The index of the function, 0 for none. */
  index: u32;
  /** What tells operations apart that share a function. */
  kind: u16;
  /** 1: it takes and changes flags, may stop or fault, and returns one of `Stop`. */
  full: u16;
}

export function handlerOf(operation: Operation): Handler {
  return changetype<Handler>(HANDLERS + <usize>operation * offsetof<Handler>());
}

/** A function that only computes: `(at: usize) => void`. */
export function handle(operation: Operation, index: u32, kind: u32): void {
  const handler = handlerOf(operation);
  handler.index = index;
  handler.kind = <u16>kind;
  handler.full = 0;
}

/** A function that may need the flags or fault: `(at: usize) => i32`, one of `Stop`. */
export function handleFully(operation: Operation, index: u32, kind: u32): void {
  handle(operation, index, kind);
  handlerOf(operation).full = 1;
}
