import { describe, expect, it } from "vitest";
import { Board } from "../../../src/board/board.js";
import { linkProcessor } from "../../../src/board/processor-link.js";
import { interrupts, peripherals } from "../../../src/tables/stm32f405.js";
import { Assembler } from "../../../src/thumb/assembler.js";
import { ProcessorStop } from "../../../src/vm/processor.js";
import { constant, poke } from "../cpu/machine.js";

const FLASH = 0x08000000;
const SRAM = 0x20000000;
const ENTRY = FLASH + 0x200;
const GPIOB = peripherals.GPIOB.start;
const VECTORS = 16;

/** A board whose processor boots a program in flash; the labels of `handlers` are those of interrupts. */
function boardWith(source: string, handlers: Readonly<Record<string, number>> = {}) {
  const { processor, chip } = linkProcessor();
  const board = new Board(chip);
  const { bytes, labels } = new Assembler().source(source).finish(ENTRY);
  const table = new DataView(new ArrayBuffer(0x200));
  table.setUint32(0, SRAM + 0x10000, true);
  table.setUint32(4, labels.get("start")! | 1, true);
  for (const [name, number] of Object.entries(handlers)) {
    table.setUint32(4 * (VECTORS + number), labels.get(name)! | 1, true);
  }
  processor.load(FLASH, new Uint8Array(table.buffer));
  processor.load(ENTRY, bytes);
  const cycles = processor.now;
  processor.boot(FLASH);
  processor.passTo(cycles);
  return { processor, chip, board };
}

describe("the processor and its ports", () => {
  const toggles = `start:
${constant("r0", GPIOB)}movs r1, #16
movs r3, #100
again:
strh r1, [r0, #0x18]
strh r1, [r0, #0x1a]
subs r3, #1
bne again
bkpt #0
`;

  it("logs stores to BSRR with their cycles", () => {
    const { processor, board } = boardWith(toggles);
    const history = board.recordPins(["LED_BLUE"]);
    processor.run(1000);
    const report = board.pinReport("LED_BLUE");
    expect(report.edges).toBe(200);
    const { times } = history.traces[0]!;
    const cycles = times.map((time) => Math.round((time - times[0]!) * 168e6));
    const period = cycles[2]!;
    expect(period).toBeGreaterThan(3);
    expect(cycles[198]).toBe(99 * period);
  });

  it("gives the same edges each time", () => {
    const run = () => {
      const { processor, board } = boardWith(toggles);
      const history = board.recordPins(["LED_BLUE"]);
      processor.run(1000);
      board.pinReports();
      return history.traces[0]!.times;
    };
    expect(run()).toEqual(run());
  });

  it("takes the host's way where somebody listens", () => {
    const { processor, board } = boardWith(toggles);
    let edges = 0;
    board.pin("B4").watch(() => edges++);
    processor.run(1000);
    expect(edges).toBe(200);
    expect(board.pinReport("B4").edges).toBe(200);
  });

  it("goes on when the log is full", () => {
    const { processor, board } = boardWith(toggles.replace("movs r3, #100", "movw r3, #20000"));
    processor.run(200000);
    expect(board.pinReport("B4").edges).toBe(40000);
  });

  describe("in a row of stores", () => {
    const row = `start:
${constant("r0", GPIOB)}${constant("r2", SRAM)}movs r1, #16
strh r1, [r0, #0x18]
strh r1, [r0, #0x1a]
str r1, [r2, #4]
str r1, [r0, #0x18]
strb r1, [r2, #8]
strh r1, [r0, #0x1a]
strh r1, [r2, #2]
strh r1, [r0, #0x18]
ldr r3, [r2, #0]
ldr r4, [r2, #4]
ldr r5, [r2, #8]
bkpt #0
`;
    const timesOf = (watched: boolean) => {
      const { processor, board } = boardWith(row);
      const history = board.recordPins(["LED_BLUE"]);
      if (watched) board.pin("B4").watch(() => {});
      processor.run(1000);
      board.pinReports();
      return history.traces[0]!.times;
    };

    it("changes pins when the host's way does", () => {
      expect(timesOf(false)).toHaveLength(5);
      expect(timesOf(false)).toEqual(timesOf(true));
    });

    it("reaches the memory between them", () => {
      const { processor } = boardWith(row);
      processor.run(1000);
      expect([3, 4, 5].map((number) => processor.register(number))).toEqual([0x100000, 16, 16]);
    });
  });

  it("reads what is at a pin", () => {
    const { processor, board } = boardWith(`start:
${constant("r0", GPIOB)}ldr r1, [r0, #0x10]
ldrh r2, [r0, #0x10]
ldrb r3, [r0, #0x10]
bkpt #0
`);
    // The switch and the lines of I2C, which are X9, X10, Y9 and Y10, are pulled up.
    const high = (1 << 3) | (1 << 7) | (1 << 10) | (1 << 11);
    board.setPin("X9", "low");
    processor.run(100);
    expect(processor.register(1)).toBe(high);
    expect(processor.register(2)).toBe(high);
    expect(processor.register(3)).toBe(high & 0xff);
  });
});

