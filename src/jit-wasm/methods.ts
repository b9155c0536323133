import { Layout, Shape } from "../tables/jit.js";
import { guardKind } from "./direct-calls.js";
import { type Emitter, kindNumber } from "./emitter.js";
import { WORD } from "./value.js";
import { Mem, W } from "./wasm-code.js";

const INSTANCE = kindNumber("Instance");

/** LOAD_METHOD: the method that was found before, where what it was found by is the same; else a helper looks. */
export function loadMethod(e: Emitter, nameIndex: number): boolean {
  const { out, facts } = e;
  const depth = e.top();
  const name = facts.name(nameIndex);
  e.box(depth);
  const [method, self] = [e.intSlot(depth), e.intSlot(depth + 1)];
  e.pushWord(depth);
  out.set(self);
  e.state.pop();
  // From here on the object is the self of a method that is still to be found.
  e.state.push(WORD);
  e.state.push(WORD);
  const done = out.block();
  findKnown(e, depth, name, done);
  e.aside(() => {
    out.i32(0);
    out.set(method);
    e.save(depth + 1);
    e.fp();
    out.get(self);
    out.mem(Mem.i32_store, e.slotOffset(depth));
    out.get(self);
    out.i32(name);
    e.slotAddress(depth);
    e.call("jitLoadMethod");
    e.raiseIfZero();
  });
  takeMethod(e, depth);
  out.end();
  return true;
}

/** The words of a method and its self, which a helper has left in the frame, become the top of the stack. */
function takeMethod(e: Emitter, depth: number): void {
  for (const at of [depth, depth + 1]) {
    e.fp();
    e.out.mem(Mem.i32_load, e.slotOffset(at));
    e.out.set(e.intSlot(at));
  }
}

/** Goes on at `done` with the method that was found before, if the object is of the class that it was of then. */
function findKnown(e: Emitter, depth: number, name: number, done: number): void {
  const { out, facts } = e;
  const { start, end } = e.source.code[e.at]!;
  const method = facts.observed(end, 1);
  if (method.shapes !== Shape.Callable || method.identity === 0) return;
  const { shapes, identity } = facts.observed(start, 0);
  const self = facts.observed(end, 0);
  const isSelf = self.shapes === shapes && self.identity === identity;
  const callee = facts.callee(method.identity);
  if (callee === undefined) return;
  const other = out.block();
  if (callee.kind === "native" && callee.self !== 0 && callee.name === name) {
    guardKind(e, depth + 1, callee.self, other);
  } else if (callee.kind === "python" && shapes === Shape.Instance && identity !== 0 && isSelf) {
    guardClass(e, depth + 1, identity, name, other);
  } else out.br(other);
  e.hold(callee.word);
  out.i32(callee.word);
  out.set(e.intSlot(depth));
  out.br(done);
  out.end();
}

/**
 * Branches to `other` unless the word at a depth is an instance of a class, all classes are as they were, and no
 * instance ever had an attribute of this name (0: whether one had).
 */
export function guardClass(
  e: Emitter,
  depth: number,
  type: number,
  name: number,
  other: number,
): void {
  const { out, facts } = e;
  const flag = name === 0 ? undefined : facts.attributeFlag(name);
  e.hold(type);
  e.pushWord(depth);
  out.i32(3);
  out.op(W.i32_and);
  out.brIf(other);
  e.pushWord(depth);
  out.mem(Mem.i32_load8_u, 0);
  out.i32(INSTANCE);
  out.op(W.i32_ne);
  out.brIf(other);
  e.pushWord(depth);
  out.mem(Mem.i32_load, Layout.InstanceType);
  out.i32(type);
  out.op(W.i32_ne);
  out.brIf(other);
  out.i32(facts.classEpoch.address);
  out.mem(Mem.i32_load, 0);
  out.i32(facts.classEpoch.value);
  out.op(W.i32_ne);
  out.brIf(other);
  if (flag === undefined) return;
  out.i32(flag.address);
  out.mem(Mem.i32_load8_u, 0);
  out.i32(flag.bit);
  out.op(W.i32_and);
  out.brIf(other);
}

/** LOAD_SUPER_METHOD. */
export function loadSuperMethod(e: Emitter, name: number): boolean {
  const depth = e.top(2);
  e.save();
  e.pushWord(e.top(1));
  e.pushWord(e.top());
  e.out.i32(e.facts.name(name));
  e.slotAddress(depth);
  e.call("jitLoadSuperMethod");
  e.raiseIfZero();
  takeMethod(e, depth);
  e.state.pop(3);
  e.state.push(WORD);
  e.state.push(WORD);
  return true;
}
