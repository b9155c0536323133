/** Loads and stores that are not plain: windows, bit bands, unaligned addresses, the bus. */
import { PortStore, readPort, readsPort } from "../board/gpio";
import { PORT_COUNT, PORT_STEP, PORTS_START } from "../generated/board";
import { UNALIGNED_ACCESS } from "../generated/thumb";
import { readBus, writeBus } from "./bus";
import { codeWritten } from "./code-cache";
import { NO_MEMORY, placeOf, WindowRight } from "./memory-map";
import { Access, isAllowed, isGuarded, isRangeAllowed } from "./protection";
import { cpu } from "./registers";
import { Fault } from "./stop";
import { endLoad, endStore } from "./store-buffer";
import { chargeAccess } from "./system-bus";

/** The aliases in which each word is a bit: of SRAM and of the peripherals. */
const BAND_SRAM: u32 = 0x22000000;
const BAND_PERIPHERALS: u32 = 0x42000000;
const BAND_SIZE: u32 = 0x02000000;
/** From the alias back to what it stands for. */
const BAND_DISTANCE: u32 = 0x02000000;
/** The addresses of the GPIO ports. */
const PORTS_BYTES: u32 = PORT_COUNT * PORT_STEP;

function readPlace(place: u32, size: u32): u32 {
  if (size == 4) return load<u32>(place);
  return size == 2 ? load<u16>(place) : load<u8>(place);
}

/** Writes to linear memory, and forgets code that was there. */
function writePlace(place: u32, size: u32, value: u32): void {
  codeWritten(place, size);
  if (size == 4) store<u32>(place, value);
  else if (size == 2) store<u16>(place, value);
  else store<u8>(place, value);
}

/** Reads 1, 2 or 4 bytes wherever they are. When it cannot, `cpu.fault` is set and 0 returned. */
export function readMemory(address: u32, size: u32): u32 {
  if ((address & (size - 1)) != 0) return readUnaligned(address, size);
  if (address - PORTS_START < PORTS_BYTES && readsPort(address)) return readPort(address, size);
  const place = placeOf(address, size, 0);
  if (place != NO_MEMORY) return readPlace(place, size);
  if (isBand(address)) return readBand(address);
  return readBus(address, size);
}

/** Writes 1, 2 or 4 bytes wherever they go. When it cannot, `cpu.fault` is set. */
export function writeMemory(address: u32, size: u32, value: u32): void {
  if ((address & (size - 1)) != 0) {
    writeUnaligned(address, size, value);
    return;
  }
  if (address - PORTS_START < PORTS_BYTES && PortStore.write(address, size, value)) return;
  const place = placeOf(address, size, WindowRight.Write);
  if (place != NO_MEMORY) writePlace(place, size, value);
  else if (isBand(address)) writeBand(address, value);
  else writeBus(address, size, value);
}

/** As `readMemory` for what instructions read, which may be refused. */
export function readGuarded(address: u32, size: u32): u32 {
  if (isGuarded() && !isRangeAllowed(address, size, Access.Read, false)) {
    failProtection(address);
    return 0;
  }
  const value = readMemory(address, size);
  return endLoad() ? value : 0;
}

/** As `readGuarded` for instructions that need alignment. */
export function readAligned(address: u32, size: u32): u32 {
  chargeAccess(address);
  if ((address & (size - 1)) == 0) return readGuarded(address, size);
  failAlignment(address);
  return 0;
}

/** As `writeMemory` for instructions that need alignment, which may be refused. */
export function writeAligned(address: u32, size: u32, value: u32): void {
  chargeAccess(address);
  if ((address & (size - 1)) != 0) failAlignment(address);
  else if (isGuarded() && !isAllowed(address, Access.Write, false)) failProtection(address);
  else {
    writeMemory(address, size, value);
    endStore(address);
  }
}

/** Notes the fault of an address that the protection unit refuses; false. */
export function failProtection(address: u32): bool {
  cpu.fault = Fault.Protected;
  cpu.faultAddress = address;
  return false;
}

/** Notes the fault of an address that is not aligned; false. */
export function failAlignment(address: u32): bool {
  cpu.fault = Fault.Unaligned;
  cpu.faultAddress = address;
  return false;
}

function readUnaligned(address: u32, size: u32): u32 {
  if (cpu.trapUnaligned != 0) {
    failAlignment(address);
    return 0;
  }
  cpu.extraCycles += UNALIGNED_ACCESS;
  let value: u32 = 0;
  for (let i: u32 = 0; i < size && cpu.fault == 0; i++) {
    value |= readMemory(address + i, 1) << (i << 3);
  }
  return value;
}

function writeUnaligned(address: u32, size: u32, value: u32): void {
  if (cpu.trapUnaligned != 0) {
    failAlignment(address);
    return;
  }
  cpu.extraCycles += UNALIGNED_ACCESS;
  for (let i: u32 = 0; i < size && cpu.fault == 0; i++) {
    writeMemory(address + i, 1, (value >>> (i << 3)) & 0xff);
  }
}

function isBand(address: u32): bool {
  return address - BAND_SRAM < BAND_SIZE || address - BAND_PERIPHERALS < BAND_SIZE;
}

/** The word that an alias address is a bit of: bits 24 to 7 of the distance, and bits 6 to 2 are the bit. */
function bandWord(address: u32): u32 {
  return (address & 0xfe000000) - BAND_DISTANCE + (((address & 0x01ffffff) >>> 7) << 2);
}

function readBand(address: u32): u32 {
  return (readMemory(bandWord(address), 4) >>> ((address >>> 2) & 31)) & 1;
}

function writeBand(address: u32, value: u32): void {
  const word = bandWord(address);
  const bit = (<u32>1) << ((address >>> 2) & 31);
  const old = readMemory(word, 4);
  if (cpu.fault == 0) writeMemory(word, 4, (value & 1) != 0 ? old | bit : old & ~bit);
}
