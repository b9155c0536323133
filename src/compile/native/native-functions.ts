import { CodeKind } from "../../tables/mpy-format.js";
import type { Expr, FunctionDef, Parameter, Place } from "../ast.js";
import type { ConstantPool } from "../constants.js";
import type { Emitter } from "../emitter.js";
import { loadLowering } from "../lazy/lower-function.js";
import { assemblyRank } from "../name-ranks.js";
import { Binding, ParameterForm, type Scope } from "../scope.js";
import type { CompileError } from "../syntax-error.js";
import type { InlineCode, NativeTarget } from "./assembler.js";
import type { ModuleIndices } from "./lowering.js";
import type { MachineLines } from "./machine-lines.js";
import { findsGlobals, ITEM_SIZE, type NativeCode } from "./native-code.js";
import type { Resolver } from "./resolver.js";
import { typeOfName, ValueType } from "./value-type.js";

/** A function whose machine code can be written once all indices are known. */
interface Measured {
  readonly code: NativeCode;
  readonly maxDepth: number;
}

/** Machine code as the file has it. */
export interface StoredCode {
  readonly kind: CodeKind;
  readonly bytes: Uint8Array;
  /** The numbers behind the code. */
  readonly facts: readonly number[];
  /** What it came from; not in the file. */
  readonly lines: MachineLines;
}

/** Our viper code has no data and no relocations. */
const NO_FLAGS = 0;

/** The first error of the typing rules, in the order of the reference. */
interface Refusal {
  readonly level: number;
  readonly id: number;
  readonly error: CompileError;
}

/** The functions of a module that become machine code, by their numbers. */
export class NativeFunctions {
  readonly #functions = new Map<number, Measured>();
  /** Functions of the inline assembler, by their scopes as long as they have no number. */
  readonly #inline = new Map<Scope, InlineCode>();
  readonly #assembled = new Map<number, { readonly name: string; readonly code: InlineCode }>();
  #refusal: Refusal | undefined;

  constructor(
    private readonly pool: ConstantPool,
    readonly target: NativeTarget | undefined,
    private readonly filename: string,
  ) {}

  get isEmpty(): boolean {
    return this.#functions.size + this.#assembled.size === 0;
  }

  has(id: number): boolean {
    return this.#functions.has(id) || this.#assembled.has(id);
  }

  childrenOf(id: number): readonly number[] {
    return this.#functions.get(id)?.code.children ?? [];
  }

  /** The error of the function that the reference would have refused first. */
  get refusal(): CompileError | undefined {
    return this.#refusal?.error;
  }

  /** Takes a function whose slots are numbered, with its instructions. */
  add(id: number, scope: Scope, resolver: Resolver, children: readonly number[]): void {
    const code = describe(this.pool, scope, resolver, children, this.filename);
    try {
      const maxDepth = loadLowering().measureFunction(code, this.target!, this.filename);
      this.#functions.set(id, { code, maxDepth });
    } catch (error) {
      this.#functions.set(id, { code, maxDepth: 0 });
      this.#noteRefusal(scope.level, id, error as CompileError);
    }
  }

  /** Assembles a function that is written in the machine's own instructions. */
  assemble(e: Emitter, scope: Scope): void {
    e.resume(scope);
    const fail = (place: Place, text: string): never => e.fail(place, text);
    this.#inline.set(scope, this.target!.inline!.assemble(scope.node as FunctionDef, fail));
  }

  /** Takes a function that has been assembled. */
  addInline(id: number, scope: Scope): void {
    this.#assembled.set(id, { name: scope.name, code: this.#inline.get(scope)! });
    this.#inline.delete(scope);
  }

  /** The code of a function and what the file tells of it. */
  lower(id: number, indices: ModuleIndices): StoredCode {
    const inline = this.#assembled.get(id);
    if (inline !== undefined) {
      const { bytes, positional, returnType, lines } = inline.code;
      const facts = [NO_FLAGS, positional, returnType];
      const place = { name: inline.name, lines, reraises: [] };
      return { kind: CodeKind.NativeAssembler, bytes, facts, lines: place };
    }
    const { code, maxDepth } = this.#functions.get(id)!;
    const { bytes, preludeOffset, lines } = loadLowering().lowerFunction(
      code,
      this.target!,
      indices,
      maxDepth,
      this.filename,
    );
    return code.isViper
      ? { kind: CodeKind.NativeViper, bytes, facts: [NO_FLAGS], lines }
      : { kind: CodeKind.NativePython, bytes, facts: [preludeOffset], lines };
  }

