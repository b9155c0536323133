/** Samples between a program's buffers and the ring: at once, waiting, or in the background by interrupts. */
import { Errno } from "../../generated/errnos";
import { NULL, Ref } from "../../memory/ref";
import { bufferAddress, bufferLength, takeBuffer } from "../../object/buffer";
import { STREAM_RAISED, StreamRequest } from "../../object/stream";
import { schedule } from "../../vm/schedule";
import { interruptDue, serveInterrupts } from "../interrupts";
import { cycleOfMillis, passTo } from "../ticks";
import { DMA_HALF, frameBytes, I2S_RX, I2S_TX, I2s, i2sAt, isOn, Way } from "./i2s-object";
import { putBytes, RECEIVED_FRAME, ringRoom, ringWaiting, takeFrame } from "./i2s-ring";

/** Bytes of the ring that an interrupt copies at most, several times what DMA moves meanwhile. */
const BACKGROUND_BYTES: u32 = 4 * DMA_HALF;
/** Bytes between two looks at the interrupts, which come after any byte on the board. */
const LOOK_BYTES: u32 = 64;

/** Bits of a poll's question and answer. */
const POLL_READ: i32 = 1;
const POLL_WRITE: i32 = 4;

export function i2s_read(x: Ref, to: usize, n: u32): i32 {
  const i2s = i2sAt(x);
  if (i2s.mode != I2S_RX) return -Errno.EPERM;
  if (n % frameBytes(i2s) != 0) return -Errno.EINVAL;
  if (n == 0) return 0;
  if (!isOn(i2s)) return -Errno.EIO;
  return i2s.way == Way.Background ? startCopy(i2s, to, n) : readFrames(i2s, to, n);
}

export function i2s_write(x: Ref, from: usize, n: u32): i32 {
  const i2s = i2sAt(x);
  if (i2s.mode != I2S_TX) return -Errno.EPERM;
  if (n == 0) return 0;
  if (!isOn(i2s)) return -Errno.EIO;
  return i2s.way == Way.Background ? startCopy(i2s, from, n) : writeBytes(i2s, from, n);
}

/** Whoever asks for this wants to be told when something can be done: nothing waits from then on. */
export function i2s_control(x: Ref, request: i32, a: i32, b: i32): i32 {
  const i2s = i2sAt(x);
  i2s.way = Way.Partial;
  if (request != StreamRequest.Poll) return -Errno.EINVAL;
  if ((a & POLL_READ) != 0 && i2s.mode != I2S_RX) return -Errno.EPERM;
  if ((a & POLL_WRITE) != 0 && i2s.mode != I2S_TX) return -Errno.EPERM;
  if (!isOn(i2s)) return 0;
  const readable = (a & POLL_READ) != 0 && ringWaiting(i2s) != 0;
  const writable = (a & POLL_WRITE) != 0 && ringRoom(i2s) != 0;
  return (readable ? POLL_READ : 0) | (writable ? POLL_WRITE : 0);
}

/** Leaves it to the interrupts to copy the argument's bytes at an address. */
function startCopy(i2s: I2s, at: usize, n: u32): i32 {
  if (i2s.argument == NULL || !takeBuffer(i2s.argument, false)) return -Errno.EINVAL;
  i2s.buffer = i2s.argument;
  i2s.start = <u32>(at - bufferAddress);
  i2s.length = n;
  i2s.done = 0;
  i2s.copying = 1;
  return <i32>n;
}

/** Waits for an interrupt, with the processor running. false: an exception is pending. */
function awaitInterrupt(): bool {
  return passTo(cycleOfMillis(1), false);
}

/** As many frames as there are; all when it waits. */
function readFrames(i2s: I2s, to: usize, n: u32): i32 {
  const size = frameBytes(i2s);
  let looked: u32 = 0;
  let done: u32 = 0;
  // A scheduled function may set the bus up anew meanwhile.
  while (done < n && isOn(i2s) && frameBytes(i2s) == size) {
    if (ringWaiting(i2s) < RECEIVED_FRAME) {
      if (i2s.way == Way.Partial) break;
      if (!awaitInterrupt()) return STREAM_RAISED;
      continue;
    }
    takeFrame(i2s, to + done);
    done += size;
    looked += RECEIVED_FRAME;
    if (looked % LOOK_BYTES == 0) look();
  }
  return <i32>done;
}

/** As many bytes as there is room for; all when it waits. */
function writeBytes(i2s: I2s, from: usize, n: u32): i32 {
  let done: u32 = 0;
  while (done < n && isOn(i2s)) {
    const part = min(min(ringRoom(i2s), n - done), LOOK_BYTES);
    if (part == 0) {
      if (i2s.way == Way.Partial) break;
      if (!awaitInterrupt()) return STREAM_RAISED;
      continue;
    }
    putBytes(i2s, from + done, part);
    done += part;
    look();
  }
  return <i32>done;
}

function look(): void {
  if (interruptDue()) serveInterrupts();
}

/** From an interrupt: goes on with what is copied in the background, if anything is. */
export function copyMore(i2s: I2s): void {
  if (i2s.way != Way.Background || i2s.copying == 0) return;
  const writable = i2s.mode == I2S_RX;
  if (!takeBuffer(i2s.buffer, writable) || i2s.start + i2s.length > bufferLength) {
    // The program has made it shorter meanwhile.
    i2s.copying = 0;
    return;
  }
  const at = bufferAddress + i2s.start;
  if (writable) readMore(i2s, at);
  else writeMore(i2s, at);
  if (i2s.done < i2s.length) return;
  i2s.copying = 0;
  i2s.buffer = NULL;
  schedule(i2s.callback, <Ref>changetype<usize>(i2s));
}

function readMore(i2s: I2s, to: usize): void {
  const size = frameBytes(i2s);
  const left = (i2s.length - i2s.done) / size;
  const frames = min<u32>(left, BACKGROUND_BYTES / RECEIVED_FRAME);
  if (ringWaiting(i2s) < frames * RECEIVED_FRAME) return;
  for (let i: u32 = 0; i < frames; i++) {
    takeFrame(i2s, to + i2s.done);
    i2s.done += size;
  }
}

function writeMore(i2s: I2s, from: usize): void {
  const part = min<u32>(BACKGROUND_BYTES, i2s.length - i2s.done);
  if (ringRoom(i2s) < part) return;
  putBytes(i2s, from + i2s.done, part);
  i2s.done += part;
}
