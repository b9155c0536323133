import type { Engine, Session } from "./engines/engine.js";
import type { Program } from "./programs.js";
import { median } from "./statistics.js";

/** The times of one program on every engine. */
export interface Row {
  program: string;
  /** Median milliseconds of a call, by engine. */
  times: Record<string, number>;
  /** The shortest call in milliseconds, by engine. */
  best: Record<string, number>;
  /** What each engine says that it is. */
  versions: Record<string, string>;
}

/** Times a program on all engines in turns, so that a slow moment of the machine meets them all. */
export async function measure(
  program: Program,
  engines: readonly Engine[],
  samples: number,
): Promise<Row> {
  const sessions: [string, Session][] = [];
  try {
    for (const engine of engines) sessions.push([engine.name, await engine.open(program)]);
    const taken = new Map(engines.map((engine) => [engine.name, [] as number[]]));
    for (let round = 0; round < samples; round++) {
      for (const [name, session] of rotate(sessions, round)) {
        taken.get(name)!.push(await session.sample());
      }
    }
    return summarise(program.name, sessions, taken);
  } finally {
    for (const [, session] of sessions) await session.close();
  }
}

function rotate<T>(items: readonly T[], by: number): T[] {
  const start = items.length === 0 ? 0 : by % items.length;
  return [...items.slice(start), ...items.slice(0, start)];
}

function summarise(
  program: string,
  sessions: readonly [string, Session][],
  taken: ReadonlyMap<string, number[]>,
): Row {
  const row: Row = { program, times: {}, best: {}, versions: {} };
  for (const [name, session] of sessions) {
    row.times[name] = median(taken.get(name)!);
    row.best[name] = Math.min(...taken.get(name)!);
    row.versions[name] = session.version;
  }
  return row;
}
