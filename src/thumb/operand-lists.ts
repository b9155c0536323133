/** Lists of registers in operands; the braces belong to the template. */
import { coreRegisters } from "../tables/thumb-registers.js";
import type { OperandKind } from "./operands.js";
import type { Scanner } from "./scanner.js";
import type { Placeholder } from "./template.js";

const PC = 15;

/** The register that the first field stands for, when there are two fields: `l M14` is the field l and M. */
const extraRegister = ({ option }: Placeholder): number => Number(option.slice(1));

function readCoreList(scanner: Scanner): number {
  let list = 0;
  do {
    const first = scanner.register();
    const last = scanner.take("-") ? scanner.register() : first;
    if (last < first) scanner.fail("operand", "the registers of a range go upwards");
    for (let number = first; number <= last; number += 1) list |= 1 << number;
  } while (scanner.take(","));
  return list;
}

function printCoreList(list: number): string {
  return coreRegisters.filter((_, number) => ((list >>> number) & 1) === 1).join(", ");
}

const core: OperandKind = {
  print: ([list, extra], holder) =>
    printCoreList(list! | (extra === undefined ? 0 : extra << extraRegister(holder))),
  read: (scanner, holder) => {
    const list = readCoreList(scanner);
    const limit = 2 ** holder.widths[0]!;
    if (holder.fields.length === 1) {
      return list < limit ? [list] : scanner.fail("operand", "only r0 to r7 can be in this list");
    }
    const bit = 1 << extraRegister(holder);
    const rest = list & ~bit;
    if (rest >= limit) {
      const name = coreRegisters[extraRegister(holder)] ?? coreRegisters[PC];
      scanner.fail("operand", `only r0 to r7 and ${name} can be in this list`);
    }
    return [rest, (list & bit) === 0 ? 0 : 1];
  },
};

/** How a list of registers with consecutive numbers sits in its fields. */
interface FloatWidth {
  readonly letter: string;
  readonly count: number;
  readonly numberOf: (field: number) => number;
  readonly fieldOf: (number: number) => number;
}

function consecutive({ letter, count, numberOf, fieldOf }: FloatWidth): OperandKind {
  return {
    print: ([field, length]) => {
      const first = numberOf(field!);
      const names = Array.from({ length: length! }, (_, index) => `${letter}${first + index}`);
      return length! > 4 ? `${names[0]}-${names.at(-1)}` : names.join(", ");
    },
    read: (scanner) => {
      const first = scanner.numbered(letter, count);
      let last = first;
      if (scanner.take("-")) last = scanner.numbered(letter, count);
      while (scanner.take(",")) {
        const next = scanner.numbered(letter, count);
        if (next !== last + 1) scanner.fail("operand", "the registers must follow each other");
        last = next;
      }
      if (last < first) scanner.fail("operand", "the registers of a range go upwards");
      return [fieldOf(first), last - first + 1];
    },
  };
}

const same = (value: number): number => value;

export const listKinds: Readonly<Record<string, OperandKind>> = {
  list: core,
  Slist: consecutive({
    letter: "s",
    count: 32,
    numberOf: (field) => (field & 15) * 2 + (field >> 4),
    fieldOf: (number) => (number >> 1) + (number & 1) * 16,
  }),
  Dlist: consecutive({ letter: "d", count: 16, numberOf: same, fieldOf: same }),
};
