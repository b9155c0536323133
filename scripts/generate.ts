/**
 * Prints what AssemblyScript needs from `src/tables`: enums and data blobs under `asm/generated`.
 *
 * Run by `scripts/prepare.mjs`; takes no arguments and writes only files whose content changed.
 */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { compile } from "../src/compile/index.js";
import { alternateFunctions } from "../src/tables/alternate-functions.js";
import * as boardMemory from "../src/tables/board-memory.js";
import { Errno, errnoModuleNames } from "../src/tables/errnos.js";
import { exceptions } from "../src/tables/exceptions.js";

import {
  DeviceAnswer,
  DeviceRequest,
  FileOp,
  FileType,
  MountFlag,
  NO_SIZE,
  OpenFlag,
} from "../src/tables/file-ops.js";

import { FONT_FIRST, FONT_LAST, fontColumns } from "../src/tables/font.js";

import { JitMode, Layout, Shape } from "../src/tables/jit.js";
import { kinds } from "../src/tables/kinds.js";
import { messages } from "../src/tables/messages.js";
import {
  CodeKind,
  ConstantTag,
  MACHINE_LINES_MAGIC,
  MPY_WASM_ARCHITECTURE,
  NativeType,
  ViperFlag,
} from "../src/tables/mpy-format.js";
import { specialNames } from "../src/tables/names.js";
import { opcodes } from "../src/tables/opcodes.js";
import { binaryOperators, unaryOperators } from "../src/tables/operators.js";
import { flashRequests, powerRequests, usbRequests } from "../src/tables/power-requests.js";
import {
  accelerometerWiring,
  adcPins,
  boardLeds,
  boardPins,
  cardPins,
  dacPins,
  flashFiles,
  lcdSkins,
  SWITCH_PIN,
  servoPins,
} from "../src/tables/pyboard.js";
import { runtimeFunctions } from "../src/tables/runtime-functions.js";
import { staticQstrs } from "../src/tables/static-qstrs.js";
import { stmConstants } from "../src/tables/stm-constants.js";
import { type InterruptName, interrupts } from "../src/tables/stm32f405.js";
import { hidKeyboard, hidMouse } from "../src/tables/usb-hid.js";
import { ValueTag } from "../src/tables/value-tags.js";
import { busNames, busText } from "./generate-buses.js";
import { chipText, functionNames } from "./generate-chip.js";
import { boardCostText } from "./generate-costs.js";
import { thumbText } from "./generate-thumb.js";
import { loopText, microText } from "./loop/print.js";

const OUT = "asm/generated";
const HEADER =
  "// Generated from src/tables by scripts/generate.ts; not in git, not to be edited.\n";

/** Writes a file unless it already has this content, so that build times keep meaning something. */
function emit(name: string, text: string): void {
  const path = join(OUT, name);
  const full = HEADER + text;
  let old = "";
  try {
    old = readFileSync(path, "utf8");
  } catch {
    old = "";
  }
  if (old !== full) writeFileSync(path, full);
}

function constEnum(name: string, rows: Iterable<readonly [string, number]>): string {
  const lines = [...rows].map(([key, value]) => `  ${key} = ${value},`);
  return `export const enum ${name} {\n${lines.join("\n")}\n}\n`;
}

function fail(text: string): never {
  throw new Error(`tables: ${text}`);
}

function checkUnique(what: string, names: readonly string[]): void {
  const seen = new Set<string>();
  for (const name of names) {
    if (seen.has(name)) fail(`${what} '${name}' stands twice`);
    seen.add(name);
  }
}

/** All `.ts` files below a folder. */
function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return path === OUT ? [] : sources(path);
    return entry.name.endsWith(".ts") ? [path] : [];
  });
}

/** Words that no enum member can have as its name: `Q.super_` stands for "super". */
const reserved = new Set(
  "abstract as async await break case catch class const continue debugger default delete do else enum export extends false finally for function get if implements import in instanceof interface is keyof let namespace new null of package private protected public readonly return set static super switch this throw true try type typeof var void while with yield"
    .split(" ")
    .filter(
      (word) =>
        ![
          "as",
          "get",
          "is",
          "of",
          "set",
          "type",
          "keyof",
          "namespace",
          "readonly",
          "abstract",
          "async",
        ].includes(word),
    ),
);

