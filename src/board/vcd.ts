import type { Trace } from "./pin-history.js";

/** Ticks of the file in a second: nanoseconds. */
const TICKS = 1e9;

/** Identifiers of one or more printable characters. */
function identifier(index: number): string {
  const rest = Math.floor(index / 94);
  return String.fromCharCode(33 + (index % 94)) + (rest > 0 ? identifier(rest - 1) : "");
}

/**
 * A Value Change Dump (IEEE 1364, chapter 18) of traces, from the start of time to `end` in seconds, as
 * GTKWave and PulseView read it.
 */
export function* vcdLines(traces: readonly Trace[], end: number): Generator<string> {
  yield "$version adder board $end\n$timescale 1 ns $end\n$scope module pyboard $end\n";
  for (const [index, { name }] of traces.entries()) {
    yield `$var wire 1 ${identifier(index)} ${name.replace(/\s+/g, "_")} $end\n`;
  }
  yield "$upscope $end\n$enddefinitions $end\n#0\n$dumpvars\n";
  for (const [index, { start }] of traces.entries()) yield `${start}${identifier(index)}\n`;
  yield "$end\n";
  yield* changes(traces);
  yield `#${Math.round(end * TICKS)}\n`;
}

/** The edges of all traces in the order of time. */
function* changes(traces: readonly Trace[]): Generator<string> {
  const places = traces.map(() => 0);
  let last = -1;
  while (true) {
    let next = -1;
    let time = Number.POSITIVE_INFINITY;
    for (const [index, { times }] of traces.entries()) {
      const at = times[places[index]!];
      if (at !== undefined && at < time) {
        time = at;
        next = index;
      }
    }
    if (next < 0) return;
    const tick = Math.round(time * TICKS);
    if (tick !== last) yield `#${tick}\n`;
    last = tick;
    places[next]!++;
    yield `${(traces[next]!.start + places[next]!) & 1}${identifier(next)}\n`;
  }
}

/** The whole file. */
export function vcd(traces: readonly Trace[], end: number): string {
  return [...vcdLines(traces, end)].join("");
}
