import { describe, expect, it } from "vitest";
import { createRuntimeSync, type Runtime, type RuntimeOptions } from "../../build/index.js";

/** Stops a loop that cannot be stopped in another way. */
const BUDGET = 40_000_000;

const machines = ["wasm", "thumb"] as const;
const decorators = ["bytecode", "native", "viper"] as const;
const modes = ["off", "on", "eager"] as const;
const rows = machines.flatMap((machine) =>
  decorators.flatMap((decorator) => modes.map((jit) => ({ machine, decorator, jit }))),
);

/** What a program prints that is interrupted at a safepoint. */
function outputOf(source: string, options: RuntimeOptions, interruptedAt = 0): string {
  let output = "";
  let safepoints = 0;
  const runtime: Runtime = createRuntimeSync({
    ...options,
    budget: BUDGET,
    stdout: (bytes) => {
      output += Buffer.from(bytes).toString();
    },
    onSafepoint: () => {
      if (++safepoints === interruptedAt) runtime.interrupt();
    },
  });
  runtime.run(source);
  return output;
}

const endless = (decorator: string, body: string) =>
  [
    "import micropython",
    `@micropython.${decorator}`,
    "def f():",
    `    ${body}`,
    "try:",
    "    f()",
    "except KeyboardInterrupt as error:",
    "    print('caught', error)",
  ].join("\n");

const waiting = (decorator: string) =>
  [
    "import micropython",
    "flag = bytearray(1)",
    "def count(left):",
    "    flag[0] += 1",
    "    if left: micropython.schedule(count, left - 1)",
    `@micropython.${decorator}`,
    "def wait():",
    "    counts = flag",
    "    while int(counts[0]) < 4:",
    "        pass",
    "micropython.schedule(count, 3)",
    "wait()",
    "print(flag[0])",
  ].join("\n");

describe.each(rows)("a busy $decorator loop on $machine, jit=$jit", (row) => {
  const { machine, decorator, jit } = row;

  it.each(["while True: pass", "while 1:\n        for i in range(10): i += 1"])(
    "is interrupted: %s",
    (body) => {
      const output = outputOf(endless(decorator, body), { machine, jit }, 5);
      expect(output).toBe("caught \n");
    },
  );

  it("lets scheduled functions run", () => {
    expect(outputOf(waiting(decorator), { machine, jit })).toBe("4\n");
  });

  it("is interrupted by its own exception handler's loop", () => {
    const body = [
      "try:",
      "        while True: pass",
      "    except KeyboardInterrupt:",
      "        print('within')",
      "        while True: pass",
    ].join("\n");
    let times = 0;
    let output = "";
    const runtime: Runtime = createRuntimeSync({
      machine,
      jit,
      budget: BUDGET,
      stdout: (bytes) => {
        output += Buffer.from(bytes).toString();
      },
      onSafepoint: () => {
        if (++times === 3 || times === 9) runtime.interrupt();
      },
    });
    runtime.run(endless(decorator, body));
    expect(output).toBe("within\ncaught \n");
  });
});

describe.each(decorators)("a busy %s loop in a sliced run", (decorator) => {
  // Viper code on this machine gives no turns to the event loop: its frames are no data.
  it.skipIf(decorator === "viper")("is interrupted between two slices", async () => {
    let output = "";
    const runtime = createRuntimeSync({
      budget: 4 * BUDGET,
      stdout: (bytes) => {
        output += Buffer.from(bytes).toString();
      },
    });
    const end = runtime.runSliced(endless(decorator, "while True: pass"), { slice: 1 });
    setTimeout(() => runtime.interrupt(), 20);
    await end;
    expect(output).toBe("caught \n");
  });
});
