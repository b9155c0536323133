/**
 * The micro-operations of the processor, in the order of their numbers: what asm/cpu/translate makes of instructions and
 * the loop executes. I stands for a number, R for a register as the second operand, an s for setting the flags.
 */
import {
  A,
  addition,
  additionWithCarry,
  branch,
  type Case,
  compareBranch,
  division,
  indirect,
  loads,
  logic,
  M,
  N,
  NUMBER,
  plain,
  product,
  registerShift,
  result,
  shift,
  skip,
  stores,
  subtraction,
} from "./templates.js";

/** The conditions in the order of their numbers; see asm/cpu/flags.ts for what n, z, c and v are. */
const conditions = [
  ["eq", "z == 0"],
  ["ne", "z != 0"],
  ["cs", "c != 0"],
  ["cc", "c == 0"],
  ["mi", "n < 0"],
  ["pl", "n >= 0"],
  ["vs", "v < 0"],
  ["vc", "v >= 0"],
  ["hi", "c != 0 && z != 0"],
  ["ls", "c == 0 || z == 0"],
  ["ge", "(n ^ v) >= 0"],
  ["lt", "(n ^ v) < 0"],
  ["gt", "z != 0 && (n ^ v) >= 0"],
  ["le", "z == 0 || (n ^ v) < 0"],
] as const;

/** Conditions of a comparison of x with y. */
const comparisons = [
  ["eq", "x == y"],
  ["ne", "x != y"],
  ["cs", "<u32>x >= <u32>y"],
  ["cc", "<u32>x < <u32>y"],
  ["hi", "<u32>x > <u32>y"],
  ["ls", "<u32>x <= <u32>y"],
  ["ge", "x >= y"],
  ["lt", "x < y"],
  ["gt", "x > y"],
  ["le", "x <= y"],
] as const;

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

const branches: readonly Case[] = [
  ["Link", "at = link(at); if (cycles < limit) continue; break;"],
  branch("Chain"),
  branch("B"),
  branch("Bl", undefined, "cpu.lr = load<u32>(at, 4);"),
  ...conditions.map(([name, holds]) => branch(`B${name}`, holds)),
  branch("Cbz", `${N} == 0`),
  branch("Cbnz", `${N} != 0`),
  indirect("Bx", M),
  indirect("Blx", M, `cpu.lr = ${NUMBER};`),
  indirect("Bw", `${M} | 1`),
  ...conditions.map(([name, holds]) => skip(`Skip${capital(name)}`, holds)),
];

const LOAD_FLAGS =
  "n = Flags.n(cpu.apsr); z = Flags.z(cpu.apsr); c = Flags.c(cpu.apsr); v = Flags.v(cpu.apsr);";

const calls: readonly Case[] = [
  ["Leave", `stop = ${NUMBER}; break;`],
  [
    "Fault",
    `cpu.fault = ${NUMBER}; cpu.faultAddress = sideOf(at).address; stop = Stop.Fault; break;`,
  ],
  [
    "Runtime",
    `storeFlags(n, z, c, v);
    settleSlice(at, cycles, count); cycles = 0; count = 0;
    if (!enterRuntime(${NUMBER})) return Stop.RuntimeFailed;
    ${LOAD_FLAGS}
    limit = cpu.attention != 0 ? ENDED : cyclesLeft();
    low = cpu.memoryLow; words = cpu.memoryWords; shift = cpu.memoryShift;
    at = runAt(cpu.pc | 1);
    if (cycles < limit) continue; break;`,
  ],
  plain("Call", "call_indirect<void>(MicroOp.extra(at), at);"),
  plain(
    "CallState",
    `storeFlags(n, z, c, v); cpu.sliceCycles = cycles + sideOf(at).cycles;
    stop = call_indirect<i32>(MicroOp.extra(at), at);
    ${LOAD_FLAGS}
    cycles += cpu.extraCycles; cpu.extraCycles = 0;
    if (cpu.attention != 0) limit = ENDED;
    if (stop != Stop.None) break;`,
  ),
  plain("CheckFloat", "if (cpu.floatReady == 0 && !prepareFloat()) { stop = Stop.Fault; break; }"),
];

