/** What compiled code has as constants, and so has to be kept alive. */
import { Kind } from "../generated/kinds";
import { BinaryOp } from "../generated/operators";
import { Q } from "../generated/qstrs";
import { isKind, NULL, qstrRef, Ref } from "../memory/ref";
import { root, rootMark, rootReset } from "../memory/roots";
import { findInClass, foundIn } from "../object/attribute";
import { findEntry, MAP_ENTRIES } from "../object/map-table";
import { binaryMethod, plainOperator } from "../object/operators";
import { takePending } from "../object/raise";
import { TYPE_PYTHON, typeAt } from "../object/type";
import { isPlainClass } from "../types/class";
import { dictTable } from "../types/dict";
import { moduleAt } from "../types/module";
import { propertyGetter } from "../types/property";
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

/** The number of the entry where a module has a name; -1 when `x` is no module, or has no such name. */
export function moduleEntry(x: Ref, name: Ref): i32 {
  if (!isKind(x, Kind.Module)) return -1;
  const table = dictTable(moduleAt(x).globals);
  const entry = table == NULL ? 0 : findEntry(table, name);
  return entry == 0 ? -1 : <i32>((entry - table - MAP_ENTRIES) >> 3);
}

/** The function of Python that `x op y` calls first for an `x` of this class, if that is no method of `op=` itself. */
export function operatorOf(type: Ref, op: i32): Ref {
  const plain = plainOperator(<BinaryOp>op);
  if (plain != op && findInClass(type, binaryMethod(<BinaryOp>op)) != NULL) return NULL;
  return pythonMember(type, binaryMethod(plain));
}

function pythonMember(type: Ref, name: Ref): Ref {
  if (name == NULL) return NULL;
  const member = findInClass(type, name);
  return isKind(member, Kind.Function) && typeAt(foundIn).flags & TYPE_PYTHON ? member : NULL;
}

/** The function of Python that is called for the property `name` of this class, or NULL. */
export function getterOf(type: Ref, name: Ref): Ref {
  const member = findInClass(type, name);
  if (!isKind(member, Kind.Property)) return NULL;
  const getter = propertyGetter(member);
  return isKind(getter, Kind.Function) ? getter : NULL;
}
