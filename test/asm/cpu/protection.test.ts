import { describe, expect, it } from "vitest";
import { type Processor, ProcessorStop } from "../../../src/vm/processor.js";
import { constant, FLASH, poke, SRAM, STACK, withVectors, word } from "./machine.js";

const SHCSR = 0xe000ed24;
const CFSR = 0xe000ed28;
const HFSR = 0xe000ed2c;
const MMFAR = 0xe000ed34;
const MPU_CTRL = 0xe000ed94;
const MPU_RNR = 0xe000ed98;
const MPU_RBAR = 0xe000ed9c;
const MPU_RASR = 0xe000eda0;

const enableAll = poke(SHCSR, 0x70000);
const ENABLE = 1;
const IN_FAULTS = 2;
const DEFAULT_MAP = 4;

/** Access permissions. */
const AP = { none: 0, privileged: 1, userReads: 2, full: 3, privilegedReads: 5, allRead: 6 };

interface Area {
  readonly base: number;
  /** Its size is two to the power of this. */
  readonly bits: number;
  readonly rights: number;
  readonly noCode?: boolean;
  /** Bits of parts that are switched off. */
  readonly off?: number;
}

/** Lines that set regions from 0 on and switch the unit on. */
function protect(areas: readonly Area[], control = ENABLE | DEFAULT_MAP): string {
  const lines = areas.map(({ base, bits, rights, noCode = false, off = 0 }, number) => {
    const attributes = (noCode ? 1 << 28 : 0) | (rights << 24) | (off << 8) | ((bits - 1) << 1) | 1;
    return poke(MPU_RBAR, base | 0x10 | number) + poke(MPU_RASR, attributes);
  });
  return `${lines.join("")}${poke(MPU_CTRL, control)}dsb sy\nisb sy\n`;
}

const user = "movs r0, #1\nmsr control, r0\nisb sy\n";
const data = SRAM + 0x1000;
/** Lines that read a word. */
const peek = (register: string, address: number): string =>
  `${constant(register, address)}ldr ${register}, [${register}]\n`;

/** Handlers leave HFSR, CFSR and MMFAR in r5 to r7. */
const handlers = `hard: nop\nmemory: nop\nbusfault: nop\nusage: ${peek("r5", HFSR)}${peek("r6", CFSR)}${peek("r7", MMFAR)}bkpt #2\n`;
const vectors = { hard: 3, memory: 4, busfault: 5, usage: 6 };

function run(source: string): Processor {
  const processor = withVectors(`start: ${enableAll}${source}\nbkpt #1\n${handlers}`, vectors);
  expect(processor.run(200_000)).toBe(ProcessorStop.Breakpoint);
  return processor;
}

/** The handler's number (0: none was entered), CFSR and, where valid, MMFAR. */
function faultOf(source: string): readonly number[] {
  const processor = run(source);
  const cfsr = processor.register(6);
  const address = (cfsr & 0x80) === 0 ? [] : [processor.register(7)];
  return [processor.ipsr, cfsr, ...address];
}

const area = (rights: number, more: Partial<Area> = {}): Area => ({
  base: data,
  bits: 12,
  rights,
  ...more,
});
const loads = `${constant("r2", data + 0x10)}ldr r3, [r2]\n`;
const stores = `${constant("r2", data + 0x10)}str r3, [r2]\n`;
const allowed = [0, 0];
const refused = [4, 0x82, data + 0x10];

