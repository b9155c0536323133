/**
 * What the board's host sees of us: the ports' registers, the log of edges, and the cycle of its next event. The
 * layout is in src/tables/board-memory.ts.
 *
 *     | board words | port A | … | port I |        | log: an entry for each change of pins |
 */

import { initInstructions } from "../cpu/instructions";
import { BOARD_WORDS, BoardWord, EDGE_BYTES, PORT_COUNT, PORT_WORDS } from "../generated/board";
import { permanent } from "../memory/permanent";

export const BOARD: usize = memory.data((BOARD_WORDS + PORT_COUNT * PORT_WORDS) * 4, 16);

/** Makes room for edges; only before the runtime starts. Returns where the board's words are. */
export function boardStart(room: u32): usize {
  // Interrupts are set up before the first instruction of machine code runs.
  initInstructions();
  store<u32>(BOARD, permanent(room * EDGE_BYTES), BoardWord.EdgeAddress << 2);
  store<u32>(BOARD, room, BoardWord.EdgeRoom << 2);
  return BOARD;
}
