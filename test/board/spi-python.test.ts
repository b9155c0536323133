import { describe, expect, it } from "vitest";
import type { Pyboard } from "../../src/board/pyboard.js";
import { runBoard } from "./run-board.js";

const START = `import pyb, machine
from pyb import SPI
def error(f):
  try: f()
  except Exception as e: print(repr(e))
`;

const outputOf = (source: string, prepare?: (pyboard: Pyboard) => void): string =>
  runBoard(START + source, prepare).output;

/** A device that answers with the word that it got before, plus one. */
function echo(received: number[]): (pyboard: Pyboard) => void {
  let last = 0;
  return ({ board }) =>
    board.attachSpi(1, {
      transfer: (word) => {
        received.push(word);
        const answer = last + 1;
        last = word;
        return answer;
      },
    });
}

describe("pyb.SPI", () => {
  it("shows its settings", () => {
    const source = `print(SPI(1), SPI("Y"))
s = SPI("X", SPI.CONTROLLER); print(s)
s.init(SPI.CONTROLLER, baudrate=21000000, polarity=0, phase=1, crc=7); print(s)
s.init(SPI.CONTROLLER, prescaler=64, bits=16); print(s)
s.init(SPI.PERIPHERAL); print(s)
s.deinit(); print(s)
for id in -1, 0, 3, "Z": error(lambda: SPI(id))`;
    expect(outputOf(source)).toBe(
      "SPI(1) SPI(2)\nSPI(1, SPI.CONTROLLER, baudrate=328125, prescaler=256, polarity=1, phase=0, bits=8)\n" +
        "SPI(1, SPI.CONTROLLER, baudrate=21000000, prescaler=4, polarity=0, phase=1, bits=8, crc=0x7)\n" +
        "SPI(1, SPI.CONTROLLER, baudrate=1312500, prescaler=64, polarity=1, phase=0, bits=16)\n" +
        "SPI(1, SPI.PERIPHERAL, polarity=1, phase=0, bits=8)\nSPI(1)\n" +
        'ValueError("SPI(-1) doesn\'t exist",)\nValueError("SPI(0) doesn\'t exist",)\n' +
        'ValueError("SPI(3) doesn\'t exist",)\nValueError("SPI(Z) doesn\'t exist",)\n',
    );
  });

  it("sends and receives at the same time", () => {
    const received: number[] = [];
    const source = `s = SPI(1, SPI.CONTROLLER)
s.send(b"\\x01\\x02"); s.send(10)
print(s.recv(2), s.send_recv(b"\\x05\\x06"), s.read(2, 7), s.write(b"\\x09"))
b = bytearray(b"\\x10\\x20")
print(s.send_recv(b, b) is b, bytes(b), s.readinto(b, 3), bytes(b), s.write_readinto(b"\\x01\\x02", b), b)`;
    expect(outputOf(source, echo(received))).toBe(
      "b'\\x0b\\x00' b'\\x00\\x06' b'\\x07\\x08' None\n" +
        "True b'\\n\\x11' None b'!\\x04' None bytearray(b'\\x04\\x02')\n",
    );
    expect(received).toEqual([1, 2, 10, 255, 255, 5, 6, 7, 7, 9, 16, 32, 3, 3, 1, 2]);
  });

  it("sends the lowest bit first when asked", () => {
    const received: number[] = [];
    outputOf('SPI(1, SPI.CONTROLLER, firstbit=SPI.LSB).send(b"\\x01\\xa0")', echo(received));
    expect(received).toEqual([0x80, 0x05]);
  });

  it("raises what the HAL says", () => {
    const source = `s = SPI(1, SPI.CONTROLLER)
b = bytearray(3)
error(lambda: s.send_recv(b"ab", b)); error(lambda: s.write_readinto(b"ab", b)); error(lambda: SPI(2).send(1))
s.init(SPI.PERIPHERAL)
t = pyb.millis()
error(lambda: s.recv(1, timeout=100))
print(pyb.elapsed_millis(t) >= 100)`;
    expect(outputOf(source)).toBe(
      "ValueError('recv must be same length as send',)\nValueError('buffers must be the same length',)\n" +
        "OSError(16,)\nOSError(110,)\nTrue\n",
    );
  });

  it("takes the time that the bits take", () => {
    const source = `s = SPI(1, SPI.CONTROLLER, baudrate=1000000)
b = bytes(100)
t = pyb.micros(); s.send(b); t = pyb.elapsed_micros(t)
print(1219 <= t < 1260)`;
    expect(runBoard(START + source, () => {}, false).output).toBe("True\n");
  });
});

describe("machine.SPI", () => {
  it("is a controller", () => {
    const source = `m = machine.SPI(2, 8000000); print(m)
m.init(polarity=1, firstbit=machine.SPI.LSB); print(m, m.read(2))
m.deinit(); print(m)
error(lambda: machine.SPI(1, sck="X1")); error(lambda: machine.SPI())`;
    expect(outputOf(source)).toBe(
      "SPI(2, baudrate=5250000, polarity=0, phase=0, bits=8)\n" +
        "SPI(2, baudrate=5250000, polarity=1, phase=0, bits=8) b'\\xff\\xff'\nSPI(2)\n" +
        "ValueError('explicit choice of sck/mosi/miso is not implemented',)\n" +
        "TypeError(\"'id' argument required\",)\n",
    );
  });
});

describe("machine.SoftSPI", () => {
  it("moves pins", () => {
    const source = `q = machine.SoftSPI(sck="X1", mosi="X2", miso="X3"); print(q)
b = bytearray(3)
q.write_readinto(b"abc", b); print(b)
q.init(baudrate=10000000, firstbit=machine.SoftSPI.LSB); print(q)
q.write_readinto(b"xyz", b); print(b, q.read(2, 0x42))
q.init(baudrate=100000, polarity=1, phase=1, firstbit=machine.SoftSPI.MSB); print(q.read(1, 5), q.deinit())`;
    const { output, pyboard } = runBoard(START + source, ({ board }) =>
      board.pin("X2").wireTo(board.pin("X3")),
    );
    expect(output).toBe(
      "SoftSPI(baudrate=500000, polarity=0, phase=0, firstbit=0, sck=A0, mosi=A1, miso=A2)\n" +
        "bytearray(b'abc')\nSoftSPI(baudrate=3500000, polarity=0, phase=0, firstbit=128, sck=A0, mosi=A1, miso=A2)\n" +
        "bytearray(b'xyz') b'BB'\nb'\\x05' None\n",
    );
    expect(pyboard.board.pinReports().find(({ pin }) => pin === "A0")?.edges).toBe(145);
  });

  it("needs three pins and eight bits", () => {
    const source = `error(lambda: machine.SoftSPI(sck="X1", mosi="X2"))
error(lambda: machine.SoftSPI(bits=16))`;
    expect(outputOf(source)).toBe(
      "ValueError('must specify all of sck/mosi/miso',)\nValueError('bits must be 8',)\n",
    );
  });
});
