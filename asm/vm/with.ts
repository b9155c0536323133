/** The `with` statement. Functions return the new sp, 0 with an exception pending. */
import { Q } from "../generated/qstrs";
import { isSmall, NONE, NULL, qstrRef, Ref } from "../memory/ref";
import { root, rootMark, rootReset, rootSlots } from "../memory/roots";
import { copyWords } from "../memory/words";
import { loadMethod } from "../object/attribute";
import { call } from "../object/call";
import { truth } from "../object/operators";
import { hasPending } from "../object/raise";
import { typeOf } from "../object/type";
import { frameAt, pushHandler } from "./frame";

/** manager -- exit self value */
export function setupWith(fp: usize, handler: usize, sp: usize): usize {
  const manager = load<u32>(sp - 4);
  const mark = rootMark();
  root(manager);
  const pair = rootSlots(4);
  if (!loadMethod(manager, qstrRef(Q.__exit__), pair)) return 0;
  if (!loadMethod(manager, qstrRef(Q.__enter__), pair + 8)) return 0;
  const value = callPair(pair + 8, 0, 0);
  if (value == NULL) return 0;
  store<u64>(sp - 4, load<u64>(pair));
  rootReset(mark);
  pushHandler(fp, handler, (sp + 4) | 1);
  store<u32>(sp + 4, value);
  return sp + 8;
}

/** Calls what `loadMethod` left at `pair` with `n` arguments at `args`. */
function callPair(pair: usize, n: i32, args: usize): Ref {
  const self = load<u32>(pair, 4);
  const mark = rootMark();
  const all = rootSlots(n + 1);
  store<u32>(all, self);
  copyWords(all + 4, args, n);
  const skip = self == NULL ? 1 : 0;
  const result = call(load<u32>(pair), n + 1 - skip, 0, all + (skip << 2));
  rootReset(mark);
  return result;
}

/** exit self None|value int|exc -- None|value int|exc */
export function withCleanup(fp: usize, sp: usize): usize {
  const top = load<u32>(sp - 4);
  const args = rootSlots(3);
  store<u32>(args, NONE);
  store<u32>(args, NONE, 4);
  store<u32>(args, NONE, 8);
  let result = sp;
  if (top == NONE) {
    if (callPair(sp - 12, 3, args) == NULL) return 0;
    store<u32>(sp - 12, NONE);
    result = sp - 8;
  } else if (isSmall(top)) {
    if (callPair(sp - 16, 3, args) == NULL) return 0;
    store<u64>(sp - 16, load<u64>(sp - 8));
    result = sp - 8;
  } else {
    store<u32>(args, typeOf(top));
    store<u32>(args, top, 4);
    const swallow = callPair(sp - 12, 3, args);
    if (swallow == NULL) return 0;
    const swallowed = truth(swallow);
    if (hasPending()) return 0;
    store<u32>(sp - 12, swallowed ? NONE : top);
    result = sp - 8;
  }
  rootReset(args);
  frameAt(fp).sp = result;
  return result;
}