describe("a region", () => {
  it.each([
    ["no rights", AP.none, [refused, refused], [refused, refused]],
    ["rights for privileged code", AP.privileged, [allowed, allowed], [refused, refused]],
    ["rights to read for users", AP.userReads, [allowed, allowed], [allowed, refused]],
    ["all rights", AP.full, [allowed, allowed], [allowed, allowed]],
    ["rights to read, privileged", AP.privilegedReads, [allowed, refused], [refused, refused]],
    ["rights to read for all", AP.allRead, [allowed, refused], [allowed, refused]],
    ["rights to read for all, number 7", 7, [allowed, refused], [allowed, refused]],
  ])("has %s", (_, rights, [load, store], [userLoad, userStore]) => {
    const code = { base: FLASH, bits: 20, rights: AP.full };
    const stack = { base: STACK - 0x1000, bits: 12, rights: AP.full };
    const on = protect([code, area(rights), stack]);
    expect(faultOf(on + loads)).toEqual(load);
    expect(faultOf(on + stores)).toEqual(store);
    expect(faultOf(on + user + loads)).toEqual(userLoad);
    expect(faultOf(on + user + stores)).toEqual(userStore);
  });

  it("counts only while the unit is on", () => {
    expect(faultOf(protect([area(AP.none)], DEFAULT_MAP) + loads)).toEqual(allowed);
    const off = `${poke(MPU_CTRL, 0)}dsb sy\nisb sy\n`;
    expect(faultOf(protect([area(AP.none)]) + off + loads)).toEqual(allowed);
  });

  it("comes before those of lower numbers", () => {
    const inner = area(AP.full, { bits: 5 });
    expect(faultOf(protect([area(AP.none), inner]) + loads)).toEqual(allowed);
    expect(faultOf(protect([inner, area(AP.none)]) + loads)).toEqual(refused);
  });

  it("may have parts that are switched off", () => {
    // 4096 bytes in eight parts.
    const on = protect([area(AP.none, { off: 1 << 3 })]);
    const at = (offset: number): string => `${constant("r2", data + offset)}ldr r3, [r2]\n`;
    expect(faultOf(on + at(0x600))).toEqual(allowed);
    expect(faultOf(on + at(0x7fc))).toEqual(allowed);
    expect(faultOf(on + at(0x800))).toEqual([4, 0x82, data + 0x800]);
    expect(faultOf(on + at(0x5fc))).toEqual([4, 0x82, data + 0x5fc]);
  });

  it.each([
    ["several registers", "ldm r2, {r3, r4}"],
    ["two registers", "ldrd r3, r4, [r2]"],
    ["a byte", "ldrb r3, [r2]"],
    ["a halfword with a sign", "ldrsh r3, [r2]"],
    ["an index", "movs r4, #0\nldr r3, [r2, r4]"],
    ["a table of branches", "movs r4, #0\ntbb [r2, r4]"],
    ["a marked word", "ldrex r3, [r2]"],
    ["several registers to it", "stm r2, {r3, r4}"],
    ["two registers to it", "strd r3, r4, [r2]"],
  ])("refuses %s", (_, instruction) => {
    const source = `${constant("r2", data + 0x10)}${instruction}\n`;
    expect(faultOf(protect([area(AP.none)]) + source)).toEqual(refused);
  });

  it("refuses a word that begins in front of it", () => {
    const source = `${constant("r2", data - 2)}ldr r3, [r2]\n`;
    expect(faultOf(protect([area(AP.none)]) + source)).toEqual([4, 0x82, data - 2]);
  });

  it("leaves the rest of the program as it is", () => {
    const processor = run(
      `${protect([area(AP.none)])}${constant("r2", SRAM + 0x3000)}movs r3, #77\nstr r3, [r2]\nldr r7, [r2]`,
    );
    expect(processor.register(7)).toBe(77);
  });
});

describe("without a region", () => {
  const code = { base: FLASH, bits: 20, rights: AP.full };

  it("privileged code has the default map, if that is wanted", () => {
    expect(faultOf(protect([code], ENABLE | DEFAULT_MAP) + loads)).toEqual(allowed);
    expect(faultOf(protect([code], ENABLE) + loads)).toEqual([4, 0x92, data + 0x10]);
  });

  it("other code has nothing but the processor's own registers in no case", () => {
    const stack = { base: STACK - 0x1000, bits: 12, rights: AP.full };
    expect(faultOf(protect([code, stack]) + user + loads)).toEqual(refused);
    const system = `${constant("r2", SHCSR)}ldr r3, [r2]\n`;
    expect(faultOf(protect([code, stack], ENABLE) + system)).toEqual(allowed);
  });
});

describe("code in a region", () => {
  /** nop, bx lr at the region's start. */
  const routine = `${constant("r2", data)}${constant("r3", 0x4770bf00)}str r3, [r2]\norr r2, #1\n`;

  it("is executed where that is allowed", () => {
    expect(faultOf(`${routine}${protect([area(AP.allRead)])}blx r2\n`)).toEqual(allowed);
  });

  it.each([
    ["no execution is allowed", area(AP.full, { noCode: true })],
    ["nothing can be read", area(AP.none)],
  ])("is refused where %s", (_, region) => {
    const processor = run(`${routine}${protect([region])}blx r2\n`);
    expect(processor.ipsr).toBe(4);
    expect(processor.register(6)).toBe(1);
    expect(word(processor, processor.register(13) + 24)).toBe(data);
  });

  it("is refused although it ran before", () => {
    const twice = `${routine}blx r2\n${protect([area(AP.full, { noCode: true })])}blx r2\n`;
    expect(faultOf(twice)).toEqual([4, 1]);
  });

  it("of privileged code only is refused to users", () => {
    const code = { base: FLASH, bits: 20, rights: AP.full };
    const stack = { base: STACK - 0x1000, bits: 12, rights: AP.full };
    const on = routine + protect([code, area(AP.privilegedReads), stack]);
    expect(faultOf(`${on}blx r2\n`)).toEqual(allowed);
    expect(faultOf(`${on}${user}blx r2\n`)).toEqual([4, 1]);
  });
});

