/**
 * Loaded code: what the loader makes of a `.mpy` file's raw code, decoded once.
 *
 * A ModuleContext holds what all code of one file shares; the bytecode itself stays where the file's bytes
 * are (a Buffer, or permanent memory for frozen modules) and is used in place. Machine code is copied to
 * a Buffer of its own, where it is aligned.
 */
import { Kind } from "../generated/kinds";
import { CodeKind } from "../generated/mpy-format";
import { describe, refAt } from "../memory/layout";
import { Ref } from "../memory/ref";

/** The first four words are where machine code expects them (its ABI says so). */
@unmanaged
export class ModuleContext {
  header: u32;
  /** The globals: a Dict. */
  globals: Ref;
  /** Address of the interned strings' ids, 16 bits each, by the file's own numbers; 0 without machine code. */
  ids: usize;
  /** Address of the constants. */
  objects: usize;
  /** A RefBuffer of interned strings, by the file's own numbers. */
  names: Ref;
  /** A RefBuffer of constants. */
  constants: Ref;
  /** The Buffer with the file's bytes, 0 when they are permanent. */
  bytes: Ref;
  /** The source file's name, an interned string. */
  file: Ref;
  /** The Buffer with `ids`, 0 without machine code. */
  idBytes: Ref;
}

/** Where the words of a RefBuffer start. */
export const REFS_DATA: usize = 4;

@unmanaged
export class Code {
  header: u32;
  context: Ref;
  /** A RefBuffer of the functions defined inside, 0 for none. */
  children: Ref;
  /** The function's name, an interned string. */
  name: Ref;
  /** Address of the context's interned strings, which the interpreter reads at every name. */
  namesAt: usize;
  /** Likewise of its constants. */
  constantsAt: usize;
  /** Addresses in the file's bytes: the prelude's name list, line table, cell list, first instruction. */
  argNames: usize;
  lines: usize;
  linesEnd: usize;
  cells: usize;
  start: usize;
  end: usize;
  /** Locals and value stack together, in words; of these, the locals; nested handlers. */
  stateWords: u32;
  localWords: u32;
  handlers: u16;
  /** How often compiled code gave up since it was compiled last. */
  exits: u16;
  flags: u16;
  /** How often it was compiled again. */
  recompiles: u16;
  positional: u32;
  keywordOnly: u32;
  defaults: u32;
  cellCount: u32;
  /** How often it was entered or looped back, for the compilers of hot code. */
  heat: i32;
  /** One more than the positional parameters (cells of a closure included) when there are no others, else 0. */
  simple: u32;
  /** The compiled function's place in the table of functions, 0 for none. */
  compiled: u32;
  /** What it is: bytecode, or one of the sorts of machine code. */
  kind: CodeKind;
  /** Machine code: the Buffer it lies in, and the one with its read-only data and variables, 0 for none. */
  machine: Ref;
  data: Ref;
  /** Viper code: the bytes of its variables, which stand in front of its read-only data. */
  variables: u32;
  /** Assembler code: the types of its arguments and result, three bits each. */
  types: u32;
  /** Bytecode: where the file has its translation that is not installed yet, and how long it is; else 0. */
  ahead: usize;
  aheadLength: u32;
  /** A tuple of what the compiled function relies on, 0 for nothing. */
  held: Ref;
  /** The next code of those that have compiled functions (asm/jit/places.ts), 0 when this has none. */
  nextCompiled: Ref;
}

/** Code.flags, as in the prelude. */
export const CODE_GENERATOR: u32 = 1;
export const CODE_KEYWORDS: u32 = 2;
export const CODE_VARARGS: u32 = 4;
export const CODE_KEYWORD_DEFAULTS: u32 = 8;

export function codeAt(x: Ref): Code {
  return changetype<Code>(<usize>x);
}

export function contextAt(x: Ref): ModuleContext {
  return changetype<ModuleContext>(<usize>x);
}

export function describeCode(): void {
  describe(
    Kind.ModuleContext,
    refAt(offsetof<ModuleContext>("globals")) |
      refAt(offsetof<ModuleContext>("names")) |
      refAt(offsetof<ModuleContext>("constants")) |
      refAt(offsetof<ModuleContext>("bytes")) |
      refAt(offsetof<ModuleContext>("idBytes")),
    0,
  );
  describe(
    Kind.Code,
    refAt(offsetof<Code>("context")) |
      refAt(offsetof<Code>("children")) |
      refAt(offsetof<Code>("held")) |
      refAt(offsetof<Code>("machine")) |
      refAt(offsetof<Code>("data")),
    0,
  );
  describe(Kind.RefBuffer, 0, REFS_DATA);
}
