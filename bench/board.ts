/**
 * The speed of the emulated board by the process's own time: `npm run bench:board`. Prints emulated megahertz of the
 * talk's LED programs and of the bench programs, as bytecode and as machine code, with the ratio to real time; then
 * what starting boards takes. Where a program's size is too much for the board's heap it runs until that is full.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createBoard } from "../src/board/pyboard.js";
import { compile } from "../src/compile/index.js";
import { thumbTarget } from "../src/thumb/native-target.js";
import { talkRates } from "./calibrate/talk.js";
import { projectRoot } from "./project-root.js";

const BOARD_MEGAHERTZ = 168;
const BOARDS = 1000;

/** Sizes that the board's heap has room for, where a quarter of the host's is none. */
const boardSizes: Readonly<Record<string, number>> = {
  "closures.py": 2000,
  "exceptions.py": 500,
  "fannkuch.py": 7,
  "fft.py": 64,
  "nqueens.py": 8,
  "sieve.py": 20_000,
  "sort_heavy.py": 500,
};

interface Speed {
  readonly name: string;
  readonly cycles: number;
  readonly milliseconds: number;
  readonly failure: string | undefined;
}

/** Runs a program as it stands, or compiled in one way for all its functions. */
function timed(name: string, source: string, emit?: "bytecode" | "native"): Speed {
  const options = { filename: name, native: thumbTarget("armv7emsp") };
  const program = emit === undefined ? source : compile(source, { ...options, emit });
  const board = createBoard({ stdout: () => {} });
  const before = board.cycles;
  const start = process.cpuUsage();
  let failure: string | undefined;
  try {
    if (typeof program === "string") board.run(program);
    else board.runtime.runMpy(program);
  } catch (error) {
    failure = String(error).split("\n")[0];
  }
  const { user, system } = process.cpuUsage(start);
  const milliseconds = (user + system) / 1000;
  return { name: `${name} ${emit ?? ""}`, cycles: board.cycles - before, milliseconds, failure };
}

function print({ name, cycles, milliseconds, failure }: Speed): void {
  const megahertz = cycles / 1000 / milliseconds;
  const figures = `${megahertz.toFixed(0).padStart(8)} MHz${(megahertz / BOARD_MEGAHERTZ).toFixed(2).padStart(9)} x`;
  console.log(`${name.padEnd(28)}${figures}${failure === undefined ? "" : `  ${failure}`}`);
}

function starts(): void {
  const times: number[] = [];
  for (let i = 0; i < BOARDS; i++) {
    const start = performance.now();
    createBoard({ stdout: () => {} }).run("x = 1");
    times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  const memory = process.memoryUsage();
  console.log(
    `${BOARDS} boards in turn: median ${times[BOARDS >> 1]!.toFixed(1)} ms, longest ${times.at(-1)!.toFixed(1)} ms, resident ${(memory.rss / 1e6).toFixed(0)} MB`,
  );
}

for (const { name, cycles, published } of talkRates()) {
  console.log(`${name}: ${cycles.toFixed(1)} cycles per period, the talk ${published}`);
}
for (let number = 1; number <= 7; number++) {
  const source = readFileSync(join(projectRoot, `examples/talk/led_${number}.py`), "utf8");
  const periods = number < 6 ? 100000 : 8000000;
  print(timed(`led_${number}`, source.replace(/^n = \d+$/m, `n = ${periods}`)));
}
const folder = join(projectRoot, "bench/programs");
for (const file of readdirSync(folder).filter((entry) => entry.endsWith(".py"))) {
  const size = boardSizes[file] ?? "N // 4";
  const source = `${readFileSync(join(folder, file), "utf8")}\nrun(${size})\n`;
  for (const emit of ["bytecode", "native"] as const) print(timed(file, source, emit));
}
starts();
