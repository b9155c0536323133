/**
 * The parse tree: what the parser hands to scope analysis and to the emitters.
 *
 * Every node carries the place of its first token. `line` is what the bytecode's line table records:
 * parentheses around an operand belong to the operation that it is part of, those around a whole
 * expression to nobody, so `(\na + b)` has the line of `a` and `(\na) + b` that of `(`.
 * A constant made by folding numbers has line 0 (it records none); a decorated definition starts at
 * its first `@`.
 */

/** A place in the source, both counted from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** What all nodes have. */
interface Base extends Place {
  readonly kind: string;
}

// ---------------------------------------------------------------------------------- expressions

/** `None`, `True`, `False`, `...`. */
export interface Singleton extends Base {
  readonly kind: "Singleton";
  readonly value: "None" | "True" | "False" | "Ellipsis";
  /** The value of a `const` name: loaded from the constant table, not by an opcode of its own. */
  readonly asObject: boolean;
}

/** An int of any size; folding has already been done. */
export interface IntLiteral extends Base {
  readonly kind: "Int";
  readonly value: bigint;
}

/** A float, or the imaginary part of an imaginary literal. */
export interface FloatLiteral extends Base {
  readonly kind: "Float" | "Imaginary";
  readonly value: number;
  /** `math.nan`: all its uses are one object, while any other NaN is one of its own. */
  readonly isMathNan?: true;
}

/** A string literal, adjacent ones joined. Escapes can put lone surrogates into it. */
export interface StrLiteral extends Base {
  readonly kind: "Str";
  readonly value: string;
  /**
   * The reference compiler would hold it as an interned string, not as an object of the constant
   * table: it has at most 10 UTF-8 bytes, or equals a name or interned string met earlier in the
   * source, or one that the compiler itself is built with. The value of a `const` name never is.
   */
  readonly interned: boolean;
}

/** A bytes literal. */
export interface BytesLiteral extends Base {
  readonly kind: "Bytes";
  readonly value: Uint8Array;
}

/**
 * A tuple of one or more items that are all constants, folded by the parser (`()` on its own is a
 * Tuple, but may be an item here). Within parentheses its line is that of the second item's first
 * token, or of the only item's; without, that of its first token.
 */
export interface ConstTuple extends Base {
  readonly kind: "ConstTuple";
  readonly items: readonly Constant[];
}

/** What can be stored in a module's constant table. */
export type Constant =
  | Singleton
  | IntLiteral
  | FloatLiteral
  | StrLiteral
  | BytesLiteral
  | ConstTuple;

export interface Name extends Base {
  readonly kind: "Name";
  readonly id: string;
}

export interface TupleExpr extends Base {
  readonly kind: "Tuple";
  readonly items: readonly Expr[];
  /** Written within parentheses of its own. */
  readonly parenthesised: boolean;
}

export interface ListExpr extends Base {
  readonly kind: "List";
  readonly items: Items;
}

export interface SetExpr extends Base {
  readonly kind: "Set";
  readonly items: Items;
}

export interface DictExpr extends Base {
  readonly kind: "Dict";
  readonly entries: Entries;
}

/** Items in order, not always as an array: a source may have very many; see `packItems`. */
export type Items = Iterable<Expr> & { readonly length: number };

/** The entries of a dict, as `Items`. */
export type Entries = Iterable<DictEntry> & { readonly length: number };

export interface DictEntry extends Place {
  readonly key: Expr;
  readonly value: Expr;
}

export interface Unary extends Base {
  readonly kind: "Unary";
  readonly op: "+" | "-" | "~" | "not";
  readonly operand: Expr;
}

/** One arithmetic or bitwise operation; chains are nested to the left. */
export interface Binary extends Base {
  readonly kind: "Binary";
  readonly op: "|" | "^" | "&" | "<<" | ">>" | "+" | "-" | "*" | "@" | "//" | "/" | "%" | "**";
  readonly left: Expr;
  readonly right: Expr;
}

export type CompareOp = "<" | ">" | "==" | "<=" | ">=" | "!=" | "in" | "not in" | "is" | "is not";

/** `left op[0] right[0] op[1] right[1] …`. */
export interface Compare extends Base {
  readonly kind: "Compare";
  readonly left: Expr;
  readonly ops: readonly CompareOp[];
  readonly rights: readonly Expr[];
}

/** `a and b and c`: a chain of one operator, at least two operands. */
export interface BoolOp extends Base {
  readonly kind: "BoolOp";
  readonly op: "and" | "or";
  readonly operands: readonly Expr[];
}

