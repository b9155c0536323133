/** Which translator an instruction goes to. */
import { Operation } from "../generated/thumb";
import { Micro } from "./micro";
import { operation } from "./rows";
import {
  Change,
  translateCompare,
  translateMove,
  translateShift,
  translateThreeOperands,
  translateWideMove,
} from "./translate-alu";
import {
  translateBitField,
  translateExtend,
  translateMultiply,
  translateUnary,
} from "./translate-bits";
import {
  translateBranch,
  translateBranchRegister,
  translateCompareBranch,
  translateLink,
  translateTable,
} from "./translate-branch";
import {
  translateExclusive,
  translateExtendAdd,
  translatePack,
  translatePairExtend,
  translateSaturate,
} from "./translate-call";
import { translateAccess, translateDouble, translateMultiple } from "./translate-memory";
import { translateSystem } from "./translate-system";

/** Translates the decoded instruction; false when the run ends with it. */
export function translateInstruction(): bool {
  switch (operation()) {
    case Operation.And:
      return translateThreeOperands(
        Micro.AndI,
        Micro.AndR,
        Micro.AndsI,
        Micro.AndsR,
        true,
        Change.None,
      );
    case Operation.Orr:
      return translateThreeOperands(
        Micro.OrrI,
        Micro.OrrR,
        Micro.OrrsI,
        Micro.OrrsR,
        true,
        Change.None,
      );
    case Operation.Eor:
      return translateThreeOperands(
        Micro.EorI,
        Micro.EorR,
        Micro.EorsI,
        Micro.EorsR,
        true,
        Change.None,
      );
    case Operation.Bic:
    case Operation.Orn:
      return translateInverted();
    case Operation.Add:
    case Operation.Addw:
      return translateThreeOperands(
        Micro.AddI,
        Micro.AddR,
        Micro.AddsI,
        Micro.AddsR,
        false,
        Change.None,
      );
    case Operation.Sub:
    case Operation.Subw:
      return translateThreeOperands(
        Micro.AddI,
        Micro.SubR,
        Micro.SubsI,
        Micro.SubsR,
        false,
        Change.Negate,
      );
    case Operation.Rsb:
      return translateThreeOperands(
        Micro.RsbI,
        Micro.RsbR,
        Micro.RsbsI,
        Micro.RsbsR,
        false,
        Change.None,
      );
    case Operation.Adc:
      return translateThreeOperands(
        Micro.AdcI,
        Micro.AdcR,
        Micro.AdcsI,
        Micro.AdcsR,
        false,
        Change.None,
      );
    case Operation.Sbc:
      return translateThreeOperands(
        Micro.AdcI,
        Micro.SbcR,
        Micro.AdcsI,
        Micro.SbcsR,
        false,
        Change.Invert,
      );
    case Operation.Tst:
      return translateCompare(Micro.TstI, Micro.TstR, true);
    case Operation.Teq:
      return translateCompare(Micro.TeqI, Micro.TeqR, true);
    case Operation.Cmp:
      return translateCompare(Micro.CmpI, Micro.CmpR, false);
    case Operation.Cmn:
      return translateCompare(Micro.CmnI, Micro.CmnR, false);
    case Operation.Mov:
    case Operation.Mvn:
    case Operation.Movw:
      return translateMove();
    case Operation.Movt:
      return translateWideMove();
    case Operation.Lsl:
      return translateShift(Micro.LslI, Micro.LslR, Micro.LslsI, Micro.LslsR);
    case Operation.Lsr:
      return translateShift(Micro.LsrI, Micro.LsrR, Micro.LsrsI, Micro.LsrsR);
    case Operation.Asr:
      return translateShift(Micro.AsrI, Micro.AsrR, Micro.AsrsI, Micro.AsrsR);
    case Operation.Ror:
      return translateShift(Micro.RorI, Micro.RorR, Micro.RorsI, Micro.RorsR);
    case Operation.Rrx:
      return translateShift(Micro.Rrx, Micro.Rrx, Micro.Rrxs, Micro.Rrxs);
    default:
      return translateOther();
  }
}