const results: readonly Case[] = [
  result("MovI", NUMBER),
  result("MovR", M),
  result("MvnR", `~${M}`),
  result("AddI", `${N} + ${NUMBER}`),
  result("AddR", `${N} + ${M}`),
  result("AddShifted", `${N} + (${M} << ${A})`),
  result("SubR", `${N} - ${M}`),
  result("RsbI", `${NUMBER} - ${N}`),
  result("RsbR", `${M} - ${N}`),
  result("AdcI", `${N} + ${NUMBER} + c`),
  result("AdcR", `${N} + ${M} + c`),
  result("SbcR", `${N} - ${M} - 1 + c`),
  result("AndI", `${N} & ${NUMBER}`),
  result("AndR", `${N} & ${M}`),
  result("OrrI", `${N} | ${NUMBER}`),
  result("OrrR", `${N} | ${M}`),
  result("OrnR", `${N} | ~${M}`),
  result("EorI", `${N} ^ ${NUMBER}`),
  result("EorR", `${N} ^ ${M}`),
  result("BicR", `${N} & ~${M}`),
  result("Movt", `(${N} & 0xffff) | ${NUMBER}`),
  result("LslI", `${M} << ${A}`),
  result("LsrI", `<i32>(<u32>${M} >>> ${A})`),
  result("AsrI", `${M} >> ${A}`),
  result("RorI", `<i32>rotr<u32>(${M}, ${A})`),
  result("Rrx", `(c << 31) | <i32>(<u32>${M} >>> 1)`),
  result("LslR", `Shift.left(${N}, ${M})`),
  result("LsrR", `Shift.right(${N}, ${M})`),
  result("AsrR", `Shift.signed(${N}, ${M})`),
  result("RorR", `Shift.rotate(${N}, ${M})`),
  result("Sxtb", `<i32><i8>rotr<u32>(${M}, ${A})`),
  result("Sxth", `<i32><i16>rotr<u32>(${M}, ${A})`),
  result("Uxtb", `<i32><u8>rotr<u32>(${M}, ${A})`),
  result("Uxth", `<i32><u16>rotr<u32>(${M}, ${A})`),
  result("Ubfx", `<i32>((<u32>${N} >>> ${A}) & ${NUMBER})`),
  result("Sbfx", `(${N} << ${A}) >> ${NUMBER}`),
  result("Bfi", `(Operand.d(at) & ~${NUMBER}) | ((${N} << ${A}) & ${NUMBER})`),
  result("Clz", `clz<i32>(${M})`),
  result("Rbit", `reverseBits(${M})`),
  result("Rev", `bswap<i32>(${M})`),
  result("Rev16", `<i32>rotr<u32>(bswap<u32>(${M}), 16)`),
  result("Revsh", `<i32><i16>(bswap<u32>(${M}) >>> 16)`),
  result("Mul", `${N} * ${M}`),
  result("Mla", `${N} * ${M} + Operand.a(at)`),
  result("Mls", `Operand.a(at) - ${N} * ${M}`),
  product("Umull", false, false),
  product("Smull", true, false),
  product("Umlal", false, true),
  product("Smlal", true, true),
  division(
    "Sdiv",
    "divideCycles(abs<i32>(dividend), abs<i32>(divisor))",
    "divideSigned(dividend, divisor)",
  ),
  division(
    "Udiv",
    "divideCycles(dividend, divisor)",
    "divisor == 0 ? 0 : <i32>(<u32>dividend / <u32>divisor)",
  ),
  result("AlignSp", "Operand.d(at) & ~3"),
];

