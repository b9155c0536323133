import { Layout, Shape } from "../tables/jit.js";
import { box } from "./boxing.js";
import type { Emitter } from "./emitter.js";
import { exitIf } from "./exits.js";
import { expect, mayExpect } from "./expectations.js";
import { guardClass } from "./guards.js";
import { ENTRY_BYTES, hintedEntry, VALUE } from "./map-entries.js";
import { loadFromModule } from "./module-attributes.js";
import { saveExact } from "./operands.js";
import { leaveIfZero, raiseIfZero } from "./raising.js";
import { save } from "./saving.js";
import { Status } from "./shared-words.js";
import { ATTRIBUTE_PURPOSE, callSpecial } from "./special-calls.js";
import { constantOf, Rep, WORD } from "./value.js";
import { Mem, W } from "./wasm-code.js";

export function loadAttribute(e: Emitter, nameIndex: number): boolean {
  const { out, facts } = e;
  const { end } = e.source.code[e.at]!;
  const name = facts.name(nameIndex);
  const shape = expect(e, 0);
  const hint = facts.attributeHint(end);
  const depth = e.top();
  const result = e.temp(4);
  box(e, depth);
  const done = out.block();
  if (shape === Shape.Instance && hint >= 0) {
    const other = out.block();
    e.pushWord(depth);
    out.mem(Mem.i32_load, Layout.InstanceAttributes);
    out.set(e.temp(0));
    hintedEntry(e, hint, name, other);
    out.get(e.temp(0));
    out.mem(Mem.i32_load, Layout.MapEntries + hint * ENTRY_BYTES + VALUE);
    out.set(result);
    out.br(done);
    out.end();
  }
  loadFromModule(e, depth, name, result, done);
  callGetter(e, name, result, done);
  e.aside(() => {
    saveExact(e, depth);
    e.fp();
    e.pushWord(depth);
    out.i32(name);
    out.i32(facts.address(end));
    e.call("jitLoadAttr");
    out.tee(result);
    leaveIfZero(e);
  });
  out.end();
  out.get(result);
  e.result(1, WORD);
  return true;
}

/** Calls the getter of a property that an instance of the class that was watched has. */
function callGetter(e: Emitter, name: number, result: number, done: number): void {
  const { start } = e.source.code[e.at]!;
  const { shapes, identity } = e.facts.observed(start, 0);
  if (shapes !== Shape.Instance || identity === 0) return;
  const from = e.top();
  const callee = e.facts.getterOf(identity, name);
  const guard = (other: number): void => guardClass(e, from, identity, name, other);
  callSpecial(e, { callee, from, purpose: ATTRIBUTE_PURPOSE }, guard, result, done);
}

export function loadGlobal(e: Emitter, nameIndex: number): boolean {
  const { out, facts } = e;
  const { end } = e.source.code[e.at]!;
  const name = facts.name(nameIndex);
  const fact = mayExpect(e) ? facts.global(nameIndex, end) : undefined;
  if (fact?.builtin) {
    out.i32(e.shared.epoch);
    out.mem(Mem.i32_load, 0);
    out.i32(fact.offset);
    out.op(W.i32_ne);
    exitIf(e, Status.ExitFailed);
    e.state.push({ ...constantOf(Rep.Word, fact.value), builtin: fact.builtin });
    return true;
  }
  const result = e.temp(1);
  const done = out.block();
  if (fact !== undefined) {
    const other = out.block();
    out.i32(fact.dict);
    out.mem(Mem.i32_load, Layout.DictTable);
    out.set(e.temp(0));
    hintedEntry(e, fact.offset, name, other);
    out.get(e.temp(0));
    out.mem(Mem.i32_load, Layout.MapEntries + fact.offset * ENTRY_BYTES + VALUE);
    out.set(result);
    out.br(done);
    out.end();
  }
  e.aside(() => {
    save(e);
    e.fp();
    out.i32(name);
    out.i32(facts.address(end));
    e.call("jitLoadGlobal");
    out.tee(result);
    raiseIfZero(e);
  });
  out.end();
  out.get(result);
  e.result(0, WORD);
  return true;
}
