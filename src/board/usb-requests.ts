import { type UsbRequest, usbRequests } from "../tables/power-requests.js";
import type { Board } from "./board.js";

/** Bytes that pass between the board and the program's memory. */
export interface UsbBytes {
  put(bytes: ArrayLike<number>): void;
  get(): Uint8Array;
}

/** Answers what the program asks of its USB host, and of the terminal. */
export function answerUsb(
  board: Board,
  request: UsbRequest,
  value: number,
  { put, get }: UsbBytes,
): number {
  const { usb, hid } = board;
  const give = (bytes: ArrayLike<number>): number => {
    put(bytes);
    return bytes.length;
  };
  switch (request) {
    case usbRequests.Available:
      return usb.available;
    case usbRequests.Take:
      return give(usb.take(value));
    case usbRequests.Connected:
      return usb.connected ? 1 : 0;
    case usbRequests.Interrupt:
      usb.interruptCharacter = value;
      return 0;
    case usbRequests.HidDescriptor:
      hid.setDescriptor(get());
      return 0;
    case usbRequests.HidShow:
      hid.show(value);
      return 0;
    case usbRequests.HidSend:
      return hid.send(get());
    case usbRequests.HidReady:
      return hid.ready ? 1 : 0;
    case usbRequests.HidWaiting:
      return hid.waiting;
    case usbRequests.HidTake:
      return give(hid.take(value));
    case usbRequests.Terminal:
      board.setTerminal(value);
      return 0;
  }
}