function enumName(text: string): string {
  return reserved.has(text) ? `${text}_` : text;
}

function textOfEnumName(name: string): string {
  const bare = name.slice(0, -1);
  return name.endsWith("_") && reserved.has(bare) ? bare : name;
}

/** The pins of the chip. */
const chipPins = Object.keys(alternateFunctions);

/** Sources of which the host's build has nothing that is named. */
const BOARD_FOLDER = join("asm", "board");

/** The names written as `Q.name` in asm/: by the sources of both builds, or by those of the board alone. */
function collectNames(ofBoard: boolean): Set<string> {
  const names = new Set<string>();
  for (const path of sources("asm")) {
    if (path.startsWith(BOARD_FOLDER) !== ofBoard) continue;
    for (const match of readFileSync(path, "utf8").matchAll(/\bQ\.([A-Za-z_][A-Za-z0-9_]*)/g)) {
      names.add(match[1]!);
    }
  }
  return names;
}

/** A byte string as arguments of AssemblyScript's `memory.data<u8>`. */
function bytesLiteral(bytes: Uint8Array): string {
  return `memory.data<u8>([${Array.from(bytes).join(",")}])`;
}

/** The texts that only the board's build interns from the start. */
function boardTexts(): Set<string> {
  const special = new Map(Object.entries(specialNames));
  const wanted = new Set<string>([
    ...stmConstants.keys(),
    ...chipPins,
    ...Object.keys(boardPins),
    ...functionNames(),
  ]);
  for (const name of collectNames(true)) wanted.add(special.get(name) ?? textOfEnumName(name));
  for (const row of kinds) if (row.type && row.board) wanted.add(row.type);
  for (const name of busNames) wanted.add(name);
  return wanted;
}

/**
 * Interned strings: the ids that `.mpy` fixes, then everything else that asm/ and the tables name. Those that only
 * the board has come last, from `hostCount` on.
 */
function qstrIds(): { texts: string[]; ids: Map<string, number>; hostCount: number } {
  checkUnique("static qstr", staticQstrs);
  const special = new Map(Object.entries(specialNames));
  const wanted = new Set<string>();
  for (const name of collectNames(false)) wanted.add(special.get(name) ?? textOfEnumName(name));
  for (const text of special.values()) wanted.add(text);
  for (const row of [...unaryOperators, ...binaryOperators]) wanted.add(row.method);
  for (const row of binaryOperators) if (row.reflected) wanted.add(row.reflected);
  for (const [name] of exceptions) wanted.add(name);
  for (const name of errnoModuleNames) wanted.add(name);
  for (const row of kinds) if (row.type && !row.board) wanted.add(row.type);
  for (const text of staticQstrs) wanted.delete(text);
  const ofHost = [...staticQstrs, ...[...wanted].sort()];
  const ofBoard = [...boardTexts()].filter((text) => !ofHost.includes(text)).sort();
  const texts = [...ofHost, ...ofBoard];
  const ids = new Map(texts.map((text, index) => [text, index + 1]));
  return { texts, ids, hostCount: ofHost.length };
}

/** Texts one after the other, each behind a byte with its length. */
function textBlob(texts: readonly string[]): Uint8Array {
  const encoder = new TextEncoder();
  return Buffer.concat(
    texts.map((text) => {
      const bytes = encoder.encode(text);
      return Buffer.concat([Uint8Array.of(bytes.length), bytes]);
    }),
  );
}

function emitQstrs(
  texts: readonly string[],
  ids: ReadonlyMap<string, number>,
  hostCount: number,
): void {
  const special = new Map(Object.entries(specialNames).map(([name, text]) => [text, name]));
  const rows: [string, number][] = texts.flatMap((text): [string, number][] => {
    const name = special.get(text) ?? (/^[A-Za-z_]\w*$/.test(text) ? enumName(text) : undefined);
    return name === undefined ? [] : [[name, ids.get(text)!]];
  });
  const blob = bytesLiteral(textBlob(texts));
  const hostBlob = bytesLiteral(textBlob(texts.slice(0, hostCount)));
  emit(
    "qstrs.ts",
    `/** Ids of the strings that are interned from the start. */\n${constEnum("Q", rows)}
/** How many strings are interned from the start; their ids are 1 to this. */
export const QSTR_COUNT: i32 = BOARD ? ${texts.length} : ${hostCount};

/** How many of them every .mpy file may name by number. */
export const QSTR_STATIC_COUNT: i32 = ${staticQstrs.length};

/** Their texts: a length byte and the UTF-8 bytes, one after the other. */
export const QSTR_BLOB: usize = BOARD ? ${blob} : ${hostBlob};
`,
  );
}

