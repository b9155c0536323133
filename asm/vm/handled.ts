/** Which exception is being handled. */
import { CodeKind } from "../generated/mpy-format";
import { NULL, Ref } from "../memory/ref";
import { caughtByMachine } from "../native/nlr";
import { codeAt } from "./code";
import { currentFrame, firstHandler, frameAt, HANDLER_BYTES, handlerAt } from "./frame";

/** The exception that the innermost running `except` or `finally` block handles, NULL for none. */
export function handledException(): Ref {
  for (let fp = currentFrame; fp != 0; fp = frameAt(fp).previous) {
    const f = frameAt(fp);
    if (fp == currentFrame && codeAt(f.code).kind != CodeKind.Bytecode) {
      const exception = caughtByMachine();
      if (exception != NULL) return exception;
    }
    if (f.handler == 0) continue;
    const first = firstHandler(fp, codeAt(f.code));
    for (let h = f.handler; h >= first; h -= HANDLER_BYTES) {
      const exception = handlerAt(h).exception;
      if (exception != NULL) return exception;
    }
  }
  return NULL;
}
