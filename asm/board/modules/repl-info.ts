/** `pyb.repl_info`: whether the prompt tells what each input has taken. */
import { collect } from "../../memory/collector";
import { NONE, NULL, Ref } from "../../memory/ref";
import { micropython_memInfo, micropython_qstrInfo } from "../../modules/micropython";
import { flush, putText, putUnsigned, STDOUT } from "../../object/builder";
import { hasPending } from "../../object/raise";
import { toI32 } from "../../types/number";

let on: bool = false;

export function pyb_replInfo(x: Ref): Ref {
  const value = toI32(x);
  if (hasPending()) return NULL;
  on = value != 0;
  return NONE;
}

/** Shows what an input took that lasted for so many milliseconds, if that is wanted; for the prompt. */
export function showReplInfo(millis: u32): void {
  if (!on) return;
  putText(STDOUT, "took ");
  putUnsigned(STDOUT, millis);
  putText(STDOUT, " ms\n");
  micropython_qstrInfo(0, 0);
  collect();
  micropython_memInfo(0, 0);
  flush(STDOUT);
}
