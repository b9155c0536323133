import { box } from "./boxing.js";
import type { Emitter } from "./emitter.js";
import { exitIf } from "./exits.js";
import { Status } from "./shared-words.js";
import { Mem, W } from "./wasm-code.js";

/** How the code of a function is entered and left, and where its frame is. */
export interface Activation {
  /** The Wasm local with the frame's address. */
  readonly frame: number;
  /** The codes (words) that this one stands in, its own last. */
  readonly chain: readonly number[];
  /** Names the call, among all of a module, in whose place the code stands; empty for a module's own function. */
  readonly path: string;
  /** Pushes the address behind the frame. */
  pushEnd(e: Emitter): void;
  /** Has the VM see the frame, but for ip and sp; nothing allocates on the way. */
  materialize(e: Emitter): void;
  /** What comes first: a poll, and the values of the locals. */
  begin(e: Emitter): void;
  /** Goes on where the function has given the value on top of the stack. */
  finish(e: Emitter): void;
  /** Goes on where the function has given no value; why is in the VM's words. */
  fail(e: Emitter): void;
}

/** A function that is called with the address of its frame. */
export class CalledActivation implements Activation {
  readonly frame = 0;
  readonly path = "";
  readonly chain: readonly number[];

  constructor(code: number) {
    this.chain = [code];
  }

  pushEnd(e: Emitter): void {
    e.getGlobal("stackTop");
  }

  materialize(): void {
    throw new Error("a function's own frame is always seen");
  }

  begin(e: Emitter): void {
    const { out } = e;
    out.burnFuel(e.temp(0));
    exitIf(e, Status.Suspend, 0);
    for (const i of e.source.filledLocals) {
      e.fp();
      out.mem(Mem.i32_load, e.localOffset(i));
      out.set(e.intLocal(i));
    }
  }

  finish(e: Emitter): void {
    box(e, e.top());
    e.pushWord(e.top());
    e.out.op(W.return);
  }

  fail(e: Emitter): void {
    e.out.i32(0);
    e.out.op(W.return);
  }
}
