import { describe, expect, it } from "vitest";
import type { Pyboard } from "../../src/board/pyboard.js";
import { after, runBoard } from "./run-board.js";

const feed =
  (text: string) =>
  (pyboard: Pyboard): void =>
    after(pyboard, 0.1, () => pyboard.board.usb.feed(new TextEncoder().encode(text)));

describe("USB_VCP", () => {
  it("is a stream", () => {
    const source = `import pyb
u = pyb.USB_VCP()
print(u, u.isconnected(), u.any(), u.read(3))
pyb.delay(200)
b = bytearray(3)
print(u.any(), u.readline(), u.read(2), u.readinto(b), b, u.read())
print(u.write("out"), u.send(b"put\\n"))`;
    const { output, pyboard } = runBoard(source, feed("line\nabcdef"));
    expect(output).toBe(
      "USB_VCP(0) True False None\nTrue b'line\\n' b'ab' 3 bytearray(b'cde') b'f'\noutput\n3 4\n",
    );
    expect(Buffer.from(pyboard.board.usb.output.read()).toString()).toContain("output\n");
  });

  it("waits for what it is to receive", () => {
    const source = `import pyb
u = pyb.USB_VCP(0)
print(u.recv(3), u.recv(5, timeout=50))
b = bytearray(4)
print(u.recv(b, timeout=10))
try: pyb.USB_VCP(1)
except ValueError: print("one")`;
    expect(runBoard(source, feed("abcde")).output).toBe("b'abc' b'de'\n0\none\n");
  });

  it("calls a handler when something has come", () => {
    const source = `import pyb
u = pyb.USB_VCP()
u.irq(lambda x: print(x is u, x.read(5)), u.IRQ_RX)
pyb.delay(200); u.irq(None); print(u.any())
for args in ((1,), (print, 4), (print, u.IRQ_RX, True)):
  try: u.irq(*args)
  except ValueError as e: print(e)`;
    expect(runBoard(source, feed("abcde")).output).toBe(
      "True b'abcde'\nFalse\nhandler must be None or callable\nunsupported trigger\nhard unsupported\n",
    );
  });

  it("interrupts the program when asked", () => {
    const source = `import pyb
pyb.USB_VCP().setinterrupt(120)
try: pyb.delay(1000)
except KeyboardInterrupt: print("interrupted")`;
    expect(runBoard(source, feed("x")).output).toBe("interrupted\n");
  });
});

describe("standard input", () => {
  it("waits for what comes over USB", () => {
    // It comes 0.1 s after the start; that the program starts has taken some milliseconds of it.
    const source = `import pyb, sys
t = pyb.millis(); print(input("name? "), 90 < pyb.elapsed_millis(t) <= 100)
print(sys.stdin.read(2), sys.stdin.buffer.read(2))`;
    expect(runBoard(source, feed("Ada\rx\ry\r")).output).toBe("name? Ada True\nx\n b'y\\r'\n");
  });

  it("is interrupted by Ctrl-C, unless the program wants the character", () => {
    const source = `import micropython
try: input()
except KeyboardInterrupt: print("interrupted")
micropython.kbd_intr(-1); print(input() == "\\x03")`;
    const { output } = runBoard(source, (pyboard) => {
      feed("\x03")(pyboard);
      after(pyboard, 0.2, () => pyboard.board.usb.feed([3, 10]));
    });
    expect(output).toBe("interrupted\nTrue\n");
  });
});