function emitOpcodes(): void {
  checkUnique(
    "opcode",
    opcodes.map((row) => row.name),
  );
  const info = new Uint8Array(256).fill(0xff);
  const formats = ["byte", "qstr", "uint", "int", "uoffset", "soffset"];
  for (const row of opcodes) {
    for (let i = 0; i < (row.span ?? 1); i++) {
      if (info[row.code + i] !== 0xff) fail(`opcode ${row.name} overlaps another`);
      info[row.code + i] = formats.indexOf(row.format) | ((row.extra ?? 0) << 4);
    }
  }
  emit(
    "opcodes.ts",
    `/** The bytecode; operands and stack pictures are in src/tables/opcodes.ts. */
${constEnum(
  "Op",
  opcodes.map((row) => [row.name, row.code] as const),
)}
/** Per opcode: operand format (${formats.join(", ")}) in bits 0-3, extra bytes in bit 4; 0xff: none. */
export const OPCODE_FORMATS: usize = ${bytesLiteral(info)};
`,
  );
}

function emitOperators(ids: ReadonlyMap<string, number>): void {
  const methods = (names: readonly (string | undefined)[]): string =>
    `memory.data<u16>([${names.map((name) => (name ? ids.get(name)! : 0)).join(",")}])`;
  emit(
    "operators.ts",
    `${constEnum(
      "UnaryOp",
      unaryOperators.map((row, index) => [row.name, index] as const),
    )}
${constEnum(
  "BinaryOp",
  binaryOperators.map((row, index) => [row.name, index] as const),
)}
/** Per unary operator: the interned name of its special method, 0 for none. */
export const UNARY_METHODS: usize = ${methods(unaryOperators.map((row) => row.method))};
/** Per binary operator: likewise. */
export const BINARY_METHODS: usize = ${methods(binaryOperators.map((row) => row.method))};
/** Per binary operator: the reflected special method's name. */
export const REFLECTED_METHODS: usize = ${methods(binaryOperators.map((row) => row.reflected))};
`,
  );
}

function emitKinds(ids: ReadonlyMap<string, number>): void {
  checkUnique(
    "kind",
    kinds.map((row) => row.name),
  );
  const index = (name: string): number => {
    const found = kinds.findIndex((row) => row.name === name);
    return found < 0 ? fail(`no kind '${name}'`) : found;
  };
  if ((index("Exception") & 7) !== 6) fail("the kind Exception is not …110 in binary");
  const hostKinds = kinds.filter((row) => !row.board).length;
  if (kinds.findIndex((row) => row.board) !== hostKinds)
    fail("kinds of the board do not stand last");
  const flags = kinds.map((row) => (row.hasClass ? 1 : 0) | (row.subclassable ? 2 : 0));
  const bases = kinds.map((row) => (row.type ? index(row.base ?? "Object") : 0));
  const names = kinds.map((row) => (row.type ? ids.get(row.type)! : 0));
  emit(
    "kinds.ts",
    `/** What an object is: the low byte of its header. */
${constEnum(
  "Kind",
  kinds.map((row, i) => [row.name, i] as const),
)}
export const KIND_COUNT: i32 = BOARD ? ${kinds.length} : ${hostKinds};
/** Per kind: bit 0 instances point to their class, bit 1 may be subclassed in Python. */
export const KIND_FLAGS: usize = ${bytesLiteral(Uint8Array.from(flags))};
/** Per kind: the kind of its type's base class. */
export const KIND_BASES: usize = ${bytesLiteral(Uint8Array.from(bases))};
/** Per kind: the interned name of its type, 0 for none. */
export const KIND_NAMES: usize = memory.data<u16>([${names.join(",")}]);
`,
  );
}