describe("loads and stores as a user", () => {
  const unprivileged = (instruction: string) =>
    protect([area(AP.privileged)]) + constant("r2", data) + instruction;

  it.each([
    ["ldrt r3, [r2, #16]", 4],
    ["ldrbt r3, [r2, #16]", 4],
    ["ldrsht r3, [r2, #16]", 4],
    ["strt r3, [r2, #16]", 4],
    ["strht r3, [r2, #16]", 4],
    ["ldr r3, [r2, #16]", 0],
  ])("%s", (instruction, number) => {
    expect(faultOf(`${unprivileged(instruction)}\n`)[0]).toBe(number);
  });

  it("do not reach the processor's own registers", () => {
    const source = `${constant("r2", SHCSR)}ldrt r3, [r2]\n`;
    expect(faultOf(source)).toEqual([5, 0x8200]);
  });
});

describe("exceptions", () => {
  it("are refused a stack that is protected", () => {
    const bad = { base: SRAM + 0x2000, bits: 12, rights: AP.none };
    const source = `${constant("r4", SRAM + 0x2800)}msr psp, r4\n${protect([bad])}movs r0, #2\nmsr control, r0\nisb sy\nudf #0\n`;
    expect(faultOf(source)).toEqual([6, 0x10010]);
  });

  it("are refused to return by one", () => {
    const bad = { base: SRAM + 0x2000, bits: 12, rights: AP.none };
    const source = `start: ${enableAll}${constant("r4", SRAM + 0x2800)}msr psp, r4\nmovs r0, #2\nmsr control, r0\nisb sy\nsvc #0\nbkpt #1
call: ${protect([bad])}bx lr\n${handlers}`;
    const processor = withVectors(source, { ...vectors, call: 11 });
    expect(processor.run(200_000)).toBe(ProcessorStop.Breakpoint);
    expect(processor.ipsr).toBe(4);
    expect(processor.register(6)).toBe(8);
  });

  it("of the highest priority go without the unit unless it is to count there", () => {
    const hard = (control: number) =>
      withVectors(`start: ${protect([area(AP.none)], control)}udf #0\nhard: ${loads}bkpt #3\n`, {
        hard: 3,
      }).run(200_000);
    expect(hard(ENABLE | DEFAULT_MAP)).toBe(ProcessorStop.Breakpoint);
    expect(hard(ENABLE | DEFAULT_MAP | IN_FAULTS)).toBe(ProcessorStop.Lockup);
  });

  it("become HardFaults while their handler is off", () => {
    const processor = withVectors(
      `start: ${protect([area(AP.none)])}${loads}bkpt #1\n${handlers}`,
      vectors,
    );
    processor.run(200_000);
    expect(processor.ipsr).toBe(3);
    expect([processor.register(5), processor.register(6)]).toEqual([0x40000000, 0x82]);
  });
});

describe("the unit's registers", () => {
  it("tell eight regions, and what was written", () => {
    const processor = run(
      `${poke(MPU_RNR, 5)}${poke(MPU_RBAR, 0x20004000)}${poke(MPU_RASR, 0xffffffff)}${[0xe000ed90, MPU_RNR, MPU_RBAR, MPU_RASR].map((address, i) => peek(`r${4 + i}`, address)).join("")}`,
    );
    const read = [4, 5, 6, 7].map((number) => processor.register(number));
    expect(read).toEqual([0x800, 5, 0x20004005, 0x173fff3f]);
  });

  it("have aliases to write four regions at once", () => {
    const processor = run(
      [0, 1, 2].map((i) => poke(MPU_RBAR + 8 * i, (SRAM + 0x1000 * i) | 0x10 | i)).join("") +
        peek("r4", MPU_RBAR + 16),
    );
    expect(processor.register(4)).toBe(SRAM + 0x2002);
  });
});
