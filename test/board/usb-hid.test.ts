import { describe, expect, it } from "vitest";
import { after, runBoard } from "./run-board.js";

describe("pyb.USB_HID", () => {
  it("gives reports to the host, one for each of its questions", () => {
    const { output, pyboard } = runBoard(
      `import pyb
pyb.usb_mode('VCP+HID', hid=pyb.hid_mouse)
h = pyb.USB_HID()
print(h.send((1, 2, -3, 0)), h.send(b'\\x00\\x00\\x00\\x00'))
pyb.delay(10)
print(h.send(bytearray(4)))
pyb.delay(10)`,
      undefined,
      false,
    );
    expect(output).toBe("4 0\n4\n");
    expect(pyboard.board.hid.read().map((report) => [...report])).toEqual([
      [1, 2, 253, 0],
      [0, 0, 0, 0],
    ]);
  });

  it("tells the host what it is", () => {
    const { pyboard } = runBoard("import pyb; pyb.usb_mode('VCP+HID', hid=pyb.hid_keyboard)");
    expect(pyboard.board.hid.description).toMatchObject({
      subclass: 1,
      protocol: 1,
      packet: 8,
      interval: 8,
    });
    expect(pyboard.board.hid.description!.descriptor).toHaveLength(63);
  });

  it("is a mouse unless it is told otherwise, and gone in another mode", () => {
    const { output, pyboard } = runBoard(
      "import pyb; pyb.usb_mode('VCP+HID'); print(pyb.usb_mode())",
    );
    expect(output).toBe("VCP+HID\n");
    expect(pyboard.board.hid.description!.protocol).toBe(2);
    pyboard.run("pyb.usb_mode('VCP+MSC'); print(pyb.USB_HID().send(b'a'))");
    expect(pyboard.board.hid.description).toBeUndefined();
  });

  it("receives the host's reports", () => {
    const { output } = runBoard(
      `import pyb
pyb.usb_mode('VCP+HID', hid=pyb.hid_keyboard)
h = pyb.USB_HID()
print(h.recv(4, timeout=1000)); b = bytearray(1); print(h.recv(b), b); print(h.recv(3, timeout=5))`,
      (pyboard) =>
        after(pyboard, 0.05, () => {
          pyboard.board.hid.feed([2]);
          pyboard.board.hid.feed([7, 8]);
        }),
      false,
    );
    expect(output).toBe("b'\\x02'\n1 bytearray(b'\\x07')\nb''\n");
  });

  it("checks what it is given", () => {
    const { output } = runBoard(`import pyb
print(pyb.hid_mouse[:4], len(pyb.hid_mouse[4]), pyb.hid_keyboard[:4], len(pyb.hid_keyboard[4]))
for f in lambda: pyb.USB_HID().send([0] * 9), lambda: pyb.USB_HID().send(1), lambda: pyb.usb_mode('VCP+HID', hid=(1, 2)):
    try: f()
    except Exception as e: print(type(e).__name__, e)`);
    expect(output).toBe(
      "(1, 2, 4, 8) 74 (1, 1, 8, 8) 63\n" +
        "ValueError tuple/list too large for HID report; use bytearray instead\n" +
        "TypeError object 'int' isn't a tuple or list\n" +
        "ValueError requested length 5 but object has length 2\n",
    );
  });
});

describe("pyb.repl_uart", () => {
  it("is a terminal besides USB", () => {
    const { output, pyboard } = runBoard(
      `import pyb
print(pyb.repl_uart())
pyb.repl_uart(pyb.UART('XA', 115200)); print(pyb.repl_uart()); print(input())
pyb.repl_uart(None); print('x')`,
      (pyboard) => after(pyboard, 0.05, () => pyboard.board.feedUart("XA", "typed\r")),
      false,
    );
    expect(output).toContain("None\nUART(4, baudrate=115384");
    expect(output).toContain("typed\nx\n");
    const sent = new TextDecoder().decode(pyboard.board.uartOutput("XA").read());
    expect(sent).toContain("typed\n");
    expect(sent).not.toContain("x\n");
  });

  it("takes serial ports only", () => {
    const { output } = runBoard("import pyb; pyb.repl_uart(1)");
    expect(output).toContain("ValueError: need a UART object");
  });
});
