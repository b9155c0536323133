import type {
  AttributeFlag,
  Callee,
  ConstantFact,
  Facts,
  Observation,
  PythonCallee,
} from "../../src/jit-wasm/facts.js";
import { UNSEEN } from "../../src/jit-wasm/facts.js";
import type { Instruction } from "../../src/jit-wasm/instructions.js";
import { type Translation, translate } from "../../src/jit-wasm/translate.js";

/** What a test says about the program around a function. */
export class FakeFacts implements Facts {
  readonly watched = true;
  readonly code = 0x3000;
  readonly #seen = new Map<string, Observation>();
  readonly callees = new Map<number, Callee>();
  readonly failures = new Set<number>();
  hint = -1;
  operator: PythonCallee | undefined;
  getter: PythonCallee | undefined;

  /** What lay on the stack, at a depth from its top, when a position was reached. */
  see(position: number, depth: 0 | 1, shapes: number, identity = 0): this {
    this.#seen.set(`${position} ${depth}`, { shapes, identity });
    return this;
  }

  seen(): boolean {
    return true;
  }

  failed(position: number): boolean {
    return this.failures.has(position);
  }

  observed(position: number, depth: 0 | 1): Observation {
    return this.#seen.get(`${position} ${depth}`) ?? UNSEEN;
  }

  constant(index: number): ConstantFact {
    return { kind: "other", word: 0x2000 + 16 * index, shape: 0 };
  }

  name(index: number): number {
    return (index << 3) | 2;
  }

  nameText(index: number): string {
    return `name${index}`;
  }

  global(): undefined {
    return undefined;
  }

  moduleEntry(): number {
    return -1;
  }

  body(): undefined {
    return undefined;
  }

  callee(word: number): Callee | undefined {
    return this.callees.get(word);
  }

  names: readonly number[] = [];

  parameterNames(): readonly number[] {
    return this.names;
  }

  operatorOf(): PythonCallee | undefined {
    return this.operator;
  }

  getterOf(): PythonCallee | undefined {
    return this.getter;
  }

  readonly classEpoch = { address: 0x100, value: 7 };
  readonly characters = 0x180;
  readonly classCache = 0x200;

  attributeFlag(): AttributeFlag {
    return { address: 0x108, bit: 2, accessor: 4 };
  }

  attributeHint(): number {
    return this.hint;
  }

  address(position: number): number {
    return 0x1000 + position;
  }
}

/** Instructions of two bytes each: opcode, operand, and where a jump goes. */
export function instructions(
  ...list: readonly (readonly [op: number, operand?: number, target?: number])[]
): Instruction[] {
  return list.map(([op, operand = 0, target = -1], i) => ({
    start: 2 * i,
    end: 2 * i + 2,
    op,
    operand,
    extra: 0,
    target,
  }));
}

/** Translates a function of so many parameters and no other locals. */
export function translateCode(
  code: readonly Instruction[],
  facts: Facts,
  parameters: number,
): Translation {
  const source = {
    name: "f",
    code,
    localWords: parameters,
    stateWords: parameters + 8,
    filledLocals: new Set(Array.from({ length: parameters }, (_, i) => i)),
  };
  const made = translate(source, facts, { status: 0x10, epoch: 0x14, place: 0 });
  if (made === undefined) throw new Error("nothing was translated");
  return made;
}

/** What a translation imports, by name; the bytes are checked. */
export function importsOf({ bytes }: Translation): Set<string> {
  const module = new WebAssembly.Module(bytes);
  return new Set(WebAssembly.Module.imports(module).map(({ name }) => name));
}
