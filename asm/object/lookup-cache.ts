/**
 * Caches of look-ups by name. They change no result: a hint is checked against the table it points into,
 * a cached class attribute is dropped whenever any class changes.
 */
import { NULL, Ref } from "../memory/ref";

/** Entries of the cache of class attributes: | class | name | value | owner |. */
const CLASS_SLOTS: u32 = 1024;
export const CLASS_CACHE: usize = memory.data(1024 * 16, 8);

/** Positions where the bytecode at an address last found its name. */
const HINT_SLOTS: u32 = 4096;
export const HINTS: usize = memory.data(4096, 8);
/** A hint that says: found among the builtins. */
export const HINT_BUILTIN: u32 = 0xff;

/** Builtins found from an address: | ip | epoch | value |. */
const BUILTIN_SLOTS: u32 = 1024;
const BUILTIN_CACHE: usize = memory.data(1024 * 12, 8);

/** Changes whenever a class gets, loses or replaces something that may be a method. */
export const CLASS_EPOCH: usize = memory.data(4, 4);

export function bumpClassEpoch(): void {
  store<u32>(CLASS_EPOCH, load<u32>(CLASS_EPOCH) + 1);
}

/** Changes whenever a global or builtin name may hide another: see `bumpGlobalsEpoch`. */
export const GLOBALS_EPOCH: usize = memory.data(4, 4);

export function bumpGlobalsEpoch(): void {
  store<u32>(GLOBALS_EPOCH, load<u32>(GLOBALS_EPOCH) + 1);
}

/** Forgets everything: classes have changed, or freed memory may be reused. */
export function clearAttributeCaches(): void {
  clearClassCache();
  memory.fill(BUILTIN_CACHE, 0, BUILTIN_SLOTS * 12);
}

/** Forgets class attributes: some class has changed. */
export function clearClassCache(): void {
  memory.fill(CLASS_CACHE, 0, CLASS_SLOTS * 16);
}

/** The cache's place for a class and a name. */
export function classCacheSlot(type: Ref, name: Ref): usize {
  return CLASS_CACHE + ((<usize>((((type >> 4) * 31) ^ (name >> 3)) & (CLASS_SLOTS - 1))) << 4);
}

/** Whether a place holds what was found for this class and name: value in its word 2, owner in word 3. */
export function classCacheHit(slot: usize, type: Ref, name: Ref): bool {
  return load<u32>(slot) == type && load<u32>(slot, 4) == name;
}

export function fillClassCache(slot: usize, type: Ref, name: Ref, value: Ref, owner: Ref): void {
  store<u32>(slot, type);
  store<u32>(slot, name, 4);
  store<u32>(slot, value, 8);
  store<u32>(slot, owner, 12);
}

/** The entry number that the code at `ip` found last. */
export function hintAt(ip: usize): u32 {
  return load<u8>(HINTS + (ip & (HINT_SLOTS - 1)));
}

export function setHint(ip: usize, entry: u32): void {
  store<u8>(HINTS + (ip & (HINT_SLOTS - 1)), <u8>min<u32>(entry, 0xfe));
}

export function setBuiltinHint(ip: usize): void {
  store<u8>(HINTS + (ip & (HINT_SLOTS - 1)), <u8>HINT_BUILTIN);
}

export function cachedBuiltin(ip: usize): Ref {
  const slot = BUILTIN_CACHE + (ip & (BUILTIN_SLOTS - 1)) * 12;
  return load<u32>(slot) == <u32>ip && load<u32>(slot, 4) == load<u32>(GLOBALS_EPOCH)
    ? load<u32>(slot, 8)
    : NULL;
}

export function cacheBuiltin(ip: usize, value: Ref): void {
  const slot = BUILTIN_CACHE + (ip & (BUILTIN_SLOTS - 1)) * 12;
  store<u32>(slot, <u32>ip);
  store<u32>(slot, load<u32>(GLOBALS_EPOCH), 4);
  store<u32>(slot, value, 8);
}
