import { describe, expect, it } from "vitest";
import type { Expr, Module, Stmt } from "../../src/compile/ast.js";
import { parse } from "../../src/compile/parser.js";
import { printAst } from "../../src/compile/print-ast.js";
import { printTokens } from "../../src/compile/print-tokens.js";
import { Reader } from "../../src/compile/reader.js";

function read(source: string, mode: Module["mode"] = "exec"): Module {
  return parse(Reader.fromString(source, "t.py"), { mode });
}

function statement(source: string): Stmt {
  return read(source).body[0]!;
}

function expr(source: string): Expr {
  const [only] = read(source, "eval").body;
  return (only as Extract<Stmt, { kind: "ExprStatement" }>).value;
}

/** A constant's value in short, or its node's kind. */
function constant(source: string): unknown {
  const node = expr(source);
  if (node.kind === "ConstTuple") return node.items.length;
  return "value" in node && node.kind !== "Starred" && node.kind !== "Yield"
    ? node.value
    : node.kind;
}

describe("parser: every statement", () => {
  it.each([
    ["x", "ExprStatement"],
    ["yield_ = (yield)", "Assign"],
    ["a = b = c, *d", "Assign"],
    ["a: int", "AnnAssign"],
    ["a.b: int = yield", "AnnAssign"],
    ["a //= 2", "AugAssign"],
    ["del a, b[0]", "Delete"],
    ["pass", "Pass"],
    ["'doc'", "Pass"],
    ["break", "Break"],
    ["continue", "Continue"],
    ["return a, b", "Return"],
    ["raise a from b", "Raise"],
    ["global a, b", "Global"],
    ["nonlocal a", "Nonlocal"],
    ["assert a, b", "Assert"],
    ["import a.b as c, d", "Import"],
    ["from ...a.b import (c as d, e,)", "ImportFrom"],
    ["from . import *", "ImportFrom"],
    ["if a: b\nelif c: d\nelse: e", "If"],
    ["while a: b\nelse: c", "While"],
    ["for a, *b in c, d: e\nelse: f", "For"],
    ["try: a\nexcept b as c: d\nexcept: e\nelse: f\nfinally: g", "Try"],
    ["with a as b, c: d", "With"],
    ["def f(a, b: c = d, *e, g, **h) -> i: j", "FunctionDef"],
    ["async def f(): await a", "FunctionDef"],
    ["async with a: b", "With"],
    ["async for a in b: c", "For"],
    ["@a.b(c)\n@d\nclass E(F, g=h): i", "ClassDef"],
  ])("reads %j", (source, kind) => {
    expect(statement(source).kind).toBe(kind);
  });

  it("counts the dots of a relative import", () => {
    expect(statement("from ....a import b")).toMatchObject({ level: 4, module: "a" });
  });

  it("sorts parameters by kind", () => {
    expect(statement("def f(a, b=1, *c, d, e=2, **g): pass")).toMatchObject({
      parameters: {
        positional: [{ name: "a" }, { name: "b" }],
        star: { name: "c" },
        keywordOnly: [{ name: "d" }, { name: "e" }],
        doubleStar: { name: "g" },
      },
    });
  });
});

