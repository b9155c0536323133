import type { NativeTarget } from "./assembler.js";
import type { NativeCode } from "./native-code.js";

/**
 * The words of a code state, as the runtime sees it: the function, where a generator goes on (else the
 * globals to restore), the top of its stack, how many words follow, and one that is the runtime's.
 */
enum CodeState {
  FunctionObject,
  /** Of a generator; elsewhere the globals to restore. */
  Resume,
  StackTop,
  Size,
  /** Where the state begins. */
  Words = 5,
}

/** A viper function has the first two words, or the first, or none. */
const VIPER_WORDS = 2;

/** How many locals may be in registers. */
export const MAX_REGISTER_LOCALS = 2;

/**
 * Where a function keeps what. From the frame's start: what the target needs to catch exceptions; the
 * result while exceptions are caught; what a `finally` has to do next, or what a generator was sent as an
 * exception; the code state; the value stack; the locals, the first at the end.
 *
 * A generator's state is on the heap and its slots are counted from there.
 */
export class FrameLayout {
  /** Exceptions are caught, be it only to restore the globals. */
  readonly catchesAll: boolean;
  readonly registerLocals: number;
  /** Words of the value stack and the locals. */
  readonly stateWords: number;
  readonly frameWords: number;
  readonly codeState: number;
  readonly stackStart: number;
  readonly #contextWords: number;

  constructor(code: NativeCode, maxDepth: number, target: NativeTarget) {
    const { isViper, isGenerator, exceptDepth } = code;
    this.catchesAll = exceptDepth > 0 || isGenerator || code.refersToGlobals;
    this.#contextWords = target.contextWords;
    const locals = code.localTypes.length;
    this.stateWords = locals + maxDepth;
    const mayUseRegisters = exceptDepth === 0 && !isGenerator;
    this.registerLocals = mayUseRegisters ? Math.min(locals, MAX_REGISTER_LOCALS) : 0;
    const before = this.#wordsBefore(code);
    this.codeState = isGenerator ? 0 : before;
    this.stackStart = this.codeState + (isViper ? this.#viperWords(code) : CodeState.Words);
    this.frameWords = isGenerator ? before : this.stackStart + this.stateWords;
    if (isViper) this.frameWords -= this.#wordsSaved(code);
  }

  #wordsBefore({ isGenerator, exceptDepth }: NativeCode): number {
    if (!this.catchesAll) return 0;
    const further = isGenerator ? 2 : exceptDepth > 0 ? 1 : 0;
    return this.#contextWords + 1 + further;
  }

  #viperWords({ usesObjects }: NativeCode): number {
    if (this.catchesAll) return VIPER_WORDS;
    return usesObjects ? 1 : 0;
  }

  /** A local whose register holds the arguments' address at first needs its word all the same. */
  #wordsSaved({ positional }: NativeCode): number {
    if (this.registerLocals === 0) return 0;
    return this.registerLocals - (positional > MAX_REGISTER_LOCALS ? 1 : 0);
  }

  get result(): number {
    return this.#contextWords;
  }

  /** Where the jump that goes through `finally` blocks ends. */
  get unwind(): number {
    return this.#contextWords + 1;
  }

  /** The exception to raise where a generator goes on. */
  get thrown(): number {
    return this.#contextWords + 2;
  }

  get functionObject(): number {
    return this.codeState + CodeState.FunctionObject;
  }

  get oldGlobals(): number {
    return this.codeState + CodeState.Resume;
  }

  get resume(): number {
    return this.codeState + CodeState.Resume;
  }

  get stackTop(): number {
    return this.codeState + CodeState.StackTop;
  }

  get stateSize(): number {
    return this.codeState + CodeState.Size;
  }

  /** How many words the code state has in all. */
  get codeStateWords(): number {
    return CodeState.Words + this.stateWords;
  }

  /** The state's first word, where a generator leaves its exception. */
  get firstState(): number {
    return this.codeState + CodeState.Words;
  }

  local(slot: number): number {
    return this.stackStart + this.stateWords - 1 - slot;
  }
}
