/** Pieces of AssemblyScript that the micro-operations of the processor's loop are made of. */

/** A micro-operation: its name and the statements of its case. */
export type Case = readonly [name: string, statements: string];

/** The register operands and the number of a micro-operation. */
export const N = "Operand.n(at)";
export const M = "Operand.m(at)";
export const A = "MicroOp.a(at)";
export const NUMBER = "MicroOp.number(at)";

const NEXT = "at += MICRO_BYTES; continue;";
const LEAVE_IF_DUE = "if (cycles < limit) continue; break;";
const TAKE =
  "cycles += MicroOp.extra(at); count += load<u16>(at, 2); at = <usize>MicroOp.number(at);";

/** Statements, and on to the next micro-operation. */
export const plain = (name: string, statements: string): Case => [name, `${statements} ${NEXT}`];

/** d becomes a value. */
export const result = (name: string, value: string): Case =>
  plain(name, `Operand.setD(at, ${value});`);

/** N and Z of a value, which d becomes when it is kept. */
export const logic = (name: string, value: string, keep = true): Case =>
  plain(name, `n = ${value}; z = n; ${keep ? "Operand.setD(at, n);" : ""}`);

const keepResult = (keep: boolean): string => (keep ? "Operand.setD(at, n);" : "");

export const addition = (name: string, other: string, keep = true): Case =>
  plain(
    name,
    `const x = ${N}; const y = ${other}; n = x + y; z = n; c = i32(<u32>n < <u32>x); v = (x ^ n) & (y ^ n); ${keepResult(keep)}`,
  );

const difference = (first: string, second: string): string =>
  `const x = ${first}; const y = ${second}; n = x - y; z = n; c = i32(<u32>x >= <u32>y); v = (x ^ y) & (x ^ n);`;

export const subtraction = (name: string, first: string, second: string, keep = true): Case =>
  plain(name, `${difference(first, second)} ${keepResult(keep)}`);

export const additionWithCarry = (name: string, other: string): Case =>
  plain(
    name,
    `const x = ${N}; const y = ${other}; const sum = (<u64>x & 0xffffffff) + (<u64>y & 0xffffffff) + <u64>c; n = <i32>sum; z = n; c = <i32>(sum >>> 32); v = (x ^ n) & (y ^ n); Operand.setD(at, n);`,
  );

/** A shift by a number from 1 on: all but the last place first, then the carry, then the last. */
export const shift = (
  name: string,
  first: string,
  carry: string,
  value: string,
  flags: boolean,
): Case =>
  plain(
    name,
    flags
      ? `const x = ${first}; c = ${carry}; n = ${value}; z = n; Operand.setD(at, n);`
      : `const x = ${first}; c = ${carry}; Operand.setD(at, ${value});`,
  );

/** A shift by a register; `kind` is a function of `Shift`. */
export const registerShift = (name: string, kind: string): Case =>
  plain(
    name,
    `const x = ${N}; const by = ${M} & 0xff; if (by != 0) c = Shift.${kind}Carry(x, by); n = Shift.${kind}(x, by); z = n; Operand.setD(at, n);`,
  );

/** A product in d and a; `sum` adds what they hold. */
export const product = (name: string, signed: boolean, sum: boolean): Case => {
  const factors = signed ? `<u64>(<i64>${N} * <i64>${M})` : "Operand.wideN(at) * Operand.wideM(at)";
  const old = sum ? " + ((Operand.wideA(at) << 32) | Operand.wideD(at))" : "";
  return plain(
    name,
    `const product = ${factors}${old}; Operand.setD(at, <i32>product); Operand.setA(at, <i32>(product >>> 32));`,
  );
};

export const division = (name: string, cycles: string, quotient: string): Case =>
  plain(
    name,
    `const dividend = ${N}; const divisor = ${M};
    if (divisor == 0 && cpu.trapZero != 0) { cpu.fault = Fault.DivideByZero; stop = Stop.Fault; break; }
    cycles += ${cycles}; Operand.setD(at, ${quotient});`,
  );

/** A branch to a run that the micro-operation knows, after `before`, if `condition` holds. */
export const branch = (name: string, condition?: string, before = ""): Case => [
  name,
  condition === undefined
    ? `${before} ${TAKE} ${LEAVE_IF_DUE}`
    : `${before} if (!(${condition})) { ${NEXT} } ${TAKE} ${LEAVE_IF_DUE}`,
];

/** A comparison and a branch. */
export const compareBranch = (name: string, other: string, condition: string, keep = false): Case =>
  branch(name, condition, `${difference(N, other)} ${keepResult(keep)}`);

/** A branch to the address in a register. */
export const indirect = (name: string, target: string, before = ""): Case => [
  name,
  `const target = <u32>(${target}); ${before}
  cycles += MicroOp.extra(at); count += load<u16>(at, 2);
  let run = findRun(target);
  if (run == 0) run = makeRun(target, at);
  cycles += <i32>(run & ALIGNMENT_CYCLES);
  at = run & ~ALIGNMENT_CYCLES;
  ${LEAVE_IF_DUE}`,
];

/** What follows is passed over unless the condition holds. */
export const skip = (name: string, condition: string): Case =>
  plain(name, `if (!(${condition})) { cycles -= MicroOp.extra(at); at += MicroOp.number(at); }`);

/** An address and whether it is plain memory and aligned: rotated, an odd address is a large number. */
const addressed = (address: string, size: number): string => {
  const distance = "address - low";
  const test =
    size === 1
      ? `${distance} < words << 2`
      : size === 2
        ? `rotr<u32>(${distance}, 1) < words << 1`
        : `rotr<u32>(${distance}, 2) < words`;
  return `address = ${address}; if (${test}`;
};

const forms = [
  ["I", `${N} + ${NUMBER}`],
  ["R", `${N} + (${M} << ${A})`],
] as const;

const OTHERWISE = "stop = ACCESS; break;";

export const loads = (name: string, type: string, size: number): Case[] =>
  forms.map(([form, address]) => [
    `${name}${form}`,
    `${addressed(address, size)}) { Operand.setD(at, load<${type}>(address + shift)); ${NEXT} } ${OTHERWISE}`,
  ]);

export const stores = (name: string, type: string, size: number): Case[] =>
  forms.map(([form, address]) => [
    `${name}${form}`,
    `${addressed(address, size)}) {
      address += shift;
      if (load<u32>(PIECES + (((address >>> PIECE_SHIFT) & PIECE_MASK) << 2)) != address >>> PIECE_SHIFT) {
        store<${type}>(address, Operand.d(at)); ${NEXT}
      }
      address -= shift;
    } ${OTHERWISE}`,
  ]);