function emitExceptions(ids: ReadonlyMap<string, number>): void {
  const names = exceptions.map(([name]) => name);
  checkUnique("exception", names);
  const bases = exceptions.map(([name, base], i) => {
    const at = names.indexOf(base);
    if (at >= i || (at < 0 && base !== "object")) fail(`exception ${name} stands before its base`);
    return at < 0 ? 0xff : at;
  });
  emit(
    "exceptions.ts",
    `/** Built-in exception types. */
${constEnum(
  "Exc",
  names.map((name, i) => [name, i] as const),
)}
export const EXCEPTION_COUNT: i32 = ${names.length};
/** Per exception: its base's number, 0xff for object. */
export const EXCEPTION_BASES: usize = ${bytesLiteral(Uint8Array.from(bases))};
export const EXCEPTION_NAMES: usize = memory.data<u16>([${names.map((n) => ids.get(n)!).join(",")}]);
`,
  );
}

function emitMessages(): void {
  const rows = Object.entries(messages);
  const names = exceptions.map(([name]) => name);
  const encoder = new TextEncoder();
  const types: number[] = [];
  const offsets: number[] = [];
  const parts: Uint8Array[] = [];
  let offset = 0;
  for (const [name, [type, text]] of rows) {
    if (!names.includes(type)) fail(`message ${name} has the unknown type ${type}`);
    const bytes = encoder.encode(text);
    types.push(names.indexOf(type));
    offsets.push(offset);
    parts.push(bytes);
    offset += bytes.length;
  }
  offsets.push(offset);
  emit(
    "messages.ts",
    `/** Texts of exceptions; see src/tables/messages.ts. */
${constEnum(
  "M",
  rows.map(([name], i) => [name, i] as const),
)}
/** Per message: its exception type. */
export const MESSAGE_TYPES: usize = ${bytesLiteral(Uint8Array.from(types))};
/** Per message: where its text starts in the blob; the next entry is where it ends. */
export const MESSAGE_OFFSETS: usize = memory.data<u32>([${offsets.join(",")}]);
export const MESSAGE_BLOB: usize = ${bytesLiteral(Buffer.concat(parts))};
`,
  );
}

function emitErrnos(ids: ReadonlyMap<string, number>): void {
  checkUnique("errno", errnoModuleNames);
  emit(
    "errnos.ts",
    `/** Error numbers. */
${constEnum("Errno", Object.entries(Errno))}
/** How many of them the module \`errno\` has, their numbers and their interned names. */
export const ERRNO_COUNT: i32 = ${errnoModuleNames.length};
export const ERRNO_NUMBERS: usize = ${bytesLiteral(Uint8Array.from(errnoModuleNames.map((name) => Errno[name])))};
export const ERRNO_NAMES: usize = memory.data<u16>([${errnoModuleNames.map((name) => ids.get(name)!).join(",")}]);
`,
  );
}

/** The rows of an enum of the tables, without those that lead back from a number to its name. */
function enumRows(object: Record<string, string | number>): [string, number][] {
  return Object.entries(object).filter(
    (row): row is [string, number] => typeof row[1] === "number",
  );
}

function emitMpyFormat(): void {
  emit(
    "mpy-format.ts",
    `/** What the bytes of a .mpy file say; see src/tables/mpy-format.ts. */
${constEnum("ConstantTag", enumRows(ConstantTag))}
/** What a function's body is. */
${constEnum("CodeKind", enumRows(CodeKind))}
/** Flags of viper code behind its bytes. */
${constEnum("ViperFlag", enumRows(ViperFlag))}
/** What machine code takes a word for. */
${constEnum("NativeType", enumRows(NativeType))}
/** What stands in front of the lines of machine code. */
export const MACHINE_LINES_MAGIC: u32 = ${MACHINE_LINES_MAGIC};
/** The number of Wasm among the architectures. */
export const WASM_ARCHITECTURE: u32 = ${MPY_WASM_ARCHITECTURE};
`,
  );
}

