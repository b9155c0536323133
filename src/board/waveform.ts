import type { Trace } from "./pin-history.js";
import { formatSeconds } from "./pin-statistics.js";

const ROW = 40;
const LEFT = 110;
const TOP = 30;
const HIGH = 6;
const LOW = 30;

/** What part of time is drawn, in seconds, and how wide. */
export interface WaveformOptions {
  readonly from?: number;
  readonly to: number;
  /** Pixels of the picture. */
  readonly width?: number;
}

/** A picture of traces as SVG: one row each. More edges than pixels become a filled box. */
export function waveform(traces: readonly Trace[], options: WaveformOptions): string {
  const { from = 0, to, width = 900 } = options;
  const height = TOP + ROW * traces.length + 10;
  const scale = (width - LEFT - 10) / Math.max(to - from, 1e-12);
  const rows = traces.map((trace, row) => drawRow(trace, row, { from, to, scale }));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" font-family="sans-serif" font-size="12">
<title>${escapeText(traces.map(({ name }) => name).join(", "))} over time</title>
<rect width="${width}" height="${height}" fill="#fff"/>
${drawAxis(from, to, scale, height)}${rows.join("")}</svg>
`;
}

interface Span {
  readonly from: number;
  readonly to: number;
  /** Pixels of a second. */
  readonly scale: number;
}

function drawRow(trace: Trace, row: number, span: Span): string {
  const top = TOP + ROW * row;
  return (
    `<text x="8" y="${top + 22}">${escapeText(trace.name)}</text>` +
    `<path d="${pathOf(trace, top, span)}" fill="none" stroke="#1769aa"/>\n`
  );
}

function pathOf({ start, times }: Trace, top: number, { from, to, scale }: Span): string {
  const y = (level: number): number => top + (level ? HIGH : LOW);
  const x = (time: number): string => (LEFT + (time - from) * scale).toFixed(1);
  let index = firstAfter(times, from);
  let level = (start + index) & 1;
  const parts = [`M${x(from)} ${y(level)}`];
  let last = "";
  for (; index < times.length && times[index]! <= to; index++) {
    level ^= 1;
    const at = x(times[index]!);
    // Edges that fall on one pixel are drawn once up and down.
    if (at !== last) parts.push(`H${at}V${y(level)}`);
    else parts[parts.length - 1] = `H${at}V${y(level ^ 1)}V${y(level)}`;
    last = at;
  }
  parts.push(`H${x(to)}`);
  return parts.join("");
}

/** The index of the first time that is not before another. */
function firstAfter(times: readonly number[], time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Lines at round times: 1, 2 or 5 of a decade. */
function drawAxis(from: number, to: number, scale: number, height: number): string {
  const rough = (to - from) / 8;
  const decade = 10 ** Math.floor(Math.log10(rough));
  const step = decade * ([1, 2, 5, 10].find((factor) => factor * decade >= rough) ?? 10);
  let text = "";
  for (let count = Math.ceil(from / step); count * step <= to; count++) {
    const at = (LEFT + (count * step - from) * scale).toFixed(1);
    text += `<path d="M${at} ${TOP - 8}V${height}" stroke="#ddd"/>`;
    text += `<text x="${at}" y="${TOP - 12}" text-anchor="middle" fill="#666">${formatSeconds(count * step)}</text>\n`;
  }
  return text;
}

function escapeText(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
