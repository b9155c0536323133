import { CalledActivation } from "./activation.js";
import type { Symbols } from "./ahead/symbols.js";
import { PARAMS } from "./emitter.js";
import type { Facts } from "./facts.js";
import { FunctionTranslator } from "./function-translator.js";
import { Inlining } from "./inlining.js";
import { ModuleBuilder } from "./module-builder.js";
import type { SharedWords } from "./shared-words.js";
import type { Source } from "./source.js";
import { State } from "./state.js";
import { UNSET, WORD } from "./value.js";
import { vmGlobals } from "./vm-globals.js";
import { I32 } from "./wasm-code.js";
import { encodeModule } from "./wasm-module.js";

/** What became of a function. */
export interface Translation {
  readonly bytes: Uint8Array;
  /** Positions of the entries 1, 2, …; entry 0 is the function's start. */
  readonly entries: readonly number[];
  /** Whether some of them are in loops. */
  readonly hasLoops: boolean;
  /** Words of the objects that it relies on to be alive. */
  readonly held: readonly number[];
}

/** The most places where the interpreter may hand a frame over. */
const MAX_ENTRIES = 200;

/**
 * Translates a function. undefined: it is of a form that is left to the interpreter.
 *
 * @param symbols what numbers of the facts stand for, when the code is made before it is loaded
 */
export function translate(
  source: Source,
  facts: Facts,
  shared: SharedWords,
  symbols?: Symbols,
): Translation | undefined {
  const inlining = new Inlining(
    (inner, known, activation) => new FunctionTranslator(inner, known, shared, module, activation),
  );
  const module = new ModuleBuilder(PARAMS, inlining, symbols);
  const activation = new CalledActivation(facts.code);
  const translator = new FunctionTranslator(source, facts, shared, module, activation);
  translator.emitter.take();
  if (!translator.analyse(startState(source))) return undefined;
  translator.chooseEntries();
  const { entries, graph, hasLoops } = translator;
  if (entries.length > MAX_ENTRIES) return undefined;
  symbols?.clear();
  module.out = module.newCode();
  translator.emit();
  return {
    bytes: encode(source.name, module, symbols),
    entries: entries.map(({ block }) => graph.positionOf(block)),
    hasLoops,
    held: [...module.held],
  };
}

function startState({ localWords, filledLocals }: Source): State {
  const locals = Array.from({ length: localWords }, (_, i) => (filledLocals.has(i) ? WORD : UNSET));
  return new State(locals, [], []);
}

function encode(name: string, module: ModuleBuilder, symbols: Symbols | undefined): Uint8Array {
  return encodeModule({
    name,
    imports: module.imports,
    globals: vmGlobals,
    words: symbols?.list ?? [],
    tableTypes: module.tableTypes,
    signature: { params: [I32, I32], results: [I32] },
    locals: module.localTypes,
    code: module.out.bytes,
  });
}
