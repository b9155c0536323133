import { decodeInstructions } from "../jit-wasm/instructions.js";
import type { Source } from "../jit-wasm/source.js";
import { Layout } from "../tables/jit.js";

/**
 * Reads a function's bytecode, and what its frame is like, from the VM's memory.
 *
 * @param code the word of its code
 * @param text gives the text of an interned string
 */
export function readSource(
  memory: WebAssembly.Memory,
  code: number,
  text: (name: number) => string,
): Source {
  const words = new Uint32Array(memory.buffer);
  const bytes = new Uint8Array(memory.buffer);
  const field = (offset: number): number => words[(code + offset) >> 2]!;
  return {
    name: text(field(Layout.CodeName)),
    code: decodeInstructions(bytes.slice(field(Layout.CodeStart), field(Layout.CodeEnd))),
    localWords: field(Layout.CodeLocalWords),
    stateWords: field(Layout.CodeStateWords),
    filledLocals: filledLocals(field, bytes),
  };
}

/** The locals that have values when a function starts: its parameters, and cells. */
function filledLocals(field: (offset: number) => number, bytes: Uint8Array): Set<number> {
  const flags = field(Layout.CodeFlags) & 0xffff;
  const stars = ((flags >> 1) & 1) + ((flags >> 2) & 1);
  const parameters = field(Layout.CodePositional) + field(Layout.CodeKeywordOnly) + stars;
  const cells = field(Layout.CodeCells);
  const filled = new Set(bytes.slice(cells, cells + field(Layout.CodeCellCount)));
  for (let i = 0; i < parameters; i++) filled.add(i);
  return filled;
}
