/**
 * Types. Built-in ones lie in permanent memory at an address that follows from their kind; classes made
 * in Python are heap objects of the same layout.
 *
 * The slots are indices of functions, 0 for none. `Ref` results are NULL with an exception pending, or
 * UNSUPPORTED where the comment says so.
 */
import { KIND_BASES, KIND_COUNT, KIND_FLAGS, KIND_NAMES, Kind } from "../generated/kinds";
import { headerWord } from "../memory/header";
import { describe, refAt } from "../memory/layout";
import { permanent, permanentObject } from "../memory/permanent";
import { isPointer, kindOf, NULL, qstrRef, Ref } from "../memory/ref";
import { machineFunctionType } from "../native/function";
import { functionType } from "../types/function";
import { mapAppend, newPermanentTable } from "./map-table";

@unmanaged
export class Type {
  header: u32;
  /** The type's name, an interned string. */
  name: Ref;
  /** The kind of the native object that instances are or contain. */
  nativeKind: u32;
  flags: u32;
  /** The only or first base class, 0 for object. */
  base: Ref;
  /** A tuple of all base classes when there are several, else 0. */
  bases: Ref;
  /** Names defined in the class. */
  table: Ref;
  /** make(type, n, nkw, args): Ref — the type is called. */
  make: u32;
  /** call(self, n, nkw, args): Ref */
  call: u32;
  /** unary(op, x): Ref or UNSUPPORTED */
  unary: u32;
  /** binary(op, a, b): Ref or UNSUPPORTED */
  binary: u32;
  /** getItem(self, index): Ref */
  getItem: u32;
  /** setItem(self, index, value): bool; value NULL deletes */
  setItem: u32;
  /** iter(self): Ref */
  iter: u32;
  /** next(self): Ref; NULL without a pending exception at the end */
  next: u32;
  /** print(printer, self, style): bool */
  print: u32;
  /** loadAttr(self, name): Ref or UNSUPPORTED (then the type's table is searched) */
  loadAttr: u32;
  /** storeAttr(self, name, value): bool; value NULL deletes; called before the error "no attribute" */
  storeAttr: u32;
  /** buffer(self, writable): bool; leaves address, length and type code in `object/buffer.ts` */
  buffer: u32;
  /** How many attributes the last instance had, to size the next one's table. */
  attributeHint: u32;
}

/** Type.flags: the class or a base defines a property or another descriptor with a setter. */
export const TYPE_HAS_ACCESSORS: u32 = 1;
/** The class or a base defines `__getattr__`, `__setattr__` or `__delattr__`. */
export const TYPE_HAS_SETATTR: u32 = 2;
/** The class or a base defines `__del__`. */
export const TYPE_HAS_FINALISER: u32 = 4;
/** Instances may not be made by calling the type. */
export const TYPE_ABSTRACT: u32 = 8;
/** May be a base of a class made in Python. */
export const TYPE_SUBCLASSABLE: u32 = 16;
/** A class made in Python. */
export const TYPE_PYTHON: u32 = 32;
/** The class or a base defines `__eq__` or `__hash__`. */
export const TYPE_HAS_EQUALITY: u32 = 64;
/** The class defines `__getattr__`. */
export const TYPE_HAS_GETATTR: u32 = 128;

/** Some class derives from it. */
export const TYPE_SUBCLASSED: u32 = 256;
/**
 * The flags above this bit count the classes with several bases that lie one behind another: so deeply does
 * a search through the bases recurse.
 */
export const TYPE_LEVELS_SHIFT: u32 = 16;
/** The most of them; a search takes little of the host's stack for each. */
export const MAX_TYPE_LEVELS: u32 = 1000;

/** Bytes of a type, a multiple of the block. */
export const TYPE_BYTES: u32 = 80;

/** Where the built-in types start, in the order of their kinds. */
let typesBase: u32 = 0;

export function typeAt(x: Ref): Type {
  return changetype<Type>(<usize>x);
}

/** The type of a kind's instances. */
export function typeOfKind(kind: Kind): Ref {
  return typesBase + <u32>kind * TYPE_BYTES;
}

/** The type of any value: what `type(x)` gives. */
export function typeOf(x: Ref): Ref {
  const kind = kindOf(x);
  if (isPointer(x) && (load<u8>(KIND_FLAGS + <usize>kind) & 1) != 0) return load<u32>(x, 4);
  if (kind == Kind.Function) return functionType(x);
  if (kind == Kind.MachineFunction) return machineFunctionType(x);
  return typeOfKind(kind == Kind.MachineGenerator ? Kind.Generator : kind);
}

export function typeName(type: Ref): Ref {
  return typeAt(type).name;
}

export function isType(x: Ref): bool {
  return isPointer(x) && load<u8>(x) == Kind.Type;
}

/** Sets up a type for each kind that has one. */
export function initTypes(): void {
  typesBase = <u32>permanent(<usize>KIND_COUNT * TYPE_BYTES);
  for (let kind = 0; kind < KIND_COUNT; kind++) {
    const name = <i32>load<u16>(KIND_NAMES + ((<usize>kind) << 1));
    const type = typeAt(typeOfKind(kind));
    type.header = headerWord(Kind.Type, TYPE_BYTES >> 4);
    type.name = qstrRef(name);
    type.nativeKind = kind;
    if (load<u8>(KIND_FLAGS + <usize>kind) & 2) type.flags = TYPE_SUBCLASSABLE;
    const base = <i32>load<u8>(KIND_BASES + <usize>kind);
    if (base != Kind.Object) type.base = typeOfKind(base);
  }
  describe(
    Kind.Type,
    refAt(offsetof<Type>("base")) | refAt(offsetof<Type>("bases")) | refAt(offsetof<Type>("table")),
    0,
  );
}

/** A further built-in type in permanent memory, such as an exception's. */
export function newPermanentType(name: Ref, nativeKind: Kind, base: Ref, flags: u32): Ref {
  const x = permanentObject(Kind.Type, TYPE_BYTES);
  const type = typeAt(x);
  type.name = name;
  type.nativeKind = nativeKind;
  type.base = base;
  type.flags = flags;
  return x;
}

/** Gives a built-in type the table for `count` names. */
export function reserveNames(type: Ref, count: u32): void {
  typeAt(type).table = newPermanentTable(count);
}

/** Adds a name to a built-in type. */
export function defineName(type: Ref, name: i32, value: Ref): void {
  mapAppend(<usize>type + offsetof<Type>("table"), qstrRef(name), value);
}

/** Whether `type` is `base` or derives from it. */
export function isSubtype(type: Ref, base: Ref): bool {
  if (base == typeOfKind(Kind.Object)) return true;
  let t = type;
  while (t != NULL) {
    if (t == base) return true;
    const bases = typeAt(t).bases;
    if (bases != NULL) {
      const n = load<u32>(bases, 4);
      for (let i: u32 = 0; i < n; i++) {
        if (isSubtype(load<u32>(bases + 8 + (i << 2)), base)) return true;
      }
      return false;
    }
    t = typeAt(t).base;
  }
  return false;
}