function emitFileOps(): void {
  emit(
    "file-ops.ts",
    `/** Requests to the host's file system; see src/tables/file-ops.ts. */
${constEnum("FileOp", Object.entries(FileOp))}
/** How a file is opened. */
${constEnum("OpenFlag", Object.entries(OpenFlag))}
/** What a folder's entry is. */
${constEnum("FileType", Object.entries(FileType))}
/** How a volume is mounted. */
${constEnum("MountFlag", Object.entries(MountFlag))}
/** What a block device's \`ioctl\` is asked for, and how its calls end. */
${constEnum("DeviceRequest", Object.entries(DeviceRequest))}
${constEnum("DeviceAnswer", Object.entries(DeviceAnswer))}
export const NO_SIZE: u32 = ${NO_SIZE};`,
  );
}

function emitValueTags(): void {
  emit(
    "value-tags.ts",
    `/** How values pass between the host and Python; see src/tables/value-tags.ts. */
${constEnum("ValueTag", Object.entries(ValueTag))}`,
  );
}

function emitJit(): void {
  emit(
    "jit.ts",
    `/** What the compiler of hot code knows, too; see src/tables/jit.ts. */
${constEnum("Jit", Object.entries(JitMode))}
/** Sets of kinds of values. */
${constEnum("Shape", Object.entries(Shape))}
/** Byte offsets that compiled code relies on; asm/jit/layout-check.ts compares them with the classes. */
${constEnum("Layout", Object.entries(Layout))}`,
  );
}

/** The runtime functions that asm/native implements: the names behind `rt_`. */
function collectRuntimeFunctions(): Set<string> {
  const names = new Set<string>();
  for (const path of sources("asm/native")) {
    for (const match of readFileSync(path, "utf8").matchAll(/^export function rt_(\w+)\(/gm)) {
      names.add(match[1]!);
    }
  }
  return names;
}

/** The words of the arguments in the order of the calling convention: r0 to r3, then those on the stack. */
function argumentWord(index: number): string {
  return ["a", "b", "c", "d"][index] ?? `load<u32>(sp, ${(index - 4) * 4})`;
}

/** Refuses words that are no objects. */
function objectGuard(index: number): string {
  const word = argumentWord(index);
  const take = index < 4 ? `(${word} = ownObject(${word})) == 0` : `!isBound(${word})`;
  return `      if (${take}) return 0;\n`;
}

function emitRuntimeFunctions(): void {
  const names = runtimeFunctions.map((row) => row.name);
  checkUnique("runtime function", names);
  const provided = collectRuntimeFunctions();
  for (const name of provided) if (!names.includes(name)) fail(`no runtime function '${name}'`);
  emit(
    "runtime-slots.ts",
    `/** Slots of the runtime's table for machine code; see src/tables/runtime-functions.ts. */
${constEnum(
  "Slot",
  names.map((name, slot) => [name, slot] as const),
)}
export const RUNTIME_SLOT_COUNT: u32 = ${names.length};
`,
  );
  const cases = runtimeFunctions.flatMap(({ name, args }, slot) => {
    if (!provided.has(name)) return [];
    // Floats are in registers of the FPU, and who takes any number of arguments gets them itself.
    const letters = Array.from(args!.replace(/[fd.]/g, ""));
    const words = letters.map((_, i) => argumentWord(i)).join(", ");
    const guard = letters.map((letter, i) => (letter === "o" ? objectGuard(i) : "")).join("");
    return [`    case ${slot}:\n${guard}      return runtime.rt_${name}(${words});`];
  });
  const giving = runtimeFunctions.flatMap(({ args, result }, slot) =>
    args !== undefined && result === "o" ? [slot] : [],
  );
  emit(
    "runtime-calls.ts",
    `import { isBound, ownObject } from "../native/bound";
import { missingFunction } from "../native/missing";
import * as runtime from "../native/runtime";

/**
 * Calls the function of a slot with the words of its arguments. Words behind the fourth lie at \`sp\`.
 */
export function callSlot(slot: i32, a: u32, b: u32, c: u32, d: u32, sp: usize): u32 {
  switch (slot) {
${cases.join("\n")}
    default:
      return missingFunction(slot);
  }
}

/** Whether what a slot gives is an object. */
export function givesObject(slot: i32): bool {
  switch (slot) {
${giving.map((slot) => `    case ${slot}:`).join("\n")}
      return true;
    default:
      return false;
  }
}
`,
  );
}

/** The modules below src/frozen, compiled: for each the length of its path, that, the length of its code, that. */
function emitFrozen(): void {
  const folder = "src/frozen";
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".py"))
    .map((file) => file.replaceAll("\\", "/"))
    .sort();
  const parts = files.flatMap((file) => {
    const code = compile(readFileSync(join(folder, file)), { filename: file });
    const head = Buffer.alloc(2);
    head.writeUInt16LE(Buffer.byteLength(file));
    const size = Buffer.alloc(4);
    size.writeUInt32LE(code.length);
    return [head, Buffer.from(file), size, code];
  });
  emit(
    "frozen.ts",
    `/** The modules of src/frozen as .mpy files; asm/modules/frozen.ts says how they lie here. */
export const FROZEN_COUNT: i32 = ${files.length};
export const FROZEN_DATA: usize = ${bytesLiteral(Buffer.concat(parts))};
`,
  );
}