export interface Conditional extends Base {
  readonly kind: "Conditional";
  readonly test: Expr;
  readonly then: Expr;
  readonly otherwise: Expr;
}

/** `target := value`. */
export interface Walrus extends Base {
  readonly kind: "Walrus";
  /** A call's argument without parentheses of its own. */
  readonly bare: boolean;
  readonly target: Name;
  readonly value: Expr;
}

export interface Attribute extends Base {
  readonly kind: "Attribute";
  readonly object: Expr;
  readonly name: string;
  /** The line of the `.`. */
  readonly trailerLine: number;
  /** Written within parentheses of its own: `(a.b)()` is not a method call. */
  readonly parenthesised: boolean;
}

export interface Subscript extends Base {
  readonly kind: "Subscript";
  readonly object: Expr;
  readonly index: Expr;
  /** The line of the `[`. */
  readonly trailerLine: number;
  /** Written within parentheses of its own. */
  readonly parenthesised: boolean;
}

/** Only as a subscript's index or within the tuple that is one. */
export interface Slice extends Base {
  readonly kind: "Slice";
  readonly start: Expr | null;
  readonly stop: Expr | null;
  readonly step: Expr | null;
}

/** A call's argument: plain, `name=value`, `*value` or `**value`. */
export interface Argument extends Place {
  readonly form: "positional" | "keyword" | "star" | "doubleStar";
  readonly name: string | null;
  readonly value: Expr;
}

/** A call. An f-string is a call of `format` on its template. */
export interface Call extends Base {
  readonly kind: "Call";
  readonly callee: Expr;
  readonly args: readonly Argument[];
  /** The line of the `(`. */
  readonly trailerLine: number;
  /** Written within parentheses of its own: `(super()).x` is not looked up by a super opcode. */
  readonly parenthesised: boolean;
}

/** `*value` in an assignment's target, a display or a return value. */
export interface Starred extends Base {
  readonly kind: "Starred";
  readonly value: Expr;
}

export interface Lambda extends Base {
  readonly kind: "Lambda";
  readonly parameters: Parameters;
  readonly body: Expr;
}

/** One `for` or `if` of a comprehension, in source order. */
export type ComprehensionClause =
  | (Place & { readonly form: "for"; readonly target: Expr; readonly iterable: Expr })
  | (Place & { readonly form: "if"; readonly test: Expr });

export interface Comprehension extends Base {
  readonly kind: "Comprehension";
  readonly result: "list" | "set" | "dict" | "generator";
  /** A generator that is a call's argument without parentheses of its own. */
  readonly bare: boolean;
  /** The line of the element's first token, its parentheses included. */
  readonly elementLine: number;
  /** The item, or a dict comprehension's key. */
  readonly element: Expr;
  /** A dict comprehension's value. */
  readonly value: Expr | null;
  readonly clauses: readonly ComprehensionClause[];
}

/** `yield`, `yield value`, `yield from value`. */
export interface Yield extends Base {
  readonly kind: "Yield";
  readonly from: boolean;
  readonly value: Expr | null;
}

export interface Await extends Base {
  readonly kind: "Await";
  readonly value: Expr;
}

export type Expr =
  | Constant
  | Name
  | TupleExpr
  | ListExpr
  | SetExpr
  | DictExpr
  | Unary
  | Binary
  | Compare
  | BoolOp
  | Conditional
  | Walrus
  | Attribute
  | Subscript
  | Slice
  | Call
  | Starred
  | Lambda
  | Comprehension
  | Yield
  | Await;

// ----------------------------------------------------------------------------------- parameters

export interface Parameter extends Place {
  readonly name: string;
  readonly annotation: Expr | null;
  readonly default: Expr | null;
}

/** A function's or lambda's parameters, by kind, in source order. */
export interface Parameters {
  readonly positionalOnly: readonly Parameter[];
  readonly positional: readonly Parameter[];
  readonly star: Parameter | null;
  /** A bare `*` was written. */
  readonly bareStar: boolean;
  readonly keywordOnly: readonly Parameter[];
  readonly doubleStar: Parameter | null;
}

// ----------------------------------------------------------------------------------- statements

export interface ExprStatement extends Base {
  readonly kind: "ExprStatement";
  readonly value: Expr;
}

/** `targets[0] = targets[1] = … = value`. */
export interface Assign extends Base {
  readonly kind: "Assign";
  readonly targets: readonly Expr[];
  readonly value: Expr;
}

