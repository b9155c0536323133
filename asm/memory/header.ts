/**
 * The first word of every object:
 *
 *      31            16 15     8 7      0
 *     +----------------+--------+--------+
 *     |     blocks     | flags  |  kind  |
 *     +----------------+--------+--------+
 *
 * `blocks` is the object's size in 16-byte blocks. An object too large for it has 0 there and stands
 * behind a block of kind Large, whose second word is the size.
 */
import { Kind } from "../generated/kinds";
import { Ref } from "./ref";

export const BLOCK: u32 = 16;
export const BLOCK_SHIFT: u32 = 4;
export const MAX_SMALL_BLOCKS: u32 = 0xffff;

/** Flags of the header. Bits 0 to 4 of the flags byte mean what the kind says. */
export const FLAG_MARK: u8 = 0x80;
/** Has something to do when it is freed (a `__del__`, an open file). */
export const FLAG_FINALISER: u8 = 0x40;
/** Its finaliser has run. */
export const FLAG_FINALISED: u8 = 0x20;

/** Str: all bytes are ASCII, so that a character's index is its byte's. */
export const FLAG_ASCII: u8 = 0x01;
/** MapTable: every key is an interned string or a small int, so that identity is equality. */
export const FLAG_IDENTITY_KEYS: u8 = 0x01;
/** MapTable: holds a module's globals; a new key invalidates cached look-ups. */
export const FLAG_GLOBALS: u8 = 0x02;
/** MapTable: may not be changed (a native type's or module's names). */
export const FLAG_FIXED: u8 = 0x04;
/** MapTable: made with room for so many entries, which on the board it has, too. */
export const FLAG_ROOMY: u8 = 0x08;

export function headerWord(kind: Kind, blocks: u32): u32 {
  return <u32>kind | (blocks << 16);
}

/** The size of a heap object in blocks. */
export function blocksOf(object: Ref): u32 {
  const blocks = <u32>load<u16>(object, 2);
  return blocks != 0 ? blocks : load<u32>(object - BLOCK, 4);
}

/** How many bytes a heap object has, its header included. */
export function capacityOf(object: Ref): u32 {
  return blocksOf(object) << BLOCK_SHIFT;
}

export function flagsOf(object: Ref): u8 {
  return load<u8>(object, 1);
}

export function hasFlag(object: Ref, flag: u8): bool {
  return (load<u8>(object, 1) & flag) != 0;
}

export function setFlag(object: Ref, flag: u8): void {
  store<u8>(object, load<u8>(object, 1) | flag, 1);
}

export function clearFlag(object: Ref, flag: u8): void {
  store<u8>(object, load<u8>(object, 1) & ~flag, 1);
}