/** What the board and its host share: numbers as they are, objects of numbers as enums. */
function emitBoard(): void {
  const lines = Object.entries(boardMemory).map(([name, value]) =>
    typeof value === "number"
      ? `export const ${name}: u32 = ${value};\n`
      : constEnum(name, Object.entries(value)),
  );
  emit("board.ts", lines.join("\n"));
}

/** A pin's port times 16 plus its bit. */
const placeOf = (pin: string): number => (pin.charCodeAt(0) - 65) * 16 + Number(pin.slice(1));

/** The interrupts of EXTI's lines. */
function lineInterrupts(): number[] {
  const first = [0, 1, 2, 3, 4].map((line) => interrupts[`EXTI${line}` as InterruptName]);
  const shared = [interrupts.EXTI9_5, interrupts.EXTI15_10];
  const { PVD, RTC_Alarm, OTG_FS_WKUP, TAMP_STAMP, RTC_WKUP } = interrupts;
  return [
    ...first,
    ...Array<number>(5).fill(shared[0]!),
    ...Array<number>(6).fill(shared[1]!),
    ...[PVD, RTC_Alarm, OTG_FS_WKUP, ETH_WKUP, OTG_HS_WKUP, TAMP_STAMP, RTC_WKUP],
  ];
}

/** Interrupts of peripherals that the board does not have. */
const ETH_WKUP = 62;
const OTG_HS_WKUP = 76;

function emitPyboard(ids: ReadonlyMap<string, number>): void {
  const bytes = (list: readonly number[]): string => bytesLiteral(Uint8Array.from(list));
  const names = (list: readonly string[]): string =>
    `memory.data<u16>([${list.map((name) => ids.get(name)!).join(",")}])`;
  const onBoard = Object.entries(boardPins);
  emit(
    "pyboard.ts",
    `/** How the PYBv1.0 is wired; see src/tables/pyboard.ts. The place of a pin is its port times 16 plus its bit. */
export const LED_COUNT: u32 = ${boardLeds.length};
export const LED_PINS: usize = ${bytes(boardLeds.map(({ pin }) => placeOf(pin)))};
/** The number of the timer that dims an LED, 0 for none. */
export const LED_TIMERS: usize = ${bytes(boardLeds.map((led) => ("timer" in led ? led.timer : 0)))};
export const SWITCH_PLACE: u32 = ${placeOf(SWITCH_PIN)};
export const PIN_COUNT: u32 = ${chipPins.length};
export const PIN_PLACES: usize = ${bytes(chipPins.map(placeOf))};
export const PIN_NAMES: usize = ${names(chipPins)};
export const BOARD_PIN_COUNT: u32 = ${onBoard.length};
export const BOARD_PIN_NAMES: usize = ${names(onBoard.map(([name]) => name))};
/** The numbers of their pins among those of the chip. */
export const BOARD_PIN_INDICES: usize = ${bytes(onBoard.map(([, pin]) => chipPins.indexOf(pin)))};
export const SERVO_COUNT: u32 = ${servoPins.length};
export const SERVO_PLACES: usize = ${bytes(servoPins.map(placeOf))};
export const ACCEL_SUPPLY_PLACE: u32 = ${placeOf(accelerometerWiring.supply)};
/** Four for each position of the LCD skin. */
export const LCD_PLACES: usize = ${bytes(Object.values(lcdSkins).flat().map(placeOf))};
export const SD_PIN_COUNT: u32 = ${cardPins.length};
export const SD_PLACES: usize = ${bytes(cardPins.map(placeOf))};
export const SD_DETECT_PLACE: u32 = ${placeOf(boardPins.SD!)};
/** Blocks of the file system in the flash, and the one at which \`pyb.Flash()\` shows the first of them. */
export const FLASH_FILES_BLOCKS: u32 = ${flashFiles.bytes / 512};
export const FLASH_PARTITION_BLOCK: u32 = ${flashFiles.partitionBlock};
/** The pins of the converters' channels. */
export const ADC_PIN_COUNT: u32 = ${adcPins.length};
export const ADC_PLACES: usize = ${bytes(adcPins.map(placeOf))};
export const DAC_PLACES: usize = ${bytes(dacPins.map(placeOf))};
/** Per line of EXTI its interrupt. */
export const LINE_INTERRUPTS: usize = ${bytes(lineInterrupts())};
`,
  );
}

