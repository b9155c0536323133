/** Whether memory takes time: src/tables/board-memory.ts says what the chip's host tells of it. */
import { BOARD as SHARED } from "../board/shared";
import { BoardWord } from "../generated/board";
import { USUAL_LATENCY } from "../generated/board-costs";

function timing(): u32 {
  return load<u32>(SHARED, BoardWord.Timing << 2);
}

/** On the board always, and for a processor with a chip around it. */
export function isTimed(): bool {
  return BOARD || hasChip();
}

/** Whether a chip is around the processor, and has told its clocks. */
export function hasChip(): bool {
  return timing() != 0;
}

/** Cycles that a line of the flash takes beyond the first. */
export function waitStates(): i32 {
  return <i32>(timing() >>> 8) & 15;
}

/** Wait states that the board's runtime runs with: without a chip around it, those of its firmware. */
export function latency(): u32 {
  return hasChip() ? <u32>waitStates() : USUAL_LATENCY;
}

/** By how many bits the clock of APB1 or APB2 is slower. */
export function busShift(bus: u32): u32 {
  return bus == 1 ? timing() & 7 : (timing() >>> 4) & 7;
}
