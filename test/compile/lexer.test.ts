import { describe, expect, it } from "vitest";
import { Lexer } from "../../src/compile/lexer.js";
import { Reader } from "../../src/compile/reader.js";
import { Token, tokenNames } from "../../src/compile/tokens.js";

interface Seen {
  readonly name: string;
  readonly value: string;
  readonly place: string;
}

function lex(source: string, debug = true): Seen[] {
  const lexer = new Lexer(Reader.fromString(source), debug);
  const seen: Seen[] = [];
  for (; lexer.kind !== Token.End; lexer.next()) {
    const place = `${lexer.line}:${lexer.column}`;
    seen.push({ name: tokenNames[lexer.kind]!, value: lexer.value, place });
  }
  return seen;
}

const names = (source: string): string =>
  lex(source)
    .map((token) => token.name)
    .join(" ");
const first = (source: string): Seen => lex(source)[0]!;

describe("lexer: layout", () => {
  it("gives INDENT and DEDENT where the indentation changes", () => {
    expect(names("if x:\n  y\nz\n")).toBe(
      "If Name Colon Newline Indent Name Newline Dedent Name Newline",
    );
  });

  it("closes every open block at the end", () => {
    expect(names("if x:\n if y:\n  z")).toMatch(/Name Newline Dedent Dedent$/);
  });

  it("counts a tab to the next multiple of eight", () => {
    expect(names("if x:\n\ta\n        b\n")).not.toContain("DedentMismatch");
  });

  it("marks an unindent that matches no level", () => {
    expect(names("if x:\n    a\n  b\n")).toContain("DedentMismatch");
  });

  it("makes a first line that is indented an INDENT", () => {
    expect(first("  x\n").name).toBe("Indent");
  });

  it("joins lines within brackets", () => {
    expect(names("f(\n a,\n\n b)\n")).toBe("Name ParenOpen Name Comma Name ParenClose Newline");
  });

  it("joins lines behind a backslash", () => {
    expect(names("a + \\\n  b\n")).toBe("Name Plus Name Newline");
  });

  it("skips comments, also between lines", () => {
    expect(names("a # b\n  # c\nd")).toBe("Name Newline Name Newline");
  });

  it.each(["\r", "\r\n", "\n"])("takes %j for a line's end", (end) => {
    expect(lex(`a${end}b`).map((token) => token.place)).toEqual(["1:1", "1:2", "2:1", "2:2"]);
  });

  it("counts columns in characters", () => {
    expect(lex("'😀é' + x")[2]!.place).toBe("1:8");
  });
});

describe("lexer: names", () => {
  it("takes any character beyond ASCII into a name", () => {
    expect(first("größe_1")).toMatchObject({ name: "Name", value: "größe_1" });
  });

  it.each([
    "False None True and as assert async await break class continue def del elif else except",
    "finally for from global if import in is lambda nonlocal not or pass raise return try while",
    "with yield",
  ])("knows the keywords %s", (words) => {
    for (const word of words.split(" "))
      expect(first(word).name.toLowerCase()).toBe(word.toLowerCase());
  });

  it("reads __debug__ as the value of its option", () => {
    expect(lex("__debug__")[0]!.name).toBe("True");
    expect(lex("__debug__", false)[0]!.name).toBe("False");
  });
});

describe("lexer: operators", () => {
  it.each([
    [
      "( ) [ ] { } , : . ; = ->",
      "ParenOpen ParenClose BracketOpen BracketClose BraceOpen BraceClose",
    ],
    ["+ - * @ / % **", "Plus Minus Star At Slash Percent DoubleStar"],
    ["// << >> & | ^ ~", "DoubleSlash ShiftLeft ShiftRight Ampersand Pipe Caret Tilde"],
    ["< > == <= >= != :=", "Less More Equal LessEqual MoreEqual NotEqual Walrus"],
    ["+= -= *= @= /=", "PlusAssign MinusAssign StarAssign AtAssign SlashAssign"],
    ["%= &= |= ^=", "PercentAssign AmpersandAssign PipeAssign CaretAssign"],
    ["<<= >>= **= //=", "ShiftLeftAssign ShiftRightAssign DoubleStarAssign DoubleSlashAssign"],
    ["... .", "Ellipsis Period"],
  ])("knows %s", (source, expected) => {
    expect(names(source)).toContain(expected);
  });

  it.each(["?", "$", "!", "`"])("has no token %s", (source) => {
    expect(first(source).name).toBe("Invalid");
  });
});

