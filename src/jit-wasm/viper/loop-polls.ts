import { findDominators, findLoops } from "../dominators.js";

/** A loop's entry, in front of which a poll is due. */
export interface PolledLoop {
  readonly header: number;
  /** A block of the loop that asked for the poll. */
  readonly asker: number;
  /** The blocks that enter it from outside. */
  readonly from: readonly number[];
}

/**
 * Where polls stand: at the start of each loop in which a block asked for one, so that the way round the loop
 * has no call on it, for which V8 would keep all locals in memory.
 */
export function findPolls(
  next: readonly (readonly number[])[],
  askers: readonly number[],
): PolledLoop[] {
  const dominators = findDominators(next, 0);
  const loops = findLoops(next, dominators);
  const { order, rank } = dominators;
  const isBackward = (from: number, to: number) => rank[to]! <= rank[from]!;
  const headers = new Set<number>();
  for (const node of order) {
    for (const to of next[node]!) if (isBackward(node, to)) headers.add(to);
  }
  const asked = askers.filter((node) => rank[node]! >= 0);
  return [...headers].flatMap((header) => {
    const body = loops?.find((loop) => loop.header === header)?.nodes;
    const asker = asked.findLast((node) => body === undefined || body.has(node));
    if (asker === undefined) return [];
    const from = order.filter((node) => next[node]!.includes(header) && !isBackward(node, header));
    return [{ header, asker, from }];
  });
}
