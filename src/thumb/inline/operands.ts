import type { Expr } from "../../compile/ast.js";
import {
  type AddressOperand,
  type CoreOperand,
  type InlineOperand,
  inlineMessages,
  inlineRegisters,
  inlineSpecialRegisters,
  type NamedOperand,
  type NumberOperand,
} from "../../tables/thumb-inline.js";
import { fillMessage, InlineError } from "./error.js";

/** The name in VMRS for the flags of the processor. */
const FLAGS = "APSR_nzcv";
const FLAGS_NUMBER = 15;
const STATUS = "FPSCR";
const MAX_CORE = 15;
const MAX_FLOAT = 31;

/** The text of an argument that is a name; empty for any other. */
export const nameOf = (expr: Expr): string => (expr.kind === "Name" ? expr.id : "");

/** The lowest bit of an FPU register's number stands above the others in D and M, and below them in N. */
const floatField = (field: string, register: number): number =>
  field === "n" ? register : (register >> 1) | ((register & 1) << 4);

/** Values of operand fields, by the letters in the table. */
export type OperandFields = Map<string, number>;

/**
 * Reads the arguments of one instruction. As in the reference all of them are read, and of several
 * mistakes the last counts.
 */
export class OperandReader {
  error: InlineError | undefined;

  constructor(private readonly mnemonic: string) {}

  /** Reads an argument into the fields of `operand`; false if the argument has not even its shape. */
  read(operand: InlineOperand, expr: Expr, fields: OperandFields): boolean {
    switch (operand.kind) {
      case "core":
        fields.set(operand.field, this.core(operand, expr));
        if (operand.twin !== undefined) fields.set(operand.twin, fields.get(operand.field)!);
        return true;
      case "number":
        fields.set(operand.field, this.number(operand, expr));
        return true;
      case "address":
        return this.#address(operand, expr, fields);
      default:
        return this.#named(operand, expr, fields);
    }
  }

  /** The number of a core register. */
  core({ most }: Pick<CoreOperand, "most">, expr: Expr): number {
    const register = inlineRegisters.get(nameOf(expr));
    if (register === undefined) return this.#fail(expr, inlineMessages.register);
    return register > most ? this.#fail(expr, inlineMessages.tooHigh, most) : register;
  }

  /** A constant of 32 bits, shifted as its field has it. */
  number({ mask, shift }: Pick<NumberOperand, "mask" | "shift">, expr: Expr): number {
    if (expr.kind !== "Int") return this.#fail(expr, inlineMessages.number);
    const value = Number(BigInt.asUintN(32, expr.value));
    if ((value & ~mask) !== 0) return this.#fail(expr, inlineMessages.range, value, mask);
    return value >>> shift;
  }

  /** A set of core registers, as a mask. */
  list(expr: Expr): number {
    const items = expr.kind === "Set" ? [...expr.items] : [];
    const isList = items.length > 1 || (items.length === 1 && nameOf(items[0]!) !== "");
    if (!isList) return this.#fail(expr, inlineMessages.list);
    let mask = 0;
    for (const item of items) mask |= 1 << this.core({ most: MAX_CORE }, item);
    return mask;
  }

  #address({ base, offset }: AddressOperand, expr: Expr, fields: OperandFields): boolean {
    if (expr.kind !== "List" || expr.items.length !== 2) {
      this.#fail(expr, inlineMessages.address);
      return false;
    }
    const [register, distance] = expr.items;
    fields.set(base.field, this.core(base, register!));
    fields.set(offset.field, this.number(offset, distance!));
    return true;
  }

  #named({ kind, field }: NamedOperand, expr: Expr, fields: OperandFields): boolean {
    switch (kind) {
      case "float":
        fields.set(field, floatField(field, this.#float(expr)));
        return true;
      case "special":
        fields.set(field, this.#special(expr));
        return true;
      case "flags":
        fields.set(
          field,
          nameOf(expr) === FLAGS ? FLAGS_NUMBER : this.core({ most: MAX_CORE }, expr),
        );
        return true;
      case "fpscr":
        return nameOf(expr) === STATUS;
      case "ignored":
        return true;
    }
  }

  #special(expr: Expr): number {
    return inlineSpecialRegisters.get(nameOf(expr)) ?? this.#fail(expr, inlineMessages.special);
  }

  #float(expr: Expr): number {
    const [, digits] = /^s(\d+)$/.exec(nameOf(expr)) ?? [];
    if (digits === undefined) return this.#fail(expr, inlineMessages.float);
    const register = Number(digits);
    return register > MAX_FLOAT ? this.#fail(expr, inlineMessages.tooHigh, MAX_FLOAT) : register;
  }

  #fail(expr: Expr, text: string, ...values: readonly number[]): number {
    this.error = new InlineError(expr, fillMessage(text, this.mnemonic, ...values));
    return 0;
  }
}
