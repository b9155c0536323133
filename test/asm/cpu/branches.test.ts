import { describe, expect, it } from "vitest";
import { conditions } from "../../../src/tables/thumb-registers.js";
import { ProcessorStop } from "../../../src/vm/processor.js";
import { constant, SRAM, STACK, withProgram, word } from "./machine.js";

const BUDGET = 10_000;

/** Runs a program to its BKPT and gives register r0. */
function resultOf(source: string, apsr = 0): number {
  const processor = withProgram(source);
  processor.apsr = apsr;
  expect(processor.run(BUDGET)).toBe(ProcessorStop.Breakpoint);
  return processor.register(0);
}

/** Whether a condition holds, from the table of the manual (DDI 0403, A7.3). */
function holds(condition: string, flags: number): boolean {
  const [n, z, c, v] = [8, 4, 2, 1].map((bit) => (flags & bit) !== 0) as [
    boolean,
    boolean,
    boolean,
    boolean,
  ];
  const table: Readonly<Record<string, boolean>> = {
    eq: z,
    ne: !z,
    cs: c,
    cc: !c,
    mi: n,
    pl: !n,
    vs: v,
    vc: !v,
    hi: c && !z,
    ls: !c || z,
    ge: n === v,
    lt: n !== v,
    gt: !z && n === v,
    le: z || n !== v,
    al: true,
  };
  return table[condition]!;
}

const real = conditions.filter((condition) => condition !== "al");

describe.each(real)("condition %s", (condition) => {
  const flags = Array.from({ length: 16 }, (_, index) => index);

  it.each(["", ".w"])("of b%s", (width) => {
    const found = flags.map((bits) =>
      resultOf(
        `mov r0, #1\nb${condition}${width} over\nmov r0, #0\nover: bkpt #0`,
        (bits << 28) >>> 0,
      ),
    );
    expect(found).toEqual(flags.map((bits) => (holds(condition, bits) ? 1 : 0)));
  });

  it("of an IT block", () => {
    const found = flags.map((bits) =>
      resultOf(
        `mov r0, #0\nite ${condition}\nmov${condition} r0, #1\nmov${invert(condition)} r0, #2\nbkpt #0`,
        (bits << 28) >>> 0,
      ),
    );
    expect(found).toEqual(flags.map((bits) => (holds(condition, bits) ? 1 : 2)));
  });

  it.each([
    [5, 5],
    [4, 5],
    [-1, 5],
    [5, 0x80000000],
    [0x80000000, 5],
  ])("of a branch behind a comparison of %i and %i", (x, y) => {
    const source = `${constant("r1", x >>> 0)}${constant("r2", y)}mov r0, #1\ncmp r1, r2\nb${condition} over\nmov r0, #0\nover: bkpt #0`;
    const plain = source.replace("cmp r1, r2\n", "cmp r1, r2\nnop\n");
    expect(resultOf(source)).toBe(resultOf(plain));
  });
});

function invert(condition: string): string {
  return conditions[conditions.indexOf(condition as (typeof conditions)[number]) ^ 1]!;
}

