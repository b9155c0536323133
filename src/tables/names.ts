/**
 * Names for interned strings that are no identifiers. `asm/` writes `Q.foo` for the string "foo"; the
 * generator collects those by itself. A string that cannot be written so has its enum name here.
 */
export const specialNames: Readonly<Record<string, string>> = {
  empty: "",
  newline: "\n",
  space: " ",
  star: "*",
  slash: "/",
  module_: "<module>",
  lambda_: "<lambda>",
  listcomp_: "<listcomp>",
  dictcomp_: "<dictcomp>",
  setcomp_: "<setcomp>",
  genexpr_: "<genexpr>",
  string_: "<string>",
  stdin_: "<stdin>",
  utf_8: "utf-8",
  dot: ".",
  pythonVersion: "3.4.0; MicroPython v1.27.0",
  machineName: "Adder (WebAssembly)",
  frozenPath: ".frozen",
  prompt: ">>> ",
  continuationPrompt: "... ",
};
