/** An exception with its traceback, as it is shown to people. */
import { Q } from "../generated/qstrs";
import { qstrRef, Ref, smallValue } from "../memory/ref";
import { putByte, putNumber, putText } from "./builder";
import { print, putStr, Style } from "./print";
import { traceEntry, traceLength } from "./traceback";

/** Prints the traceback, outermost call first, and the exception behind it. false: an exception is pending. */
export function printTraceback(p: Ref, exception: Ref): bool {
  const n = <i32>traceLength(exception);
  if (n != 0 && !putText(p, "Traceback (most recent call last):\n")) return false;
  for (let i = n - 1; i >= 0; i--) {
    if (!putEntry(p, exception, <u32>i)) return false;
  }
  return print(p, exception, Style.Exception) && putByte(p, 0x0a);
}

/** An entry without a function's name stands for source that could not be compiled. */
function putEntry(p: Ref, exception: Ref, i: u32): bool {
  const entry = traceEntry(exception, i);
  const file = load<u32>(entry);
  const line = smallValue(load<u32>(entry, 4));
  const name = load<u32>(entry, 8);
  if (!putText(p, '  File "') || !putStr(p, file)) return false;
  if (!putByte(p, 0x22)) return false;
  if (line != 0 && (!putText(p, ", line ") || !putNumber(p, line))) return false;
  if (name != qstrRef(Q.empty) && (!putText(p, ", in ") || !putStr(p, name))) return false;
  return putByte(p, 0x0a);
}
