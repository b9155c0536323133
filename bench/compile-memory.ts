import type { Compiler } from "./built.js";
import { liveBytes } from "./live-bytes.js";

/** What a compilation held while it read its source. */
export interface CompileMemory {
  /** The most bytes that were live beyond those before it. */
  readonly peak: number;
  /** The length of the `.mpy` file. */
  readonly output: number;
}

/**
 * Compiles a source that comes piece by piece and is held by nobody else, and counts what is live each
 * time the compiler asks for more.
 *
 * @param every count at each so many pieces, and at the end
 */
export function measureMemory(
  { compile, Reader }: Compiler,
  pieces: Iterable<string>,
  every: number,
): CompileMemory {
  const encoder = new TextEncoder();
  const iterator = pieces[Symbol.iterator]();
  let asked = 0;
  let peak = 0;
  const before = liveBytes();
  const reader = Reader.fromSource(() => {
    const { done, value } = iterator.next();
    if (done || asked++ % every === 0) peak = Math.max(peak, liveBytes() - before);
    return done ? null : encoder.encode(value);
  }, "generated.py");
  const output = compile(reader).length;
  return { peak, output };
}