export interface AugAssign extends Base {
  readonly kind: "AugAssign";
  readonly target: Expr;
  readonly op: Binary["op"];
  readonly value: Expr;
}

export interface AnnAssign extends Base {
  readonly kind: "AnnAssign";
  readonly target: Expr;
  readonly annotation: Expr;
  readonly value: Expr | null;
}

export interface Delete extends Base {
  readonly kind: "Delete";
  readonly targets: readonly Expr[];
}

/** `pass` also stands for an expression statement that is a mere constant. */
export interface Pass extends Base {
  readonly kind: "Pass" | "Break" | "Continue";
  /** A removed `_NAME = const(…)` that was alone on its line: the line table does not record it. */
  readonly removed?: true;
}

export interface Return extends Base {
  readonly kind: "Return";
  readonly value: Expr | null;
}

export interface Raise extends Base {
  readonly kind: "Raise";
  readonly exception: Expr | null;
  readonly cause: Expr | null;
}

export interface GlobalStatement extends Base {
  readonly kind: "Global" | "Nonlocal";
  readonly names: readonly (Place & { readonly id: string })[];
}

export interface Assert extends Base {
  readonly kind: "Assert";
  readonly test: Expr;
  readonly message: Expr | null;
}

export interface ImportAlias extends Place {
  /** Dotted in `import a.b`. */
  readonly name: string;
  readonly asName: string | null;
}

export interface Import extends Base {
  readonly kind: "Import";
  readonly names: readonly ImportAlias[];
}

export interface ImportFrom extends Base {
  readonly kind: "ImportFrom";
  /** Leading dots. */
  readonly level: number;
  /** Dotted, empty in `from . import x`. */
  readonly module: string;
  /** `"*"` for a star import. */
  readonly names: readonly ImportAlias[] | "*";
}

export interface If extends Base {
  readonly kind: "If";
  readonly branches: readonly (Place & { readonly test: Expr; readonly body: readonly Stmt[] })[];
  readonly otherwise: readonly Stmt[] | null;
}

export interface While extends Base {
  readonly kind: "While";
  readonly test: Expr;
  readonly body: readonly Stmt[];
  readonly otherwise: readonly Stmt[] | null;
}

export interface For extends Base {
  readonly kind: "For";
  readonly isAsync: boolean;
  readonly target: Expr;
  readonly iterable: Expr;
  readonly body: readonly Stmt[];
  readonly otherwise: readonly Stmt[] | null;
}

export interface ExceptHandler extends Place {
  readonly type: Expr | null;
  readonly name: string | null;
  readonly body: readonly Stmt[];
}

export interface Try extends Base {
  readonly kind: "Try";
  readonly body: readonly Stmt[];
  readonly handlers: readonly ExceptHandler[];
  readonly otherwise: readonly Stmt[] | null;
  readonly finally: readonly Stmt[] | null;
}

export interface WithItem extends Place {
  readonly context: Expr;
  readonly target: Expr | null;
}

export interface With extends Base {
  readonly kind: "With";
  readonly isAsync: boolean;
  readonly items: readonly WithItem[];
  readonly body: readonly Stmt[];
}

/** A definition's statements: a list, or, while a source is compiled, to be gone through only once. */
export type Suite = Iterable<Stmt>;

export interface FunctionDef extends Base {
  readonly kind: "FunctionDef";
  readonly isAsync: boolean;
  readonly name: string;
  readonly parameters: Parameters;
  readonly returns: Expr | null;
  readonly decorators: readonly Expr[];
  readonly body: Suite;
}

export interface ClassDef extends Base {
  readonly kind: "ClassDef";
  readonly name: string;
  readonly args: readonly Argument[];
  readonly decorators: readonly Expr[];
  readonly body: Suite;
}

export type Stmt =
  | ExprStatement
  | Assign
  | AugAssign
  | AnnAssign
  | Delete
  | Pass
  | Return
  | Raise
  | GlobalStatement
  | Assert
  | Import
  | ImportFrom
  | If
  | While
  | For
  | Try
  | With
  | FunctionDef
  | ClassDef;

/** A whole input. */
export interface Module {
  readonly kind: "Module";
  /** `exec` for a file, `single` for one REPL input, `eval` for one expression. */
  readonly mode: "exec" | "single" | "eval";
  /** In `eval` mode exactly one ExprStatement. */
  readonly body: readonly Stmt[];
  /** How many lines the source has. */
  readonly lines: number;
}
