import { type Label, Register } from "./assembler.js";
import { enterBlock, forgetException, leaveBody } from "./handlers.js";
import { dupTop } from "./locals.js";
import type { Lowering } from "./lowering.js";
import { slotOf } from "./runtime-slots.js";
import { ValueType } from "./value-type.js";

const LOAD_METHOD = slotOf("load_method");
const CALL_METHOD = slotOf("call_method_n_kw");
const IS_TRUE = slotOf("obj_is_true");

/** The arguments of `__exit__`: the exception's type, itself, its traceback. */
const EXIT_ARGUMENTS = 3;
/** With them the method and its object. */
const EXIT_WORDS = 2 + EXIT_ARGUMENTS;

const { Result, Argument1, Argument2, Argument3 } = Register;

/** Leaves the method `__exit__` and its object on the stack, above them what `__enter__` gave, twice. */
export function setupWith(l: Lowering, handler: Label): void {
  const { stack } = l;
  stack.objects(1);
  stack.peek(0, Argument1);
  stack.pushArray(Argument3, 2);
  l.callNamed(LOAD_METHOD, l.code.exitId, Argument2);
  stack.pop(Argument3);
  stack.pop(Argument2);
  stack.pop(Argument1);
  stack.push(ValueType.Object, Argument2);
  stack.push(ValueType.Object, Argument3);
  stack.pushArray(Argument3, 2);
  l.callNamed(LOAD_METHOD, l.code.enterId, Argument2);
  stack.popArray(Argument3, 2);
  l.callWithTwo(CALL_METHOD, 0, 0);
  stack.push(ValueType.Object, Result);
  stack.settle();
  enterBlock(l, handler, true);
  dupTop(l);
}

/** Calls `__exit__` once for each way out of the block. */
export function withCleanup(l: Lowering, handler: Label): void {
  const { asm, stack } = l;
  const swallowed = l.newLabel();
  const done = l.newLabel();
  const quiet = l.newLabel();
  leaveBody(l, false);
  stack.drop();
  l.bind(quiet);
  for (let i = 0; i < EXIT_ARGUMENTS; i++) stack.pushConstant(ValueType.None, 0);
  callExit(l);
  l.jump(swallowed);
  asm.bind(handler);
  leaveBody(l, true);
  stack.arrive(2, ValueType.Object);
  asm.loadFrame(Argument1, l.target.exceptionSlot);
  l.poll(quiet);
  asm.jumpIfZero(Argument1, quiet, false);
  asm.load(4, Argument2, Argument1, 0);
  stack.push(ValueType.Object, Argument2);
  stack.push(ValueType.Object, Argument1);
  stack.pushConstant(ValueType.None, 0);
  callExit(l);
  l.call(IS_TRUE);
  asm.jumpIfZero(Result, done, true);
  l.bind(swallowed);
  forgetException(l);
  l.bind(done);
  stack.move(1);
}

function callExit(l: Lowering): void {
  l.stack.popArray(Argument3, EXIT_WORDS);
  l.callWithTwo(CALL_METHOD, EXIT_ARGUMENTS, 0);
}
