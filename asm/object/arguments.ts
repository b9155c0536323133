/** Arguments of native functions that take keywords, and of types that are called. */
import { M } from "../generated/messages";
import { NULL, Ref } from "../memory/ref";
import { raiseArity } from "./call";
import { raise } from "./raise";

/** Checks that there are `min` to `max` positional arguments and no keywords. false: TypeError is pending. */
export function checkPositional(n: i32, nkw: i32, min: i32, max: i32): bool {
  if (nkw != 0) {
    raise(M.argsNoKeywords);
    return false;
  }
  return (n >= min && n <= max) || raiseArity(min, max, n);
}

/** The value of a keyword argument, NULL when it is not given. The pairs lie behind `n` arguments. */
export function keywordArg(name: Ref, n: i32, nkw: i32, args: usize): Ref {
  let pair = args + ((<usize>n) << 2);
  for (let i = 0; i < nkw; i++, pair += 8) {
    if (load<u32>(pair) == name) return load<u32>(pair, 4);
  }
  return NULL;
}

/** Whether the keyword arguments are among two names. false: TypeError is pending. */
export function checkKeywords(first: Ref, second: Ref, n: i32, nkw: i32, args: usize): bool {
  let pair = args + ((<usize>n) << 2);
  for (let i = 0; i < nkw; i++, pair += 8) {
    const name = load<u32>(pair);
    if (name != first && name != second) {
      raise(M.argsExtraKeyword);
      return false;
    }
  }
  return true;
}
