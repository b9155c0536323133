import type { HandlerSite } from "./finally-copies.js";
import { inSlot, join, Rep, sameValue, type Value } from "./value.js";

/** What a stack slot of the frame holds. */
export enum Slot {
  /** Anything: the collector must not see it. */
  Stale,
  /** Something that the collector may see. */
  Safe,
  /** The value itself. */
  Exact,
}

/** A handler in force. */
export interface Handler extends HandlerSite {
  /** How many words the stack has below what is handed to it. */
  readonly depth: number;
}

/** What is known at a point of the program. */
export class State {
  constructor(
    readonly locals: Value[],
    readonly stack: Value[],
    readonly slots: Slot[],
    /** The handlers in force, those that run included, outermost first. */
    readonly handlers: Handler[] = [],
    /** Whether the VM sees the frame for sure. */
    public framed = true,
  ) {}

  clone(): State {
    return new State(
      [...this.locals],
      [...this.stack],
      [...this.slots],
      [...this.handlers],
      this.framed,
    );
  }

  /** The value at a depth of the stack, that of a local included. */
  value(depth: number): Value {
    const value = this.stack[depth]!;
    return value.source >= 0 ? { ...this.locals[value.source]!, source: value.source } : value;
  }

  push(value: Value, slot = Slot.Stale): void {
    this.stack.push(value);
    this.slots.push(slot);
  }

  pop(count = 1): void {
    this.stack.length -= count;
    this.slots.length -= count;
  }

  /** The same with every value of the stack in its own Wasm local, as at the start of a block with several ways in. */
  settled(): State {
    return new State(
      this.locals.map(inSlot),
      this.stack.map((_, depth) => inSlot(this.value(depth))),
      this.stack.map(({ rep }) => (rep === Rep.Frame ? Slot.Exact : Slot.Stale)),
      [...this.handlers],
      this.framed,
    );
  }

  /** Joins another state that reaches the same place; says whether that changed this one. */
  join(other: State, expected: readonly number[]): boolean {
    let changed = this.framed && !other.framed;
    if (changed) this.framed = false;
    const put = (list: Value[], i: number, value: Value): void => {
      if (sameValue(list[i]!, value)) return;
      list[i] = value;
      changed = true;
    };
    if (other.stack.length !== this.stack.length || other.handlers.length !== this.handlers.length)
      throw new Error("stacks of unequal depth meet");
    this.locals.forEach((value, i) => {
      put(this.locals, i, join(value, other.locals[i]!, expected[i]!));
    });
    this.stack.forEach((value, i) => {
      put(this.stack, i, join(value, other.value(i), 0));
      if (this.stack[i]!.rep === Rep.Frame) this.slots[i] = Slot.Exact;
    });
    return changed;
  }
}