function translateInverted(): bool {
  return operation() == Operation.Bic
    ? translateThreeOperands(Micro.AndI, Micro.BicR, Micro.AndsI, Micro.BicsR, true, Change.Invert)
    : translateThreeOperands(Micro.OrrI, Micro.OrnR, Micro.OrrsI, Micro.OrnsR, true, Change.Invert);
}

function translateOther(): bool {
  switch (operation()) {
    case Operation.Ldr:
    case Operation.Ldrt:
      return translateAccess(Micro.LdrI, Micro.LdrR, true);
    case Operation.Ldrb:
    case Operation.Ldrbt:
      return translateAccess(Micro.LdrbI, Micro.LdrbR, true);
    case Operation.Ldrh:
    case Operation.Ldrht:
      return translateAccess(Micro.LdrhI, Micro.LdrhR, true);
    case Operation.Ldrsb:
    case Operation.Ldrsbt:
      return translateAccess(Micro.LdrsbI, Micro.LdrsbR, true);
    case Operation.Ldrsh:
    case Operation.Ldrsht:
      return translateAccess(Micro.LdrshI, Micro.LdrshR, true);
    case Operation.Str:
    case Operation.Strt:
      return translateAccess(Micro.StrI, Micro.StrR, false);
    case Operation.Strb:
    case Operation.Strbt:
      return translateAccess(Micro.StrbI, Micro.StrbR, false);
    case Operation.Strh:
    case Operation.Strht:
      return translateAccess(Micro.StrhI, Micro.StrhR, false);
    case Operation.Ldmia:
    case Operation.Ldmdb:
    case Operation.Pop:
      return translateMultiple(true);
    case Operation.Stmia:
    case Operation.Stmdb:
    case Operation.Push:
      return translateMultiple(false);
    case Operation.Ldrd:
    case Operation.Strd:
      return translateDouble();
    case Operation.B:
      return translateBranch();
    case Operation.Bl:
      return translateLink();
    case Operation.Bx:
      return translateBranchRegister(false);
    case Operation.Blx:
      return translateBranchRegister(true);
    case Operation.Cbz:
    case Operation.Cbnz:
      return translateCompareBranch();
    case Operation.Tbb:
    case Operation.Tbh:
      return translateTable();
    default:
      return translateRest();
  }
}

function translateRest(): bool {
  switch (operation()) {
    case Operation.Mul:
    case Operation.Mla:
    case Operation.Mls:
    case Operation.Umull:
    case Operation.Smull:
    case Operation.Umlal:
    case Operation.Smlal:
    case Operation.Sdiv:
    case Operation.Udiv:
      return translateMultiply();
    case Operation.Sxtb:
    case Operation.Sxth:
    case Operation.Uxtb:
    case Operation.Uxth:
      return translateExtend();
    case Operation.Ubfx:
    case Operation.Sbfx:
    case Operation.Bfi:
    case Operation.Bfc:
      return translateBitField();
    case Operation.Clz:
    case Operation.Rbit:
    case Operation.Rev:
    case Operation.Rev16:
    case Operation.Revsh:
      return translateUnary();
    default:
      return translateMedia();
  }
}

function translateMedia(): bool {
  switch (operation()) {
    case Operation.Ssat:
    case Operation.Usat:
      return translateSaturate();
    case Operation.Pkhbt:
    case Operation.Pkhtb:
      return translatePack();
    case Operation.Sxtb16:
    case Operation.Uxtb16:
    case Operation.Sxtab16:
    case Operation.Uxtab16:
      return translatePairExtend();
    case Operation.Sxtab:
      return translateExtendAdd(Micro.Sxtb);
    case Operation.Sxtah:
      return translateExtendAdd(Micro.Sxth);
    case Operation.Uxtab:
      return translateExtendAdd(Micro.Uxtb);
    case Operation.Uxtah:
      return translateExtendAdd(Micro.Uxth);
    case Operation.Ldrex:
    case Operation.Ldrexb:
    case Operation.Ldrexh:
    case Operation.Strex:
    case Operation.Strexb:
    case Operation.Strexh:
      return translateExclusive();
    default:
      return translateSystem();
  }
}