describe("branches", () => {
  it("go back and forth", () => {
    expect(
      resultOf("movs r0, #0\nmovs r1, #10\nloop: adds r0, r0, r1\nsubs r1, #1\nbne loop\nbkpt #0"),
    ).toBe(55);
  });

  it.each([
    ["b", "b"],
    ["b.w", "b.w"],
  ])("%s without a condition", (mnemonic) => {
    expect(resultOf(`movs r0, #1\n${mnemonic} over\nmovs r0, #2\nover: bkpt #0`)).toBe(1);
  });

  it("bl leaves the address behind it, with bit 0 set, in lr", () => {
    const processor = withProgram("bl f\nbkpt #0\nf: bkpt #1");
    processor.run(BUDGET);
    expect(processor.register(14)).toBe(SRAM + 5);
  });

  it("blx and bx go to a register's address", () => {
    expect(
      resultOf(
        `${constant("r1", SRAM + 17)}movs r0, #1\nblx r1\nbkpt #0\nnop\nf: adds r0, #4\nbx lr`,
      ),
    ).toBe(5);
  });

  it.each([
    ["cbz", 0, 1],
    ["cbz", 7, 2],
    ["cbnz", 0, 2],
    ["cbnz", 7, 1],
  ])("%s with %i", (mnemonic, value, result) => {
    expect(
      resultOf(`movs r2, #${value}\nmovs r0, #1\n${mnemonic} r2, over\nmovs r0, #2\nover: bkpt #0`),
    ).toBe(result);
  });

  it.each([0, 1, 2])("tbb takes entry %i of its table", (index) => {
    const table = "nop\nnop\nnop";
    const processor = withProgram(
      `movs r1, #${index}\ntbb [pc, r1]\n${table}\nmovs r0, #1\nbkpt #0\nmovs r0, #2\nbkpt #0\nmovs r0, #3\nbkpt #0`,
    );
    processor.load(SRAM + 6, Uint8Array.of(3, 5, 7, 0, 0, 0));
    processor.run(BUDGET);
    expect(processor.register(0)).toBe(index + 1);
  });

  it("tbh has halfwords in its table", () => {
    const processor = withProgram(
      "movs r1, #1\ntbh [pc, r1, lsl #1]\nnop\nnop\nmovs r0, #1\nbkpt #0\nmovs r0, #2\nbkpt #0",
    );
    processor.load(SRAM + 6, Uint8Array.of(2, 0, 4, 0));
    processor.run(BUDGET);
    expect(processor.register(0)).toBe(2);
  });

  it.each([
    ["mov pc, r1", ""],
    ["add pc, r2", ""],
    ["ldr pc, [r3]", ""],
    ["pop {pc}", ""],
    ["ldmia r3!, {r4, pc}", "first"],
  ])("%s goes to the address", (source, order) => {
    const processor = withProgram(
      `${source}\nnop.w\nnop\nmovs r0, #1\nbkpt #0\nmovs r0, #2\nbkpt #0`,
    );
    const size = processor.bytes(SRAM)[1]! >= 0xe8 ? 4 : 2;
    const target = SRAM + size + 6;
    processor.setRegister(1, target);
    processor.setRegister(2, target - SRAM - 4);
    processor.setRegister(3, STACK - 8);
    processor.setRegister(13, order === "first" ? STACK : STACK - 8);
    const bytes = new DataView(new ArrayBuffer(8));
    bytes.setUint32(order === "first" ? 4 : 0, target | 1, true);
    processor.load(STACK - 8, new Uint8Array(bytes.buffer));
    expect(processor.run(BUDGET)).toBe(ProcessorStop.Breakpoint);
    expect(processor.register(0)).toBe(1);
  });

  it("in an IT block are only taken when the condition holds", () => {
    expect(resultOf("movs r0, #0\ncmp r0, #1\nit eq\nbeq over\nadds r0, #1\nover: bkpt #0")).toBe(
      1,
    );
    expect(resultOf("movs r0, #0\ncmp r0, #0\nit eq\nbeq over\nadds r0, #1\nover: bkpt #0")).toBe(
      0,
    );
  });
});

describe("SP", () => {
  it.each([
    ["add sp, #8", STACK + 8],
    ["sub sp, #8", STACK - 8],
    ["add.w sp, sp, #256", STACK + 256],
    ["sub.w sp, sp, #256", STACK - 256],
    ["add.w sp, sp, r1, lsl #2", STACK + 20],
    ["sub.w sp, sp, r1, lsl #2", STACK - 20],
    ["add sp, r1", STACK + 4],
    ["mov sp, r1", 4],
  ])("%s keeps its lowest two bits 0", (source, result) => {
    const processor = withProgram(`movs r1, #5\n${source}\nbkpt #0`);
    processor.run(BUDGET);
    expect(processor.register(13)).toBe(result);
  });
});

describe("code that writes code", () => {
  it("sees what it has written behind the next branch", () => {
    const processor = withProgram(
      `${constant("r1", 0x2002)}movs r0, #1\nb over\nover: movs r0, #1\nbkpt #0\nadr r2, over\nbkpt #0`,
    );
    processor.run(BUDGET);
    expect(processor.register(0)).toBe(1);
    processor.load(SRAM + 12, Uint8Array.of(7, 0x20));
    processor.setRegister(15, SRAM);
    processor.run(BUDGET);
    expect(processor.register(0)).toBe(7);
  });

  it("by a store is noticed", () => {
    const source = `${constant("r3", SRAM + 0x40)}${constant("r1", 0x47702001)}str r1, [r3]\nadds r4, r3, #1\nblx r4
      mov r5, r0\n${constant("r1", 0x47702002)}str r1, [r3]\nblx r4\nbkpt #0`;
    const processor = withProgram(source);
    processor.run(BUDGET);
    expect([processor.register(5), processor.register(0)]).toEqual([1, 2]);
  });
});

