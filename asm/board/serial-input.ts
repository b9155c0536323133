/** Standard input of the board: what comes over USB, to the serial port of `repl_uart`, or from the embedder. */
import { Errno } from "../generated/errnos";
import { UsbRequest } from "../generated/power";
import { boardUsb, read } from "../host";
import { hasPending } from "../object/raise";
import { STREAM_RAISED } from "../object/stream";
import { servePoll } from "../vm/poll";
import { hasScheduled } from "../vm/schedule";
import { readTerminal, terminalWaiting } from "./modules/terminal";
import { cycleOfMillis, passTo } from "./ticks";
import { eventBefore } from "./time";

const STDIN: i32 = 0;
/** Bits of a poll's question and answer. */
const POLL_READ: i32 = 1;
const POLL_WRITE: i32 = 4;

/** Reads at least a byte, for which time passes; 0: nothing is to come. Or STREAM_RAISED. */
export function readSerial(to: usize, n: u32): i32 {
  while (true) {
    const taken = boardUsb(UsbRequest.Take, <u32>to, n);
    if (taken > 0) return taken;
    const typed = readTerminal(to, n);
    if (typed > 0) return typed;
    const got = read(STDIN, to, n);
    if (got == -Errno.EINTR) servePoll();
    else if (got != -Errno.EAGAIN) return got;
    else if (!eventBefore(Infinity)) return 0;
    else passTo(cycleOfMillis(1), true);
    if (hasScheduled()) servePoll();
    if (hasPending()) return STREAM_RAISED;
  }
}

/** What of a poll's events standard input and output answer; what the embedder might give is not known before. */
export function pollSerial(events: i32): i32 {
  const some = boardUsb(UsbRequest.Available, 0, 0) > 0 || terminalWaiting();
  return (some ? events & POLL_READ : 0) | (events & POLL_WRITE);
}

/** A terminal's Enter is a line's end in a text. */
export function endLines(data: usize, n: i32): void {
  for (let i = 0; i < n; i++) if (load<u8>(data + i) == 0x0d) store<u8>(data + i, 0x0a);
}
