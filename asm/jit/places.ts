/**
 * Code that has compiled functions. When it is collected, the host may give their places in the table of functions to
 * others; a list through the code itself, which keeps nothing alive, says which that is.
 */
import * as host from "../host";
import { isMarked } from "../memory/collector";
import { inHeap } from "../memory/heap";
import { NULL, Ref } from "../memory/ref";
import { codeAt } from "../vm/code";
import { forgetEntries } from "./entries";

/** Ends the list, so that the last code in it has a successor, too. */
const LAST: Ref = 1;
let first: Ref = LAST;

/** Code has got a compiled function. */
export function listCompiled(x: Ref): void {
  if (codeAt(x).nextCompiled != NULL) return;
  codeAt(x).nextCompiled = first;
  first = x;
}

/** Called between mark and sweep. */
export function releaseCompiled(): void {
  let before: Ref = NULL;
  for (let x = first; x != LAST; ) {
    const code = codeAt(x);
    const next = code.nextCompiled;
    if (!inHeap(x) || isMarked(x)) before = x;
    else {
      if (before == NULL) first = next;
      else codeAt(before).nextCompiled = next;
      forgetEntries(code.start, code.end);
      host.releaseCompiled(x);
    }
    x = next;
  }
}
