import { beforeEach, describe, expect, it } from "vitest";
import { I2cMaster, type MasterResult } from "../../src/board/i2c-target.js";
import { runBoard } from "./run-board.js";
import { TestChip } from "./test-chip.js";

const CR1 = 0x00;
const CR2 = 0x04;
const OAR1 = 0x08;
const DR = 0x10;
const SR1 = 0x14;
const SR2 = 0x18;
const ADDR = 1 << 1;
const BTF = 1 << 2;
const STOPF = 1 << 4;
const RXNE = 1 << 6;
const TXE = 1 << 7;
const AF = 1 << 10;
const TRA = 1 << 2;

describe("an I2C peripheral as a slave, by its registers", () => {
  let chip: TestChip;
  let master: I2cMaster;
  let result: MasterResult | undefined;

  beforeEach(() => {
    chip = new TestChip();
    result = undefined;
    chip.poke("I2C1", CR2, 42);
    chip.poke("I2C1", OAR1, (1 << 14) | (0x42 << 1));
    chip.poke("I2C1", CR1, (1 << 10) | 1);
    master = new I2cMaster(chip.i2c("I2C1")!.target, chip.clock);
  });

  const done = (end: MasterResult): void => {
    result = end;
  };
  const flags = (): number => chip.peek("I2C1", SR1);
  const passAddress = (): number => {
    flags();
    return chip.peek("I2C1", SR2);
  };

  it("does not answer to another address", () => {
    master.transfer(0x43, { write: [1] }, done);
    chip.wait(1e-3);
    expect([result?.acknowledged, flags()]).toEqual([-1, 0]);
  });

  it("holds the clock until its address is passed", () => {
    master.transfer(0x42, { write: [7] }, done);
    chip.wait(1e-3);
    expect([flags(), result]).toEqual([ADDR, undefined]);
    expect(passAddress() & TRA).toBe(0);
    chip.wait(90e-6);
    expect(flags() & RXNE).toBe(RXNE);
  });

  it("receives bytes and the end", () => {
    master.transfer(0x42, { write: [7, 8] }, done);
    chip.wait(110e-6);
    passAddress();
    chip.wait(1e-3);
    expect(flags() & (RXNE | BTF)).toBe(RXNE | BTF);
    expect(chip.peek("I2C1", DR)).toBe(7);
    expect(chip.peek("I2C1", DR)).toBe(8);
    chip.wait(100e-6);
    expect([result?.acknowledged, flags()]).toEqual([2, STOPF]);
    chip.poke("I2C1", CR1, (1 << 10) | 1);
    expect(flags()).toBe(0);
  });

  it("sends bytes until the master has enough", () => {
    master.transfer(0x42, { read: 2 }, done);
    chip.wait(110e-6);
    expect(passAddress() & TRA).toBe(TRA);
    expect(flags() & TXE).toBe(TXE);
    for (const byte of [1, 2, 3]) {
      chip.poke("I2C1", DR, byte);
      chip.wait(100e-6);
    }
    chip.wait(100e-6);
    expect([...result!.bytes]).toEqual([1, 2]);
    expect(flags()).toBe(AF);
  });

  it("interrupts when it is addressed", () => {
    chip.poke("I2C1", CR2, 42 | (1 << 9));
    master.transfer(0x42, { read: 1 }, done);
    chip.wait(110e-6);
    expect(chip.pending.has(31)).toBe(true);
  });
});

