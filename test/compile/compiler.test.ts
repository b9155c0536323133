import { setTimeout } from "node:timers/promises";
import { describe, expect, it } from "vitest";
import { measureMemory } from "../../bench/compile-memory.js";
import { CompileError, compile, Reader } from "../../src/compile/index.js";
import { parseStatements } from "../../src/compile/parser.js";
import { compileMessages } from "../../src/tables/compile-messages.js";
import { syntaxMessages } from "../../src/tables/syntax-messages.js";
import { functionOf, instructionsOf } from "./instructions.js";

function refusal(source: string): [string, number] {
  try {
    compile(source, { filename: "t.py" });
  } catch (error) {
    if (error instanceof CompileError) return [error.text, error.line];
    throw error;
  }
  throw new Error("the program was compiled");
}

/** A source of many functions, methods, names and constants, one definition a piece. */
function* definitions(count: number): Generator<string> {
  for (let i = 0; i < count; i++) {
    yield `def make_${i}(first, second=${i}):
  """What it does, which nobody keeps."""
  total = [first + one * ${i} for one in second if one]
  if total and first.size > 3:
    print("the total of number ${i} is", total, 1.5)
  return lambda: total
value_${i} = make_${i}(${i}, key="key ${i}")
`;
  }
}

/** As `definitions`, but all in one class. */
function* methods(count: number): Generator<string> {
  yield "class Huge:\n";
  for (const definition of definitions(count)) yield definition.replaceAll(/^(?=.)/gm, "  ");
}

/** A full collection takes long where the machine is busy. */
const PATIENCE = { timeout: 60_000 };

describe("memory", PATIENCE, () => {
  // A tree takes some forty times the output. What must be kept is the code (about once the output,
  // twice where an array has just grown), and for each name and constant a string and an entry of a
  // map, 100 to 150 bytes where the file has 10 to 20.
  const MOST_PER_OUTPUT_BYTE = 6;

  it("grows with the output only", async () => {
    const compiler = { compile, Reader };
    measureMemory(compiler, definitions(700), 10_000);
    // What a compilation leaves is collected only in another turn of the event loop.
    await setTimeout(1);
    const small = measureMemory(compiler, definitions(700), 10_000);
    await setTimeout(1);
    const large = measureMemory(compiler, definitions(5_600), 10_000);
    const growth = (large.peak - small.peak) / (large.output - small.output);
    expect(growth).toBeLessThan(MOST_PER_OUTPUT_BYTE);
  });

  it("grows with the output only within one class", async () => {
    const compiler = { compile, Reader };
    measureMemory(compiler, methods(700), 10_000);
    await setTimeout(1);
    const small = measureMemory(compiler, methods(700), 10_000);
    await setTimeout(1);
    const large = measureMemory(compiler, methods(5_600), 10_000);
    const growth = (large.peak - small.peak) / (large.output - small.output);
    expect(growth).toBeLessThan(MOST_PER_OUTPUT_BYTE);
  });

  it("does not take many times the output for a table of data", () => {
    function* table(): Generator<string> {
      yield "table = {\n";
      for (let i = 0; i < 10_000; i++) yield `  "key of number ${i}": [${i}, "text", None],\n`;
      yield "}\n";
    }
    const { peak, output } = measureMemory({ compile, Reader }, table(), 1000);
    expect(peak / output).toBeLessThan(MOST_PER_OUTPUT_BYTE);
  });

  it("keeps no block of the source for a name that was in it", () => {
    function* commented(): Generator<string> {
      const comment = `# ${"nothing ".repeat(2500)}\n`;
      for (let i = 0; i < 1000; i++) yield `${comment}long_name_of_number_${i} = "text of ${i}"\n`;
    }
    const { peak } = measureMemory({ compile, Reader }, commented(), 10_000);
    expect(peak).toBeLessThan(4 << 20);
  });
});

