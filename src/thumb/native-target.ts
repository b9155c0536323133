import type { InlineAssembler, NativeTarget } from "../compile/native/assembler.js";
import { InlineError } from "./inline/error.js";
import { assembleInline } from "./inline/function.js";
import { NLR_VALUE, NLR_WORDS, ThumbNativeAssembler } from "./native-assembler.js";

/** The architectures that share one code: ARMv7-M without and with DSP and floating point. */
export const thumbArchitectures = ["armv7m", "armv7em", "armv7emsp", "armv7emdp"] as const;

/** A processor that machine code can be made for. */
export type ThumbArchitecture = (typeof thumbArchitectures)[number];

/** Those of them that have an FPU, of single or double precision. */
const withFloatUnit: ReadonlySet<ThumbArchitecture> = new Set(["armv7emsp", "armv7emdp"]);

const inlineFor = (architecture: ThumbArchitecture): InlineAssembler => ({
  decorator: "asm_thumb",
  assemble(node, fail) {
    try {
      return assembleInline(node, withFloatUnit.has(architecture));
    } catch (error) {
      if (error instanceof InlineError) fail(error.place, error.message);
      throw error;
    }
  },
});

/** The target for an architecture of the file format. */
export const thumbTarget = (architecture: ThumbArchitecture): NativeTarget => ({
  architecture,
  contextWords: NLR_WORDS,
  exceptionSlot: NLR_VALUE,
  inline: inlineFor(architecture),
  newAssembler: () => new ThumbNativeAssembler(),
});
