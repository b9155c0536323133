import { describe, expect, it } from "vitest";
import { ProcessorStop } from "../../../src/vm/processor.js";
import { constant, FLASH, poke, SRAM, STACK, withProgram, withVectors, word } from "./machine.js";

const SYST = 0xe000e010;
const ISER = 0xe000e100;
const ISPR = 0xe000e200;
const IPR = 0xe000e400;
const ICSR = 0xe000ed04;
const CCR = 0xe000ed14;
const SHCSR = 0xe000ed24;
const CFSR = 0xe000ed28;
const HFSR = 0xe000ed2c;
const BFAR = 0xe000ed38;
const CPACR = 0xe000ed88;
const OPEN_FPU = poke(CPACR, 0xf00000);

describe("SVC", () => {
  it("enters its handler with r0 to r3, r12, lr, the return address and xPSR in the frame", () => {
    const processor = withVectors(
      `start: movs r0, #1\nmovs r1, #2\nmovs r2, #3\nmovs r3, #4\nmov r12, r3\nmovs r4, #0
      svc #7\nbkpt #1\ncall: mov r5, lr\nmrs r6, ipsr\nbkpt #2`,
      { call: 11 },
    );
    expect(processor.run(200_000)).toBe(ProcessorStop.Breakpoint);
    const sp = processor.register(13);
    expect(sp).toBe(STACK - 0x20);
    expect([0, 4, 8, 12, 16].map((offset) => word(processor, sp + offset))).toEqual([
      1, 2, 3, 4, 4,
    ]);
    expect(word(processor, sp + 20)).toBe(0xffffffff);
    expect(word(processor, sp + 24)).toBe(FLASH + 0x200 + 14);
    expect(word(processor, sp + 28) >>> 0).toBe(0x41000000);
    expect(processor.register(5)).toBe(0xfffffff9);
    expect(processor.register(6)).toBe(11);
  });

  it("returns behind the instruction with registers and flags as they were", () => {
    const processor = withVectors(
      "start: movs r0, #0\nsvc #0\nbkpt #1\ncall: movs r0, #9\ncmp r0, #1\nbx lr",
      { call: 11 },
    );
    expect(processor.run(200_000)).toBe(ProcessorStop.Breakpoint);
    expect(processor.register(0)).toBe(0);
    expect(processor.apsr >>> 28).toBe(4);
    expect(processor.register(13)).toBe(STACK);
    expect(processor.ipsr).toBe(0);
  });

  it("aligns the frame to 8 bytes and gives SP back", () => {
    const processor = withVectors("start: sub sp, #4\nsvc #0\nbkpt #1\ncall: mov r4, sp\nbx lr", {
      call: 11,
    });
    processor.run(200_000);
    expect(processor.register(4)).toBe(STACK - 0x28);
    expect(processor.register(13)).toBe(STACK - 4);
  });

  it("becomes a HardFault where its priority does not allow it", () => {
    const processor = withVectors(`start: cpsid i\nsvc #0\nbkpt #1\ncall: bkpt #2\nhard: bkpt #3`, {
      call: 11,
      hard: 3,
    });
    processor.run(200_000);
    expect(processor.ipsr).toBe(3);
    expect(word(processor, processor.register(13) + 24)).toBe(FLASH + 0x204);
  });
});

describe("process stack", () => {
  it("holds the frame of thread mode while the handler runs on the main stack", () => {
    const processor = withVectors(
      `start: ${constant("r0", SRAM + 0x8000)}msr psp, r0\nmovs r0, #2\nmsr control, r0\nisb sy
      svc #0\nbkpt #1\ncall: mov r4, lr\nmrs r5, psp\nmov r6, sp\nbx lr`,
      { call: 11 },
    );
    processor.run(200_000);
    expect(processor.register(4)).toBe(0xfffffffd);
    expect(processor.register(5)).toBe(SRAM + 0x8000 - 0x20);
    expect(processor.register(6)).toBe(STACK);
    expect(processor.register(13)).toBe(SRAM + 0x8000);
  });
});

