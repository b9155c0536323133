import { describe, expect, it } from "vitest";
import type { Pyboard } from "../../src/board/pyboard.js";
import { after, runBoard } from "./run-board.js";

const outputOf = (source: string, prepare?: (pyboard: Pyboard) => void): string =>
  runBoard(source, prepare).output;

/** Feeds a port 50 ms after the start. */
const feed =
  (name: string, data: string | number[]) =>
  (pyboard: Pyboard): void =>
    after(pyboard, 0.05, () => pyboard.board.feedUart(name, data));

describe("UART", () => {
  it("is made by number or name, once for each port", () => {
    const source = `from pyb import UART
import machine
for id in 1, 2, 3, 4, 6, "XA", "XB", "YA", "YB": print(UART(id), end=" ")
print(UART(4) is UART("XA"), machine.UART is UART)
for id in 0, 5, 7, "Z":
  try: UART(id)
  except ValueError as e: print(e)`;
    expect(outputOf(source)).toBe(
      "UART(1) UART(2) UART(3) UART(4) UART(6) UART(4) UART(1) UART(6) UART(3) True True\n" +
        "UART(0) doesn't exist\nUART(5) doesn't exist\nUART(7) doesn't exist\nUART(Z) doesn't exist\n",
    );
  });

  it("shows its settings as the registers have them", () => {
    const source = `from pyb import UART
u = UART(1, 9600)
print(u)
u.init(115200, bits=7, parity=0, stop=2, timeout=100, rxbuf=10)
print(u)
print(UART(2, 38400, 8, 1, flow=UART.RTS | UART.CTS, timeout_char=20))
u.deinit()
print(u)`;
    expect(outputOf(source)).toBe(
      "UART(1, baudrate=9600, bits=8, parity=None, stop=1, flow=0, timeout=0, timeout_char=3, rxbuf=64)\n" +
        "UART(1, baudrate=115226, bits=7, parity=0, stop=2, flow=0, timeout=100, timeout_char=2, rxbuf=10)\n" +
        "UART(2, baudrate=38391, bits=8, parity=1, stop=1, flow=RTS|CTS, timeout=0, timeout_char=20, rxbuf=64)\n" +
        "UART(1)\n",
    );
  });

  it("refuses wrong settings", () => {
    const source = `from pyb import UART
u = UART(1)
for f in u.init, lambda: u.init(9600, bits=3), lambda: u.init(9600, speed=1), lambda: u.init(300), \\
  lambda: u.init(1, 2, 3, 4, 5), lambda: u.irq(3), lambda: u.irq(trigger=1):
  try: f()
  except Exception as e: print(type(e).__name__, e)`;
    expect(outputOf(source)).toBe(
      "TypeError 'baudrate' argument required\nValueError unsupported combination of bits and parity\n" +
        "TypeError extra keyword arguments given\nValueError set baudrate 4704 is not within 5% of desired value\n" +
        "TypeError extra positional arguments given\nValueError handler must be None or callable\n" +
        "ValueError trigger 0x00000001 unsupported\n",
    );
  });

  it("sends at its speed, and print can use it", () => {
    const source = `from pyb import UART
import pyb
u = UART("XB", 9600)
t = pyb.micros()
print(u.write("hello"), 5208 <= pyb.elapsed_micros(t) < 5300, u.txdone())
print("printed", 5, file=u)
u.writechar(33)
u.flush()`;
    const { output, pyboard } = runBoard(source, () => {}, false);
    expect(output).toBe("5 True True\n");
    expect(Buffer.from(pyboard.board.uartOutput("XB").read()).toString()).toBe("helloprinted 5\n!");
  });

  it("keeps what comes until it is read", () => {
    const source = `from pyb import UART
import pyb
u = UART(4, 115200, timeout=10)
print(u.any())
pyb.delay(100)
print(u.any(), u.readchar(), u.read(2), u.readline(), u.readline())
b = bytearray(10)
print(u.readinto(b), b[:3], u.read(), u.any())`;
    expect(outputOf(source, feed("XA", "abcde\nfg\nhij"))).toBe(
      "0\n12 97 b'bc' b'de\\n' b'fg\\n'\n3 bytearray(b'hij') None 0\n",
    );
  });

  it("waits for the first character as long as it was told", () => {
    const source = `from pyb import UART
import pyb
u = UART(1, 9600, timeout=70)
print(u.read(3), 54 <= pyb.millis() <= 56)
t = pyb.millis()
print(u.read(3), u.readchar(), 139 <= pyb.elapsed_millis(t) <= 143)`;
    expect(runBoard(source, feed("XB", "ab"), false).output).toBe("b'ab' True\nNone -1 True\n");
  });

  it("leaves what does not fit in the ring to the hardware", () => {
    const source = `from pyb import UART
import pyb
u = UART(1, 115200, rxbuf=4)
pyb.delay(100)
print(u.any(), u.read())`;
    expect(outputOf(source, feed("1", "abcdefgh"))).toBe("4 b'abcde'\n");
  });

  it("has characters of nine bits", () => {
    const source = `from pyb import UART
import pyb
u = UART(1, 115200, bits=9, timeout=5)
pyb.delay(100)
print(u.any(), u.readchar(), u.read(4))
try: u.write(b"abc")
except OSError as e: print(e.errno)
print(u.write(b"ab"))`;
    const { output, pyboard } = runBoard(source, feed("1", [257, 258, 3]));
    expect(output).toBe("3 257 b'\\x02\\x01\\x03\\x00'\n5\n2\n");
    expect([...pyboard.board.uartOutput("1").read()]).toEqual([0x61]);
  });

  it("calls back when the line falls idle", () => {
    const source = `from pyb import UART
import pyb
u = UART(1, 115200)
def idle(x): print(x is u, x.irq().flags() & UART.IRQ_RXIDLE, x.read())
irq = u.irq(idle, UART.IRQ_RXIDLE)
print(irq.trigger())
pyb.delay(100)
irq.trigger(0)
pyb.delay(100)`;
    expect(
      outputOf(source, (pyboard) => {
        feed("1", "abc")(pyboard);
        after(pyboard, 0.15, () => pyboard.board.feedUart("1", "d"));
      }),
    ).toBe("16\nTrue 16 b'abc'\n");
  });

  it("calls back for each character, in the handler when asked", () => {
    const source = `from pyb import UART
import pyb
u = UART(1, 115200)
n = bytearray(1)
def received(x): n[0] += 1
u.irq(handler=received, trigger=UART.IRQ_RX, hard=True)
pyb.delay(100)
print(n[0], u.read())`;
    expect(outputOf(source, feed("1", "abc"))).toBe("3 b'abc'\n");
  });

  it("ends a hard callback that raises", () => {
    const source = `from pyb import UART
import pyb
u = UART(1, 115200)
irq = u.irq(lambda x: 1 // 0, UART.IRQ_RX, True)
pyb.delay(100)
print(irq.trigger())`;
    const output = outputOf(source, feed("1", "abc"));
    expect(output).toContain("Uncaught exception in IRQ callback handler\n");
    expect(output).toContain("ZeroDivisionError: divide by zero\n0\n");
  });

  it("does what the registers say", () => {
    const source = `import stm
from pyb import UART
u = UART(2, 19200)
print(hex(stm.mem32[stm.USART2 + stm.USART_CR1]), stm.mem32[stm.USART2 + stm.USART_BRR])
stm.mem32[stm.USART2 + stm.USART_DR] = 65
u.sendbreak()
u.deinit()
print(hex(stm.mem32[stm.RCC + stm.RCC_APB1ENR] >> 17 & 1))`;
    expect(outputOf(source)).toBe("0x202c 2187\n0x0\n");
  });
});
