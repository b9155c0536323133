import { ScopeFlag } from "../tables/mpy-format.js";
import type { ClassDef, Comprehension, FunctionDef, Lambda, Module } from "./ast.js";
import type { InstructionList } from "./instruction-list.js";
import { ownText } from "./own-text.js";

/** What an identifier of a scope refers to. */
export enum Binding {
  /** Named, but nothing is known yet. */
  Undecided,
  /** Read only: a global, or a variable of an enclosing function. */
  ImplicitGlobal,
  /** Assigned in a module or class: never closed over. */
  AssignedGlobal,
  /** Declared `global`, or found to be one. */
  ExplicitGlobal,
  Local,
  /** A local that inner functions use too. */
  Cell,
  /** A cell of an enclosing function. */
  Free,
}

/** How an identifier is a parameter. */
export enum ParameterForm {
  None,
  Plain,
  Star,
  DoubleStar,
}

/** An identifier as one scope sees it. */
export class Identifier {
  parameter = ParameterForm.None;
  /** Its slot among the locals, once numbered. */
  slot = 0;
  /** The id of its name in the constant pool, once its scope's code has used that. */
  nameId = -1;

  constructor(
    readonly name: string,
    public binding: Binding,
  ) {}
}

/**
 * What a scope's instructions become; an `assembler` function is written in the machine's own. `ahead` is bytecode
 * that the target translates.
 */
export type EmitKind = "bytecode" | "ahead" | "native" | "viper" | "assembler";

/** Whether a scope becomes bytecode, translated or not. */
export const isBytecode = (kind: EmitKind): boolean => kind === "bytecode" || kind === "ahead";

/** The construct that a scope belongs to; a module's statements are not kept. */
export type ScopeNode = Pick<Module, "kind"> | FunctionDef | ClassDef | Lambda | Comprehension;

/** The name of the parameter that a comprehension gets its iterator in. */
export const ITERATOR_NAME = "";

/** A block of code with names of its own, and the instructions that it compiles to. */
export class Scope {
  /** In the order of first mention, parameters first. */
  readonly identifiers: Identifier[] = [];
  readonly #indexes = new Map<string, number>();
  /** How many scopes enclose it. */
  readonly level: number;
  /** Inner scopes in the order in which their functions are made, those of a module or class
   * within no function since it was lowered last. */
  readonly children: Scope[] = [];
  /** For each child: it has default arguments. */
  readonly childDefaults: boolean[] = [];
  /** How many children belong to statements that have been lowered. */
  earlierChildren = 0;
  /** Its number among the functions of the module, once it is known. */
  functionId = -1;
  /** How many statements its body has had so far, and the number of the last. */
  statements = 0;
  lastStatement = 0;
  /** The last line that its instructions have recorded. */
  line = 1;
  flags = 0;
  positional = 0;
  keywordOnly = 0;
  positionalDefaults = 0;
  exceptDepth = 0;
  /** How many slots locals, cells and free variables take. */
  slots = 0;
  /** The identifiers in the order that numbers them; see `numberSlots`. */
  order: Identifier[] = this.identifiers;

  constructor(
    readonly node: ScopeNode,
    /** The function's name as the bytecode holds it. */
    readonly name: string,
    readonly parent: Scope | null,
    readonly code: InstructionList,
    readonly emit: EmitKind = "bytecode",
  ) {
    this.level = parent === null ? 0 : parent.level + 1;
  }

  /** Names are locals of a frame here, not entries of a dict. */
  get isFunction(): boolean {
    return this.node.kind !== "Module" && this.node.kind !== "ClassDef";
  }

  get isGenerator(): boolean {
    return (this.flags & ScopeFlag.Generator) !== 0;
  }

  find(name: string): Identifier | undefined {
    const index = this.#indexes.get(name);
    return index === undefined ? undefined : this.identifiers[index];
  }

  /** The index of `name` among the identifiers; adds it with `binding` where it is new. */
  mention(name: string, binding: Binding): number {
    const known = this.#indexes.get(name);
    if (known !== undefined) return known;
    const index = this.identifiers.length;
    const kept = this.isFunction ? name : ownText(name);
    this.#indexes.set(kept, index);
    this.identifiers.push(new Identifier(kept, binding));
    return index;
  }

  /** As `mention`, but gives the identifier itself. */
  identifier(name: string, binding: Binding): Identifier {
    return this.identifiers[this.mention(name, binding)]!;
  }

  /** Notes that `name` is assigned or deleted here; gives its index. */
  mentionAssigned(name: string): number {
    const index = this.mention(name, Binding.ImplicitGlobal);
    const identifier = this.identifiers[index]!;
    if (identifier.binding === Binding.ImplicitGlobal) {
      identifier.binding = this.isFunction ? Binding.Local : Binding.AssignedGlobal;
    }
    return index;
  }

  /** Forgets the inner scopes of the statements so far, which have been lowered. */
  forgetChildren(): void {
    this.earlierChildren += this.children.length;
    this.children.length = 0;
    this.childDefaults.length = 0;
  }
}
