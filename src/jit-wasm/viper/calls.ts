/** Calls of the runtime from viper code, the commonest of them written out. */
import { type Handler, Register } from "../../compile/native/assembler.js";
import { slotOf } from "../../compile/native/runtime-slots.js";
import { ValueType } from "../../compile/native/value-type.js";
import { Immediate } from "../../tables/immediates.js";
import { runtimeFunctions } from "../../tables/runtime-functions.js";
import { W, type WasmCode } from "../wasm-code.js";
import type { CodeBlocks } from "./code-blocks.js";
import type { Imports } from "./imports.js";
import { Local } from "./registers.js";

/** What calls need of the assembler. */
export interface Calling {
  readonly code: WasmCode;
  readonly blocks: CodeBlocks;
  readonly imports: Imports;
  /** The index in the module of the name that was loaded last. */
  readonly nameIndex: number;
  known(register: Register): number | undefined;
  set(register: Register): void;
  rootArgument(register: Register): void;
  failure(handler: Handler): number;
}

const { Result, Argument2 } = Register;

/** Calls the function of a slot with the arguments in their registers. */
export function callRuntime(asm: Calling, slot: number, handler: Handler): void {
  const inline = inlined.get(slot);
  if (inline?.(asm, slot, handler) !== true) callOut(asm, slot, handler);
}

function callOut(asm: Calling, slot: number, handler: Handler): void {
  passArguments(asm, slot);
  asm.code.call(asm.imports.slot(slot));
  takeResult(asm, slot, handler);
}

/** These allocate nothing while they hold their argument, unless that is bound in a frame of its own. */
const keepsArguments = new Set(["native_from_obj", "obj_is_true", "native_raise"]);

function passArguments(asm: Calling, slot: number): void {
  const { args = "", name } = runtimeFunctions[slot]!;
  if (!keepsArguments.has(name)) {
    [...args].forEach((kind, index) => {
      if (kind === "o") asm.rootArgument(index as Register);
    });
  }
  for (let index = 0; index < args.length; index++) asm.code.get(index);
}

/**
 * Functions that raise and give an object give 0 then, those without a result false. Of others one has to
 * ask whether an exception is pending.
 */
function takeResult(asm: Calling, slot: number, handler: Handler): void {
  const { result, raises, name } = runtimeFunctions[slot]!;
  if (result !== undefined) asm.set(Result);
  if (raises !== true) return;
  if (result === undefined) {
    asm.code.op(W.i32_eqz);
    asm.blocks.branchIf(asm.failure(handler));
    return;
  }
  if (result === "o") {
    asm.code.get(Result);
    asm.code.op(W.i32_eqz);
  }
  if (result !== "o") checkPending(asm, handler);
  else if (mayGiveNothing.has(name)) checkIf(asm, () => checkPending(asm, handler));
  else asm.blocks.branchIf(asm.failure(handler));
}

/** Of these 0 is also a result: an iteration starts in words of the frame, or ends. */
const mayGiveNothing = new Set(["native_getiter", "native_iternext"]);

function checkPending(asm: Calling, handler: Handler): void {
  asm.code.call(asm.imports.helper("pending"));
  asm.blocks.branchIf(asm.failure(handler));
}

/** Does what `check` writes if the condition on the stack holds. */
function checkIf(asm: Calling, check: () => void): void {
  const checking = asm.blocks.reserve();
  const behind = asm.blocks.reserve();
  asm.blocks.branch(checking, behind);
  asm.blocks.start(checking);
  check();
  asm.blocks.start(behind);
}

/** Writes a function out; false if it is to be called. */
type Inline = (asm: Calling, slot: number, handler: Handler) => boolean;

const inlined = new Map<number, Inline>([
  [slotOf("load_global"), loadGlobal],
  [slotOf("native_from_obj"), fromObject],
  [slotOf("native_to_obj"), toObject],
  [slotOf("obj_is_true"), isTrue],
  [slotOf("small_int_floor_divide"), divide],
  [slotOf("small_int_modulo"), divide],
]);

/** What the runtime remembers about the name is kept by the address of the name's id in the module. */
function loadGlobal(asm: Calling, _slot: number, handler: Handler): boolean {
  asm.code.get(Result);
  asm.code.get(Local.Names);
  asm.code.i32(2 * asm.nameIndex + 1);
  asm.code.op(W.i32_add);
  asm.code.call(asm.imports.helper("loadGlobal"));
  asm.code.tee(Result);
  asm.code.op(W.i32_eqz);
  asm.blocks.branchIf(asm.failure(handler));
  return true;
}

