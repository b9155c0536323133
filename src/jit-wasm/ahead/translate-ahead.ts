import { ByteReader } from "../../compile/mpy/byte-reader.js";
import { type Prelude, readPrelude } from "../../compile/mpy/prelude.js";
import type { BytecodeModule } from "../../compile/native/assembler.js";
import { ENTRIES_SECTION } from "../../tables/jit.js";
import { ScopeFlag } from "../../tables/mpy-format.js";
import { decodeInstructions, type Instruction, localOf } from "../instructions.js";
import type { Source } from "../source.js";
import { type Translation, translate } from "../translate.js";
import { putUnsigned } from "../wasm-code.js";
import { customSection } from "../wasm-module.js";
import { AheadFacts } from "./ahead-facts.js";
import { Symbols, symbolOf } from "./symbols.js";

/**
 * Translates a function of bytecode before its program runs.
 *
 * @param bytecode with its prelude, as in the file
 * @returns the bytes of a Wasm module; undefined where the function is left to the interpreter: it has more loops
 * than code can have entries
 */
export function translateAhead(
  bytecode: Uint8Array,
  module: BytecodeModule,
): Uint8Array | undefined {
  const reader = new ByteReader(bytecode);
  const prelude = readPrelude(reader);
  const code = decodeInstructions(bytecode.slice(prelude.start));
  const cells = bytecode.subarray(prelude.cells, prelude.start);
  const filled = filledLocals(prelude, cells);
  const source: Source = {
    name: module.nameText(new ByteReader(bytecode, prelude.info, prelude.cells).uint()),
    code,
    localWords: localWords(code, filled),
    stateWords: prelude.stateSize,
    filledLocals: filled,
  };
  const shared = { status: symbolOf.status, epoch: symbolOf.epoch, place: 0 };
  const symbols = new Symbols((index) => module.nameText(index));
  const made = translate(source, new AheadFacts(module), shared, symbols);
  return made === undefined ? undefined : withEntries(made);
}

/** The module, and where the interpreter can hand a frame over to it: a flag for loops, then positions. */
function withEntries({ bytes, entries, hasLoops }: Translation): Uint8Array {
  const content = [hasLoops ? 1 : 0];
  for (const position of entries) putUnsigned(content, position);
  const section = customSection(ENTRIES_SECTION, content);
  const all = new Uint8Array(bytes.length + section.length);
  all.set(bytes);
  all.set(section, bytes.length);
  return all;
}

/** The parameters and the cells. */
function filledLocals(prelude: Prelude, cells: Uint8Array): Set<number> {
  const { flags, positional, keywordOnly } = prelude;
  const filled = new Set<number>(cells);
  let parameters = positional + keywordOnly;
  if ((flags & ScopeFlag.VarArgs) !== 0) parameters++;
  if ((flags & ScopeFlag.VarKeywords) !== 0) parameters++;
  for (let i = 0; i < parameters; i++) filled.add(i);
  return filled;
}

/** One more than the highest local, as the VM counts them. */
function localWords(code: readonly Instruction[], filled: ReadonlySet<number>): number {
  let count = 0;
  for (const local of filled) count = Math.max(count, local + 1);
  for (const instruction of code) count = Math.max(count, localOf(instruction) + 1);
  return count;
}
