/**
 * Depth of native recursion: of helpers that call themselves or enter the interpreter again. Python calls
 * do not count here (D3); this bound only keeps the host's own stack from overflowing.
 */
import { M } from "../generated/messages";
import { raise } from "../object/raise";

/** Deepest nesting; measured to be safe on a default Node stack with unoptimized code. */
const MAX_DEPTH: i32 = 180;

/** Compiled code counts, too. */
export let depth: i32 = 0;

/** Goes one level down. false: RuntimeError is pending, and `leaveNative` must not be called. */
export function enterNative(): bool {
  if (depth == MAX_DEPTH) {
    raise(M.recursion);
    return false;
  }
  depth++;
  return true;
}

export function leaveNative(): void {
  depth--;
}

export function nativeDepth(): i32 {
  return depth;
}

/** For whoever handles an error raised further down. */
export function resetNativeDepth(to: i32): void {
  depth = to;
}
