/** What frames keep alive. */
import { mark, markRange } from "../memory/collector";
import { Ref } from "../memory/ref";
import { Generator, generatorFrame } from "../types/generator";
import { codeAt } from "./code";
import {
  currentFrame,
  FRAME_BYTES,
  firstHandler,
  frameAt,
  HANDLER_BYTES,
  handlerAt,
} from "./frame";

/** Marks from all frames that are running. */
export function markFrames(): void {
  for (let frame = currentFrame; frame != 0; frame = frameAt(frame).previous) markFrame(frame);
}

/** Marks from one frame: all its locals, its value stack up to sp, the exceptions being handled. */
export function markFrame(frame: usize): void {
  const f = frameAt(frame);
  mark(f.code);
  mark(f.globals);
  mark(f.names);
  mark(f.subject);
  markRange(frame + FRAME_BYTES, f.sp);
  if (f.handler == 0) return;
  for (let h = firstHandler(frame, codeAt(f.code)); h <= f.handler; h += HANDLER_BYTES) {
    mark(handlerAt(h).exception);
  }
}

/** Marks from a generator that is not running (a running one is among the frames, too). */
export function markGenerator(generator: Ref): void {
  if (changetype<Generator>(<usize>generator).finished == 0) markFrame(generatorFrame(generator));
}
