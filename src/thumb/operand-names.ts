/** Operands that are chosen from a table of names. */
import {
  barrierOptions,
  conditionAliases,
  conditions,
  interruptMasks,
  LAST_MASKED_REGISTER,
  specialRegisters,
  statusMasks,
} from "../tables/thumb-registers.js";
import type { OperandKind } from "./operands.js";
import type { Scanner } from "./scanner.js";

type Names = Readonly<Record<string, number>>;

const nameOf = (names: Names, number: number): string | undefined =>
  Object.keys(names).find((name) => names[name] === number);

/** Condition codes with all their names. */
export const conditionNumbers: Names = {
  ...Object.fromEntries(conditions.map((name, number) => [name, number])),
  ...conditionAliases,
};

function oneOf(names: Names, what: string): OperandKind {
  return {
    print: ([number]) => nameOf(names, number!) ?? `#${number}`,
    read: (scanner) => [scanner.choice(names) ?? scanner.fail("operand", `expected ${what}`)],
  };
}

/** An option of a barrier: a name, a number, or nothing for the whole system. */
const WHOLE_SYSTEM = 15;
function barrier(options: Names): OperandKind {
  return {
    print: ([option]) => nameOf(options, option!) ?? `#${option}`,
    read: (scanner) => {
      if (scanner.atEnd()) return [WHOLE_SYSTEM];
      const named = scanner.choice(options);
      if (named !== undefined) return [named];
      scanner.expect("#");
      const number = scanner.integer();
      return number >= 0 && number < 16 ? [number] : scanner.fail("range", "expected 0 to 15");
    },
  };
}

/** The name of a special register: for MSR with the mask behind it. */
function specialName(register: number, mask: number): string {
  const name = nameOf(specialRegisters, register) ?? `#${register}`;
  if (register > LAST_MASKED_REGISTER) return name;
  const suffix = nameOf(statusMasks, mask);
  return suffix === undefined ? name : `${name}_${suffix}`;
}

/** What MSR writes: all special registers, with mask and number in one; without a mask the flags. */
const FLAGS_MASK = 2;
const masked: Names = Object.fromEntries(
  Object.entries(specialRegisters).flatMap(([name, register]): [string, number][] =>
    register > LAST_MASKED_REGISTER
      ? [[name, (FLAGS_MASK << 8) | register]]
      : [
          [name, (FLAGS_MASK << 8) | register],
          ...Object.entries(statusMasks).map(([suffix, mask]): [string, number] => [
            `${name}_${suffix}`,
            (mask << 8) | register,
          ]),
        ],
  ),
);

function readSpecial(scanner: Scanner, names: Names): number {
  return scanner.choice(names) ?? scanner.fail("operand", "expected a special register");
}

/** One field for MRS, the mask and the register for MSR. */
const special: OperandKind = {
  print: (values) =>
    values.length === 1
      ? (nameOf(specialRegisters, values[0]!) ?? `#${values[0]}`)
      : specialName(values[1]!, values[0]!),
  read: (scanner, { fields }) => {
    if (fields.length === 1) return [readSpecial(scanner, specialRegisters)];
    const found = readSpecial(scanner, masked);
    return [found >> 8, found & 0xff];
  },
};

export const nameKinds: Readonly<Record<string, OperandKind>> = {
  cond: oneOf(conditionNumbers, "a condition"),
  mask: oneOf(interruptMasks, "i, f or if"),
  barrier: barrier(barrierOptions),
  full: barrier({ sy: WHOLE_SYSTEM }),
  special,
};
