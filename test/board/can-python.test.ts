import { describe, expect, it } from "vitest";
import type { Pyboard } from "../../src/board/pyboard.js";
import { after, runBoard } from "./run-board.js";

const START = `import pyb
from pyb import CAN
def error(f):
  try: f()
  except Exception as e: print(repr(e))
`;

const outputOf = (source: string, prepare?: (pyboard: Pyboard) => void): string =>
  runBoard(START + source, prepare).output;

/** A controller that hears itself and lets everything into FIFO 0. */
const LOOP = `can = CAN(1, CAN.LOOPBACK, baudrate=125000)
can.setfilter(0, CAN.MASK32, 0, (0, 0)); can.setfilter(1, CAN.MASK16, 0, (0, 0, 0, 0))
`;

describe("pyb.CAN", () => {
  it("is made by number or name, and shows its mode", () => {
    const source = `print(CAN(1), CAN("YB"), CAN(1).state() == CAN.STOPPED)
can = CAN("YA", CAN.LOOPBACK); print(can, can.state() == CAN.ERROR_ACTIVE, CAN(1) is can)
can.init(CAN.SILENT_LOOPBACK, auto_restart=True); print(can)
can.deinit(); print(can)
for id in 0, 3, "X": error(lambda: CAN(id))
error(lambda: CAN(1, CAN.NORMAL, baudrate=5000000)); error(can.restart)`;
    expect(outputOf(source)).toBe(
      "CAN(1) CAN(2) True\nCAN(1, CAN.LOOPBACK, auto_restart=False) True True\n" +
        "CAN(1, CAN.SILENT_LOOPBACK, auto_restart=True)\nCAN(1)\n" +
        'ValueError("CAN(0) doesn\'t exist",)\nValueError("CAN(3) doesn\'t exist",)\n' +
        'ValueError("CAN(X) doesn\'t exist",)\n' +
        'ValueError("couldn\'t match baudrate 5000000 and sample point 75",)\nValueError()\n',
    );
  });

  it("receives what it sends in loopback", () => {
    const source = `${LOOP}can.send("abcd", 123, timeout=100)
can.send(b"\\x01", 0x1234567, timeout=100, extframe=True); can.send("", 5, timeout=100, rtr=True)
print(can.any(0), can.any(1), can.info())
print(can.recv(0), can.recv(0), can.recv(0), can.any(0))
error(lambda: can.recv(0, timeout=10)); error(lambda: can.send("123456789", 1)); error(lambda: can.recv(2))`;
    expect(outputOf(source)).toBe(
      "True False [0, 0, 0, 0, 0, 0, 3, 0]\n(123, False, False, 1, b'abcd') " +
        "(19088743, True, False, 0, b'\\x01') (5, False, True, 1, b'') False\n" +
        "OSError(110,)\nValueError('CAN data field too long',)\nTypeError()\n",
    );
  });

  it("puts a message into a list without allocating", () => {
    const source = `import micropython
${LOOP}can.send("abc", 7, timeout=100)
buf = bytearray(8); l = [0, 0, 0, 0, memoryview(buf)]
micropython.heap_lock(); can.recv(0, l); micropython.heap_unlock()
print(l[:4], bytes(l[4]), buf)
can.send("", 1, timeout=100)
error(lambda: can.recv(0, [1]))`;
    expect(outputOf(source)).toBe(
      "[7, False, False, 1] b'abc' bytearray(b'abc\\x00\\x00\\x00\\x00\\x00')\nValueError()\n",
    );
  });

  it("filters", () => {
    const source = `can = CAN(1, CAN.LOOPBACK, baudrate=500000)
can.setfilter(0, CAN.LIST16, 0, (123, 124, 125, 126)); can.setfilter(1, CAN.LIST32, 1, (0x12345, 7))
for id in 122, 123, 126: can.send(bytes([id]), id, timeout=10)
can.send("x", 0x12345, timeout=10, extframe=True)
print(can.info()[6:], can.recv(0), can.recv(0), can.recv(1))
can.clearfilter(0); can.send("z", 123, timeout=10)
print(can.any(0))
for f in ((14, CAN.MASK16, 0, (0, 0, 0, 0)), (0, 9, 0, (1, 2)), (0, CAN.MASK32, 0, (1, 2, 3))): error(lambda: can.setfilter(*f))`;
    expect(outputOf(source)).toBe(
      "[2, 1] (123, False, False, 0, b'{') (126, False, False, 3, b'~') (74565, True, False, 0, b'x')\nFalse\n" +
        "ValueError('CAN filter parameter error',)\n".repeat(3),
    );
  });

  it("tells of messages, a full FIFO and an overrun", () => {
    const source = `${LOOP}told = bytearray(8)
n = bytearray(1)
def callback(bus, reason):
  told[n[0]] = reason; n[0] += 1
can.rxcallback(0, callback)
for i in range(4): can.send(bytes([i]), i, timeout=10)
print(list(told[:n[0]]), can.recv(0)[4])
can.rxcallback(0, None); can.recv(0); can.send("", 1, timeout=10)
print(n[0])`;
    expect(outputOf(source)).toBe("[0, 1, 2] b'\\x00'\n3\n");
  });

  it("ends a callback that raises", () => {
    const output = outputOf(`${LOOP}can.rxcallback(0, lambda bus, reason: 1 // 0)
can.send("", 1, timeout=10); can.recv(0); can.send("", 1, timeout=10); print("end")`);
    expect(output).toContain("uncaught exception in CAN(1) rx interrupt handler\n");
    expect(output).toContain("ZeroDivisionError: divide by zero\nend\n");
    expect(output.split("uncaught").length).toBe(2);
  });

  it("gives up a message that nobody acknowledges, and counts the errors", () => {
    const source = `can = CAN(2, CAN.NORMAL, baudrate=1000000, sample_point=71)
error(lambda: can.send("ab", 1, timeout=20))
print(can.state() == CAN.ERROR_PASSIVE, can.info()[0], can.info()[2:6])`;
    expect(outputOf(source)).toBe("OSError(110,)\nTrue 128 [1, 1, 0, 0]\n");
  });

  it("hears other nodes", () => {
    const message = {
      id: 99,
      extended: false,
      remote: false,
      length: 2,
      data: Uint8Array.of(1, 2),
    };
    const source = `can = CAN(1, CAN.NORMAL, baudrate=125000)
can.setfilter(0, CAN.MASK16, 1, (0, 0, 0, 0))
print(can.recv(1, timeout=500), can.send("x", 3, timeout=10))`;
    const sent: number[] = [];
    const prepare = (pyboard: Pyboard): void => {
      const { can1 } = pyboard.board.chip;
      can1.connect(({ id }) => sent.push(id) > 0);
      after(pyboard, 0.1, () => can1.receive(message));
    };
    expect(outputOf(source, prepare)).toBe("(99, False, False, 0, b'\\x01\\x02') None\n");
    expect(sent).toEqual([3]);
  });
});