describe("interrupts", () => {
  const enable = (number: number) => poke(ISER + (number >> 5) * 4, 2 ** (number & 31));
  const pend = (number: number) => poke(ISPR + (number >> 5) * 4, 2 ** (number & 31));

  it("wait until they are enabled", () => {
    const processor = withVectors(
      `start: movs r4, #0\n${pend(81)}isb sy\nmov r5, r4\n${enable(81)}isb sy\nbkpt #1\nline: adds r4, #1\nbx lr`,
      { line: 16 + 81 },
    );
    processor.run(200_000);
    expect([processor.register(5), processor.register(4)]).toEqual([0, 1]);
  });

  it("come in the order of priority, then of number, one behind the other", () => {
    const processor = withVectors(
      `start: movs r4, #0\n${poke(IPR, 0x10203030)}cpsid i\n${poke(ISER, 15)}${poke(ISPR, 15)}cpsie i\nisb sy\nbkpt #1
      a: lsls r4, r4, #4\nadds r4, #1\nbx lr\nb: lsls r4, r4, #4\nadds r4, #2\nbx lr
      c: lsls r4, r4, #4\nadds r4, #3\nbx lr\nd: lsls r4, r4, #4\nadds r4, #4\nbx lr`,
      { a: 16, b: 17, c: 18, d: 19 },
    );
    processor.run(200_000);
    expect(processor.register(4).toString(16)).toBe("4312");
    expect(processor.register(13)).toBe(STACK);
  });

  it("of higher priority interrupt a handler", () => {
    const processor = withVectors(
      `start: movs r4, #0\n${poke(IPR, 0x00001020)}${poke(ISER, 3)}${pend(0)}isb sy\nbkpt #1
      low: adds r4, #1\n${constant("r0", ISPR)}movs r1, #2\nstr r1, [r0]\nisb sy\nlsls r4, r4, #4\nbx lr
      high: mov r5, lr\nmovs r4, #5\nbx lr`,
      { low: 16, high: 17 },
    );
    processor.run(200_000);
    expect(processor.register(4)).toBe(0x50);
    expect(processor.register(5)).toBe(0xfffffff1);
  });

  it("are kept off by BASEPRI", () => {
    const processor = withVectors(
      `start: movs r4, #0\n${poke(IPR, 0x40)}movs r0, #0x40\nmsr basepri, r0\n${enable(0)}${pend(0)}isb sy\nmov r5, r4
      movs r0, #0\nmsr basepri, r0\nisb sy\nbkpt #1\nline: adds r4, #1\nbx lr`,
      { line: 16 },
    );
    processor.run(200_000);
    expect([processor.register(5), processor.register(4)]).toEqual([0, 1]);
  });

  it("can come from outside and end a WFI", () => {
    const processor = withVectors(
      `start: movs r4, #0\n${enable(3)}wfi\nbkpt #1\nline: adds r4, #1\nbx lr`,
      {
        line: 19,
      },
    );
    expect(processor.run(200_000)).toBe(ProcessorStop.Wait);
    processor.interrupt(3);
    expect(processor.run(200_000)).toBe(ProcessorStop.Breakpoint);
    expect(processor.register(4)).toBe(1);
  });

  it("tell in ICSR which is pending", () => {
    const processor = withVectors(
      `start: cpsid i\n${poke(ICSR, 1 << 28)}ldr r2, [r0]\n${enable(5)}${pend(5)}${constant("r0", ICSR)}ldr r3, [r0]\nbkpt #1`,
      {},
    );
    processor.run(200_000);
    expect(processor.register(2)).toBe((1 << 28) | (14 << 12));
    expect((processor.register(3) >>> 12) & 0x1ff).toBe(14);
  });
});

describe("PendSV", () => {
  it("comes behind other handlers", () => {
    const processor = withVectors(
      `start: movs r4, #0\n${poke(0xe000ed20, 0x00f00000)}svc #0\nbkpt #1
      call: ${poke(ICSR, 1 << 28)}adds r4, #1\nbx lr\npend: lsls r4, r4, #4\nbx lr`,
      { call: 11, pend: 14 },
    );
    processor.run(200_000);
    expect(processor.register(4)).toBe(0x10);
  });
});

