import { Layout, Shape } from "../tables/jit.js";
import { box } from "./boxing.js";
import type { Emitter } from "./emitter.js";
import {
  FUNCTION,
  guardClass,
  guardEpoch,
  guardKind,
  guardNoAttribute,
  INSTANCE,
} from "./guards.js";
import { loadFromModule } from "./module-attributes.js";
import { raiseIfZero } from "./raising.js";
import { save } from "./saving.js";
import { WORD } from "./value.js";
import { Mem, W } from "./wasm-code.js";

/** LOAD_METHOD: the method that was found before, where what it was found by is the same; else a helper looks. */
export function loadMethod(e: Emitter, nameIndex: number): boolean {
  const { out, facts } = e;
  const depth = e.top();
  const name = facts.name(nameIndex);
  box(e, depth);
  const [method, self] = [e.intSlot(depth), e.intSlot(depth + 1)];
  e.pushWord(depth);
  out.set(self);
  e.state.pop();
  // From here on the object is the self of a method that is still to be found.
  e.state.push(WORD);
  e.state.push(WORD);
  const done = out.block();
  findInModule(e, depth, name, done);
  findKnown(e, depth, name, done);
  e.aside(() => {
    out.i32(0);
    out.set(method);
    save(e, depth + 1);
    e.fp();
    out.get(self);
    out.mem(Mem.i32_store, e.slotOffset(depth));
    out.get(self);
    out.i32(name);
    e.slotAddress(depth);
    e.call("jitLoadMethod");
    raiseIfZero(e);
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

/** Goes on at `done` with what a module has under the name, which has no self. */
function findInModule(e: Emitter, depth: number, name: number, done: number): void {
  const { out } = e;
  const other = out.block();
  const found = out.block();
  loadFromModule(e, depth + 1, name, e.intSlot(depth), found);
  out.br(other);
  out.end();
  out.i32(0);
  out.set(e.intSlot(depth + 1));
  out.br(done);
  out.end();
}

/** Goes on at `done` with the method that was found before, if the object is of the class that it was of then. */
function findKnown(e: Emitter, depth: number, name: number, done: number): void {
  const { out, facts } = e;
  const { start, end } = e.source.code[e.at]!;
  const method = facts.observed(end, 1);
  if (method.shapes !== Shape.Callable) return;
  const { shapes, identity } = facts.observed(start, 0);
  const self = facts.observed(end, 0);
  const isOwn = shapes === Shape.Instance && self.shapes === shapes;
  const callee = method.identity === 0 ? undefined : facts.callee(method.identity);
  const other = out.block();
  if (callee?.kind === "native" && callee.self !== 0 && callee.name === name) {
    guardKind(e, depth + 1, callee.self, other);
  } else if (isOwn && identity !== 0 && callee?.kind === "python" && callee.word !== 0) {
    guardClass(e, depth + 1, identity, name, other);
  } else if (isOwn) {
    findCached(e, depth, name, other);
    out.br(done);
    out.end();
    return;
  } else {
    out.end();
    return;
  }
  e.hold(callee.word);
  out.i32(callee.word);
  out.set(e.intSlot(depth));
  out.br(done);
  out.end();
}

/** The cache of class attributes; as in asm/object/lookup-cache.ts. */
const CACHE_SLOTS = 1024;
const SLOT_SHIFT = 4;
const TYPE_SHIFT = 4;
const TYPE_FACTOR = 31;
const NAME_SHIFT = 3;

/** Leaves the function of Python that the cache has for an instance's class and a name, or branches to `other`. */
function findCached(e: Emitter, depth: number, name: number, other: number): void {
  const { out, facts } = e;
  const [type, slot, method] = [e.temp(0), e.temp(1), e.intSlot(depth)];
  guardKind(e, depth + 1, INSTANCE, other);
  guardNoAttribute(e, name, other);
  e.pushWord(depth + 1);
  out.mem(Mem.i32_load, Layout.InstanceType);
  out.tee(type);
  out.i32(TYPE_SHIFT);
  out.op(W.i32_shr_u);
  out.i32(TYPE_FACTOR);
  out.op(W.i32_mul);
  out.i32(name >>> NAME_SHIFT);
  out.op(W.i32_xor);
  out.i32(CACHE_SLOTS - 1);
  out.op(W.i32_and);
  out.i32(SLOT_SHIFT);
  out.op(W.i32_shl);
  out.tee(slot);
  const { classCache } = facts;
  out.mem(Mem.i32_load, classCache);
  out.get(type);
  out.op(W.i32_ne);
  out.brIf(other);
  out.get(slot);
  out.mem(Mem.i32_load, classCache + 4);
  out.i32(name);
  out.op(W.i32_ne);
  out.brIf(other);
  out.get(slot);
  out.mem(Mem.i32_load, classCache + 8);
  out.tee(method);
  out.op(W.i32_eqz);
  out.brIf(other);
  guardKind(e, depth, FUNCTION, other);
}

/** LOAD_SUPER_METHOD: what was found before by the same class; else a helper looks. */
export function loadSuperMethod(e: Emitter, name: number): boolean {
  const { out } = e;
  const depth = e.top(2);
  const done = out.block();
  findKnownBehind(e, depth, done);
  e.aside(() => {
    save(e);
    e.pushWord(e.top(1));
    e.pushWord(e.top());
    out.i32(e.facts.name(name));
    e.slotAddress(depth);
    e.call("jitLoadSuperMethod");
    raiseIfZero(e);
    takeMethod(e, depth);
  });
  out.end();
  e.state.pop(3);
  e.state.push(WORD);
  e.state.push(WORD);
  return true;
}

/** What the bases of a class give to an instance depends on the class alone, as long as no class changes. */
function findKnownBehind(e: Emitter, depth: number, done: number): void {
  const { out, facts } = e;
  const { start, end } = e.source.code[e.at]!;
  const method = facts.observed(end, 1);
  const type = facts.observed(start, 1);
  if (method.shapes !== Shape.Callable || type.shapes !== Shape.Callable) return;
  if (method.identity === 0 || type.identity === 0) return;
  const callee = facts.callee(method.identity);
  const isSelf = facts.observed(end, 0).shapes === Shape.Instance;
  if (callee?.kind !== "python" || callee.word === 0 || !isSelf) return;
  e.hold(callee.word);
  e.hold(type.identity);
  const other = out.block();
  e.pushWord(e.top(1));
  out.i32(type.identity);
  out.op(W.i32_ne);
  out.brIf(other);
  guardKind(e, e.top(), INSTANCE, other);
  guardEpoch(e, other);
  e.pushWord(e.top());
  out.set(e.intSlot(depth + 1));
  out.i32(callee.word);
  out.set(e.intSlot(depth));
  out.br(done);
  out.end();
}
