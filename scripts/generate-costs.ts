/** Prints the board's costs for AssemblyScript: with the stalls of the flash, in whole cycles. */
import {
  boardCosts,
  boardNames,
  flashStall,
  opcodeCosts,
  runtimeCosts,
} from "../src/tables/board-costs.js";
import { memoryTiming } from "../src/tables/memory-timing.js";
import { opcodes } from "../src/tables/opcodes.js";
import { runtimeFunctions } from "../src/tables/runtime-functions.js";

const inFlash = (cycles: number): number => Math.round(cycles * flashStall);

/** Cycles for each of the 256 codes. */
function opcodeTable(): number[] {
  const names = new Set(opcodes.map(({ name }) => name));
  for (const name of Object.keys(opcodeCosts)) {
    if (name !== "usual" && !names.has(name)) throw new Error(`tables: no opcode ${name}`);
  }
  const table = new Array<number>(256).fill(0);
  for (const { name, code, span = 1 } of opcodes) {
    const row = opcodeCosts[name] ?? opcodeCosts.usual!;
    table.fill(inFlash(row.cycles), code, code + span);
  }
  return table;
}

/** Cycles for each slot of the runtime's functions. */
function runtimeTable(): number[] {
  const names = runtimeFunctions.map(({ name }) => name);
  for (const name of Object.keys(runtimeCosts)) {
    if (name !== "usual" && !names.includes(name)) throw new Error(`tables: no function ${name}`);
  }
  return names.map((name) => inFlash((runtimeCosts[name] ?? runtimeCosts.usual!).cycles));
}

const data = (name: string, cycles: readonly number[]): string =>
  `export const ${name}: usize = memory.data<u16>([${cycles.join(", ")}]);\n`;

/** `asm/generated/board-costs.ts`. */
export function boardCostText(): string {
  const rows = Object.entries(boardCosts).map(
    ([name, { cycles }]) => `  ${name} = ${inFlash(cycles)},`,
  );
  const timing = Object.entries(memoryTiming).map(([name, { value }]) => `  ${name} = ${value},`);
  return `export const enum MemoryTiming {\n${timing.join("\n")}\n}\nexport const enum BoardCost {\n${rows.join("\n")}\n}\nexport const BOARD_NAMES: i32 = ${boardNames};\n${data("OPCODE_CYCLES", opcodeTable())}${data("RUNTIME_CYCLES", runtimeTable())}`;
}
