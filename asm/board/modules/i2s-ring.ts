/** The ring of an I2S bus, of which one byte is never used, and what the interrupts move between it and DMA's buffer. */
import { LoopCost } from "../../generated/board-costs";
import { BUFFER_DATA } from "../../object/builder";
import { Cost } from "../../vm/cost";
import { DMA_HALF, dmaBuffer, frameBytes, I2s } from "./i2s-object";

/** Bytes of a frame as it is received: two channels of 32 bits, in halfwords, the upper one first. */
export const RECEIVED_FRAME: u32 = 8;

/** Bytes that can be taken. */
export function ringWaiting(i2s: I2s): u32 {
  return i2s.tail >= i2s.head ? i2s.tail - i2s.head : i2s.tail + i2s.ibuf - i2s.head;
}

/** Bytes that can be put. */
export function ringRoom(i2s: I2s): u32 {
  return i2s.ibuf - ringWaiting(i2s) - 1;
}

/** Puts bytes for which there is room. */
export function putBytes(i2s: I2s, from: usize, n: u32): void {
  Cost.cycles(<i32>n * LoopCost.i2sByte);
  const data = <usize>i2s.ring + BUFFER_DATA;
  const first = min<u32>(n, i2s.ibuf - i2s.tail);
  memory.copy(data + i2s.tail, from, first);
  memory.copy(data, from + first, n - first);
  i2s.tail = (i2s.tail + n) % i2s.ibuf;
}

/** Takes bytes that are there. */
function takeBytes(i2s: I2s, to: usize, n: u32): void {
  Cost.cycles(<i32>n * LoopCost.i2sByte);
  const data = <usize>i2s.ring + BUFFER_DATA;
  const first = min<u32>(n, i2s.ibuf - i2s.head);
  memory.copy(to, data + i2s.head, first);
  memory.copy(to + first, data, n - first);
  i2s.head = (i2s.head + n) % i2s.ibuf;
}

/** A frame as it was received. */
const FRAME: usize = memory.data(8, 4);

/** Takes a frame that is there, as Python has it: of mono the left channel, of 16 bits the upper ones. */
export function takeFrame(i2s: I2s, to: usize): void {
  takeBytes(i2s, FRAME, RECEIVED_FRAME);
  takeChannel(i2s, FRAME, to);
  if (i2s.stereo != 0) takeChannel(i2s, FRAME + 4, to + (i2s.bits >>> 3));
}

function takeChannel(i2s: I2s, from: usize, to: usize): void {
  if (i2s.bits == 16) store<u16>(to, load<u16>(from));
  else store<u32>(to, rotl<u32>(load<u32>(from), 16));
}

/** A half of DMA's buffer has been received. What the ring has no room for is lost. */
export function emptyHalf(i2s: I2s, half: u32): void {
  if (ringRoom(i2s) >= DMA_HALF) putBytes(i2s, dmaBuffer(i2s) + half * DMA_HALF, DMA_HALF);
}

/** A half of DMA's buffer has been sent. Without enough to fill it, silence follows. */
export function fillHalf(i2s: I2s, half: u32): void {
  const at: usize = dmaBuffer(i2s) + half * DMA_HALF;
  if (ringWaiting(i2s) < DMA_HALF) {
    memory.fill(at, 0, DMA_HALF);
    return;
  }
  if (i2s.stereo != 0) takeBytes(i2s, at, DMA_HALF);
  else doubleSamples(i2s, at);
  if (i2s.bits == 16) return;
  for (let word = at; word < at + DMA_HALF; word += 4) {
    store<u32>(word, rotl<u32>(load<u32>(word), 16));
  }
}

/** Takes half as many samples, for both channels each. */
function doubleSamples(i2s: I2s, to: usize): void {
  const size = frameBytes(i2s);
  for (let at = to; at < to + DMA_HALF; at += 2 * size) {
    takeBytes(i2s, at, size);
    memory.copy(at + size, at, size);
  }
}
