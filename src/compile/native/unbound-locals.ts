import { type Handler, type Label, Register } from "./assembler.js";
import type { Lowering } from "./lowering.js";
import { slotOf } from "./runtime-slots.js";

const LOAD_GLOBAL = slotOf("load_global");
const CALL_FUNCTION = slotOf("native_call_function_n_kw");
const RAISE = slotOf("native_raise");

const { Result, Argument1, Argument2, Argument3 } = Register;

/**
 * Raises NameError for locals that are not bound. It stands behind the function, once for each handler
 * that such an error may go to, and is jumped to from where a local may be unbound.
 */
export class UnboundLocals {
  readonly #labels = new Map<Handler, Label>();
  /** The lines of the first checks. */
  readonly #lines = new Map<Label, number>();

  constructor(private readonly l: Lowering) {}

  /** Raises the error if a local, in a register, is not bound. */
  check(register: Register): void {
    const { l } = this;
    const label = this.#labels.get(l.handler) ?? l.newLabel();
    this.#labels.set(l.handler, label);
    if (!this.#lines.has(label)) this.#lines.set(label, l.line);
    // The error's text takes a word of the stack.
    l.stack.move(1);
    l.stack.move(-1);
    l.asm.jumpIfZero(register, label, false);
  }

  /** Writes what the checks jump to. */
  emit(): void {
    for (const [handler, label] of this.#labels) {
      const { asm, lines } = this.l;
      asm.bind(label);
      lines.push({ offset: asm.position, line: this.#lines.get(label)!, isOutOfLine: true });
      this.#emitRaise(handler);
    }
  }

  #emitRaise(handler: Handler): void {
    const { asm, code, frame, indices } = this.l;
    const { nameId, textId } = code.unbound!;
    const scratch = Math.max(frame.local(code.localTypes.length), frame.stackStart);
    asm.name(Argument1, indices.names[nameId] ?? 0);
    asm.call(LOAD_GLOBAL, handler);
    asm.move(Argument3, Result, "object");
    this.l.loadObject(Argument2, textId);
    asm.storeState(scratch, Argument2, "object");
    asm.move(Argument1, Argument3, "object");
    asm.constant(Argument2, 1);
    asm.stateAddress(Argument3, scratch, 1, "read");
    asm.call(CALL_FUNCTION, handler);
    asm.call(RAISE, handler);
  }
}
