/** The end of a frame: who gets its value. */
import { M } from "../generated/messages";
import { NONE, NULL, Ref } from "../memory/ref";
import { raise1 } from "../object/raise";
import { RESULT_FRAME } from "./enter-call";
import { finishSpecial } from "./enter-special";
import {
  FRAME_ENTRY,
  FRAME_GENERATOR,
  FRAME_INIT,
  FRAME_SPECIAL,
  frameAt,
  popFrame,
} from "./frame";
import { finishGenerator } from "./generators";

/** Leaves frame `fp` with a value. RESULT_FRAME: its caller's frame goes on; else the interpreter returns this. */
export function returnValue(fp: usize, value: Ref): Ref {
  const f = frameAt(fp);
  const flags = f.flags;
  if (flags & FRAME_GENERATOR) return finishGenerator(fp, value);
  let result = value;
  popFrame(fp);
  if (flags & FRAME_INIT) {
    if (value != NONE) {
      raise1(M.initReturn, value);
      return flags & FRAME_ENTRY ? NULL : RESULT_FRAME;
    }
    result = f.subject;
  }
  if (flags & FRAME_ENTRY) return result;
  if (flags & FRAME_SPECIAL) finishSpecial(f.previous, f.subject, result);
  else pushResult(f.previous, result);
  return RESULT_FRAME;
}

/** Puts a value on a frame's stack. */
export function pushResult(frame: usize, value: Ref): void {
  const f = frameAt(frame);
  store<u32>(f.sp, value);
  f.sp += 4;
}
