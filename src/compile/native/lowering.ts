import { viperMessages } from "../../tables/viper-messages.js";
import type { Assembler, Handler, Label, NativeTarget } from "./assembler.js";
import { Register } from "./assembler.js";
import { FrameLayout } from "./frame-layout.js";
import { HandlerStack } from "./handler-stack.js";
import type { MachineLine, ReraiseSite } from "./machine-lines.js";
import { FunctionObject, ModuleContext } from "./module-context.js";
import type { NativeCode } from "./native-code.js";
import { PLACE_SIZE } from "./resolver.js";
import { slotOf } from "./runtime-slots.js";
import { type Caller, TypedStack } from "./typed-stack.js";
import { UnboundLocals } from "./unbound-locals.js";
import type { ValueType } from "./value-type.js";

const NATIVE_TO_OBJ = slotOf("native_to_obj");
const NATIVE_FROM_OBJ = slotOf("native_from_obj");

const localRegisters: readonly Register[] = [Register.Local1, Register.Local2];

/** The indices in the file of names and constants, by their ids. */
export interface ModuleIndices {
  readonly names: Int32Array;
  readonly objects: Int32Array;
  /** 1 for each name, by id, that the module's own code accesses as a global. */
  readonly moduleGlobals: Uint8Array;
}

/** The state of writing one function's code, and what all families of operations use. */
export class Lowering implements Caller {
  readonly asm: Assembler;
  readonly frame: FrameLayout;
  readonly stack: TypedStack;
  readonly handlers = new HandlerStack();
  readonly localTypes: ValueType[];
  readonly unbound = new UnboundLocals(this);
  readonly isTyped: boolean;
  readonly exit: Label;
  /** Where exceptions go that no block takes. */
  outermost: Handler;
  /** The type on top where a jump that keeps its value arrives. */
  jumpType: ValueType = 0;
  /** The last type error of the statement, and the instruction that it is in. */
  error: string | undefined;
  errorItem = 0;
  /** The instruction that is being written. */
  item = 0;
  /** Where the code of each line starts. */
  readonly lines: MachineLine[] = [];
  /** Calls that raise again. */
  readonly reraises: ReraiseSite[] = [];
  #labels: number;

  constructor(
    readonly code: NativeCode,
    readonly target: NativeTarget,
    readonly indices: ModuleIndices,
    maxDepth: number,
  ) {
    this.asm = target.newAssembler();
    this.frame = new FrameLayout(code, maxDepth, target);
    this.isTyped = code.isViper;
    this.localTypes = [...code.localTypes];
    this.#labels = code.labels;
    this.exit = this.newLabel();
    this.stack = new TypedStack(this);
  }

  get stackStart(): number {
    return this.frame.stackStart;
  }

  newLabel(): Label {
    return this.#labels++;
  }

  /** Where exceptions go now. */
  get handler(): Handler {
    return this.handlers.active ?? this.outermost;
  }

  /** Reports a type error; the last one of a statement counts. */
  typeError(text: keyof typeof viperMessages, ...names: readonly string[]): void {
    let next = 0;
    this.error = viperMessages[text].replace(/%q/g, () => names[next++] ?? "");
    this.errorItem = this.item;
  }

  /** Calls a runtime function whose arguments are in their registers. */
  call(slot: number): void {
    this.stack.spill();
    this.asm.call(slot, this.handler);
  }

  /** Raises what is in its register, if that is an exception; `isKnown`: it has passed this function before. */
  raiseAgain(slot: number, isKnown: boolean): void {
    this.call(slot);
    this.reraises.push({ offset: this.asm.position, isKnown });
  }

  /** The source line of what is being written, 0 for none. */
  get line(): number {
    return this.code.places[this.item * PLACE_SIZE] ?? 0;
  }

  /** As `call`, with a number as one of the arguments. */
  callWith(slot: number, register: Register, value: number): void {
    this.stack.spill();
    this.asm.constant(register, value);
    this.asm.call(slot, this.handler);
  }

  callWithTwo(slot: number, first: number, second: number): void {
    this.stack.spill();
    this.asm.constant(Register.Argument1, first);
    this.asm.constant(Register.Argument2, second);
    this.asm.call(slot, this.handler);
  }

  /** As `call`, with a name as one of the arguments. */
  callNamed(slot: number, nameId: number, register: Register): void {
    this.stack.spill();
    this.asm.name(register, this.indices.names[nameId] ?? 0);
    this.asm.call(slot, this.handler);
  }

  /** Makes an object of `Argument1`, in `Result`. */
  convertToObject(type: ValueType): void {
    this.callWith(NATIVE_TO_OBJ, Register.Argument2, type);
  }

  /** Makes a value of a type of the object in `Argument1`, in `Result`. */
  convertFromObject(type: ValueType): void {
    this.callWith(NATIVE_FROM_OBJ, Register.Argument2, type);
  }

  /** The register that a local is in, if it is in one. */
  localRegister(slot: number): Register | undefined {
    return slot < this.frame.registerLocals ? localRegisters[slot] : undefined;
  }

  /** A join of ways: all values go to memory. */
  bind(label: Label): void {
    this.stack.settle();
    this.asm.bind(label);
  }

  /** Leaves for `label`, whose values are in memory too. */
  jump(label: Label): void {
    this.stack.settle();
    this.poll(label);
    this.asm.jump(label);
    this.asm.dropUntilLabel();
  }

  /** Before a jump backwards. */
  poll(label: Label): void {
    if (this.asm.isBound(label)) this.asm.safepoint(this.handler);
  }

  setHandler(): void {
    this.asm.setHandler(this.handlers.active);
  }

  /** Loads a constant of the module. */
  loadObject(register: Register, id: number): void {
    const { asm } = this;
    asm.loadState(Register.Result, this.frame.functionObject);
    asm.load(4, Register.Result, Register.Result, FunctionObject.Context);
    asm.load(4, Register.Result, Register.Result, ModuleContext.Objects);
    asm.load(4, register, Register.Result, this.indices.objects[id] ?? 0);
  }

  /** Loads the code of a function made within. */
  loadChild(register: Register, index: number): void {
    const { asm } = this;
    asm.loadState(Register.Result, this.frame.functionObject);
    asm.load(4, Register.Result, Register.Result, FunctionObject.Children);
    asm.load(4, register, Register.Result, index);
  }
}
