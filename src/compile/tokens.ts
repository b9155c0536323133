/**
 * The kinds of tokens. Binary operators and comparisons stand in runs, so that a table indexed by
 * kind answers the parser's questions.
 */
export const Token = {
  End: 0,
  Invalid: 1,
  DedentMismatch: 2,
  Newline: 3,
  Indent: 4,
  Dedent: 5,
  Name: 6,
  Integer: 7,
  Float: 8,
  Str: 9,
  Bytes: 10,
  Ellipsis: 11,
  False: 12,
  None: 13,
  True: 14,
  And: 15,
  As: 16,
  Assert: 17,
  Async: 18,
  Await: 19,
  Break: 20,
  Class: 21,
  Continue: 22,
  Def: 23,
  Del: 24,
  Elif: 25,
  Else: 26,
  Except: 27,
  Finally: 28,
  For: 29,
  From: 30,
  Global: 31,
  If: 32,
  Import: 33,
  In: 34,
  Is: 35,
  Lambda: 36,
  Nonlocal: 37,
  Not: 38,
  Or: 39,
  Pass: 40,
  Raise: 41,
  Return: 42,
  Try: 43,
  While: 44,
  With: 45,
  Yield: 46,
  Walrus: 47,
  Tilde: 48,
  Less: 49,
  More: 50,
  Equal: 51,
  LessEqual: 52,
  MoreEqual: 53,
  NotEqual: 54,
  Pipe: 55,
  Caret: 56,
  Ampersand: 57,
  ShiftLeft: 58,
  ShiftRight: 59,
  Plus: 60,
  Minus: 61,
  Star: 62,
  At: 63,
  DoubleSlash: 64,
  Slash: 65,
  Percent: 66,
  DoubleStar: 67,
  PipeAssign: 68,
  CaretAssign: 69,
  AmpersandAssign: 70,
  ShiftLeftAssign: 71,
  ShiftRightAssign: 72,
  PlusAssign: 73,
  MinusAssign: 74,
  StarAssign: 75,
  AtAssign: 76,
  DoubleSlashAssign: 77,
  SlashAssign: 78,
  PercentAssign: 79,
  DoubleStarAssign: 80,
  ParenOpen: 81,
  ParenClose: 82,
  BracketOpen: 83,
  BracketClose: 84,
  BraceOpen: 85,
  BraceClose: 86,
  Comma: 87,
  Colon: 88,
  Period: 89,
  Semicolon: 90,
  Assign: 91,
  Arrow: 92,
} as const;

export type TokenKind = (typeof Token)[keyof typeof Token];

/** Each kind's name, by number. */
export const tokenNames: readonly string[] = Object.keys(Token);

const KEYWORD_FIRST = Token.False;
const KEYWORD_LAST = Token.Yield;

/** How a keyword is written: `None` and its like as they are, the others in lower case. */
function spelling(name: string, kind: number): string {
  return kind <= Token.True ? name : name.toLowerCase();
}

/** The kind of each keyword. `__debug__` is the lexer's own matter: its value is an option. */
export const keywords: ReadonlyMap<string, TokenKind> = new Map(
  Object.entries(Token)
    .filter(([, kind]) => kind >= KEYWORD_FIRST && kind <= KEYWORD_LAST)
    .map(([name, kind]) => [spelling(name, kind), kind]),
);

/** No keyword is longer or shorter than this. */
export const KEYWORD_LENGTHS = { min: 2, max: 8 } as const;