describe("special registers", () => {
  const read = (source: string, apsr = 0) => resultOf(source, apsr);

  it.each([
    ["apsr", 0xf80f0000, 0xf80f0000],
    ["xpsr", 0xf80f0000, 0xf80f0000],
    ["ipsr", 0xf80f0000, 0],
    ["epsr", 0xf80f0000, 0],
  ])("mrs of %s", (name, apsr, result) => {
    expect(read(`mrs r0, ${name}\nbkpt #0`, apsr) >>> 0).toBe(result);
  });

  it.each([
    ["primask", 0xffffffff, 1],
    ["basepri", 0xffffffff, 0xf0],
    ["faultmask", 1, 1],
    ["psp", 0x20001003, 0x20001000],
    ["msp", 0x20001003, 0x20001000],
  ])("msr and mrs of %s", (name, value, result) => {
    expect(read(`${constant("r1", value)}msr ${name}, r1\nmrs r0, ${name}\nbkpt #0`)).toBe(result);
  });

  it("basepri_max only raises the priority", () => {
    const source =
      "movs r1, #0x40\nmsr basepri, r1\nmovs r1, #VALUE\nmsr basepri_max, r1\nmrs r0, basepri\nbkpt #0";
    expect(read(source.replace("VALUE", "0x80"))).toBe(0x40);
    expect(read(source.replace("VALUE", "0x20"))).toBe(0x20);
  });

  it("msr writes the parts of APSR that its mask names", () => {
    const from = (mask: string) =>
      read(`${constant("r1", 0xffffffff)}msr apsr_${mask}, r1\nmrs r0, apsr\nbkpt #0`) >>> 0;
    expect([from("nzcvq"), from("g"), from("nzcvqg")]).toEqual([
      0xf8000000, 0x000f0000, 0xf80f0000,
    ]);
  });

  it.each([
    ["cpsid i", "primask", 1],
    ["cpsid f", "faultmask", 1],
    ["cpsid if\ncpsie i", "primask", 0],
  ])("%s", (source, name, result) => {
    expect(read(`${source}\nmrs r0, ${name}\nbkpt #0`)).toBe(result);
  });

  it("vmrs moves the FPU's flags", () => {
    expect(
      read(
        "vmov.f32 s0, #1.0\nvmov.f32 s1, #2.0\nvcmp.f32 s0, s1\nvmrs apsr_nzcv, fpscr\nmrs r0, apsr\nbkpt #0",
      ) >>> 0,
    ).toBe(0x80000000);
  });

  it("vmsr keeps what FPSCR has", () => {
    expect(read(`${constant("r1", 0xffffffff)}vmsr fpscr, r1\nvmrs r0, fpscr\nbkpt #0`) >>> 0).toBe(
      0xf7c0009f,
    );
  });
});

describe("exclusive access", () => {
  it("stores only behind its load", () => {
    const processor = withProgram(
      `${constant("r3", SRAM + 0x100)}movs r4, #5\nldrex r1, [r3]\nstrex r0, r4, [r3]\nstrex r2, r4, [r3, #4]\nbkpt #0`,
    );
    processor.run(BUDGET);
    expect([processor.register(0), processor.register(2)]).toEqual([0, 1]);
    expect(word(processor, SRAM + 0x100)).toBe(5);
    expect(word(processor, SRAM + 0x104)).toBe(0);
  });

  it.each(["b", "h"])("of strex%s", (size) => {
    expect(
      resultOf(
        `${constant("r3", SRAM + 0x100)}movs r4, #5\nldrex${size} r1, [r3]\nstrex${size} r0, r4, [r3]\nbkpt #0`,
      ),
    ).toBe(0);
  });

  it("is undone by clrex", () => {
    expect(
      resultOf(`${constant("r3", SRAM + 0x100)}ldrex r1, [r3]\nclrex\nstrex r0, r4, [r3]\nbkpt #0`),
    ).toBe(1);
  });
});

describe("a run that is left", () => {
  it("goes on at the comparison, not behind it, when a branch led there", () => {
    const source = `movs r0, #0
loop: adds r0, #1
b test
test: cmp r0, #100
bne loop
bkpt #0`;
    const processor = withProgram(source);
    let stop = ProcessorStop.Budget;
    while (stop === ProcessorStop.Budget && processor.instructions < BUDGET)
      stop = processor.run(1);
    expect(stop).toBe(ProcessorStop.Breakpoint);
    expect(processor.register(0)).toBe(100);
  });
});
