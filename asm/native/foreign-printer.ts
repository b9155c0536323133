/** What C code gets to print to: two words, what it prints to and the function that does so. */
import { RUNTIME_BASE } from "../cpu/runtime-call";
import { Kind } from "../generated/kinds";
import { RUNTIME_SLOT_COUNT } from "../generated/runtime-slots";
import { isKind, isPointer, Ref } from "../memory/ref";
import { putBytes } from "../object/builder";
import { isMemory } from "./memory";

/** The slot of the function, behind those of streams. */
const PRINTER: u32 = RUNTIME_SLOT_COUNT + 3;

/** The address of the function that prints to a Builder. */
export function builderPrinter(): u32 {
  return (RUNTIME_BASE + (PRINTER << 2)) | 1;
}

export function isPrinterSlot(slot: u32): bool {
  return slot == PRINTER;
}

/** Prints text to a Builder; damaged code may pass anything else. */
export function printToBuilder(p: Ref, text: usize, length: u32): u32 {
  if (isPointer(p) && isKind(p, Kind.Builder) && isMemory(text, length)) putBytes(p, text, length);
  return 0;
}
