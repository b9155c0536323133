/**
 * Reads the arguments of a function one after the other, in the order of its signature, by place or by name:
 *
 *     startArguments(n, nkw, args, 1);
 *     const mode = needInt(Q.mode);
 *     namedOnly();
 *     const callback = optRef(Q.callback, NONE);
 *     if (!endArguments()) return NULL;
 *
 * The first thing that is wrong is raised; what comes after it changes nothing.
 */
import { M } from "../generated/messages";
import { NULL, qstrRef, Ref } from "../memory/ref";
import { toI32 } from "../types/number";
import { keywordArg } from "./arguments";
import { truth } from "./operators";
import { hasPending, raise, raise1 } from "./raise";

let positional: i32 = 0;
let named: i32 = 0;
let base: usize = 0;
/** The place of the next argument, and how many were found by name. */
let place: i32 = 0;
let namedFound: i32 = 0;

/** Begins behind `skip` arguments that are already known, such as self. */
export function startArguments(n: i32, nkw: i32, args: usize, skip: i32): void {
  positional = n;
  named = nkw;
  base = args;
  place = skip;
  namedFound = 0;
}

/** What follows is given by name alone. */
export function namedOnly(): void {
  if (place < positional && !hasPending()) raise(M.argsExtraPositional);
}

function takeArgument(name: i32): Ref {
  if (hasPending()) return NULL;
  if (place < positional) {
    place++;
    return load<u32>(base + ((<usize>place - 1) << 2));
  }
  const value = keywordArg(qstrRef(name), positional, named, base);
  if (value != NULL) namedFound++;
  return value;
}

/** The conversion of an argument may run Python, which may read arguments, too. */
function convert(value: Ref): i32 {
  const n = positional;
  const nkw = named;
  const args = base;
  const next = place;
  const found = namedFound;
  const result = toI32(value);
  startArguments(n, nkw, args, next);
  namedFound = found;
  return result;
}

/** An argument that may be missing. */
export function optRef(name: i32, missing: Ref): Ref {
  const value = takeArgument(name);
  return value == NULL ? missing : value;
}

/** An argument that has to be given. */
export function needRef(name: i32): Ref {
  const value = takeArgument(name);
  if (value == NULL && !hasPending()) raise1(M.argRequired, qstrRef(name));
  return value;
}

export function optInt(name: i32, missing: i32): i32 {
  const value = takeArgument(name);
  return value == NULL ? missing : convert(value);
}

export function needInt(name: i32): i32 {
  const value = needRef(name);
  return value == NULL ? 0 : convert(value);
}

export function optBool(name: i32, missing: bool): bool {
  const value = takeArgument(name);
  return value == NULL ? missing : truth(value);
}

/** Whether all was right, and nothing is left over. false: an exception is pending. */
export function endArguments(): bool {
  if (hasPending()) return false;
  if (place < positional) raise(M.argsExtraPositional);
  else if (namedFound < named) raise(M.argsExtraKeyword);
  else return true;
  return false;
}
