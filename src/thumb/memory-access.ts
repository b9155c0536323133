import type { Width } from "../compile/native/assembler.js";
import type { CodeBuffer } from "./code-buffer.js";
import { loadConstant } from "./constant-load.js";
import { rowOf } from "./row.js";

/** The encodings of one access: a short index of elements, a longer distance in bytes, an index register. */
const accessRows = (short: string, long: string) => ({
  short: rowOf(`${short} (immediate) T1`),
  long: rowOf(`${short} (immediate) ${long}`),
  indexed: rowOf(`${short} (register) T1`),
});

const loads = {
  1: accessRows("LDRB", "T2"),
  2: accessRows("LDRH", "T2"),
  4: accessRows("LDR", "T3"),
};
const stores = {
  1: accessRows("STRB", "T2"),
  2: accessRows("STRH", "T2"),
  4: accessRows("STR", "T3"),
};

const push = rowOf("PUSH T1");
const pop = rowOf("POP T1");
const move = rowOf("MOV (register) T1");
const addRegister = rowOf("ADD (register) T1");
const addImmediate = rowOf("ADD (immediate) T2");
const moveImmediate = rowOf("MOV (immediate) T1");
const shiftLeft = rowOf("LSL (immediate) T1");

/** The largest index of the short forms, and the largest distance of the long ones. */
const MAX_SHORT = 31;
const MAX_LONG = 0xfff;
const MAX_BYTE = 0xff;

const shiftOf = (width: Width): number => width >> 1;

export function emitLoad(
  code: CodeBuffer,
  width: Width,
  destination: number,
  base: number,
  index: number,
): void {
  const distance = index * width;
  if (index >= 0 && index <= MAX_SHORT) {
    code.emit(loads[width].short, { t: destination, n: base, i: index });
  } else if (index >= 0 && distance <= MAX_LONG) {
    code.emit(loads[width].long, { t: destination, n: base, i: distance });
  } else {
    addDistance(code, destination, base, index - MAX_SHORT, shiftOf(width));
    code.emit(loads[width].short, { t: destination, n: destination, i: MAX_SHORT });
  }
}

export function emitStore(
  code: CodeBuffer,
  width: Width,
  source: number,
  base: number,
  index: number,
): void {
  const distance = index * width;
  if (index >= 0 && index <= MAX_SHORT) {
    code.emit(stores[width].short, { t: source, n: base, i: index });
  } else if (index >= 0 && distance <= MAX_LONG) {
    code.emit(stores[width].long, { t: source, n: base, i: distance });
  } else {
    code.emit(push, { M: 0, l: 1 << base });
    addDistance(code, base, base, index - MAX_SHORT, shiftOf(width), source);
    code.emit(stores[width].short, { t: source, n: base, i: MAX_SHORT });
    code.emit(pop, { P: 0, l: 1 << base });
  }
}

/** `destination = base + (index << shift)`; `kept` is a register that may not change meanwhile. */
function addDistance(
  code: CodeBuffer,
  destination: number,
  base: number,
  index: number,
  shift: number,
  kept = -1,
): void {
  const distance = index << shift;
  if (index >= 0 && distance <= MAX_BYTE) {
    if (destination !== base) code.emit(move, { d: destination, m: base });
    code.emit(addImmediate, { d: destination, i: distance });
  } else if (destination === base) {
    addToItself(code, destination, distance, kept);
  } else {
    if (index >= 0 && index <= MAX_BYTE) {
      code.emit(moveImmediate, { d: destination, i: index });
      code.emit(shiftLeft, { d: destination, m: destination, i: shift });
    } else {
      loadConstant(code, destination, distance);
    }
    code.emit(addRegister, { d: destination, n: destination, m: base });
  }
}

/** Another register helps, and is put back. */
function addToItself(code: CodeBuffer, register: number, distance: number, kept: number): void {
  const LAST_LOW = 7;
  const opposite = register ^ LAST_LOW;
  const helper = opposite === kept ? opposite ^ 1 : opposite;
  code.emit(push, { M: 0, l: 1 << helper });
  loadConstant(code, helper, distance);
  code.emit(addRegister, { d: register, n: register, m: helper });
  code.emit(pop, { P: 0, l: 1 << helper });
}

/** The index is shifted in place where elements are wider than a byte. */
export function emitLoadIndexed(
  code: CodeBuffer,
  width: Width,
  destination: number,
  base: number,
  index: number,
): void {
  scaleIndex(code, width, index);
  code.emit(loads[width].indexed, { t: destination, n: base, m: index });
}

export function emitStoreIndexed(
  code: CodeBuffer,
  width: Width,
  source: number,
  base: number,
  index: number,
): void {
  scaleIndex(code, width, index);
  code.emit(stores[width].indexed, { t: source, n: base, m: index });
}

function scaleIndex(code: CodeBuffer, width: Width, index: number): void {
  if (width > 1) code.emit(shiftLeft, { d: index, m: index, i: shiftOf(width) });
}
