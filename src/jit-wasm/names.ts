import { Op } from "../compile/opcode.js";
import { box } from "./boxing.js";
import type { Emitter } from "./emitter.js";
import { perform } from "./helper-calls.js";
import { save } from "./saving.js";

export function storeName(e: Emitter, op: number, name: number): boolean {
  box(e, e.top());
  save(e);
  e.fp();
  e.out.i32(e.facts.name(name));
  e.pushWord(e.top());
  if (op === Op.STORE_NAME) return perform(e, "jitStoreName", 1);
  e.out.i32(e.facts.address(e.source.code[e.at]!.end));
  return perform(e, "jitStoreGlobal", 1);
}