describe("SysTick", () => {
  it("interrupts every LOAD + 1 cycles", () => {
    const processor = withVectors(
      `start: movs r4, #0\nmovs r5, #0\n${poke(SYST + 4, 999)}${poke(SYST + 8, 0)}${poke(SYST, 7)}
      loop: adds r5, #1\ncmp r4, #10\nbne loop\nbkpt #1\ntick: adds r4, #1\nbx lr`,
      { tick: 15 },
    );
    processor.run(100_000);
    expect(processor.register(4)).toBe(10);
    expect(Math.abs(processor.cycles - 10_000)).toBeLessThan(100);
  });

  it("lets time pass in a WFI", () => {
    const processor = withVectors(
      `start: movs r4, #0\n${poke(SYST + 4, 99_999)}${poke(SYST + 8, 0)}${poke(SYST, 7)}
      loop: wfi\ncmp r4, #3\nbne loop\nbkpt #1\ntick: adds r4, #1\nbx lr`,
      { tick: 15 },
    );
    processor.run(200_000);
    expect(Math.round(processor.cycles / 1000)).toBe(300);
    expect(processor.instructions).toBeLessThan(100);
  });

  it("counts down and tells that it reached 0", () => {
    const processor = withVectors(
      `start: ${poke(SYST + 4, 1000)}${poke(SYST + 8, 0)}${poke(SYST, 5)}ldr r2, [r0, #8]\nnop\nnop\nldr r3, [r0, #8]
      movw r6, #600\nwait: subs r6, #1\nbne wait\nldr r4, [r0]\nldr r5, [r0]\nbkpt #1`,
      {},
    );
    processor.run(200_000);
    expect(processor.register(2) - processor.register(3)).toBeGreaterThan(2);
    expect(processor.register(4)).toBe(0x10005);
    expect(processor.register(5)).toBe(5);
  });
});

describe("faults", () => {
  const stopAt = "hard: bkpt #3\nusage: bkpt #4\nbus: bkpt #5\nmemory: bkpt #6";
  const vectors = { hard: 3, memory: 4, bus: 5, usage: 6 };
  const status = (processor: ReturnType<typeof withVectors>) => {
    processor.run(200_000);
    return processor;
  };
  const read = (address: number) => `${constant("r7", address)}ldr r7, [r7]\n`;
  const handlers = `hard: ${read(CFSR)}mov r6, r7\n${read(HFSR)}mov r5, r7\n${read(BFAR)}bkpt #3
    usage: ${read(CFSR)}bkpt #4\nbus: ${read(CFSR)}bkpt #5\nmemory: ${read(CFSR)}bkpt #6`;
  const enableAll = poke(SHCSR, 0x70000);

  it.each([
    ["an undefined instruction", "udf #0", 6, 0x10000],
    ["a branch to an even address", `${constant("r0", SRAM)}bx r0`, 6, 0x20000],
    ["the FPU while it is off", "vadd.f32 s0, s0, s0", 6, 0x80000],
    ["another coprocessor", "mcr p15, #0, r0, c0, c0, #0", 6, 0x80000],
    [
      "an unaligned STREX that nothing is marked for",
      `${constant("r0", SRAM + 2)}strex r2, r1, [r0]`,
      6,
      0x1000000,
    ],
    ["an unaligned LDM", `${constant("r0", SRAM + 2)}ldmia r0, {r1, r2}`, 6, 0x1000000],
    ["a division by zero", `${poke(CCR, 0x210)}movs r2, #0\nudiv r0, r0, r2`, 6, 0x2000000],
    [
      "an unaligned load",
      `${poke(CCR, 0x208)}${constant("r2", SRAM + 1)}ldr r0, [r2]`,
      6,
      0x1000000,
    ],
    ["a load from nowhere", `${constant("r0", 0x60000000)}ldr r0, [r0]`, 5, 0x8200],
    ["a store into flash", `${constant("r0", FLASH)}str r0, [r0]`, 5, 0x8200],
    ["code that is nowhere", `${constant("r0", 0x60000001)}bx r0`, 5, 0x100],
    ["code among the peripherals", `${constant("r0", 0x40000001)}bx r0`, 4, 1],
  ])("%s", (_, source, number, bits) => {
    const processor = status(
      withVectors(`start: ${enableAll}${source}\nbkpt #1\n${handlers}`, vectors),
    );
    expect(processor.ipsr).toBe(number);
    expect(processor.register(7)).toBe(bits);
  });

  it("become HardFaults while their handlers are off", () => {
    const processor = status(
      withVectors(
        `start: ${constant("r0", 0x60001234)}ldr r0, [r0]\nbkpt #1\n${handlers}`,
        vectors,
      ),
    );
    expect(processor.ipsr).toBe(3);
    expect(processor.register(5)).toBe(0x40000000);
    expect(processor.register(6)).toBe(0x8200);
    expect(processor.register(7)).toBe(0x60001234);
  });

  it("give the address of the instruction in the frame", () => {
    const processor = status(withVectors(`start: nop\nnop\nudf #1\n${stopAt}`, vectors));
    expect(word(processor, processor.register(13) + 24)).toBe(FLASH + 0x204);
  });

  it("lock the processor up in a HardFault's handler", () => {
    const processor = withVectors("start: udf #0\nhard: udf #0", { hard: 3 });
    expect(processor.run(200_000)).toBe(ProcessorStop.Lockup);
  });

  it("stop the run where there is no vector table, with kind, address and instruction", () => {
    const processor = withProgram(`nop\n${constant("r0", 0x60001230)}ldr r1, [r0, #4]\nbkpt #0`);
    expect(processor.run(200_000)).toBe(ProcessorStop.Fault);
    expect(processor.fault).toEqual({ kind: 8, address: 0x60001234, pc: SRAM + 10 });
  });
});

