/** Prints the board's costs for AssemblyScript. */
import {
  type BoardCostRow,
  boardCosts,
  boardNames,
  flashStall,
  loopCosts,
  opcodeCosts,
  runtimeCosts,
} from "../src/tables/board-costs.js";
import { memoryTiming } from "../src/tables/memory-timing.js";
import { opcodes } from "../src/tables/opcodes.js";
import { runtimeFunctions } from "../src/tables/runtime-functions.js";

/** Rows of the 256 codes. */
function opcodeRows(): number[] {
  const names = new Set(opcodes.map(({ name }) => name));
  for (const name of Object.keys(opcodeCosts)) {
    if (name !== "usual" && !names.has(name)) throw new Error(`tables: no opcode ${name}`);
  }
  const table = new Array<number>(256).fill(0);
  for (const { name, code, span = 1 } of opcodes) {
    const row = opcodeCosts[name] ?? opcodeCosts.usual!;
    table.fill(row.cycles, code, code + span);
  }
  return table;
}

/** Rows of the slots of the runtime's functions. */
function runtimeRows(): number[] {
  const names = runtimeFunctions.map(({ name }) => name);
  for (const name of Object.keys(runtimeCosts)) {
    if (name !== "usual" && !names.includes(name)) throw new Error(`tables: no function ${name}`);
  }
  return names.map((name) => (runtimeCosts[name] ?? runtimeCosts.usual!).cycles);
}

const onPath = (cycles: number): number => Math.round(cycles * flashStall.path);
const inLoop = (cycles: number): number => Math.round(cycles * flashStall.loop);

function enumText(name: string, rows: readonly (readonly [string, number])[]): string {
  const text = rows.map(([key, value]) => `  ${key} = ${value},`);
  return `export const enum ${name} {\n${text.join("\n")}\n}\n`;
}

const cyclesOf = (
  rows: Readonly<Record<string, BoardCostRow>>,
  inFlash: (cycles: number) => number,
): [string, number][] => Object.entries(rows).map(([name, { cycles }]) => [name, inFlash(cycles)]);

const data = (name: string, cycles: readonly number[]): string =>
  `export const ${name}: usize = memory.data<u16>([${cycles.map(onPath).join(", ")}]);\n`;

/** `asm/generated/board-costs.ts`. */
export function boardCostText(): string {
  return [
    enumText(
      "MemoryTiming",
      Object.entries(memoryTiming).map(([name, { value }]) => [name, value]),
    ),
    enumText("BoardCost", cyclesOf(boardCosts, onPath)),
    enumText("LoopCost", cyclesOf(loopCosts, inLoop)),
    `export const BOARD_NAMES: i32 = ${boardNames};\n`,
    data("OPCODE_CYCLES", opcodeRows()),
    data("RUNTIME_CYCLES", runtimeRows()),
  ].join("");
}
