import { rowOfCode } from "./opcode.js";

/** How an opcode's operand is written. */
export enum OperandForm {
  None,
  Unsigned,
  Signed,
  /** An unsigned one that is an index into the file's names. */
  Name,
  Jump,
}

/** The form of each opcode, by code. */
export const operandForms = Uint8Array.from(rowOfCode, (row) => {
  switch (row?.format) {
    case "qstr":
      return OperandForm.Name;
    case "uint":
      return OperandForm.Unsigned;
    case "int":
      return OperandForm.Signed;
    case "soffset":
    case "uoffset":
      return OperandForm.Jump;
    default:
      return OperandForm.None;
  }
});
