/** super: | header | class | object |. */
import { M } from "../generated/messages";
import { NULL, Ref } from "../memory/ref";
import { FOUND, findInClass } from "../object/attribute";
import { raise2 } from "../object/raise";
import { typeAt, typeOf } from "../object/type";
import { bindMember, nativeSelf } from "./instance";

/** A method of the classes behind `type`, for `self`: function and self go to `to`. */
export function loadSuperMethod(type: Ref, self: Ref, name: Ref, to: usize): bool {
  const base = typeAt(type).base;
  const member = base == NULL ? NULL : findInClass(base, name);
  if (member == NULL) {
    raise2(M.noAttribute, self, name);
    return false;
  }
  if (!bindMember(member, typeOf(self), self, nativeSelf(self))) return false;
  store<u64>(to, load<u64>(FOUND));
  return true;
}