describe("the FPU's context", () => {
  const setUp = `${OPEN_FPU}isb sy\nvmov.f32 s0, #2.0\nvmov.f32 s15, #3.0\n`;

  it("makes the frame longer, and is written when the handler uses the FPU", () => {
    const processor = withVectors(
      `start: ${setUp}svc #0\nvmov r6, s0\nbkpt #1\ncall: mov r4, lr\nldr r5, [sp, #0x20]\nvmov.f32 s0, #1.0\nldr r7, [sp, #0x20]\nbx lr`,
      { call: 11 },
    );
    processor.run(200_000);
    expect(processor.register(4)).toBe(0xffffffe9);
    expect(processor.register(5)).toBe(0);
    expect(processor.register(7)).toBe(0x40000000);
    expect(processor.register(6)).toBe(0x40000000);
    expect(processor.register(13)).toBe(STACK);
  });

  it("is left alone when the handler does not use it", () => {
    const processor = withVectors(
      `start: ${setUp}svc #0\nvmov r6, s15\nbkpt #1\ncall: mov r5, sp\nbx lr`,
      {
        call: 11,
      },
    );
    processor.run(200_000);
    expect(processor.register(5)).toBe(STACK - 0x68);
    expect(processor.register(6)).toBe(0x40400000);
    expect(processor.control).toBe(4);
  });

  it("is written at once without lazy stacking", () => {
    const processor = withVectors(
      `start: ${poke(0xe000ef34, 0x80000000)}${setUp}svc #0\nbkpt #1\ncall: ldr r5, [sp, #0x20]\nldr r6, [sp, #0x5c]\nbx lr`,
      { call: 11 },
    );
    processor.run(200_000);
    expect([processor.register(5), processor.register(6)]).toEqual([0x40000000, 0x40400000]);
  });
});

describe("an IT block", () => {
  it.each(["isbeq sy", "dsbeq sy", "msreq apsr_nzcvq, r1"])("goes on behind %s", (barrier) => {
    const processor = withVectors(
      `start: movs r4, #0\nmrs r1, apsr\nittee eq\n${barrier}\naddeq r4, #1\naddne r4, #2\naddne r4, #4\nbkpt #1`,
      {},
    );
    processor.run(200_000);
    expect(processor.register(4)).toBe(1);
  });

  it("goes on where an exception interrupted it", () => {
    const processor = withVectors(
      `start: movs r0, #0\nmovs r4, #0\nitte eq\naddeq r4, #1\nudfeq #0\naddne r4, #4\nbkpt #1
      hard: ldr r0, [sp, #0x18]\nadds r0, #2\nstr r0, [sp, #0x18]\nldr r0, [sp, #0x1c]\nmov r5, r0\nbx lr`,
      { hard: 3 },
    );
    processor.run(200_000);
    expect(processor.register(4)).toBe(5);
    expect(processor.register(5) & 0x0600fc00).toBe((0x0c >> 2) << 10);
  });
});

