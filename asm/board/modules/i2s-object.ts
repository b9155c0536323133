/** What an I2S bus is to Python: `machine.I2S`. There is one object, made when it is first asked for. */
import { Kind } from "../../generated/kinds";
import { boardRoot } from "../../memory/cells";
import { describe, refAt } from "../../memory/layout";
import { NULL, Ref } from "../../memory/ref";
import { BoardRoot } from "../roots";

/** How `write` and `readinto` go about it. */
export const enum Way {
  /** They wait until all is done. */
  Blocking,
  /** Interrupts do it, then a callback is called. */
  Background,
  /** They do what can be done at once. */
  Partial,
}

@unmanaged
export class I2s {
  header: u32;
  /** The pins, NULL before it was set up. */
  sck: Ref;
  ws: Ref;
  sd: Ref;
  /** I2SCFG in I2SCFGR, by which the constants of Python are numbered. */
  mode: u32;
  bits: u32;
  stereo: u32;
  rate: u32;
  /** The bytes of the ring. */
  ibuf: u32;
  way: Way;
  callback: Ref;
  /** The ring between Python and DMA: a Buffer, NULL while the bus is off; where bytes are taken, and put. */
  ring: Ref;
  head: u32;
  tail: u32;
  /** The buffer with which `write` or `readinto` was called last. */
  argument: Ref;
  /** What goes on in the background: a buffer, the part of it, and how many bytes of that are done. */
  buffer: Ref;
  start: u32;
  length: u32;
  done: u32;
  copying: u32;
}

export const I2S_RX: u32 = 0x300;
export const I2S_TX: u32 = 0x200;

/** What DMA goes round in; half of it is filled or emptied while the other half moves. */
export const DMA_BYTES: u32 = 256;
export const DMA_HALF: u32 = DMA_BYTES / 2;
const DMA_ALIGNMENT: u32 = 32;
/** Bytes of the firmware's object, which has DMA's buffer and the HAL's structures in it. */
export const I2S_BYTES: u32 = 644;

export function describeI2s(): void {
  const pins =
    refAt(offsetof<I2s>("sck")) | refAt(offsetof<I2s>("ws")) | refAt(offsetof<I2s>("sd"));
  const buffers =
    refAt(offsetof<I2s>("ring")) |
    refAt(offsetof<I2s>("argument")) |
    refAt(offsetof<I2s>("buffer"));
  describe(Kind.I2s, pins | buffers | refAt(offsetof<I2s>("callback")), 0);
}

export function i2sAt(x: Ref): I2s {
  return changetype<I2s>(<usize>x);
}

/** Where the object is kept. */
export function i2sRoot(): usize {
  return boardRoot(BoardRoot.I2s);
}

/** Where DMA's buffer is in the object. */
export function dmaBuffer(i2s: I2s): u32 {
  const end = <u32>(changetype<usize>(i2s) + offsetof<I2s>());
  return (end + DMA_ALIGNMENT - 1) & ~(DMA_ALIGNMENT - 1);
}

/** Bytes of a frame as Python has it. */
export function frameBytes(i2s: I2s): u32 {
  return (i2s.bits >>> 3) << i2s.stereo;
}

/** Whether it is set up. */
export function isOn(i2s: I2s): bool {
  return i2s.ring != NULL;
}
