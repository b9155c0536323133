/**
 * Numbers things in the order of their first use, where uses are reported in another order: each has a
 * rank, lower ranks come first, and uses of one rank are reported in their own order.
 */
export class FirstUse {
  /** The lowest rank of each thing. */
  readonly #ranks: number[] = [];
  /** Things that were new to a rank, by rank; those that moved to a lower one are still here. */
  readonly #byRank = new Map<number, number[]>();

  /** Reports a use of `thing`; things are counted from 0 in the order of their first report. */
  note(thing: number, rank: number): void {
    const known = this.#ranks[thing];
    if (known !== undefined && known <= rank) return;
    this.#ranks[thing] = rank;
    const things = this.#byRank.get(rank);
    if (things === undefined) this.#byRank.set(rank, [thing]);
    else things.push(thing);
  }

  /** All things in the order of their first use. */
  order(): Int32Array {
    const order = new Int32Array(this.#ranks.length);
    let count = 0;
    for (const rank of [...this.#byRank.keys()].sort((a, b) => a - b)) {
      for (const thing of this.#byRank.get(rank)!) {
        if (this.#ranks[thing] === rank) order[count++] = thing;
      }
    }
    return order;
  }
}

/** Where each thing stands in `order`. */
export function positions(order: Int32Array): Int32Array {
  const places = new Int32Array(order.length);
  for (let i = 0; i < order.length; i++) places[order[i]!] = i;
  return places;
}