it("a reset through AIRCR ends the run, and a boot starts afresh", () => {
  const processor = withVectors(
    `start: movs r4, #1\n${poke(0xe000ed0c, 0x05fa0004)}dsb sy\nloop: b loop`,
    {},
  );
  expect(processor.run(200_000)).toBe(ProcessorStop.Reset);
  processor.boot(FLASH);
  expect([processor.register(4), processor.register(15)]).toEqual([0, FLASH + 0x200]);
});

describe("a store that nothing answers", () => {
  const vectors = { hard: 3, busfault: 5, usage: 6 };
  const CFSR = 0xe000ed28;
  const HFSR = 0xe000ed2c;
  const read = (register: string, address: number): string =>
    `${constant(register, address)}ldr ${register}, [${register}]\n`;
  const handlers = `hard: nop\nbusfault: nop\nusage: ${read("r5", HFSR)}${read("r6", CFSR)}bkpt #2\n`;

  /** The handler that ends the run, HFSR, CFSR, and how many of the steps behind the store were done. */
  function outcome(source: string): number[] {
    const steps =
      "adds r7, #1\nadds r7, #1\nb next\nnext: adds r7, #1\nb last\nlast: adds r7, #1\n";
    const processor = withVectors(`start: ${source}${steps}bkpt #1\n${handlers}`, vectors);
    processor.run(200_000);
    return [processor.ipsr, ...[5, 6, 7].map((number) => processor.register(number))];
  }

  const enabled = poke(0xe000ed24, 0x20000);
  const store = `${constant("r0", 0x60000000)}str r0, [r0]\n`;

  it("is told late, and not where", () => {
    expect(outcome(enabled + store)).toEqual([5, 0, 0x400, 2]);
  });

  it("is told at the next barrier", () => {
    expect(outcome(`${enabled}${store}dsb sy\n`)).toEqual([5, 0, 0x400, 0]);
  });

  it("becomes a HardFault while its handler is off", () => {
    expect(outcome(store)).toEqual([3, 0x40000000, 0x400, 2]);
  });

  it("waits while its handler may not run", () => {
    const masked = `${enabled}${store}cpsid i\ndsb sy\nadds r7, #1\ncpsie i\n`;
    expect(
      outcome(masked.replace("cpsid i\ndsb", "dsb").replace(store, `cpsid i\n${store}`)),
    ).toEqual([5, 0, 0x400, 1]);
  });

  it("is told at once where the buffer is off", () => {
    expect(outcome(`${enabled}${poke(0xe000e008, 2)}${store}`)).toEqual([5, 0, 0x8200, 0]);
  });

  it("is told at once on the code bus and of the processor's own registers", () => {
    const flash = `${constant("r0", FLASH)}str r0, [r0]\n`;
    expect(outcome(enabled + flash)).toEqual([5, 0, 0x8200, 0]);
  });

  it("is told late for several registers, too", () => {
    const several = `${constant("r2", 0x60000000)}stm r2, {r0, r1}\n`;
    expect(outcome(enabled + several)).toEqual([5, 0, 0x400, 2]);
  });

  it("is ignored by HardFault's handler where that is wanted, as loads are", () => {
    const processor = withVectors(
      `start: ${poke(0xe000ed14, 0x300)}udf #0
      hard: ${constant("r0", 0x60000000)}movs r3, #7\nstr r3, [r0]\nldr r3, [r0]\ndsb sy\nbkpt #3\n`,
      { hard: 3 },
    );
    expect(processor.run(200_000)).toBe(ProcessorStop.Breakpoint);
    expect(processor.register(3)).toBe(0);
  });
});
