import {
  type AluOperator,
  type Assembler,
  type Condition,
  type FunctionShape,
  type Handler,
  type Label,
  type MachineCode,
  NativeLimitError,
  Register,
  type Width,
} from "../compile/native/assembler.js";
import { FunctionObject, ModuleContext } from "../compile/native/module-context.js";
import { slotOf } from "../compile/native/runtime-slots.js";
import { runtimeFunctions } from "../tables/runtime-functions.js";
import { nativeMessages } from "../tables/viper-messages.js";
import { CodeBuffer } from "./code-buffer.js";
import { loadConstant } from "./constant-load.js";
import { blockMask } from "./it-block.js";
import { emitLoad, emitLoadIndexed, emitStore, emitStoreIndexed } from "./memory-access.js";
import { type Row, rowOf } from "./row.js";

const R3 = 3;
const R4 = 4;
/** Where a generator's state is. */
const STATE = 5;
/** The table of the module's names. */
const NAMES = 6;
/** The runtime function table. */
const TABLE = 7;
const SP = 13;

const EQ = 0;
const NE = 1;

/** Words of the frame in which `nlr_push` keeps registers; the handler's address is the saved r4. */
export const NLR_WORDS = 19;
export const NLR_VALUE = 1;
const NLR_R4 = 3;

/** The last word of the frame that a short instruction reaches, and that a long one does. */
const MAX_SHORT_SLOT = 0xff;
const MAX_FRAME_SLOT = 0x3ff;
/** The words by which a short instruction moves the stack pointer at most. */
const MAX_SHORT_MOVE = 0x7f;

const NLR_PUSH = slotOf("nlr_push");
const NLR_POP = slotOf("nlr_pop");
/** From so many arguments on r3 is one, and calls go through r4. */
const ALL_ARGUMENTS = 4;

/** The registers that functions save: r4 to r7, and others to make room for a few words. */
const SAVED = 0xf0;
const ONE_MORE = 0x02;
const THREE_MORE = 0x0e;
const WORDS_OF_THREE = 3;

const mov = rowOf("MOV (register) T1");
const cmpImmediate = rowOf("CMP (immediate) T1");
const cmpRegister = rowOf("CMP (register) T1");
const movImmediate = rowOf("MOV (immediate) T1");
const ite = rowOf("IT T1");
const bx = rowOf("BX T1");
const blx = rowOf("BLX (register) T1");
const push = rowOf("PUSH T1");
const pop = rowOf("POP T1");
const loadSp = rowOf("LDR (immediate) T2");
const storeSp = rowOf("STR (immediate) T2");
const addressSp = rowOf("ADD (SP plus immediate) T1");
const addressSpFar = rowOf("ADD (SP plus immediate) T4");
const growSp = rowOf("SUB (SP minus immediate) T1");
const growSpFar = rowOf("SUB (SP minus immediate) T3");
const shrinkSp = rowOf("ADD (SP plus immediate) T2");
const neg = rowOf("RSB (immediate) T1");
const mvn = rowOf("MVN (register) T1");
const add = rowOf("ADD (register) T1");
const sub = rowOf("SUB (register) T1");
const mul = rowOf("MUL T1");

/** Operators of two operands, the first of which is the destination. */
const twoOperandRows: Partial<Record<AluOperator, Row>> = {
  and: rowOf("AND (register) T1"),
  or: rowOf("ORR (register) T1"),
  xor: rowOf("EOR (register) T1"),
  shiftLeft: rowOf("LSL (register) T1"),
  shiftRightSigned: rowOf("ASR (register) T1"),
  shiftRightUnsigned: rowOf("LSR (register) T1"),
};

/** The numbers of conditions in instructions. */
const conditionCodes: Readonly<Record<Condition, number>> = {
  equal: EQ,
  notEqual: NE,
  greaterOrEqualUnsigned: 2,
  lessUnsigned: 3,
  greaterUnsigned: 8,
  lessOrEqualUnsigned: 9,
  greaterOrEqual: 10,
  less: 11,
  greater: 12,
  lessOrEqual: 13,
};

/** Writes Thumb-2 code by the conventions of the `.mpy` 6.3 ABI for ARMv7-M. */
export class ThumbNativeAssembler implements Assembler {
  readonly #code = new CodeBuffer();
  #shape!: FunctionShape;
  #saved = 0;
  #moved = 0;
  /** Where a generator's header says where it starts. */
  #startWord = 0;

  get position(): number {
    return this.#code.length;
  }