describe("a class", () => {
  const codeOf = (body: string): string[] =>
    functionOf(`class A:\n${body.replaceAll(/^(?=.)/gm, "  ")}`);

  it("accesses its own __class__ as a local where no method does", () => {
    expect(codeOf("x = __class__\ndef f(self): pass")).toContain("LOAD_FAST_MULTI 0");
  });

  it("accesses its own __class__ as a cell where a method further down does, too", () => {
    const code = codeOf("x = __class__\ndef f(self): pass\ndef g(self): super()");
    expect(code).toContain("LOAD_DEREF 0");
  });

  it("refuses a walrus in a comprehension", () => {
    const source = "class A:\n  def f(): pass\n  [(x := 1) for y in z]\n  def g(): pass";
    expect(refusal(source)).toEqual([compileMessages.noNonlocal, 3]);
  });

  it("allows a walrus in a comprehension if it declares the name global further down", () => {
    const source = "class A:\n  [(x := 1) for y in z]\n  def g(): pass\n  global x";
    expect(() => compile(source)).not.toThrow();
  });

  it("is refused for an error of syntax in it rather than for another before", () => {
    const source = "class A:\n  break\n  def f():\n    return\n    x = )";
    expect(refusal(source)).toEqual([syntaxMessages.invalidSyntax, 5]);
  });
});

describe("a source that comes in pieces", () => {
  it("is read no further than the statement that is given", () => {
    const pieces = ["a\n", "b\n", "c\n"].map((piece) => new TextEncoder().encode(piece));
    const statements = parseStatements(Reader.fromSource(() => pieces.shift() ?? null, "t.py"));
    for (const { line } of statements) {
      if (line === 1) expect(pieces.length).toBe(1);
    }
    expect(pieces.length).toBe(0);
  });
});

describe("the error that is reported", () => {
  it("is one of syntax, however early another is", () => {
    expect(refusal("break\nx = )\n")).toEqual([syntaxMessages.invalidSyntax, 2]);
  });

  it("is one of the module's own code before any of a function", () => {
    expect(refusal("def f(): super()\nbreak")).toEqual([compileMessages.outsideLoop, 2]);
  });

  it("is one of an outer function before any of an inner one", () => {
    const source = "def f():\n  def g():\n    break\ndef h(): super()";
    expect(refusal(source)).toEqual([compileMessages.noSelf, 4]);
  });

  it("is the first one of equally deep functions", () => {
    const source = "def f():\n  break\ndef g(): super()";
    expect(refusal(source)).toEqual([compileMessages.outsideLoop, 2]);
  });
});

describe("a function that declares a name global", () => {
  it("changes how the module accesses it, before and behind", () => {
    expect(instructionsOf("x = 1\ndef f():\n  def g():\n    global x\ndel x")).toEqual([
      "LOAD_CONST_SMALL_INT_MULTI 1",
      "STORE_GLOBAL x",
      "MAKE_FUNCTION 0 f",
      "STORE_NAME f",
      "DELETE_GLOBAL x",
    ]);
  });

  it("does not keep the module from doing so", () => {
    expect(instructionsOf("def f():\n  global x\nglobal x\nx").slice(2)).toEqual([
      "LOAD_GLOBAL x",
      "POP_TOP",
    ]);
  });

  it("does not allow it in the module behind an assignment", () => {
    const source = "x = 1\n[(x := y) for y in z]\nglobal x";
    expect(refusal(source)).toEqual([compileMessages.redefinedGlobal, 3]);
  });
});

describe("a walrus of a name that its comprehension has used", () => {
  const walrus = "[x for x in y if (x := 1)]";

  it("is refused", () => {
    expect(refusal(walrus)).toEqual([compileMessages.redefinedGlobal, 1]);
  });

  it("is allowed where the module declares the name later", () => {
    expect(() => compile(`${walrus}\nglobal x`)).not.toThrow();
  });

  it("is allowed behind a function that declares a name of the module", () => {
    expect(() => compile(`def f():\n  global x\n${walrus}\nx`)).not.toThrow();
  });

  it("is refused before such a function", () => {
    expect(refusal(`${walrus}\nx\ndef f():\n  global x`)).toEqual([
      compileMessages.redefinedGlobal,
      1,
    ]);
  });

  it("is allowed behind another one that bound the name", () => {
    expect(() => compile(`[(x := 1) for z in y]\n${walrus}`)).not.toThrow();
  });
});
