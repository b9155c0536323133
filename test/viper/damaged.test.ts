import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { compile } from "../../src/compile/index.js";
import { aheadTarget } from "../../src/jit-wasm/ahead-target.js";
import { Random } from "../fuzz/random.js";
import { programsBelow, projectPath, sourceOf } from "../language/programs.js";
import { mutate } from "../mpy/mutate.js";

const MUTATIONS = 1000;
/** Damage can take a loop its poll: the embedder ends the thread then. Milliseconds. */
const ENDLESS = 5000;

/** Programs of viper functions, and of native ones with their translations. */
const compiled: readonly Uint8Array[] = [
  ...programsBelow("test/viper", (file) => file.endsWith(".py")).map((program) =>
    compile(sourceOf(program), { native: aheadTarget() }),
  ),
  ...programsBelow("test/language/functions", (file) => file.endsWith(".py")).map((program) =>
    compile(sourceOf(program), { native: aheadTarget(), emit: "ahead" }),
  ),
];

/** What came of a file; see damaged-worker.mjs. */
interface Answer {
  readonly outcome: string;
  readonly isAllowed: boolean;
  readonly isBroken: boolean;
  readonly isOtherAlive: boolean;
}

/** Runs files in a thread, which is ended and made anew when a file does not end. */
class DamagedRuns {
  #worker = this.#start();

  #start(): Worker {
    return new Worker(projectPath("test/viper/damaged-worker.mjs"), { execArgv: [] });
  }

  /** What came of a file; undefined when it was ended. */
  async run(bytes: Uint8Array): Promise<Answer | undefined> {
    const worker = this.#worker;
    const answer = await new Promise<Answer | undefined>((resolve, reject) => {
      const timer = setTimeout(() => resolve(undefined), ENDLESS);
      worker.removeAllListeners("message").removeAllListeners("error");
      worker.once("error", reject).once("message", (message: Answer) => {
        clearTimeout(timer);
        resolve(message);
      });
      worker.postMessage(bytes);
    });
    if (answer === undefined) {
      await worker.terminate();
      this.#worker = this.#start();
    }
    return answer;
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}

test(`${MUTATIONS} damaged files for Wasm do no harm outside of their runtimes`, async () => {
  const runs = new DamagedRuns();
  const outcomes = new Map<string, number>();
  for (let seed = 1; seed <= MUTATIONS; seed++) {
    const random = new Random(seed);
    const answer = await runs.run(mutate(random, random.pick(compiled), random.pick(compiled)));
    const outcome = answer?.outcome ?? "endless";
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    if (answer === undefined) continue;
    expect(answer.isAllowed, `seed ${seed}: ${outcome}`).toBe(true);
    expect(answer.isBroken, `seed ${seed}: refused, and broken`).toBe(false);
    expect(answer.isOtherAlive, `seed ${seed}: another runtime`).toBe(true);
  }
  await runs.end();
  expect(outcomes.get("PythonError")).toBeGreaterThan(0);
  expect(outcomes.get("endless") ?? 0).toBeLessThan(MUTATIONS / 100);
}, 300_000);