  bind(label: Label): void {
    this.#code.bind(label);
  }

  isBound(label: Label): boolean {
    return this.#code.isBound(label);
  }

  dropUntilLabel(): void {
    this.#code.drop();
  }

  jump(label: Label): void {
    this.#code.branch(label);
  }

  jumpIfZero(register: Register, label: Label): void {
    this.#code.emit(cmpImmediate, { n: register, i: 0 });
    this.#code.branchIf(EQ, label);
  }

  jumpIfNotZero(register: Register, label: Label): void {
    this.#code.emit(cmpImmediate, { n: register, i: 0 });
    this.#code.branchIf(NE, label);
  }

  jumpIfEqual(left: Register, right: Register, label: Label): void {
    this.#code.emit(cmpRegister, { n: left, m: right });
    this.#code.branchIf(EQ, label);
  }

  labelAddress(register: Register, label: Label): void {
    this.#code.address(register, label);
  }

  jumpToAddress(register: Register): void {
    this.#code.emit(bx, { m: register });
  }

  /** The processor's host looks for interrupts by itself. */
  safepoint(): void {}

  constant(destination: Register, value: number): void {
    loadConstant(this.#code, destination, value);
  }

  move(destination: Register, source: Register): void {
    this.#code.emit(mov, { d: destination, m: source });
  }

  negate(register: Register): void {
    this.#code.emit(neg, { d: register, n: register });
  }

  complement(register: Register): void {
    this.#code.emit(mvn, { d: register, m: register });
  }

  operate(operator: AluOperator, left: Register, right: Register): void {
    if (operator === "add") this.#code.emit(add, { d: left, n: left, m: right });
    else if (operator === "subtract") this.#code.emit(sub, { d: left, n: left, m: right });
    else if (operator === "multiply") this.#code.emit(mul, { d: left, n: right });
    else this.#code.emit(twoOperandRows[operator]!, { d: left, m: right });
  }

  compare(condition: Condition, destination: Register, left: Register, right: Register): void {
    const code = conditionCodes[condition];
    this.#code.emit(cmpRegister, { n: left, m: right });
    this.#code.emit(ite, { c: code, k: blockMask(code, "e") });
    this.#code.emit(movImmediate, { d: destination, i: 1 });
    this.#code.emit(movImmediate, { d: destination, i: 0 });
  }

  load(width: Width, destination: Register, base: Register, index: number): void {
    emitLoad(this.#code, width, destination, base, index);
  }

  store(width: Width, source: Register, base: Register, index: number): void {
    emitStore(this.#code, width, source, base, index);
  }

  loadIndexed(width: Width, destination: Register, base: Register, index: Register): void {
    emitLoadIndexed(this.#code, width, destination, base, index);
  }

  storeIndexed(width: Width, source: Register, base: Register, index: Register): void {
    emitStoreIndexed(this.#code, width, source, base, index);
  }

  loadFrame(destination: Register, slot: number): void {
    this.#loadFrame(destination, slot);
  }

  storeFrame(slot: number, source: Register): void {
    if (slot <= MAX_SHORT_SLOT) this.#code.emit(storeSp, { t: source, i: slot });
    else emitStore(this.#code, 4, source, SP, frameSlot(slot));
  }

  loadState(destination: Register, slot: number): void {
    if (this.#hasState) emitLoad(this.#code, 4, destination, STATE, slot);
    else this.#loadFrame(destination, slot);
  }

  storeState(slot: number, source: Register): void {
    if (this.#hasState) emitStore(this.#code, 4, source, STATE, slot);
    else this.storeFrame(slot, source);
  }

  stateAddress(destination: Register, slot: number): void {
    if (this.#hasState) {
      loadConstant(this.#code, destination, slot * 4);
      this.#code.emit(add, { d: destination, n: destination, m: STATE });
    } else {
      this.#frameAddress(destination, slot);
    }
  }

  loadTables(functionObject: Register, index: number): void {
    const code = this.#code;
    const base = this.#hasState ? functionObject : TABLE;
    emitLoad(code, 4, base, functionObject, FunctionObject.Context);
    emitLoad(code, 4, NAMES, base, ModuleContext.Names);
    emitLoad(code, 4, base, base, ModuleContext.Objects);
    emitLoad(code, 4, TABLE, base, index);
  }

  runtimeValue(destination: Register, slot: number): void {
    emitLoad(this.#code, 4, destination, TABLE, slot);
  }

  name(destination: Register, index: number): void {
    emitLoad(this.#code, 2, destination, NAMES, index);
  }

  call(slot: number): void {
    const { args = "" } = runtimeFunctions[slot]!;
    const register = args.length < ALL_ARGUMENTS ? R3 : R4;
    emitLoad(this.#code, 4, register, TABLE, slot);
    this.#code.emit(blx, { m: register });
  }

  enter(shape: FunctionShape): void {
    this.#shape = shape;
    if (shape.kind !== "viper") this.#code.word(shape.children);
    if (this.#hasState) {
      this.#startWord = this.#code.length;
      this.#code.word(0);
    }
    this.#reserve(shape.frameWords);
    this.#code.emit(push, { M: 1, l: this.#saved });
    if (this.#moved > MAX_SHORT_MOVE) {
      this.#code.emit(growSpFar, { d: SP, i: stackBytes(this.#moved) });
    } else if (this.#moved > 0) {
      this.#code.emit(growSp, { i: this.#moved });
    }
  }

  takeState(): void {
    this.#code.emit(mov, { d: STATE, m: Register.Argument1 });
  }

  markStart(): void {
    this.#code.setWord(this.#startWord, this.#code.length);
  }

  leave(): void {
    if (this.#moved > MAX_SHORT_MOVE) {
      this.#code.emit(addressSpFar, { d: SP, i: stackBytes(this.#moved) });
    } else if (this.#moved > 0) {
      this.#code.emit(shrinkSp, { i: this.#moved });
    }
    this.#code.emit(pop, { P: 1, l: this.#saved });
  }

  openContext(start: Label, caught: Label): void {
    this.#pushContext();
    this.jumpIfZero(Register.Result, start);
    this.bind(caught);
  }

  /** The start, and later the handler, is where r4 points when `nlr_push` returns. */
  openHandlers(start: Label, again: Label, caught: Label): void {
    this.#code.address(R4, start);
    this.bind(again);
    this.#pushContext();
    this.jumpIfNotZero(Register.Result, caught);
    this.#clear(Register.Result);
    this.storeFrame(NLR_R4, Register.Result);
    this.#code.emit(bx, { m: R4 });
    this.bind(caught);
    this.#loadFrame(R4, NLR_R4);
    this.#code.emit(cmpImmediate, { n: R4, i: 0 });
    this.#code.branchIf(NE, again);
  }

  closeContext(): void {
    this.call(NLR_POP);
  }

  setHandler(handler: Handler): void {
    if (handler === undefined) this.#clear(Register.Result);
    else this.#code.address(Register.Result, handler);
    this.storeFrame(NLR_R4, Register.Result);
  }

  finish(prelude?: Uint8Array): MachineCode {
    const preludeOffset = this.#code.length;
    if (prelude !== undefined) this.#code.append(prelude);
    return { bytes: this.#code.finish(), preludeOffset };
  }

  get #hasState(): boolean {
    return this.#shape.kind === "generator";
  }

  #loadFrame(destination: number, slot: number): void {
    if (slot <= MAX_SHORT_SLOT) this.#code.emit(loadSp, { t: destination, i: slot });
    else emitLoad(this.#code, 4, destination, SP, frameSlot(slot));
  }

  #frameAddress(destination: Register, slot: number): void {
    if (slot <= MAX_SHORT_SLOT) this.#code.emit(addressSp, { d: destination, i: slot });
    else this.#code.emit(addressSpFar, { d: destination, i: frameSlot(slot) * 4 });
  }

  #pushContext(): void {
    this.#frameAddress(Register.Argument1, 0);
    this.call(NLR_PUSH);
  }

  #clear(register: Register): void {
    this.operate("xor", register, register);
  }

  /** A few words come with registers that are saved for nothing; the stack stays a multiple of 8 bytes. */
  #reserve(words: number): void {
    this.#saved = SAVED | (words < 2 ? ONE_MORE : THREE_MORE);
    this.#moved = words <= WORDS_OF_THREE ? 0 : (words - WORDS_OF_THREE + 1) & ~1;
  }
}

function frameSlot(slot: number): number {
  if (slot > MAX_FRAME_SLOT) throw new NativeLimitError(nativeMessages.locals);
  return slot;
}

const MAX_STACK_BYTES = 0xfff;

function stackBytes(words: number): number {
  if (words * 4 > MAX_STACK_BYTES) throw new NativeLimitError(nativeMessages.locals);
  return words * 4;
}
