import { describe, expect, it } from "vitest";
import { createRuntimeSync } from "../../build/index.js";
import { builtinPrograms } from "./builtin-programs.js";
import { callPrograms } from "./call-programs.js";
import { generatorPrograms } from "./generator-programs.js";
import { hotPrograms } from "./hot-programs.js";
import { slicePrograms } from "./slice-programs.js";
import { unwindingPrograms } from "./unwinding-programs.js";

/** What a program prints. */
function outputOf(source: string, jit: "off" | "on" | "eager" | "soon", hardMode: boolean): string {
  const decoder = new TextDecoder();
  let output = "";
  const runtime = createRuntimeSync({
    jit,
    hardMode,
    heapSize: 4 << 20,
    stdout: (bytes) => {
      output += decoder.decode(bytes, { stream: true });
    },
  });
  runtime.run(source);
  runtime.dispose();
  return output;
}

describe("compiled code that meets what it did not expect", () => {
  for (const { name, source, output } of [
    ...hotPrograms,
    ...builtinPrograms,
    ...callPrograms,
    ...generatorPrograms,
    ...slicePrograms,
    ...unwindingPrograms,
  ]) {
    it(`${name}: interpreted`, () => expect(outputOf(source, "off", false)).toBe(output));
    it(name, () => expect(outputOf(source, "soon", false)).toBe(output));
    it(`${name}: without having been watched`, () =>
      expect(outputOf(source, "eager", false)).toBe(output));
    it(`${name}: hard`, () => expect(outputOf(source, "soon", true)).toBe(output));
  }
});