describe("machine.I2CTarget", () => {
  const run = (
    source: string,
    play: (master: I2cMaster, note: (end: MasterResult) => void) => void,
  ): { output: string; results: MasterResult[] } => {
    const results: MasterResult[] = [];
    const { output } = runBoard(
      source,
      (pyboard) => {
        const { clock } = pyboard.board.chip;
        const master = pyboard.board.i2cMaster(1);
        clock.at(clock.cyclesOf(0.1), () => play(master, (end) => results.push(end)));
      },
      false,
    );
    return { output, results };
  };

  it("is memory that a master reads and writes", () => {
    const { output, results } = run(
      `import machine, time
m = bytearray(b"0123456789abcdef")
t = machine.I2CTarget(1, 0x42, mem=m)
print(t); time.sleep_ms(300); print(m, t.memaddr)`,
      (master, note) => {
        master.transfer(0x42, { write: [2, 65, 66] }, note);
        master.transfer(0x42, { write: [1], read: 4 }, note);
        master.transfer(0x42, { write: [15, 67, 68] }, note);
      },
    );
    expect(output).toBe("I2CTarget(1, addr=66)\nbytearray(b'D1AB456789abcdeC') 15\n");
    expect(results.map(({ acknowledged }) => acknowledged)).toEqual([3, 1, 3]);
    expect(new TextDecoder().decode(results[1]!.bytes)).toBe("1AB4");
  });

  it("tells of the end of a transfer", () => {
    const { output } = run(
      `import machine, time
t = machine.I2CTarget("X", 0x42, mem=bytearray(4))
def done(t): print(t.irq().flags(), t.memaddr)
t.irq(done)
time.sleep_ms(300)`,
      (master, note) => {
        master.transfer(0x42, { write: [3, 1] }, note);
        master.transfer(0x42, { read: 1 }, note);
      },
    );
    expect(output).toBe("32 3\n16 3\n");
  });

  it("has a handler give and take bytes without memory", () => {
    const { output, results } = run(
      `import machine, time
T = machine.I2CTarget
t = T(1, 0x42)
got = bytearray(8); n = 0; one = bytearray(1)
def ask(t):
    global n
    f = t.irq().flags()
    if f & T.IRQ_WRITE_REQ:
        t.readinto(one); got[n] = one[0]; n += 1
    elif f & T.IRQ_READ_REQ:
        one[0] = 48 + n; n += 1; t.write(one)
t.irq(ask, T.IRQ_WRITE_REQ | T.IRQ_READ_REQ, hard=True)
time.sleep_ms(300)
print(got[:3])`,
      (master, note) => {
        master.transfer(0x42, { write: [97, 98, 99] }, note);
        master.transfer(0x42, { read: 2 }, note);
      },
    );
    expect(output).toBe("bytearray(b'abc')\n");
    expect(new TextDecoder().decode(results[1]!.bytes)).toBe("34");
  });

  it("is gone behind deinit", () => {
    const { results } = run(
      "import machine, time\nt = machine.I2CTarget(1, 0x42)\nt.deinit()\ntime.sleep_ms(300)",
      (master, note) => master.transfer(0x42, { read: 1 }, note),
    );
    expect(results[0]!.acknowledged).toBe(-1);
  });

  it("checks what it is given", () => {
    const { output } = run(
      `import machine
T = machine.I2CTarget
for f in lambda: T(1, 8, mem=bytearray(4), mem_addrsize=12), lambda: T(1, 8).irq(print, T.IRQ_READ_REQ), lambda: T(7, 8), lambda: T(1, 8, mem=b"x"):
    try: f()
    except Exception as e: print(type(e).__name__, e)`,
      () => {},
    );
    expect(output).toBe(
      "ValueError mem_addrsize must be 0, 8, 16, 24 or 32\nValueError hard IRQ required\n" +
        "ValueError I2C(7) doesn't exist\nTypeError object with buffer protocol required\n",
    );
  });
});

describe("pyb.I2C as a peripheral", () => {
  it("receives and sends while it waits for that", () => {
    const results: MasterResult[] = [];
    const { output } = runBoard(
      `import pyb
i = pyb.I2C(1, pyb.I2C.PERIPHERAL, addr=0x42)
print(i.recv(3)); i.send(b"xyz"); pyb.delay(200)
try: i.recv(1, timeout=20)
except OSError as e: print(e.errno)`,
      ({ board }) => {
        const { clock } = board.chip;
        const master = board.i2cMaster(1);
        const note = (end: MasterResult): void => void results.push(end);
        clock.at(clock.cyclesOf(0.1), () => master.transfer(0x42, { write: [97, 98, 99] }, note));
        clock.at(clock.cyclesOf(0.2), () => master.transfer(0x42, { read: 3 }, note));
        clock.at(clock.cyclesOf(0.3), () => master.transfer(0x42, { read: 1 }, note));
      },
      false,
    );
    expect(output).toBe("b'abc'\n110\n");
    expect(results.map(({ acknowledged }) => acknowledged)).toEqual([3, 0, -1]);
    expect(new TextDecoder().decode(results[1]!.bytes)).toBe("xyz");
  });
});