describe("the processor and the chip's time", () => {
  const tim4 = peripherals.TIM4.start;
  const setup =
    poke(peripherals.RCC.start + 0x40, (1 << 28) | 4) +
    poke(tim4 + 0x28, 83) +
    poke(tim4 + 0x2c, 999) +
    poke(tim4 + 0x14, 1) +
    poke(tim4 + 0x10, 0) +
    poke(tim4 + 0x0c, 1) +
    poke(tim4, 1);
  const handler = `handler:
${constant("r0", tim4)}movs r1, #0
str r1, [r0, #0x10]
adds r4, #1
bx lr
`;
  const enable = poke(0xe000e100, 1 << (interrupts.TIM4 & 31));

  it("wakes from WFI by a timer, having waited in virtual time", () => {
    const { processor, board } = boardWith(
      `start:
movs r4, #0
${setup}${enable}wait:
wfi
cmp r4, #5
blt wait
bkpt #0
${handler}`,
      { handler: interrupts.TIM4 },
    );
    const start = processor.now;
    expect(processor.run(10000)).not.toBe(ProcessorStop.Wait);
    expect(processor.register(4)).toBe(5);
    const seconds = (processor.now - start) / 168e6;
    expect(seconds).toBeGreaterThan(5e-3);
    expect(seconds).toBeLessThan(5.01e-3);
    const { parts } = board.energy();
    expect(parts.idle.seconds).toBeGreaterThan(4.9e-3);
  });

  it("is interrupted while it runs", () => {
    const { processor } = boardWith(
      `start:
movs r4, #0
${setup}${enable}spin:
cmp r4, #3
blt spin
bkpt #0
${handler}`,
      { handler: interrupts.TIM4 },
    );
    const start = processor.now;
    processor.run(10_000_000);
    expect(processor.register(4)).toBe(3);
    expect((processor.now - start) / 168e6).toBeCloseTo(3e-3, 5);
  });

  it("reads the counter of a timer at the cycle of the load", () => {
    const ticksAcross = (nops: number): number => {
      const { processor } = boardWith(`start:
${poke(peripherals.RCC.start + 0x40, (1 << 28) | 4)}${poke(tim4, 1)}${constant("r0", tim4)}
ldr r2, [r0, #0x24]
${"nop\n".repeat(nops)}ldr r3, [r0, #0x24]
bkpt #0
`);
      processor.run(100);
      return processor.register(3) - processor.register(2);
    };
    expect(ticksAcross(26) - ticksAcross(6)).toBe(10);
  });

  it("comes back to a handler that leaves its flag", () => {
    const { processor } = boardWith(
      `start:
movs r4, #0
${setup}${enable}spin:
cmp r4, #3
blt spin
bkpt #0
handler:
adds r4, #1
cmp r4, #3
blt out
${constant("r0", tim4)}movs r1, #0
str r1, [r0, #0x0c]
out:
bx lr
`,
      { handler: interrupts.TIM4 },
    );
    const start = processor.now;
    processor.run(10_000_000);
    expect(processor.register(4)).toBe(3);
    expect((processor.now - start) / 168e6).toBeCloseTo(1e-3, 5);
  });

  it("faults where nothing is", () => {
    const { processor } = boardWith(
      `start:
${constant("r0", 0x60000000)}ldr r1, [r0]
bkpt #0
hard:
${constant("r3", 0xe000ed38)}ldr r2, [r3]
spin:
b spin
`,
      { hard: 3 - VECTORS },
    );
    processor.run(100);
    expect(processor.register(2)).toBe(0x60000000);
  });

  it("writes flash by the controller", () => {
    const { processor, chip } = boardWith(
      `start:
${poke(peripherals.FLASH.start + 4, 0x45670123)}${poke(peripherals.FLASH.start + 4, 0xcdef89ab)}${poke(peripherals.FLASH.start + 0x10, 0x201)}${poke(0x08004000, 0x12345678)}bkpt #0
`,
    );
    processor.bytes(0x08004000).fill(0xff, 0, 16);
    processor.run(100);
    expect([...chip.flash.bytes.subarray(0x4000, 0x4004)]).toEqual([0x78, 0x56, 0x34, 0x12]);
  });
});
