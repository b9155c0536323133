import { ENTRIES_SECTION, Layout } from "../tables/jit.js";
import type { VmExports } from "./exports.js";
import type { TablePlaces } from "./table-places.js";
import { makeInstance } from "./wasm-functions.js";

/** Words in front of the numbers of names and constants; as `src/jit-wasm/ahead/symbols.ts` spells them. */
const NUMBERED = /^(name|constant) (\d+)$/;

/**
 * Installs what a function's bytecode was translated to before it was loaded. The words that the code asks for are
 * those of its module: it is no constant where these lie.
 *
 * @param code the address of the Code
 * @returns false when the bytes are no such module
 */
export function installAhead(
  exports: VmExports,
  memory: WebAssembly.Memory,
  places: TablePlaces,
  code: number,
): boolean {
  const words = new Uint32Array(memory.buffer);
  const field = (offset: number): number => words[(code + offset) >> 2]!;
  const start = field(Layout.CodeAhead);
  const bytes = new Uint8Array(memory.buffer, start, field(Layout.CodeAheadLength)).slice();
  const made = makeInstance(bytes, (module) => ({
    ...exports,
    memory,
    ...wordsOf(module, (name) => wordOf(name, exports, words, field)),
  }));
  if (made === undefined) return false;
  const index = places.put(code, made.run);
  const { hasLoops, positions } = readEntries(made.module);
  for (const [i, position] of positions.entries()) {
    exports.addEntry(field(Layout.CodeStart) + position, index, i + 1);
  }
  exports.installCompiled(code, index, hasLoops ? 1 : 0);
  return true;
}

/** The values of the globals that a module imports besides those of the VM. */
function wordsOf(
  module: WebAssembly.Module,
  wordOf: (name: string) => number | undefined,
): Record<string, number> {
  const found: Record<string, number> = {};
  for (const { kind, name } of WebAssembly.Module.imports(module)) {
    const word = kind === "global" ? wordOf(name) : undefined;
    if (word !== undefined) found[name] = word;
  }
  return found;
}

function wordOf(
  name: string,
  { STATUS, GLOBALS_EPOCH }: VmExports,
  words: Uint32Array,
  field: (offset: number) => number,
): number | undefined {
  if (name === "code") return field(Layout.CodeStart);
  if (name === "status") return STATUS.value;
  if (name === "epoch") return GLOBALS_EPOCH.value;
  const [, table, index] = NUMBERED.exec(name) ?? [];
  if (table === undefined) return undefined;
  const at = field(table === "name" ? Layout.CodeNamesAt : Layout.CodeConstantsAt);
  return words[(at >> 2) + Number(index)];
}

/** A module without the section, or with a damaged one, is entered at its start only. */
function readEntries(module: WebAssembly.Module): { hasLoops: boolean; positions: number[] } {
  const [section] = WebAssembly.Module.customSections(module, ENTRIES_SECTION);
  const [flag = 0, ...content] = new Uint8Array(section ?? new ArrayBuffer(0));
  const positions: number[] = [];
  let value = 0;
  let shift = 0;
  for (const byte of content) {
    value |= (byte & 0x7f) << shift;
    shift += 7;
    if (byte >= 0x80) continue;
    positions.push(value);
    value = 0;
    shift = 0;
  }
  return { hasLoops: flag !== 0, positions };
}