describe("parser: every expression", () => {
  it.each([
    ["a", "Name"],
    ["None", "Singleton"],
    ["...", "Singleton"],
    ["1j", "Imaginary"],
    ["b'a' b'b'", "Bytes"],
    ["f'{a}'", "Call"],
    ["()", "Tuple"],
    ["(a,)", "Tuple"],
    ["a, b", "Tuple"],
    ["[a, *b]", "List"],
    ["{a, b}", "Set"],
    ["{}", "Dict"],
    ["{a: b, c: d,}", "Dict"],
    ["[a for b in c if d for e in f]", "Comprehension"],
    ["{a for b in c}", "Comprehension"],
    ["{a: b for c in d}", "Comprehension"],
    ["(a for b in c)", "Comprehension"],
    ["-a", "Unary"],
    ["not a", "Unary"],
    ["a @ b", "Binary"],
    ["a ** -b", "Binary"],
    ["a < b not in c is not d", "Compare"],
    ["a and b and c", "BoolOp"],
    ["a if b else c", "Conditional"],
    ["(a := b)", "Walrus"],
    ["a.b", "Attribute"],
    ["a[b:c:d, ...]", "Subscript"],
    ["a(b, *c, d=e, **f)", "Call"],
    ["a(b for c in d)", "Call"],
    ["lambda a, *b, c=1, **d: e", "Lambda"],
    ["(yield from a)", "Yield"],
    ["await a.b()", "Await"],
  ])("reads %s", (source, kind) => {
    expect(expr(source).kind).toBe(kind);
  });

  it.each([
    ["a + b * c", "a + (b * c)"],
    ["a - b - c", "(a - b) - c"],
    ["a ** b ** c", "a ** (b ** c)"],
    ["-a ** b", "-(a ** b)"],
    ["a | b ^ c & d << e + f", "a | (b ^ (c & (d << (e + f))))"],
    ["not a == b", "not (a == b)"],
    ["a or b and c", "a or (b and c)"],
  ])("groups %s as %s", (plain, grouped) => {
    const shape = (source: string): string => printAst(read(source)).replace(/ \d+:\d+/g, "");
    expect(shape(plain)).toBe(shape(grouped));
  });
});

describe("parser: folding", () => {
  it.each([
    ["1 + 2 * 3", 7n],
    ["2 ** 100", 1n << 100n],
    ["-7 // 2", -4n],
    ["-7 % 3", 2n],
    ["~5 ^ 3 | 8 & 12", -7n],
    ["1 << 70 >> 69", 2n],
    ["7 / 2", 3.5],
    ["2 ** -1", 0.5],
    ["-7.5 // 2", -4],
    ["-7.5 % 2", 0.5],
    ["1.5 + 1", 2.5],
    ["not ()", "True"],
    ["not 'a'", "False"],
    ["0 or 'a'", "a"],
    ["1 and 0.0", 0],
    ["a and 0", "BoolOp"],
    ["0 and a", 0n],
    ["math.pi", Math.PI],
    ["(1, 'a', (None, ()))", 3],
    ["1 + 2 + x", "Binary"],
    ["x + 1 + 2", "Binary"],
    ["1 // 0", "Binary"],
    ["1 << -1", "Binary"],
    ["1.5 << 1", "Binary"],
    ["True + 1", "Binary"],
    ["(-1) ** 0.5", "Binary"],
    ["1j * 2", "Binary"],
    ["1 < 2", "Compare"],
    ["(1, x)", "Tuple"],
    ["9 ** 9 ** 9", "Binary"],
  ])("gives %s the value %s", (source, value) => {
    expect(constant(source)).toEqual(value);
  });

  it("replaces a const name, wherever it stands", () => {
    expect(read("A = const(3)\nx = A + 1").body[1]).toMatchObject({ value: { value: 4n } });
  });

  it("stores a public constant and drops a private one", () => {
    expect(read("A = const('s')\n_B = const(1.5)\n").body).toMatchObject([
      { kind: "Assign", value: { kind: "Str", interned: true } },
      { kind: "Pass", removed: true },
    ]);
  });

  it("loads the string of a const name as an object", () => {
    expect(read("A = const('s')\nA.x").body[1]).toMatchObject({
      value: { object: { kind: "Str", interned: false } },
    });
  });

  it("knows a long string for interned once a name of that spelling was met", () => {
    const source = "x = 'long_identifier'\nlong_identifier\ny = 'long_identifier'";
    expect(read(source).body).toMatchObject([
      { value: { interned: false } },
      {},
      { value: { interned: true } },
    ]);
  });
});

describe("parser: lines", () => {
  it("keeps the line of a call's parenthesis and of an operation's first one", () => {
    expect(expr("(\na\n.b\n(c))")).toMatchObject({
      line: 2,
      trailerLine: 4,
      callee: { trailerLine: 3 },
    });
    expect(expr("(\na) + b")).toMatchObject({ line: 1, left: { line: 2 } });
  });

  it("gives a constant tuple the line of its second item", () => {
    expect(expr("(1,\n2,\n3)").line).toBe(2);
  });

  it("gives a folded number no line", () => {
    expect(expr("1 + 2").line).toBe(0);
  });
});

