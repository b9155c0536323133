/** The interrupts of DMA for I2S: a half of its buffer has been sent or received. */
import { FIRST_INTERRUPT } from "../../cpu/nvic";
import { BoardCost } from "../../generated/board-costs";
import { Irq } from "../../generated/chip";
import { NULL } from "../../memory/ref";
import { Cost } from "../../vm/cost";
import { takeI2sFlags } from "../i2s-controller";
import { copyMore } from "./i2s-copy";
import { I2S_TX, I2s, i2sAt, i2sRoot, isOn } from "./i2s-object";
import { emptyHalf, fillHalf } from "./i2s-ring";

/** Whether an exception is that of DMA for I2S while that is on. */
export function isI2sException(number: u32): bool {
  return number >= FIRST_INTERRUPT && isI2sInterrupt(number - FIRST_INTERRUPT);
}

function isI2sInterrupt(interrupt: u32): bool {
  if (interrupt != Irq.DMA1_Stream3 && interrupt != Irq.DMA1_Stream4) return false;
  const x = load<u32>(i2sRoot());
  if (x == NULL || !isOn(i2sAt(x))) return false;
  return (interrupt == Irq.DMA1_Stream4) == (i2sAt(x).mode == I2S_TX);
}

/** Serves the interrupt; false when it is another. */
export function serveI2s(interrupt: u32): bool {
  if (!isI2sInterrupt(interrupt)) return false;
  const i2s = i2sAt(load<u32>(i2sRoot()));
  Cost.charge(BoardCost.i2sInterrupt);
  const halves = takeI2sFlags(i2s.mode == I2S_TX);
  for (let half: u32 = 0; half < 2; half++) {
    if (((halves >>> half) & 1) != 0) serveHalf(i2s, half);
  }
  return true;
}

function serveHalf(i2s: I2s, half: u32): void {
  if (i2s.mode == I2S_TX) {
    copyMore(i2s);
    fillHalf(i2s, half);
  } else {
    emptyHalf(i2s, half);
    copyMore(i2s);
  }
}
