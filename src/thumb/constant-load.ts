import { type CodeBuffer, wideFields } from "./code-buffer.js";
import { rowOf } from "./row.js";

const narrow = rowOf("MOV (immediate) T1");
const wide = rowOf("MOV (immediate) T3");
const top = rowOf("MOVT T1");

/** Loads a number into a low register. */
export function loadConstant(code: CodeBuffer, register: number, value: number): void {
  if (value >= 0 && value <= 0xff) {
    code.emit(narrow, { d: register, i: value });
    return;
  }
  code.emit(wide, wideFields(register, value & 0xffff));
  if (value < 0 || value > 0xffff) code.emit(top, wideFields(register, value >>> 16));
}
