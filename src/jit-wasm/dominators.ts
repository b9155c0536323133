/** A graph by its successors; nodes are numbers. */
export interface Dominators {
  /** The nodes that can be reached, each behind what leads to it (loops aside). */
  readonly order: readonly number[];
  /** A node's place in that order, -1 when it cannot be reached. */
  readonly rank: readonly number[];
  /** The closest node through which every way to a node leads. */
  readonly parent: readonly number[];
}

/** Finds the dominators (Cooper, Harvey and Kennedy, "A Simple, Fast Dominance Algorithm"). */
export function findDominators(next: readonly (readonly number[])[], root: number): Dominators {
  const order = reversePostorder(next, root);
  const rank: number[] = new Array(next.length).fill(-1);
  order.forEach((node, i) => {
    rank[node] = i;
  });
  const before: number[][] = next.map(() => []);
  for (const node of order) for (const to of next[node]!) before[to]!.push(node);
  const parent: number[] = new Array(next.length).fill(-1);
  parent[root] = root;
  const meet = (x: number, y: number): number => {
    let a = x;
    let b = y;
    while (a !== b) {
      while (rank[a]! > rank[b]!) a = parent[a]!;
      while (rank[b]! > rank[a]!) b = parent[b]!;
    }
    return a;
  };
  for (let changed = true; changed; ) {
    changed = false;
    for (const node of order) {
      if (node === root) continue;
      const known = before[node]!.filter((p) => parent[p] !== -1);
      const found = known.reduce(meet);
      if (parent[node] !== found) {
        parent[node] = found;
        changed = true;
      }
    }
  }
  return { order, rank, parent };
}

/** Whether all ways to `node` lead through `by`. */
export function isDominated({ parent, rank }: Dominators, node: number, by: number): boolean {
  let at = node;
  while (rank[at]! > rank[by]!) at = parent[at]!;
  return at === by;
}

function reversePostorder(next: readonly (readonly number[])[], root: number): number[] {
  const seen = new Set([root]);
  const done: number[] = [];
  const stack: { node: number; i: number }[] = [{ node: root, i: 0 }];
  while (stack.length > 0) {
    const top = stack.at(-1)!;
    const to = next[top.node]![top.i++];
    if (to === undefined) {
      done.push(top.node);
      stack.pop();
    } else if (!seen.has(to)) {
      seen.add(to);
      stack.push({ node: to, i: 0 });
    }
  }
  return done.reverse();
}

/** A loop: the node through which it is entered, and its nodes. */
export interface Loop {
  readonly header: number;
  readonly nodes: ReadonlySet<number>;
}

/** The loops of a graph, outer ones first; undefined when some loop has two ways in. */
export function findLoops(
  next: readonly (readonly number[])[],
  dominators: Dominators,
): Loop[] | undefined {
  const { order, rank } = dominators;
  const before: number[][] = next.map(() => []);
  for (const node of order) for (const to of next[node]!) before[to]!.push(node);
  const bodies = new Map<number, Set<number>>();
  for (const node of order) {
    for (const to of next[node]!) {
      if (rank[to]! > rank[node]!) continue;
      if (!isDominated(dominators, node, to)) return undefined;
      const body = bodies.get(to) ?? new Set([to]);
      bodies.set(to, body);
      collectBody(before, body, node);
    }
  }
  return [...bodies]
    .map(([header, nodes]) => ({ header, nodes }))
    .sort((a, b) => b.nodes.size - a.nodes.size || rank[a.header]! - rank[b.header]!);
}

function collectBody(before: readonly number[][], body: Set<number>, from: number): void {
  const work = [from];
  for (let node = work.pop(); node !== undefined; node = work.pop()) {
    if (body.has(node)) continue;
    body.add(node);
    work.push(...before[node]!);
  }
}
