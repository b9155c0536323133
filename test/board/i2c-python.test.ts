import { describe, expect, it } from "vitest";
import { runBoard } from "./run-board.js";

const outputOf = (source: string): string => runBoard(source).output;

const POWER = `import pyb, machine
from pyb import I2C
pyb.Pin("MMA_AVDD", pyb.Pin.OUT_PP).value(1)
pyb.delay(30)
def error(f):
  try: f()
  except Exception as e: print(repr(e))
`;

describe("pyb.I2C", () => {
  it("is made by number or name", () => {
    const source = `${POWER}print(I2C(1), I2C("Y"), I2C("X") is I2C(1))
print(I2C(1, I2C.CONTROLLER), I2C(1, I2C.CONTROLLER, baudrate=100000))
print(I2C(2, I2C.PERIPHERAL, addr=0x42))
I2C(2).deinit()
print(I2C(2))
for id in -1, 0, 3, "Z": error(lambda: I2C(id))`;
    expect(outputOf(source)).toBe(
      "I2C(1) I2C(2) True\nI2C(1, I2C.CONTROLLER, baudrate=100000) I2C(1, I2C.CONTROLLER, baudrate=100000)\n" +
        'I2C(2, I2C.PERIPHERAL, addr=0x42)\nI2C(2)\nValueError("I2C(-1) doesn\'t exist",)\n' +
        'ValueError("I2C(0) doesn\'t exist",)\nValueError("I2C(3) doesn\'t exist",)\n' +
        'ValueError("I2C(Z) doesn\'t exist",)\n',
    );
  });

  it("finds the accelerometer once it has power", () => {
    const source = `from pyb import I2C
i = I2C(1, I2C.CONTROLLER)
print(i.scan(), i.is_ready(76))
${POWER}print(i.scan(), i.is_ready(76), i.is_ready(77))`;
    expect(outputOf(source)).toBe("[] False\n[76] True False\n");
  });

  it("reads and writes memory of devices", () => {
    const source = `${POWER}i = I2C(1, I2C.CONTROLLER)
print(i.mem_read(1, 76, 7), i.mem_read(3, 76, 0), i.mem_write(1, 76, 7))
print(i.mem_read(bytearray(2), 76, 7), i.mem_read(5, 76, 3, timeout=100))`;
    const { output, pyboard } = runBoard(source);
    expect(output).toBe(
      "b'\\x00' b'\\x00\\x00\\x00' None\nbytearray(b'\\x01\\x00') b'\\x01\\x00\\x00\\x00\\x01'\n",
    );
    expect(pyboard.board.chip.i2c("I2C1")!.read(0x18, 4)).toBe(0);
  });

  it("sends and receives", () => {
    const source = `${POWER}i = I2C(1, I2C.CONTROLLER)
i.send(b"\\x07\\x01", 76)
i.send(7, addr=76)
b = bytearray(1)
print(i.recv(b, 76) is b, b)
i.send(7, 76)
print(i.recv(2, 76))`;
    expect(outputOf(source)).toBe("True bytearray(b'\\x01')\nb'\\x01\\x00'\n");
  });

  it("raises what the HAL says", () => {
    const source = `${POWER}i = I2C(1, I2C.CONTROLLER)
for f in (lambda: i.mem_read(1, 77, 0), lambda: i.send(1, 77), lambda: i.recv(1, 77), lambda: i.send(1),
  lambda: I2C(2).send(1, 3), lambda: i.send(), lambda: I2C(2, I2C.PERIPHERAL).scan(),
  lambda: I2C(2).recv(1, timeout=20)): error(f)`;
    expect(outputOf(source)).toBe(
      "OSError(5,)\nOSError(5,)\nOSError(5,)\nTypeError('addr argument required',)\nOSError(16,)\n" +
        "TypeError(\"'send' argument required\",)\nTypeError('I2C must be a controller',)\nOSError(110,)\n",
    );
  });

  it("takes the time that the bits take", () => {
    const source = `${POWER}i = I2C(1, I2C.CONTROLLER, baudrate=100000)
t = pyb.micros()
i.mem_read(100, 76, 0)
print(9 * 103 * 10 <= pyb.elapsed_micros(t) < 9 * 103 * 10 + 300)`;
    expect(runBoard(source, () => {}, false).output).toBe("True\n");
  });
});

describe.each(["machine.I2C(1)", 'machine.SoftI2C("X9", "X10")'])("%s", (make) => {
  it("transfers", () => {
    const source = `${POWER}i = ${make}
print(i.scan(), i.writeto(76, b"\\x07\\x01"), i.writeto(76, b"\\x07"), i.readfrom(76, 1))
b = bytearray(3)
print(i.readfrom_into(76, b), b, i.writevto(76, (b"\\x07", b"", bytearray(1))))
print(i.readfrom_mem(76, 7, 1), i.writeto_mem(76, 7, b"\\1"), i.readfrom_mem_into(76, 7, b), b)`;
    expect(outputOf(source)).toBe(
      "[76] 2 1 b'\\x01'\nNone bytearray(b'\\x00\\x00\\x00') 2\nb'\\x00' None None bytearray(b'\\x01\\x00\\x00')\n",
    );
  });

  it("raises ENODEV for who does not answer", () => {
    const source = `${POWER}i = ${make}
for f in (lambda: i.readfrom(77, 1), lambda: i.writeto(77, b""), lambda: i.readfrom_mem(77, 0, 1),
  lambda: i.readfrom_mem(76, 0, 1, addrsize=9), lambda: i.writevto(76, 1)): error(f)`;
    expect(outputOf(source)).toBe(
      "OSError(19,)\nOSError(19,)\nOSError(19,)\nValueError('invalid addrsize',)\n" +
        "TypeError(\"object 'int' isn't a tuple or list\",)\n",
    );
  });
});

describe("machine.I2C", () => {
  it("has no single steps", () => {
    const source = `${POWER}i = machine.I2C(1, freq=100000)
print(i)
print(machine.I2C(1) is i)
for f in (i.start, i.stop, i.init, lambda: i.write(b""), lambda: i.readinto(bytearray(1)),
  lambda: machine.I2C(1, scl="X1")): error(f)`;
    expect(outputOf(source)).toBe(
      "I2C(1, scl=B6, sda=B7, freq=100000)\nTrue\n" +
        "OSError('I2C operation not supported',)\n".repeat(5) +
        "ValueError('explicit choice of scl/sda is not implemented',)\n",
    );
  });
});

describe("machine.SoftI2C", () => {
  it("can be driven step by step", () => {
    const source = `${POWER}i = machine.SoftI2C("X9", "X10", freq=100000)
print(i)
i.start(); print(i.write(bytes([76 << 1, 7]))); i.start()
b = bytearray(2)
i.write(bytes([76 << 1 | 1])); i.readinto(b, True); i.stop()
print(b)`;
    expect(outputOf(source)).toBe(
      "SoftI2C(scl=B6, sda=B7, freq=100000)\n2\nbytearray(b'\\x00\\x00')\n",
    );
  });

  it("gives up when the clock is held down", () => {
    const source = `${POWER}i = machine.SoftI2C("X1", "X2", timeout=1000)
t = pyb.micros()
error(i.start)
print(1000 <= pyb.elapsed_micros(t) < 1500)`;
    expect(runBoard(source, ({ board }) => board.setPin("X1", "low"), false).output).toBe(
      "OSError(110,)\nTrue\n",
    );
  });
});