  #noteRefusal(level: number, id: number, error: CompileError): void {
    const known = this.#refusal;
    const isFirst =
      known === undefined || level < known.level || (level === known.level && id < known.id);
    if (isFirst) this.#refusal = { level, id, error };
  }
}

function describe(
  pool: ConstantPool,
  scope: Scope,
  resolver: Resolver,
  children: readonly number[],
  file: string,
): NativeCode {
  const isViper = scope.emit === "viper";
  if (!isViper) resolver.findUnbound(parameterCount(scope));
  const { items, uncertain, unbound } = resolver;
  const { node } = scope;
  const { line, column } = node.kind === "Module" ? { line: 1, column: 1 } : node;
  return {
    name: scope.name,
    isViper,
    isGenerator: scope.isGenerator,
    flags: scope.flags,
    positional: scope.positional,
    keywordOnly: scope.keywordOnly,
    positionalDefaults: scope.positionalDefaults,
    exceptDepth: scope.exceptDepth,
    localNames: slotNames(scope),
    localTypes: [...slotTypes(scope), ...keptTypes(scope, resolver)],
    returnType: isViper && node.kind === "FunctionDef" ? annotated(node.returns) : ValueType.Object,
    cells: cellsOf(scope),
    nameIds: isViper ? [] : nameIds(pool, scope),
    refersToGlobals: findsGlobals(scope, (name) => isViper && isConversion(name)),
    usesObjects: resolver.usesObjects || children.length > 0,
    children,
    tableId: resolver.tableId,
    enterId: resolver.enterId,
    exitId: resolver.exitId,
    uncertain,
    uncertainSlots: new Set([...uncertain].map((index) => items[index * ITEM_SIZE + 1]!)),
    unbound,
    reraise: resolver.reraise,
    keptAt: scope.slots,
    labels: scope.code.labels,
    items,
    places: resolver.places,
    file,
    line,
    column,
  };
}

/** `bool` is a name that the program may mean as the builtin. */
const isConversion = (name: string): boolean => (typeOfName(name) ?? 0) >= ValueType.Int;

const annotated = (annotation: Expr | null): ValueType =>
  annotation?.kind === "Name" ? (typeOfName(annotation.id) ?? ValueType.Object) : ValueType.Object;

function slotNames(scope: Scope): string[] {
  const names: string[] = new Array(scope.slots).fill("");
  for (const { binding, slot, name, parameter } of scope.order) {
    if (isSlot(binding) || parameter !== ParameterForm.None) names[slot] = name;
  }
  return names;
}

const isSlot = (binding: Binding): boolean =>
  binding === Binding.Local || binding === Binding.Cell || binding === Binding.Free;

/** Parameters have the types of their annotations; other locals of viper code have none yet. */
function slotTypes(scope: Scope): ValueType[] {
  const parameters = parameterCount(scope);
  const types: ValueType[] = [];
  for (let slot = 0; slot < scope.slots; slot++) {
    const isUnbound = scope.emit === "viper" && slot >= parameters;
    types.push(isUnbound ? ValueType.Unbound : ValueType.Object);
  }
  if (scope.emit !== "viper" || scope.node.kind !== "FunctionDef") return types;
  for (const { name, annotation } of annotatedParameters(scope.node)) {
    types[scope.find(name)!.slot] = annotated(annotation);
  }
  return types;
}

/** Slots for what handlers caught, where that may be raised again. */
function keptTypes({ exceptDepth }: Scope, { reraise }: Resolver): ValueType[] {
  return new Array(reraise === undefined ? 0 : exceptDepth).fill(ValueType.Object);
}

function parameterCount(scope: Scope): number {
  const starred = scope.order.filter(
    ({ parameter }) => parameter === ParameterForm.Star || parameter === ParameterForm.DoubleStar,
  );
  return scope.positional + scope.keywordOnly + starred.length;
}

export function annotatedParameters({ parameters }: FunctionDef): Parameter[] {
  const { positionalOnly, positional, keywordOnly } = parameters;
  return [...positionalOnly, ...positional, ...keywordOnly];
}

function cellsOf(scope: Scope): number[] {
  return scope.order.filter(({ binding }) => binding === Binding.Cell).map(({ slot }) => slot);
}

/** The name of a parameter that cannot be given by keyword. */
const NO_KEYWORD = "*";

function nameIds(pool: ConstantPool, scope: Scope): number[] {
  const rank = assemblyRank(scope);
  const count = scope.positional + scope.keywordOnly;
  const names: string[] = new Array(count).fill(NO_KEYWORD);
  for (const { parameter, slot, name } of scope.order) {
    if (parameter !== ParameterForm.None && slot < count) names[slot] = name;
  }
  return [scope.name, ...names].map((name) => pool.name(name, rank));
}
