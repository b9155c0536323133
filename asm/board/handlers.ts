/** The firmware's interrupt handlers: which class serves an interrupt. */
import { serveCan } from "./modules/can-interrupt";
import { serveLines } from "./modules/extint";
import { serveTimers } from "./modules/timer";
import { serveUart } from "./modules/uart-interrupt";

/** Serves an interrupt of the NVIC's table; false when nobody does. */
export function serveInterrupt(interrupt: u32): bool {
  return (
    serveLines(interrupt) || serveTimers(interrupt) || serveUart(interrupt) || serveCan(interrupt)
  );
}
