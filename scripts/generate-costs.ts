/** Prints the board's costs for AssemblyScript. */
import {
  type BoardCostRow,
  boardCosts,
  boardInitials,
  boardLetters,
  boardNames,
  cyclesIn,
  loopCosts,
  opcodeCosts,
  runtimeCosts,
  type StallKind,
  shortCosts,
  stallFactor,
  usualLatency,
} from "../src/tables/board-costs.js";
import { builtinOrder, methodOrder } from "../src/tables/firmware-order.js";
import { type FirmwareName, firmwares } from "../src/tables/firmwares.js";
import { kinds } from "../src/tables/kinds.js";
import { memoryTiming } from "../src/tables/memory-timing.js";
import { opcodes } from "../src/tables/opcodes.js";
import { binaryOperators } from "../src/tables/operators.js";
import { runtimeFunctions } from "../src/tables/runtime-functions.js";

/** Rows of the 256 codes. */
function opcodeRows(firmware: FirmwareName): number[] {
  const names = new Set(opcodes.map(({ name }) => name));
  for (const name of Object.keys(opcodeCosts)) {
    if (name !== "usual" && !names.has(name)) throw new Error(`tables: no opcode ${name}`);
  }
  const table = new Array<number>(256).fill(0);
  for (const { name, code, span = 1 } of opcodes) {
    const row = opcodeCosts[name] ?? opcodeCosts.usual!;
    table.fill(cyclesIn(row, firmware), code, code + span);
    if (name === "BINARY_OP_MULTI") addOperators(table, code, firmware);
  }
  return table;
}

/** What operators take beyond `BINARY_OP_MULTI`: equality goes the long way in `mp_binary_op`. */
const operatorRows: Readonly<Record<string, BoardCostRow>> = {
  Equal: boardCosts.equalOperator,
  NotEqual: boardCosts.equalOperator,
  Multiply: boardCosts.multiplyOperator,
  FloorDivide: boardCosts.multiplyOperator,
  Modulo: boardCosts.multiplyOperator,
};

function addOperators(table: number[], first: number, firmware: FirmwareName): void {
  for (const [name, row] of Object.entries(operatorRows)) {
    const operator = binaryOperators.findIndex((one) => one.name === name);
    table[first + operator]! += cyclesIn(row, firmware);
  }
}

/** Rows of the slots of the runtime's functions. */
function runtimeRows(firmware: FirmwareName): number[] {
  const names = runtimeFunctions.map(({ name }) => name);
  for (const name of Object.keys(runtimeCosts)) {
    if (name !== "usual" && !names.includes(name)) throw new Error(`tables: no function ${name}`);
  }
  return names.map((name) => cyclesIn(runtimeCosts[name] ?? runtimeCosts.usual!, firmware));
}

/** Wait states that the flash can be set to. */
const LATENCIES = 8;
/** Words of a change. */
const CHANGE_WORDS = 4;
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

/** Names before the first with an initial, by its code, and behind the last code their number. */
function initialRow(): number[] {
  const row = new Array<number>(129).fill(boardNames[firmwares[0]]);
  let next = boardNames[firmwares[0]];
  for (let code = 127; code >= 0; code--) {
    next = boardInitials[String.fromCharCode(code)] ?? next;
    row[code] = next;
  }
  return row;
}

/** Rows that firmwares differ in: words of a table, which holds those of the firmware that was chosen. */
const variableRows: BoardCostRow[] = [];

/** A class of costs: constants, but for rows that firmwares differ in. */
function costClass(name: string, rows: Readonly<Record<string, BoardCostRow>>): string {
  const members = Object.entries(rows).map(([key, row]) => {
    if (row.differs === undefined) return `  static readonly ${key}: i32 = ${row.cycles};\n`;
    const place = 2 * (variableRows.push(row) - 1);
    return `  @inline static get ${key}(): i32 {
    return BOARD ? load<u16>(VARIABLE_CYCLES, ${place}) : 0;
  }\n`;
  });
  return `export class ${name} {\n${members.join("")}}\n`;
}

/** The count of names, as the tables' other words. */
const namesRow: BoardCostRow = {
  cycles: boardNames[firmwares[0]],
  source: "",
  differs: Object.fromEntries(
    firmwares.map((firmware) => [firmware, { cycles: boardNames[firmware], source: "" }]),
  ),
};

/** The tables that the choice of a firmware changes, in the order of their numbers. */
function tablesOf(firmware: FirmwareName): number[][] {
  const variable = variableRows.map((row) => cyclesIn(row, firmware));
  return [variable, opcodeRows(firmware), runtimeRows(firmware)];
}

/** Words that firmwares have in place of the default one's: firmware, table, place, cycles. */
function changes(): number[] {
  const usual = tablesOf(firmwares[0]);
  return firmwares.flatMap((firmware, number) =>
    tablesOf(firmware).flatMap((table, index) =>
      table.flatMap((cycles, place) =>
        cycles === usual[index]![place] ? [] : [number, index, place, cycles],
      ),
    ),
  );
}

const data = (name: string, words: readonly number[]): string =>
  `export const ${name}: usize = memory.data<u16>([${words.join(", ")}]);\n`;

/** Methods in the firmware's order: for each kind its number, a count and the names; a count of 0 ends them. */
function methodRows(ids: ReadonlyMap<string, number>): number[] {
  const rows = Object.entries(methodOrder).flatMap(([kind, names]) => {
    const number = kinds.findIndex(({ name }) => name === kind);
    if (number < 0) throw new Error(`tables: no kind ${kind}`);
    return [number, names.length, ...names.map((name) => ids.get(name) ?? 0)];
  });
  return [...rows, 0, 0];
}

/** `asm/generated/board-costs.ts`. */
export function boardCostText(ids: ReadonlyMap<string, number>): string {
  const classes = [
    costClass("BoardCost", boardCosts),
    costClass("LoopCost", loopCosts),
    costClass("ShortCost", shortCosts),
    costClass("Firmware", { names: namesRow }),
  ];
  const [variable, codes, slots] = tablesOf(firmwares[0]);
  const changed = changes();
  return [
    enumText(
      "MemoryTiming",
      Object.entries(memoryTiming).map(([name, { value }]) => [name, value]),
    ),
    data("VARIABLE_CYCLES", variable!),
    ...classes,
    data("BOARD_LETTERS", letterRow()),
    data("BOARD_INITIALS", initialRow()),
    `export const LETTER_NAMES: i32 = ${boardNames[firmwares[0]]};\n`,
    `export const USUAL_LATENCY: u32 = ${usualLatency};\n`,
    stallRow("opcode"),
    stallRow("path"),
    stallRow("short"),
    stallRow("loop"),
    data("OPCODE_CYCLES", codes!),
    data("RUNTIME_CYCLES", slots!),
    data(
      "BUILTIN_ORDER",
      builtinOrder.map((name) => ids.get(name) ?? 0),
    ),
    data("METHOD_ORDER", methodRows(ids)),
    `export const BUILTIN_COUNT: i32 = ${builtinOrder.length};\n`,
    data("FIRMWARE_CHANGES", changed),
    `export const FIRMWARE_CHANGE_COUNT: i32 = ${changed.length / CHANGE_WORDS};\n`,
  ].join("");
}
