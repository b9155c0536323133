/**
 * The memory protection unit (DDI 0403, B3.5): eight regions, the highest number decides. While it is off, or does not
 * count for what runs, nothing asks it. While it does, the loop has no stretch of plain memory, so that all loads
 * and stores ask.
 */
import { forgetCode } from "./code-cache";
import { measureMemory } from "./memory-map";
import { executionPriority } from "./nvic";
import { isPrivileged } from "./special-registers";

const REGIONS: u32 = 8;
/** MPU_TYPE: eight regions for code and data alike. */
export const PROTECTION_TYPE: u32 = REGIONS << 8;

/** Bits of MPU_CTRL. */
const ENABLE: u32 = 1 << 0;
/** It counts in HardFault, NMI and under FAULTMASK, too. */
const IN_FAULTS: u32 = 1 << 1;
/** Privileged code may go where no region is, as without the unit. */
const DEFAULT_MAP: u32 = 1 << 2;

/** Bits of a region's attributes. */
const REGION_ENABLE: u32 = 1 << 0;
const NO_EXECUTE: u32 = 1 << 28;
/** TEX, C and B: all clear for memory that is strongly ordered. */
const MEMORY_TYPE: u32 = 0x003b0000;
/** RBAR: the number of the region in its low bits holds. */
const VALID: u32 = 1 << 4;
const BASE_BITS: u32 = 0xffffffe0;
/** From this size on, a power of two, eight parts of a region can be switched off. */
const LEAST_DIVIDED: u32 = 8;
const LEAST_SIZE: u32 = 5;

/** The private peripheral bus always has the default map. */
const SYSTEM_START: u32 = 0xe0000000;
const SYSTEM_BYTES: u32 = 0x00100000;

/** What an access is. */
export const enum Access {
  Read,
  Write,
  Execute,
}

@unmanaged
class Region {
  base: u32;
  attributes: u32;
}

const TABLE: usize = memory.data(64, 4);
let control: u32 = 0;
let selected: u32 = 0;

/** For whom the unit counts at present. */
const enum Guard {
  Nobody,
  Privileged,
  User,
}

let guard: Guard = Guard.Nobody;

function regionAt(number: u32): Region {
  return changetype<Region>(TABLE + number * offsetof<Region>());
}

/** Switches the unit off and forgets its regions. */
export function resetProtection(): void {
  memory.fill(TABLE, 0, REGIONS * offsetof<Region>());
  control = 0;
  selected = 0;
  guard = Guard.Nobody;
}

/**
 * To be called before the loop is entered, and before what runs changes: finds out for whom the unit counts now. What was
 * decoded, with the rights that others had, is forgotten.
 */
export function startProtection(): void {
  if (control == 0 && guard == Guard.Nobody) return;
  const now = guardOf();
  if (now == guard) return;
  guard = now;
  forgetCode();
  measureMemory();
}

function guardOf(): Guard {
  if ((control & ENABLE) == 0) return Guard.Nobody;
  if ((control & IN_FAULTS) == 0 && executionPriority() < 0) return Guard.Nobody;
  return isPrivileged() ? Guard.Privileged : Guard.User;
}

/** Whether accesses are to be asked for. */
export function isGuarded(): bool {
  return guard != Guard.Nobody;
}

/** Whether an access of what runs is allowed. `asUser`: as if the code were not privileged. */
export function isAllowed(address: u32, access: Access, asUser: bool): bool {
  if (guard == Guard.Nobody) return true;
  if (address - SYSTEM_START < SYSTEM_BYTES) return access != Access.Execute;
  const privileged = guard == Guard.Privileged && !asUser;
  for (let number: i32 = REGIONS - 1; number >= 0; number--) {
    const region = regionAt(number);
    if (holds(region, address)) return hasRight(region.attributes, access, privileged);
  }
  return (control & DEFAULT_MAP) != 0 && privileged;
}

/** Whether stores to an address may be buffered as far as regions tell; without one, as they always are. */
export function isOrdered(address: u32): bool {
  if (guard == Guard.Nobody) return false;
  for (let number: i32 = REGIONS - 1; number >= 0; number--) {
    const region = regionAt(number);
    if (holds(region, address)) return (region.attributes & MEMORY_TYPE) == 0;
  }
  return false;
}

/** Whether an access of several bytes is allowed, which may lie in two regions. */
export function isRangeAllowed(address: u32, bytes: u32, access: Access, asUser: bool): bool {
  return (
    isAllowed(address, access, asUser) &&
    (bytes == 1 || isAllowed(address + bytes - 1, access, asUser))
  );
}

function holds(region: Region, address: u32): bool {
  const attributes = region.attributes;
  if ((attributes & REGION_ENABLE) == 0) return false;
  const bits = max<u32>(LEAST_SIZE, ((attributes >>> 1) & 31) + 1);
  if (bits < 32 && (address ^ region.base) >>> bits != 0) return false;
  if (bits < LEAST_DIVIDED) return true;
  const part = (address >>> (bits - 3)) & 7;
  return ((attributes >>> (8 + part)) & 1) == 0;
}

/** Rights by AP, two bits each: 0 none, 1 to read, 2 to read and write; 4 is reserved, and 7 as 6. */
const PRIVILEGED_RIGHTS: u32 = 0b01_01_01_00_10_10_10_00;
const USER_RIGHTS: u32 = 0b01_01_00_00_10_01_00_00;

function hasRight(attributes: u32, access: Access, privileged: bool): bool {
  const shift = ((attributes >>> 24) & 7) << 1;
  const right = ((privileged ? PRIVILEGED_RIGHTS : USER_RIGHTS) >>> shift) & 3;
  if (access == Access.Execute && (attributes & NO_EXECUTE) != 0) return false;
  return right >= (access == Access.Write ? 2 : 1);
}

/** MPU_TYPE to the last alias of RASR. */
export function readProtection(offset: u32): u32 {
  if (offset == 0) return PROTECTION_TYPE;
  if (offset == 4) return control;
  if (offset == 8) return selected;
  const region = regionAt(selected);
  return (offset & 4) != 0 ? region.base | selected : region.attributes;
}

export function writeProtection(offset: u32, value: u32): void {
  if (offset == 4) control = value & (ENABLE | IN_FAULTS | DEFAULT_MAP);
  else if (offset == 8) selected = value & (REGIONS - 1);
  else if ((offset & 4) != 0) writeBase(value);
  else if (offset != 0) regionAt(selected).attributes = value & 0x173fff3f;
  forgetCode();
}

function writeBase(value: u32): void {
  if ((value & VALID) != 0) selected = value & (REGIONS - 1);
  regionAt(selected).base = value & BASE_BITS;
}
