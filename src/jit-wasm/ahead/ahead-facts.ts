import { asciiText } from "../../compile/mpy/reader.js";
import type { BytecodeModule } from "../../compile/native/assembler.js";
import { Shape } from "../../tables/jit.js";
import { ConstantTag } from "../../tables/mpy-format.js";
import { type ConstantFact, type Facts, type Observation, UNSEEN } from "../facts.js";
import { FALSE, NONE, TRUE } from "../tagged-words.js";
import { symbolOf } from "./symbols.js";

/** What is known of a function before any of the program has run. */
export class AheadFacts implements Facts {
  readonly watched = false;
  readonly code = symbolOf.code(0);

  constructor(private readonly module: BytecodeModule) {}

  seen(): boolean {
    return true;
  }

  failed(): boolean {
    return false;
  }

  observed(): Observation {
    return UNSEEN;
  }

  constant(index: number): ConstantFact {
    const { tag, bytes } = this.module.constant(index);
    const word = symbolOf.constant(index);
    switch (tag) {
      case ConstantTag.None:
        return { kind: "other", word: NONE, shape: Shape.None };
      case ConstantTag.False:
      case ConstantTag.True:
        return { kind: "other", word: tag === ConstantTag.True ? TRUE : FALSE, shape: 0 };
      case ConstantTag.Float:
        return { kind: "float", value: floatOf(asciiText(bytes)), word };
      case ConstantTag.Tuple:
        return { kind: "other", word, shape: Shape.Tuple };
      case ConstantTag.Bytes:
        return { kind: "other", word, shape: Shape.Bytes };
      default:
        return { kind: "other", word, shape: 0 };
    }
  }

  name(index: number): number {
    return symbolOf.name(index);
  }

  nameText(index: number): string {
    return this.module.nameText(index);
  }

  global(): undefined {
    return undefined;
  }

  callee(): undefined {
    return undefined;
  }

  body(): undefined {
    return undefined;
  }

  parameterNames(): readonly number[] {
    return [];
  }

  operatorOf(): undefined {
    return undefined;
  }

  getterOf(): undefined {
    return undefined;
  }

  get classEpoch(): never {
    throw new Error("nothing is known of classes ahead of time");
  }

  get characters(): number {
    return 0;
  }

  get classCache(): never {
    throw new Error("nothing is known of classes ahead of time");
  }

  attributeFlag(): never {
    throw new Error("nothing is known of attributes ahead of time");
  }

  moduleEntry(): number {
    return -1;
  }

  attributeHint(): number {
    return -1;
  }

  address(position: number): number {
    return symbolOf.code(position);
  }
}

/** A number as the file spells it. */
function floatOf(text: string): number {
  const sign = text.startsWith("-") ? -1 : 1;
  return text.endsWith("inf") ? sign * Number.POSITIVE_INFINITY : Number(text);
}
