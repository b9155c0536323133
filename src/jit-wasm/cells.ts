import { box } from "./boxing.js";
import type { Emitter } from "./emitter.js";
import { exitIf, leave } from "./exits.js";
import { Status } from "./shared-words.js";
import { Rep, WORD } from "./value.js";
import { Mem, W } from "./wasm-code.js";

export function loadCell(e: Emitter, local: number): boolean {
  if (!pushCell(e, local)) return leave(e);
  const temp = e.temp(0);
  e.out.mem(Mem.i32_load, 4);
  e.out.tee(temp);
  e.out.op(W.i32_eqz);
  exitIf(e, Status.ExitPlain);
  e.out.get(temp);
  e.result(0, WORD);
  return true;
}

export function storeCell(e: Emitter, local: number): boolean {
  box(e, e.top());
  if (!pushCell(e, local)) return leave(e);
  e.pushWord(e.top());
  e.out.mem(Mem.i32_store, 4);
  e.state.pop();
  return true;
}

/** The word of a cell among the locals. */
function pushCell(e: Emitter, local: number): boolean {
  if (e.state.locals[local]!.rep !== Rep.Word) return false;
  e.out.get(e.intLocal(local));
  return true;
}