describe("parser: errors", () => {
  it.each([
    ["x = ", "1:5: SyntaxError: invalid syntax"],
    ["x = (1,\n  2", "3:1: SyntaxError: invalid syntax"],
    ["  x", "1:3: IndentationError: unexpected indent"],
    ["x\n  y", "2:3: IndentationError: unexpected indent"],
    ["if x:\n    a\n  b", "2:6: IndentationError: unindent doesn't match any outer indent level"],
    ["if x:\ny", "2:1: SyntaxError: invalid syntax"],
    ["a b", "1:3: SyntaxError: invalid syntax"],
    ["'abc", "1:1: SyntaxError: invalid syntax"],
    ["x = 0777", "1:5: SyntaxError: invalid syntax for integer with base 0: '0777'"],
    ["x = 0x", "1:5: SyntaxError: invalid syntax for integer with base 16: ''"],
    ["12abc", "1:1: SyntaxError: invalid syntax for integer with base 10: '12abc'"],
    ["1.5.2", "1:1: SyntaxError: invalid syntax for number"],
    ["A = const(x)", "1:5: SyntaxError: not a constant"],
    ["f(1=2)", "1:3: SyntaxError: LHS of keyword arg must be an id"],
    ["(1 := 2)", "1:2: SyntaxError: can't assign to expression"],
    ["def f(a=1, b): pass", "1:12: SyntaxError: non-default argument follows default argument"],
    ["def f(a, a): pass", "1:10: SyntaxError: argument name reused"],
    ["def f(a, /): pass", "1:10: SyntaxError: invalid syntax"],
    ["{1: 2, 3}", "1:1: SyntaxError: expecting key:value for dict"],
    ["{1, 2: 3}", "1:1: SyntaxError: expecting just a value for set"],
    ["try: a\nb", "2:1: SyntaxError: invalid syntax"],
    ["x.True", "1:3: SyntaxError: invalid syntax"],
  ])("refuses %j", (source, message) => {
    expect(() => read(source)).toThrow(`t.py:${message}`);
  });

  it("reports what the grammar refuses before what only the meaning does", () => {
    expect(() => read("f(1=2)\na b")).toThrow("t.py:2:3: SyntaxError: invalid syntax");
  });

  it.each(["[", "(", "-", "not ", "f(", "lambda:", "a if b else ", "2**", "{1:", "[y for y in "])(
    "refuses %j nested too deeply",
    (opening) => {
      expect(() => read(opening.repeat(50_000))).toThrow("maximum recursion depth exceeded");
    },
  );

  it("reads a chain of any length", () => {
    expect(() => read("a" + " + a.b()".repeat(50_000))).not.toThrow();
  });
});

describe("parser: modes", () => {
  it("takes one statement in single mode, constants included", () => {
    expect(read("1\n", "single").body[0]!.kind).toBe("ExprStatement");
    expect(() => read("a\nb\n", "single")).toThrow("2:1: SyntaxError");
  });

  it("takes one expression in eval mode", () => {
    expect(read("a, b\n", "eval").body).toHaveLength(1);
    expect(() => read("a = b", "eval")).toThrow("1:3: SyntaxError");
  });
});

describe("printing", () => {
  it("gives each token a line", () => {
    expect([...printTokens(Reader.fromString("a = 'b'"))]).toEqual([
      "1:1       Name        a",
      "1:3       Assign",
      '1:5       Str         "b"',
      "1:8       Newline",
      "2:1       End",
    ]);
  });

  it("indents a node's children under their names", () => {
    expect(printAst(read("a < -1"))).toBe(
      [
        'Module mode="exec" lines=1',
        "  body:",
        "    ExprStatement 1:1",
        '      value: Compare 1:1 ops="<"',
        '        left: Name 1:1 id="a"',
        "        rights:",
        "          Int 0:5 value=-1",
        "",
      ].join("\n"),
    );
  });
});
