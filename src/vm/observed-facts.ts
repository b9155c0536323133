import { ByteReader } from "../compile/mpy/byte-reader.js";
import type {
  AttributeFlag,
  Body,
  BoundCallee,
  Callee,
  ClassCallee,
  ConstantFact,
  Facts,
  GlobalFact,
  NativeCallee,
  Observation,
  PythonCallee,
} from "../jit-wasm/facts.js";
import { kindNumber } from "../jit-wasm/kind-numbers.js";
import type { Source } from "../jit-wasm/source.js";
import { Layout, Shape } from "../tables/jit.js";
import type { VmExports } from "./exports.js";
import { readSource } from "./hot-source.js";

const SLOTS = 8192;
const SLOT_BYTES = 16;
const HINT_SLOTS = 4096;
/** Hints from here on say something else. */
const NO_HINT = 0xfe;
const SEVERAL = 1;
const FLOAT = kindNumber("Float");
const TUPLE = kindNumber("Tuple");
const BYTES = kindNumber("Bytes");
const FUNCTION = kindNumber("Function");
const BOUND_METHOD = kindNumber("BoundMethod");
const NATIVE_FUNCTION = kindNumber("NativeFunction");
const TYPE = kindNumber("Type");
/** As in asm/jit/observe.ts. */
const SAME_CODE = 2;
/** As in asm/types/function.ts, asm/vm/code.ts, asm/object/type.ts, asm/object/qstr.ts. */
const SIMPLE_ARITY = 0xffff;
const CODE_GENERATOR = 1;
const TYPE_PYTHON = 32;
const FLAGS_BYTE = 1;
const INSTANCE_ATTRIBUTE = 2;
const ACCESSOR = 4;

/** What the VM's memory says about a function and the program around it. */
export class ObservedFacts implements Facts {
  readonly #words: Uint32Array;
  readonly #bytes: Uint8Array;
  readonly #start: number;

  constructor(
    private readonly vm: VmExports,
    private readonly memory: WebAssembly.Memory,
    readonly code: number,
    readonly watched: boolean,
  ) {
    this.#words = new Uint32Array(memory.buffer);
    this.#bytes = new Uint8Array(memory.buffer);
    this.#start = this.#word(code + Layout.CodeStart);
  }

  /** The function's bytecode. */
  get source(): Source {
    return readSource(this.memory, this.code, (name) => this.text(name));
  }

