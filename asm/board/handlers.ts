/** The firmware's interrupt handlers: which class serves an interrupt. */
import { EXCEPTION_PENDSV, FIRST_INTERRUPT } from "../cpu/nvic";
import { Irq } from "../generated/chip";
import { serveCan } from "./modules/can-interrupt";
import { serveLines } from "./modules/extint";
import { serveTarget } from "./modules/i2c-target";
import { serveI2s } from "./modules/i2s-interrupt";
import { serveSoftTimers } from "./modules/machine-timer";
import { isServoInterrupt, serveServos } from "./modules/servo";
import { serveTimers } from "./modules/timer";
import { serveUart } from "./modules/uart-interrupt";
import { serveUsb } from "./modules/usb-vcp";
import { clearWakeup } from "./real-time-clock";

/** PendSV, which is none of the table's. */
const PENDSV: u32 = EXCEPTION_PENDSV - FIRST_INTERRUPT;

/** Serves an interrupt of the NVIC's table; false when nobody does. */
export function serveInterrupt(interrupt: u32): bool {
  if (interrupt == PENDSV) {
    serveSoftTimers();
    return true;
  }
  if (interrupt == Irq.RTC_WKUP) clearWakeup();
  if (isServoInterrupt(interrupt)) {
    serveTimers(interrupt);
    serveServos();
    return true;
  }
  return (
    serveLines(interrupt) ||
    serveTimers(interrupt) ||
    serveUart(interrupt) ||
    serveTarget(interrupt) ||
    serveI2s(interrupt) ||
    serveCan(interrupt) ||
    serveUsb(interrupt)
  );
}
