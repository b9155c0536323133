/** What the compiler says about source that it refuses: MicroPython's own texts where it has one. */
export const syntaxMessages = {
  invalidSyntax: "invalid syntax",
  unexpectedIndent: "unexpected indent",
  unindentMismatch: "unindent doesn't match any outer indent level",
  notAConstant: "not a constant",
  invalidNumber: "invalid syntax for number",
  invalidInteger: "invalid syntax for integer with base ",
  nameTooLong: "name too long",
  unicodeNames: "unicode name escapes",
  cannotAssign: "can't assign to expression",
  defaultOrder: "non-default argument follows default argument",
  reusedArgument: "argument name reused",
  keywordNotId: "LHS of keyword arg must be an id",
  expectingPair: "expecting key:value for dict",
  expectingValue: "expecting just a value for set",
  tooDeep: "maximum recursion depth exceeded",
  notUtf8: "source is not UTF-8",
} as const;