function emitFont(): void {
  emit(
    "font.ts",
    `/** The font of 8 by 8 points; see src/tables/font.ts. */
export const FONT_FIRST: u32 = ${FONT_FIRST};
export const FONT_LAST: u32 = ${FONT_LAST};
export const FONT: usize = ${bytesLiteral(Buffer.from(fontColumns.join(""), "hex"))};
`,
  );
}

/** The input devices that the firmware knows: their numbers, and where their descriptors are. */
function emitUsbHid(): void {
  const rows = [hidMouse, hidKeyboard];
  const descriptors = rows.map(({ descriptor }) => Buffer.from(descriptor, "hex"));
  const fields = rows.flatMap((row) => [row.subclass, row.protocol, row.packet, row.interval]);
  emit(
    "usb-hid.ts",
    `/** Mouse and keyboard; see src/tables/usb-hid.ts. */
export const HID_FIELDS: usize = ${bytesLiteral(Uint8Array.from(fields))};
export const HID_PLACES: usize = ${bytesLiteral(Uint8Array.of(0, descriptors[0]!.length))};
export const HID_DESCRIPTOR_BYTES: usize = ${bytesLiteral(Uint8Array.from(descriptors, (d) => d.length))};
export const HID_DESCRIPTORS: usize = ${bytesLiteral(Buffer.concat(descriptors))};
`,
  );
}

function emitStm(ids: ReadonlyMap<string, number>): void {
  const rows = [...stmConstants];
  emit(
    "stm.ts",
    `/** Constants of the module stm; see src/tables/stm-constants.ts. */
export const STM_COUNT: u32 = ${rows.length};
/** Their interned names. */
export const STM_NAMES: usize = memory.data<u16>([${rows.map(([name]) => ids.get(name)!).join(",")}]);
export const STM_VALUES: usize = memory.data<u32>([${rows.map(([, value]) => value).join(",")}]);
`,
  );
}

mkdirSync(OUT, { recursive: true });
const { texts, ids, hostCount } = qstrIds();
emitQstrs(texts, ids, hostCount);
emitOpcodes();
emitOperators(ids);
emitKinds(ids);
emitExceptions(ids);
emitMessages();
emitErrnos(ids);
emit("board-costs.ts", boardCostText(ids));
emitFileOps();
emitMpyFormat();
emitRuntimeFunctions();
emitValueTags();
emitJit();
emitFrozen();
emitBoard();
emitStm(ids);
emitPyboard(ids);
emitFont();
emitUsbHid();
emit("buses.ts", busText(ids));
emit(
  "power.ts",
  constEnum("PowerRequest", Object.entries(powerRequests)) +
    constEnum("UsbRequest", Object.entries(usbRequests)) +
    constEnum("FlashRequest", Object.entries(flashRequests)),
);
emit("chip.ts", chipText(ids));
emit("thumb.ts", thumbText());
emit("micro.ts", microText());
emit("execute.ts", loopText());