describe("lexer: numbers", () => {
  it.each(["0", "123", "1_000", "0xfF", "0o17", "0b1_01", "0XE5", "0777", "1if"])(
    "takes %s for an int",
    (source) => {
      expect(first(source)).toMatchObject({ name: "Integer", value: source.replaceAll("_", "") });
    },
  );

  it.each(["1.", ".5", "1.5e-3", "1e5", "1E+5", "1j", "2.5J", "1_0.0_1"])(
    "takes %s for a float",
    (source) => {
      expect(first(source)).toMatchObject({ name: "Float", value: source.replaceAll("_", "") });
    },
  );
});

describe("lexer: strings", () => {
  it.each([
    ["'a'", "a"],
    ['"a\'b"', "a'b"],
    ["'''a\n'b'''", "a\n'b"],
    ['"""a""b"""', 'a""b'],
    ["u'a'", "a"],
    [String.raw`r'a\n\''`, String.raw`a\n\'`],
    [String.raw`'\\\'\"\a\b\t\n\v\f\r'`, "\\'\"\x07\b\t\n\v\f\r"],
    [String.raw`'\x41\u00e9\U0001f600'`, "Aé😀"],
    [String.raw`'\0\101\1234'`, "\0AS4"],
    [String.raw`'\777'`, "\u01ff"],
    [String.raw`'\q\8'`, String.raw`\q\8`],
    ["'a\\\nb'", "ab"],
    ["'a' \"b\" '''c'''", "abc"],
    ["('a'\n 'b')", "ab"],
  ])("reads %j", (source, value) => {
    const token = lex(source).find(({ name }) => name === "Str");
    expect(token?.value).toBe(value);
  });

  it.each([
    [String.raw`b'a\xff\u0041'`, String.raw`a${"\xff"}\u0041`],
    [String.raw`rb'\x'`, String.raw`\x`],
    [String.raw`br'\''`, String.raw`\'`],
    ["b'é'", "\xc3\xa9"],
  ])("reads the bytes %j", (source, value) => {
    expect(first(source)).toMatchObject({ name: "Bytes", value });
  });

  it.each([
    "'a",
    "'a\n'",
    "'''a''",
    String.raw`'\x4'`,
    String.raw`'\u12'`,
    String.raw`'\U00110000'`,
    String.raw`b'\400'`,
  ])("refuses %j", (source) => {
    expect(first(source).name).toBe("Invalid");
  });

  it("does not join a string and bytes", () => {
    expect(names("'a' b'b'")).toBe("Str Bytes Newline");
  });

  it("refuses a unicode name escape", () => {
    expect(() => lex(String.raw`'a\N{DIGIT ONE}'`)).toThrow(
      "<string>:1:3: NotImplementedError: unicode name escapes",
    );
  });
});

/** The template of an f-string and the text of the call that follows it. */
function format(source: string): { template: string; call: string } {
  const [template, ...call] = lex(source);
  const text = call
    .filter(({ name }) => name !== "Newline")
    .map(({ name, value }) => (name === "Name" ? value : name));
  return { template: template!.value, call: text.join(" ") };
}

describe("lexer: f-strings", () => {
  it("turns a field into an argument of format", () => {
    expect(format("f'a{x}b'")).toEqual({
      template: "a{}b",
      call: "Period format ParenOpen ParenOpen x ParenClose Comma ParenClose",
    });
  });

  it.each([
    ["f'{x!r}{x!s:>5}'", "{!r}{!s:>5}"],
    ["f'{x:{w}.{p}}'", "{:{}.{}}"],
    ["f'{x=}'", "x={}"],
    ["f'{x = }'", "{}"],
    ["f'{{{x}}}'", "{{{}}}"],
    ["f'{{ '", "{{ "],
    ["f'{{''", "{{'"],
    ['f"{{\n"', "{{\n"],
    ["f'{d[\"a:b\"]}'", "{}"],
    ["f'{x != y}'", "{}"],
    [String.raw`rf'\n{x}'`, String.raw`\n{}`],
    ["'a' f'{x}' 'b'", "a{}b"],
  ])("reads %s", (source, template) => {
    expect(format(source).template).toBe(template);
  });

  it("reads an f-string within a field", () => {
    expect(names("f'{f\"{x}\"}'")).toBe(
      "Str Period Name ParenOpen ParenOpen Str Period Name ParenOpen ParenOpen Name ParenClose " +
        "Comma ParenClose ParenClose Comma ParenClose Newline",
    );
  });
});
