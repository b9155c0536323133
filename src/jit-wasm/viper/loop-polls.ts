import { findDominators, findLoops } from "../dominators.js";
import type { Counter, Counters } from "./counters.js";

/** A loop's entry, in front of which a poll is due. */
export interface PolledLoop {
  readonly header: number;
  /** A block of the loop that asked for the poll. */
  readonly asker: number;
  /** The blocks that enter it from outside. */
  readonly from: readonly number[];
  /** Its blocks, if it has no loop within and a counter tells how often it has gone round. */
  readonly counted: { readonly counter: Counter; readonly nodes: ReadonlySet<number> } | undefined;
}

/**
 * Where polls stand: at the start of each loop in which a block asked for one, so that the way round the loop
 * has no call on it, for which V8 would keep all locals in memory.
 */
export function findPolls(
  next: readonly (readonly number[])[],
  askers: readonly number[],
  counters: Counters,
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
    const loop = loops?.find((candidate) => candidate.header === header);
    const asker = asked.findLast((node) => loop === undefined || loop.nodes.has(node));
    if (asker === undefined) return [];
    const into = order.filter((node) => next[node]!.includes(header));
    const from = into.filter((node) => !isBackward(node, header));
    const back = into.filter((node) => isBackward(node, header));
    const hasLoops = [...headers].some((other) => other !== header && loop?.nodes.has(other));
    const counter =
      loop === undefined || hasLoops ? undefined : counters.ofLoop(loop, back, dominators);
    const counted = counter === undefined ? undefined : { counter, nodes: loop!.nodes };
    return [{ header, asker, from, counted }];
  });
}