/** What is left of a shift by a number: the name, all but its last place, the carry of that, the last place. */
const shifts = [
  ["Lsl", `${M} << (${A} - 1)`, "<i32>(<u32>x >>> 31)", "x << 1"],
  ["Lsr", `<u32>${M} >>> (${A} - 1)`, "x & 1", "<i32>(<u32>x >>> 1)"],
  ["Asr", `${M} >> (${A} - 1)`, "x & 1", "x >> 1"],
  ["Ror", `<i32>rotr<u32>(${M}, ${A})`, "<i32>(<u32>x >>> 31)", "x"],
] as const;
const EXTENDED = "(c << 31) | <i32>(<u32>x >>> 1)";

const flagged: readonly Case[] = [
  logic("MovsI", NUMBER),
  logic("MovsR", M),
  logic("MvnsR", `~${M}`),
  addition("AddsI", NUMBER),
  addition("AddsR", M),
  subtraction("SubsI", N, NUMBER),
  subtraction("SubsR", N, M),
  subtraction("RsbsI", NUMBER, N),
  subtraction("RsbsR", M, N),
  additionWithCarry("AdcsI", NUMBER),
  additionWithCarry("AdcsR", M),
  additionWithCarry("SbcsR", `~${M}`),
  logic("AndsI", `${N} & ${NUMBER}`),
  logic("AndsR", `${N} & ${M}`),
  logic("OrrsI", `${N} | ${NUMBER}`),
  logic("OrrsR", `${N} | ${M}`),
  logic("OrnsR", `${N} | ~${M}`),
  logic("EorsI", `${N} ^ ${NUMBER}`),
  logic("EorsR", `${N} ^ ${M}`),
  logic("BicsR", `${N} & ~${M}`),
  subtraction("CmpI", N, NUMBER, false),
  subtraction("CmpR", N, M, false),
  addition("CmnI", NUMBER, false),
  addition("CmnR", M, false),
  logic("TstI", `${N} & ${NUMBER}`, false),
  logic("TstR", `${N} & ${M}`, false),
  logic("TeqI", `${N} ^ ${NUMBER}`, false),
  logic("TeqR", `${N} ^ ${M}`, false),
  ...shifts.map(([name, first, carry, value]) => shift(`${name}sI`, first, carry, value, true)),
  plain("Rrxs", `const x = ${M}; n = ${EXTENDED}; z = n; c = x & 1; Operand.setD(at, n);`),
  registerShift("LslsR", "left"),
  registerShift("LsrsR", "right"),
  registerShift("AsrsR", "signed"),
  registerShift("RorsR", "rotate"),
  logic("Muls", `${N} * ${M}`),
  plain("SetCarry", `c = ${NUMBER};`),
  ...shifts.map(([name, first, carry, value]) => shift(`Carry${name}`, first, carry, value, false)),
  plain("CarryRrx", `const x = ${M}; Operand.setD(at, ${EXTENDED}); c = x & 1;`),
];

/** asm/cpu/access.ts relies on their order. */
const memory: readonly Case[] = [
  ...loads("Ldr", "i32", 4),
  ...loads("Ldrb", "u8", 1),
  ...loads("Ldrh", "u16", 2),
  ...loads("Ldrsb", "i8", 1),
  ...loads("Ldrsh", "i16", 2),
  ...stores("Str", "i32", 4),
  ...stores("Strb", "u8", 1),
  ...stores("Strh", "u16", 2),
  result("LdrLiteral", `load<i32>(${NUMBER})`),
];

/** Comparison and branch in one; a number is in the field a. */
const fused: readonly Case[] = [
  ...comparisons.map(([name, holds]) => compareBranch(`CmpIB${name}`, A, holds)),
  ...comparisons.map(([name, holds]) => compareBranch(`CmpRB${name}`, M, holds)),
  compareBranch("SubsIBne", A, "z != 0", true),
];

export const cases: readonly Case[] = [
  ...branches,
  ...calls,
  ...results,
  ...flagged,
  ...memory,
  ...fused,
];
