import { type OpcodeRow, opcodes } from "../tables/opcodes.js";

/** Stack slots above a block that a return or jump through its `finally` may take. */
export const UNWIND_SLOTS = 3;

/** Stack slots that calling `__exit__` takes above the exception. */
export const EXIT_CALL_SLOTS = 2;

/** Marks an opcode whose effect depends on its operand. */
const VARIABLE = 127;

/** The net effect of each opcode that falls through, by code. */
const fixedEffects = new Int8Array(256);
const variableEffects: (((operand: number, extra: number) => number) | undefined)[] = new Array(
  256,
).fill(undefined);

function tabulate(row: OpcodeRow, code: number): void {
  if (typeof row.effect === "number") {
    fixedEffects[code] = row.effect;
  } else {
    fixedEffects[code] = VARIABLE;
    variableEffects[code] = row.effect;
  }
}

for (const row of opcodes) {
  for (let i = 0; i < (row.span ?? 1); i++) tabulate(row, row.code + i);
}

/** How an instruction changes the depth of the value stack when execution goes on behind it. */
export function stackEffect(code: number, operand: number, extra: number): number {
  const fixed = fixedEffects[code]!;
  return fixed === VARIABLE ? variableEffects[code]!(operand, extra) : fixed;
}
