/** Multiplication, extension, bit fields and reversal. */
import { Operation } from "../generated/thumb";
import { noteResult } from "./cycles";
import { inBlock, put } from "./emitter";
import { Micro } from "./micro";
import {
  FlagRule,
  field,
  fieldOrZero,
  flagRule,
  Letter,
  operation,
  registerD,
  registerN,
} from "./rows";

function three(op: Micro, a: u32): bool {
  const d = <u32>registerD();
  put(op, d, max<i32>(registerN(), 0), field(Letter.m), a, 0);
  noteResult(d);
  return true;
}

/** A result in two registers, the lower first. */
function long(op: Micro): bool {
  put(op, field(Letter.l), registerN(), field(Letter.m), field(Letter.h) << 2, 0);
  noteResult(-1);
  return true;
}

export function translateMultiply(): bool {
  switch (operation()) {
    case Operation.Mul:
      return translateMul();
    case Operation.Mla:
      return three(Micro.Mla, field(Letter.a) << 2);
    case Operation.Mls:
      return three(Micro.Mls, field(Letter.a) << 2);
    case Operation.Umull:
      return long(Micro.Umull);
    case Operation.Smull:
      return long(Micro.Smull);
    case Operation.Umlal:
      return long(Micro.Umlal);
    case Operation.Smlal:
      return long(Micro.Smlal);
    case Operation.Sdiv:
      return three(Micro.Sdiv, 0);
    default:
      return three(Micro.Udiv, 0);
  }
}

/** The narrow form multiplies d, and sets flags outside an IT block. */
function translateMul(): bool {
  const d = <u32>registerD();
  const m = field(Letter.m) < 0 ? d : <u32>field(Letter.m);
  const flags = flagRule() == FlagRule.OutsideBlock && !inBlock();
  put(flags ? Micro.Muls : Micro.Mul, d, registerN(), m, 0, 0);
  noteResult(d);
  return true;
}

/** Extension of a byte or halfword, after a rotation by bytes. */
export function translateExtend(): bool {
  const by = (<u32>fieldOrZero(Letter.r)) << 3;
  switch (operation()) {
    case Operation.Sxtb:
      put(Micro.Sxtb, registerD(), 0, field(Letter.m), by, 0);
      break;
    case Operation.Sxth:
      put(Micro.Sxth, registerD(), 0, field(Letter.m), by, 0);
      break;
    case Operation.Uxtb:
      put(Micro.Uxtb, registerD(), 0, field(Letter.m), by, 0);
      break;
    default:
      put(Micro.Uxth, registerD(), 0, field(Letter.m), by, 0);
  }
  noteResult(registerD());
  return true;
}

export function translateBitField(): bool {
  const d = <u32>registerD();
  const low = <u32>field(Letter.i);
  const width = <u32>field(Letter.w);
  switch (operation()) {
    case Operation.Ubfx:
      put(Micro.Ubfx, d, registerN(), 0, low, -1 >>> (31 - width));
      break;
    case Operation.Sbfx:
      put(Micro.Sbfx, d, registerN(), 0, 31 - (low + width), 31 - width);
      break;
    case Operation.Bfi:
      put(Micro.Bfi, d, registerN(), 0, low, fieldMask(low, width));
      break;
    default:
      put(Micro.AndI, d, d, 0, 0, ~fieldMask(low, width));
  }
  noteResult(d);
  return true;
}

/** The bits from `low` to `last`. */
function fieldMask(low: u32, last: u32): i32 {
  return (-1 << low) & (-1 >>> (31 - last));
}

export function translateUnary(): bool {
  switch (operation()) {
    case Operation.Clz:
      return three(Micro.Clz, 0);
    case Operation.Rbit:
      return three(Micro.Rbit, 0);
    case Operation.Rev:
      return three(Micro.Rev, 0);
    case Operation.Rev16:
      return three(Micro.Rev16, 0);
    default:
      return three(Micro.Revsh, 0);
  }
}
