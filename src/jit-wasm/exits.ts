import type { Emitter } from "./emitter.js";
import { materialize, saveIp, saveSp, writeFrame } from "./saving.js";
import { Status } from "./shared-words.js";
import { Mem } from "./wasm-code.js";

/** Hands the frame to the interpreter, which goes on at instruction `n`. */
export function exit(e: Emitter, status: Status, n = e.at): void {
  e.aside(() => {
    materialize(e);
    saveIp(e, e.source.code[n]!.start);
    saveSp(e, e.depth);
    writeFrame(e, n);
    leaveWith(e, status);
  });
}

/** Hands the frame over when the condition on Wasm's stack holds. */
export function exitIf(e: Emitter, status: Status, n = e.at): void {
  e.out.if();
  exit(e, status, n);
  e.out.end();
}

/** Leaves a frame that is saved completely. */
export function leaveWith(e: Emitter, status: Status): void {
  const { out } = e;
  out.i32(e.shared.status);
  out.i32(status);
  out.mem(Mem.i32_store, 0);
  e.activation.fail(e);
}

/** The interpreter takes over at this instruction. */
export function leave(e: Emitter): false {
  exit(e, Status.ExitPlain);
  return false;
}
