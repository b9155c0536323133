/** Prints the board's costs for AssemblyScript. */
import {
  type BoardCostRow,
  boardCosts,
  boardLetters,
  boardNames,
  loopCosts,
  opcodeCosts,
  runtimeCosts,
  type StallKind,
  shortCosts,
  stallFactor,
  usualLatency,
} from "../src/tables/board-costs.js";
import { memoryTiming } from "../src/tables/memory-timing.js";
import { opcodes } from "../src/tables/opcodes.js";
import { binaryOperators } from "../src/tables/operators.js";
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
    if (name === "BINARY_OP_MULTI") addOperators(table, code);
  }
  return table;
}

/** Equality takes the long way in `mp_binary_op`. */
function addOperators(table: number[], first: number): void {
  for (const name of ["Equal", "NotEqual"]) {
    const operator = binaryOperators.findIndex((row) => row.name === name);
    table[first + operator]! += boardCosts.equalOperator.cycles;
  }
}

/** Rows of the slots of the runtime's functions. */
function runtimeRows(): number[] {
  const names = runtimeFunctions.map(({ name }) => name);
  for (const name of Object.keys(runtimeCosts)) {
    if (name !== "usual" && !names.includes(name)) throw new Error(`tables: no function ${name}`);
  }
  return names.map((name) => (runtimeCosts[name] ?? runtimeCosts.usual!).cycles);
}

/** Wait states that the flash can be set to. */
const LATENCIES = 8;
const STALL_UNIT = 1024;

/** Factors by wait states, in units of 1 by 1024. */
function stallRow(kind: StallKind): string {
  const factors = Array.from({ length: LATENCIES }, (_, waits) =>
    Math.round(stallFactor(kind, waits) * STALL_UNIT),
  );
  return data(`${kind.toUpperCase()}_STALLS`, factors);
}

function enumText(name: string, rows: readonly (readonly [string, number])[]): string {
  const text = rows.map(([key, value]) => `  ${key} = ${value},`);
  return `export const enum ${name} {\n${text.join("\n")}\n}\n`;
}

/** Names before that of one character, by its code. */
function letterRow(): number[] {
  return Array.from({ length: 128 }, (_, code) => boardLetters[String.fromCharCode(code)] ?? 0);
}

const cyclesOf = (rows: Readonly<Record<string, BoardCostRow>>): [string, number][] =>
  Object.entries(rows).map(([name, { cycles }]) => [name, cycles]);

const data = (name: string, words: readonly number[]): string =>
  `export const ${name}: usize = memory.data<u16>([${words.join(", ")}]);\n`;

/** `asm/generated/board-costs.ts`. */
export function boardCostText(): string {
  return [
    enumText(
      "MemoryTiming",
      Object.entries(memoryTiming).map(([name, { value }]) => [name, value]),
    ),
    enumText("BoardCost", cyclesOf(boardCosts)),
    enumText("LoopCost", cyclesOf(loopCosts)),
    enumText("ShortCost", cyclesOf(shortCosts)),
    `export const BOARD_NAMES: i32 = ${boardNames};\n`,
    data("BOARD_LETTERS", letterRow()),
    `export const USUAL_LATENCY: u32 = ${usualLatency};\n`,
    stallRow("path"),
    stallRow("short"),
    stallRow("loop"),
    data("OPCODE_CYCLES", opcodeRows()),
    data("RUNTIME_CYCLES", runtimeRows()),
  ].join("");
}
