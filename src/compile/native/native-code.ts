import { Binding, type Scope } from "../scope.js";
import type { ValueType } from "./value-type.js";

/** What resolved code has besides opcodes and the emitter's own operations. */
export enum NativeOp {
  /** Loads the name of a type in viper code; operand: the type. */
  LoadCast = 0x200,
}

/** How many numbers an instruction of resolved code takes: operation, operand, extra. */
export const ITEM_SIZE = 3;

/** The ids of the name and the text of an error that compiled code raises. */
export interface ErrorIds {
  readonly nameId: number;
  readonly textId: number;
}

/**
 * A function that becomes machine code, kept until the indices of all names and constants of its module
 * are known. Nothing in it refers to the source's tree.
 */
export interface NativeCode {
  readonly name: string;
  readonly isViper: boolean;
  readonly isGenerator: boolean;
  /** The flags in the prelude. */
  readonly flags: number;
  /** Positional parameters, free variables included. */
  readonly positional: number;
  readonly keywordOnly: number;
  readonly positionalDefaults: number;
  readonly exceptDepth: number;
  /** The names of all slots, by number; some have none. */
  readonly localNames: readonly string[];
  /** The types of all slots at the function's start. */
  readonly localTypes: readonly ValueType[];
  readonly returnType: ValueType;
  /** The slots that hold cells. */
  readonly cells: readonly number[];
  /** The ids of the names of the function and its parameters. */
  readonly nameIds: readonly number[];
  /** It needs its module's globals while it runs. */
  readonly refersToGlobals: boolean;
  /** It loads objects from its module's tables. */
  readonly usesObjects: boolean;
  /** The numbers of the functions made within. */
  readonly children: readonly number[];
  /** The ids in the constant pool of the runtime's table, and of the methods of context managers. */
  readonly tableId: number;
  readonly enterId: number;
  readonly exitId: number;
  /** The instructions that use a local which may not be bound, and the slots of these locals. */
  readonly uncertain: ReadonlySet<number>;
  readonly uncertainSlots: ReadonlySet<number>;
  /** What the error for them needs, where there are any. */
  readonly unbound: ErrorIds | undefined;
  /** What a `raise` without an exception needs, where there is one; see `keptAt`. */
  readonly reraise: ErrorIds | undefined;
  /** The first of the slots that keep what handlers caught, one for each depth of blocks. */
  readonly keptAt: number;
  /** How many labels there are. */
  readonly labels: number;
  /** Operation, operand and extra of each instruction. */
  readonly items: Int32Array;
  /** The line and column of each instruction, and the number of its statement. */
  readonly places: Int32Array;
  /** The source file's name. */
  readonly file: string;
  /** The line and column of the function. */
  readonly line: number;
  readonly column: number;
}

/** Whether a scope refers to globals by more than the names of types that viper converts by. */
export function findsGlobals(scope: Scope, isCastName: (name: string) => boolean): boolean {
  if (scope.children.length + scope.earlierChildren > 0) return true;
  return scope.identifiers.some(
    ({ binding, name }) => binding === Binding.ExplicitGlobal && !isCastName(name),
  );
}
