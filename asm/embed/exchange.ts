/**
 * Bytes that pass between the host and us: the host writes into a buffer that we make; what we have for the
 * host lies in a builder. Either is kept in the root cell Scratch until the next exchange.
 */
import { Kind } from "../generated/kinds";
import { getCell, RootCell, setCell } from "../memory/cells";
import { allocate } from "../memory/heap";
import { NULL, Ref } from "../memory/ref";
import { BUFFER_DATA, builderData, builderLength } from "../object/builder";

/** A buffer of this many bytes; returns where its bytes start. 0: MemoryError is pending. */
export function hostBuffer(length: i32): usize {
  const buffer = allocate(Kind.Buffer, BUFFER_DATA + length);
  if (buffer == NULL) return 0;
  setCell(RootCell.Scratch, buffer);
  return <usize>buffer + BUFFER_DATA;
}

/** The buffer that the host has filled last. */
export function filledBuffer(): Ref {
  return getCell(RootCell.Scratch);
}

/** Leaves what a builder holds for the host. */
export function leaveForHost(builder: Ref): void {
  setCell(RootCell.Scratch, builder);
}

/** Where the bytes left for the host are, and how many. */
export function leftData(): usize {
  return builderData(getCell(RootCell.Scratch));
}

export function leftLength(): i32 {
  return <i32>builderLength(getCell(RootCell.Scratch));
}
