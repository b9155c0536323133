/** What compiled code has as constants, and so has to be kept alive. */
import { Kind } from "../generated/kinds";
import { Q } from "../generated/qstrs";
import { isKind, NULL, qstrRef, Ref } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { findInClass } from "../object/attribute";
import { takePending } from "../object/raise";
import { isPlainClass } from "../types/class";
import { tupleFrom } from "../types/tuple";
import { codeAt } from "../vm/code";

/** Room for the words of a call of `holdForCode`. */
export const HELD: usize = memory.data(256 * 4, 4);

/** Has a function's code keep `n` objects alive, whose words lie at `items`. false: there is no memory. */
export function holdForCode(code: Ref, n: i32, items: usize): bool {
  const mark = rootMark();
  root(code);
  for (let i = 0; i < n; i++) root(load<u32>(items + ((<usize>i) << 2)));
  const held = tupleFrom(n, items);
  rootReset(mark);
  if (held == NULL) takePending();
  else codeAt(code).held = held;
  return held != NULL;
}

/**
 * What calling a class made in Python runs besides making an instance: a function of Python, or NULL for nothing;
 * the class itself when there is more to it.
 */
export function plainInit(type: Ref): Ref {
  if (!isPlainClass(type)) return type;
  const init = findInClass(type, qstrRef(Q.__init__));
  return init == NULL || isKind(init, Kind.Function) ? init : type;
}
