import { describe, expect, it } from "vitest";
import { type CodeBlock, structure } from "../../build/jit-wasm/structured-code.js";
import { I32, W, WasmCode } from "../../build/jit-wasm/wasm-code.js";
import { encodeModule } from "../../build/jit-wasm/wasm-module.js";

/** Turns after which a walk ends. */
const TURNS = 50;
const Local = { Choices: 0, Turns: 1, Trace: 2, State: 3 } as const;

/** A graph by the successors of its nodes: none, one, or two. */
type Graph = readonly (readonly number[])[];

/** Where a walk is after another step, as a number that tells the way it came. */
const noted = (trace: number, node: number): number => (Math.imul(trace, 31) + node) | 0;

/** Walks through a graph by bits that tell which way to go. */
function walk(graph: Graph, choices: number): number {
  let bits = choices;
  let trace = 0;
  for (let node = 0, turn = 0; turn < TURNS; turn++) {
    trace = noted(trace, node);
    const next = graph[node]!;
    if (next.length === 0) return trace;
    node = next.length === 1 || (bits & 1) === 1 ? next[0]! : next[1]!;
    if (next.length > 1) bits = (bits >>> 1) | (bits << 31);
  }
  return trace;
}

function returnTrace(code: WasmCode): void {
  code.get(Local.Trace);
  code.op(W.return);
}

/** The block of a node: notes it, ends the walk after all turns, and leaves the choice on the stack. */
function blockOf(graph: Graph, node: number): CodeBlock {
  const code = new WasmCode();
  code.get(Local.Turns);
  code.i32(TURNS);
  code.op(W.i32_ge_s);
  code.if();
  returnTrace(code);
  code.end();
  code.get(Local.Turns);
  code.i32(1);
  code.op(W.i32_add);
  code.set(Local.Turns);
  code.get(Local.Trace);
  code.i32(31);
  code.op(W.i32_mul);
  code.i32(node);
  code.op(W.i32_add);
  code.set(Local.Trace);
  const [then, otherwise] = graph[node]!;
  if (then === undefined) {
    returnTrace(code);
    return { code: code.bytes, end: { kind: "end" } };
  }
  if (otherwise === undefined) return { code: code.bytes, end: { kind: "jump", to: then } };
  code.get(Local.Choices);
  code.i32(1);
  code.op(W.i32_and);
  code.get(Local.Choices);
  code.i32(1);
  code.op(W.i32_shr_u);
  code.get(Local.Choices);
  code.i32(31);
  code.op(W.i32_shl);
  code.op(W.i32_or);
  code.set(Local.Choices);
  return { code: code.bytes, end: { kind: "branch", then, otherwise } };
}

/** The graph as a Wasm function of the choices. */
function compiled(graph: Graph): (choices: number) => number {
  const bytes = encodeModule({
    name: "walk",
    imports: [],
    signature: { params: [I32], results: [I32] },
    locals: [I32, I32, I32],
    code: structure(
      graph.map((_, node) => blockOf(graph, node)),
      Local.State,
    ).bytes,
  });
  const memory = new WebAssembly.Memory({ initial: 0, maximum: 0 });
  const fuelLeft = new WebAssembly.Global({ value: "i32", mutable: true }, 0);
  const module = new WebAssembly.Module(bytes);
  return new WebAssembly.Instance(module, { vm: { memory, fuelLeft } }).exports.run as (
    choices: number,
  ) => number;
}

const graphs: Readonly<Record<string, Graph>> = {
  "one after the other": [[1], [2], []],
  "two ways that meet": [[1, 2], [3], [3], []],
  "a loop": [[1], [1, 2], []],
  "a loop left in the middle": [[1], [2, 3], [1], []],
  "a loop left by two ways that meet": [[1], [2, 3], [1, 4], [5], [5], []],
  "two loops left at once": [[1], [2], [2, 3], [1, 4], []],
  "an inner loop left for the end of the outer one's body": [
    [1],
    [2, 6],
    [3, 5],
    [4, 5],
    [2],
    [1],
    [],
  ],
  "a loop behind a loop": [[1], [1, 2], [2, 3], []],
  "a loop with two ways in": [[1, 2], [2], [1, 3], []],
};

describe("nested code of blocks that jump to each other", () => {
  it.each(Object.keys(graphs))("%s goes all ways that the graph has", (name) => {
    const run = compiled(graphs[name]!);
    for (let choices = 0; choices < 256; choices++) {
      expect(run(choices)).toBe(walk(graphs[name]!, choices));
    }
  });

  it("goes the ways of random graphs", () => {
    let seed = 1;
    const random = (below: number): number => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    for (let i = 0; i < 300; i++) {
      const size = 3 + random(9);
      const graph = Array.from({ length: size }, (_, node) =>
        node === size - 1 ? [] : Array.from({ length: 1 + random(2) }, () => random(size)),
      );
      const run = compiled(graph);
      for (const choices of [0, -1, 0x55555555, 0x33333333, random(2 ** 31)]) {
        expect(run(choices), JSON.stringify({ graph, choices })).toBe(walk(graph, choices));
      }
    }
  });

  it("writes nothing in a loop that is not the loop's", () => {
    const marked = (marker: number): CodeBlock => {
      const code = new WasmCode();
      code.i32(marker);
      code.op(W.drop);
      return { code: code.bytes, end: { kind: "end" } };
    };
    const condition = new WasmCode();
    condition.get(Local.Choices);
    // biome-ignore lint/suspicious/noThenProperty: a terminator is no promise
    const leaving = { kind: "branch", then: 2, otherwise: 1 } as const;
    const blocks: CodeBlock[] = [
      { code: [], end: { kind: "jump", to: 1 } },
      { code: condition.bytes, end: leaving },
      marked(77),
    ];
    const behind = marked(77).code;
    const out = structure(blocks, Local.State).bytes;
    const tail = new WasmCode();
    tail.op(W.unreachable);
    expect(out.slice(-behind.length - tail.bytes.length)).toEqual([...behind, ...tail.bytes]);
  });
});
