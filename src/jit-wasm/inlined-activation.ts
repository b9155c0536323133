import type { Activation } from "./activation.js";
import { box } from "./boxing.js";
import { fillHeader, INSTANCE_TEMP } from "./direct-frames.js";
import type { Emitter } from "./emitter.js";
import type { PythonCallee } from "./facts.js";
import { sitePath } from "./inlining.js";
import { save } from "./saving.js";
import { inSlot, join, Rep, type Value, WORD } from "./value.js";
import { I32, Mem, W } from "./wasm-code.js";

/** Flags of a frame that runs `__init__`; as in asm/vm/frame.ts. */
const FRAME_INIT = 2;

/**
 * A function whose body stands in the place of its call.
 *
 * Its frame has an address from the start, behind the caller's, and words are stored there. The VM sees it from the
 * first time on that something may allocate, raise, or leave to the interpreter; what has no word in its slot then
 * gets 0. The frame stays where it is until the body has given its value.
 */
export class InlinedActivation implements Activation {
  frame = -1;
  readonly chain: readonly number[];
  readonly path: string;
  /** What all its ways give, as far as they have been seen; undefined: none of them gives a value. */
  given: Value | undefined;
  /** In which form the caller takes it. */
  result = WORD;
  /** Whether code was written that shows the frame to the VM. */
  isSeen = false;
  /** Where the code goes on with and without a value. */
  finished = -1;
  failed = -1;

  /**
   * @param base the depth of what is called on the caller's stack: what lies from there on is gone
   * @param isInit whether it is the `__init__` of an instance, which the caller has in a Wasm local
   */
  constructor(
    private readonly caller: Emitter,
    private readonly callee: PythonCallee,
    private readonly base: number,
    private readonly isInit: boolean,
  ) {
    this.chain = [...caller.activation.chain, callee.code];
    this.path = sitePath(caller);
  }

  /** Takes a Wasm local: code is about to be written. */
  take(): void {
    this.frame = this.caller.module.takeLocals(I32, 1)[0]!;
    this.isSeen = false;
  }

  release(): void {
    this.caller.module.giveLocals(I32, [this.frame]);
  }

  /** Leaves the frame's address in its local; branches to `other` when there is no room for it. */
  reserve(other: number): void {
    const { caller } = this;
    const { out } = caller;
    caller.activation.pushEnd(caller);
    out.tee(this.frame);
    this.#addBytes();
    caller.getGlobal("directEnd");
    out.op(W.i32_gt_u);
    out.brIf(other);
  }

  pushEnd(e: Emitter): void {
    e.fp();
    this.#addBytes();
  }

  #addBytes(): void {
    const { out } = this.caller;
    out.i32(this.callee.frameBytes);
    out.op(W.i32_add);
  }

  materialize(e: Emitter): void {
    const { caller, isInit } = this;
    const { out } = e;
    this.isSeen = true;
    caller.aside(() => save(caller, this.base));
    fillHeader(caller, this.frame, this.callee, isInit ? FRAME_INIT : 0, () =>
      isInit ? out.get(caller.temp(INSTANCE_TEMP)) : out.i32(0),
    );
    e.state.locals.forEach(({ rep }, local) => {
      if (rep === Rep.Word) return;
      e.fp();
      out.i32(0);
      out.mem(Mem.i32_store, e.localOffset(local));
    });
    this.pushEnd(e);
    e.setGlobal("stackTop");
    e.fp();
    e.setGlobal("currentFrame");
  }

  begin(): void {}

  finish(e: Emitter): void {
    const depth = e.top();
    if (e.emitting) this.#give(e, depth);
    else {
      const value = inSlot(e.state.value(depth));
      this.given = this.given === undefined ? value : join(this.given, value, 0);
    }
  }

  /** The value goes to where the caller has the call's result. */
  #give(e: Emitter, depth: number): void {
    const { caller, base, result } = this;
    const { out } = e;
    if (!this.isInit) {
      if (result.rep === Rep.Float) {
        e.pushFloat(depth);
        out.set(caller.floatSlot(base));
      } else {
        if (result.rep === Rep.Word) {
          box(e, depth);
          e.pushWord(depth);
        } else e.pushInt(depth);
        out.set(caller.intSlot(base));
      }
    }
    out.br(this.finished);
  }

  fail(e: Emitter): void {
    e.out.br(this.failed);
  }
}