  #word(address: number): number {
    return this.#words[address >> 2]!;
  }

  /** The address of what was observed at a position, or 0. */
  #slot(position: number): number {
    const ip = this.address(position);
    const slot = this.vm.OBSERVED.value + (ip & (SLOTS - 1)) * SLOT_BYTES;
    return this.#word(slot) === ip ? slot : 0;
  }

  address(position: number): number {
    return this.#start + position;
  }

  seen(position: number): boolean {
    const slot = this.#slot(position);
    return slot !== 0 && (this.#word(slot + 4) & 0xffff) !== 0;
  }

  failed(position: number): boolean {
    const slot = this.#slot(position);
    return slot !== 0 && (this.#word(slot + 4) & Shape.Failed) !== 0;
  }

  observed(position: number, depth: 0 | 1): Observation {
    const slot = this.#slot(position);
    if (slot === 0) return { shapes: 0, identity: 0 };
    const identity = this.#word(slot + 8 + 4 * depth);
    return {
      shapes: (this.#word(slot + 4) >>> (16 * depth)) & 0x7fff,
      identity: identity === SEVERAL ? 0 : identity,
    };
  }

  constant(index: number): ConstantFact {
    const word = this.#word(this.#word(this.code + Layout.CodeConstantsAt) + 4 * index);
    const kind = (word & 3) === 0 ? this.#bytes[word] : undefined;
    if (kind === FLOAT) {
      const value = new Float64Array(this.#bytes.buffer, word + Layout.FloatValue, 1)[0]!;
      return { kind: "float", value, word };
    }
    const shape = kind === TUPLE ? Shape.Tuple : kind === BYTES ? Shape.Bytes : 0;
    return { kind: "other", word, shape };
  }

  name(index: number): number {
    return this.#word(this.#word(this.code + Layout.CodeNamesAt) + 4 * index);
  }

  nameText(index: number): string {
    return this.text(this.name(index));
  }

  /** The text of an interned string. */
  text(name: number): string {
    const address = this.vm.textOfName(name);
    const length = this.#word(address + Layout.StrLength);
    const at = address + Layout.StrData;
    return new TextDecoder().decode(this.#bytes.slice(at, at + length));
  }

  global(index: number, position: number): GlobalFact | undefined {
    const dict = this.#word(this.#word(this.code + Layout.CodeContext) + Layout.ContextGlobals);
    const builtin = this.vm.visibleBuiltin(dict, this.name(index));
    if (builtin !== 0) {
      const epoch = this.#word(this.vm.GLOBALS_EPOCH.value);
      const text = this.nameText(index);
      return { dict: 0, table: 0, offset: epoch, value: builtin, builtin: text };
    }
    const hint = this.attributeHint(position);
    return hint < 0 ? undefined : { dict, table: 0, offset: hint, value: 0, builtin: "" };
  }

  get classEpoch(): { address: number; value: number } {
    const address = this.vm.CLASS_EPOCH.value;
    return { address, value: this.#word(address) };
  }

  get characters(): number {
    return this.vm.CHARS.value;
  }

  get classCache(): number {
    return this.vm.CLASS_CACHE.value;
  }

  attributeFlag(name: number): AttributeFlag {
    const address = this.vm.textOfName(name) + FLAGS_BYTE;
    return { address, bit: INSTANCE_ATTRIBUTE, accessor: ACCESSOR };
  }

  callee(likely: number): Callee | undefined {
    const word = likely & ~SAME_CODE;
    switch (this.#bytes[word]) {
      case FUNCTION: {
        const callee = this.#pythonCallee(word);
        // What has variables of its own is made anew by its `def` each time.
        const isOneOfMany = word !== likely || (callee !== undefined && callee.closure.length > 0);
        return callee && (isOneOfMany ? { ...callee, word: 0 } : callee);
      }
      case BOUND_METHOD:
        return this.#boundCallee(this.#word(word + Layout.BoundCallee));
      case NATIVE_FUNCTION:
        return this.#nativeCallee(word);
      case TYPE:
        return this.#classCallee(word);
      default:
        return undefined;
    }
  }

  /** What a bound method binds. */
  #boundCallee(word: number): BoundCallee | undefined {
    const kind = this.#bytes[word];
    if (kind === NATIVE_FUNCTION) return { kind: "bound", word, callee: this.#nativeCallee(word) };
    const callee = kind === FUNCTION ? this.#pythonCallee(word) : undefined;
    return callee && { kind: "bound", word, callee };
  }

  #nativeCallee(word: number): NativeCallee {
    const arity = this.#word(word + Layout.NativeArity);
    return {
      kind: "native",
      word,
      name: this.#word(word + Layout.NativeName),
      entry: this.#word(word + Layout.NativeEntry),
      style: (arity >> 16) & 0xff,
      min: arity & 0xff,
      max: (arity >> 8) & 0xff,
      self: arity >>> 24,
    };
  }

  body({ code }: PythonCallee): Body {
    const facts = new ObservedFacts(this.vm, this.memory, code, this.watched);
    return { source: facts.source, facts };
  }

  parameterNames({ code, closure, parameters }: PythonCallee): number[] {
    const context = this.#word(code + Layout.CodeContext);
    const table = this.#word(context + Layout.ContextNames) + Layout.RefItems;
    const reader = new ByteReader(this.#bytes, this.#word(code + Layout.CodeArgNames));
    const names: number[] = [];
    for (let i = 0; i < closure.length + parameters; i++) {
      names.push(this.#word(table + 4 * reader.uint()));
    }
    return names.slice(closure.length);
  }

  operatorOf(type: number, op: number): PythonCallee | undefined {
    const method = this.vm.operatorOf(type, op);
    return method === 0 ? undefined : this.#pythonCallee(method);
  }

  getterOf(type: number, name: number): PythonCallee | undefined {
    const getter = this.vm.getterOf(type, name);
    return getter === 0 ? undefined : this.#pythonCallee(getter);
  }

  #classCallee(word: number): ClassCallee | undefined {
    if ((this.#word(word + Layout.TypeFlags) & TYPE_PYTHON) === 0) return undefined;
    const init = this.vm.plainInit(word);
    if (init === word) return undefined;
    const callee = init === 0 ? undefined : this.#pythonCallee(init);
    return init !== 0 && callee === undefined ? undefined : { kind: "class", word, init: callee };
  }

  #pythonCallee(word: number): PythonCallee | undefined {
    const code = this.#word(word + Layout.FunctionCode);
    const arity = this.#word(word + Layout.FunctionSimple) & SIMPLE_ARITY;
    const isGenerator = (this.#word(code + Layout.CodeFlags) & CODE_GENERATOR) !== 0;
    if (arity === 0 || isGenerator || this.#word(code + Layout.CodeCellCount) !== 0)
      return undefined;
    return {
      kind: "python",
      word,
      simple: this.#word(word + Layout.FunctionSimple),
      code,
      globals: this.#word(word + Layout.FunctionGlobals),
      frameBytes: this.#word(word + Layout.FunctionFrameBytes),
      localWords: this.#word(code + Layout.CodeLocalWords),
      start: this.#word(code + Layout.CodeStart),
      closure: this.#tuple(this.#word(word + Layout.FunctionClosure)),
      parameters: arity - 1,
      defaults: this.#tuple(this.#word(word + Layout.FunctionDefaults)),
    };
  }

  #tuple(word: number): number[] {
    if (word === 0) return [];
    const length = this.#word(word + Layout.TupleLength);
    return Array.from({ length }, (_, i) => this.#word(word + Layout.TupleItems + 4 * i));
  }

  moduleEntry(word: number, name: number): number {
    return this.vm.moduleEntry(word, name);
  }

  attributeHint(position: number): number {
    return this.#hint(this.address(position));
  }

  #hint(ip: number): number {
    const hint = this.#bytes[this.vm.HINTS.value + (ip & (HINT_SLOTS - 1))]!;
    return hint >= NO_HINT ? -1 : hint;
  }
}