/** A small int is its word without the tag. */
function fromObject(asm: Calling, slot: number, handler: Handler): boolean {
  const type = asm.known(Argument2);
  if (type !== ValueType.Int && type !== ValueType.Uint) return false;
  asm.code.get(Result);
  asm.code.i32(1);
  asm.code.op(W.i32_and);
  either(
    asm,
    () => {
      asm.code.get(Result);
      asm.code.i32(1);
      asm.code.op(W.i32_shr_s);
      asm.set(Result);
    },
    () => callOut(asm, slot, handler),
  );
  return true;
}

/** A word of which a small int can be made has two equal upper bits. */
function toObject(asm: Calling, slot: number, handler: Handler): boolean {
  const type = asm.known(Argument2);
  if (type === ValueType.Bool) {
    asm.code.i32(Immediate.True);
    asm.code.i32(Immediate.False);
    asm.code.get(Result);
    asm.code.op(W.select);
    asm.set(Result);
    return true;
  }
  if (type !== ValueType.Int) return false;
  asm.code.get(Result);
  asm.code.get(Result);
  asm.code.i32(1);
  asm.code.op(W.i32_shl);
  asm.code.tee(Local.Scratch);
  asm.code.op(W.i32_xor);
  asm.code.i32(0);
  asm.code.op(W.i32_ge_s);
  either(
    asm,
    () => {
      asm.code.get(Local.Scratch);
      asm.code.i32(1);
      asm.code.op(W.i32_or);
      asm.set(Result);
    },
    () => callOut(asm, slot, handler),
  );
  return true;
}

/** Of the words of None, False, True and Ellipsis, and of no others, the bits below make this; one tells. */
const IMMEDIATES = 0x1e;
const TELLS_NO_IMMEDIATE = 0x18;
const TRUTH_BIT = 4;

function isTrue(asm: Calling, slot: number, handler: Handler): boolean {
  asm.code.get(Result);
  asm.code.i32(TELLS_NO_IMMEDIATE);
  asm.code.op(W.i32_or);
  asm.code.i32(IMMEDIATES);
  asm.code.op(W.i32_eq);
  either(
    asm,
    () => {
      asm.code.get(Result);
      asm.code.i32(TRUTH_BIT);
      asm.code.op(W.i32_shr_u);
      asm.code.i32(1);
      asm.code.op(W.i32_and);
      asm.set(Result);
    },
    () => callOut(asm, slot, handler),
  );
  return true;
}

/** Divisors of 0 and -1 are left to the runtime: Wasm traps for them. */
function divide(asm: Calling, slot: number, handler: Handler): boolean {
  const { code } = asm;
  code.get(Argument2);
  code.i32(0);
  code.op(W.i32_gt_s);
  const isModulo = runtimeFunctions[slot]!.name === "small_int_modulo";
  either(
    asm,
    () => dividePositive(asm, isModulo),
    () => callOut(asm, slot, handler),
  );
  return true;
}

const SIGN_BIT = 31;

/** Rounds down, by the sign of the remainder. */
function dividePositive(asm: Calling, isModulo: boolean): void {
  const { code } = asm;
  code.get(Result);
  code.get(Argument2);
  code.op(W.i32_rem_s);
  code.tee(Local.Scratch);
  if (isModulo) {
    code.get(Argument2);
  } else {
    code.op(W.drop);
    code.get(Result);
    code.get(Argument2);
    code.op(W.i32_div_s);
  }
  code.get(Local.Scratch);
  code.i32(SIGN_BIT);
  code.op(W.i32_shr_s);
  if (isModulo) code.op(W.i32_and);
  code.op(W.i32_add);
  asm.set(Result);
}

/** One of two ways by the condition on the stack. */
function either(asm: Calling, then: () => void, otherwise: () => void): void {
  const { blocks } = asm;
  const first = blocks.reserve();
  const second = blocks.reserve();
  const behind = blocks.reserve();
  blocks.branch(first, second);
  blocks.start(first);
  then();
  blocks.jump(behind);
  blocks.start(second);
  otherwise();
  blocks.start(behind);
}
