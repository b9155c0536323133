/** `pyb.repl_uart`: a serial port that is the terminal besides USB. */
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { UsbRequest } from "../../generated/power";
import { boardUsb } from "../../host";
import { boardRoot } from "../../memory/cells";
import { isKind, NONE, NULL, Ref } from "../../memory/ref";
import { flush, STDOUT } from "../../object/builder";
import { raise } from "../../object/raise";
import { busRow } from "../bus";
import { BoardRoot } from "../roots";
import { uartAt } from "./uart-object";
import { takeCharacter, uartWaiting } from "./uart-stream";

/** The port, NULL or None for none. */
function terminal(): Ref {
  return load<u32>(boardRoot(BoardRoot.Terminal));
}

/** `repl_uart()` tells the port, `repl_uart(port)` sets it, with None for none. */
export function pyb_replUart(n: i32, args: usize): Ref {
  const now = terminal();
  if (n == 0) return now == NULL ? NONE : now;
  const uart = load<u32>(args);
  if (uart != NONE && !isKind(uart, Kind.Uart)) return raise(M.replUart);
  flush(STDOUT);
  store<u32>(boardRoot(BoardRoot.Terminal), uart);
  boardUsb(UsbRequest.Terminal, 0, uart == NONE ? 0 : busRow(uartAt(uart).row).number);
  return NONE;
}

/** Whether something has come to the port. */
export function terminalWaiting(): bool {
  const uart = terminal();
  return uart != NULL && uart != NONE && uartWaiting(uartAt(uart)) != 0;
}

/** Takes what has come to the port, so many bytes at most; gives how many. */
export function readTerminal(to: usize, n: u32): i32 {
  const uart = terminal();
  if (uart == NULL || uart == NONE) return 0;
  let done: u32 = 0;
  while (done < n && uartWaiting(uartAt(uart)) != 0) {
    store<u8>(to + done++, <u8>takeCharacter(uartAt(uart)));
  }
  return done;
}
