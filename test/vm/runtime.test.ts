import { describe, expect, it } from "vitest";
import {
  BudgetError,
  createRuntimeSync,
  MemoryFiles,
  PythonError,
  PythonExit,
  type RuntimeOptions,
  Tuple,
  UsageError,
} from "../../build/index.js";
import { Errno } from "../../src/tables/errnos.js";

function runtimeWithOutput(options: RuntimeOptions = {}) {
  const texts = { out: "", err: "" };
  const append = (key: "out" | "err") => (bytes: Uint8Array) => {
    texts[key] += Buffer.from(bytes).toString();
  };
  const runtime = createRuntimeSync({ stdout: append("out"), stderr: append("err"), ...options });
  return { runtime, texts };
}

function thrownBy(action: () => void): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe("run", () => {
  it("hands what is printed to stdout", () => {
    const { runtime, texts } = runtimeWithOutput();
    runtime.run("print('a', 'é')");
    expect(texts).toEqual({ out: "a é\n", err: "" });
  });

  it("keeps globals from one run to the next", () => {
    const { runtime, texts } = runtimeWithOutput();
    runtime.run("x = 'kept'");
    runtime.run("print(x)");
    expect(texts.out).toBe("kept\n");
  });

  it("throws an uncaught exception with its traceback", () => {
    const { runtime } = runtimeWithOutput();
    const source = "def f():\n  raise ValueError('bad')\n\nf()\n";
    const error = thrownBy(() => runtime.run(source, { filename: "a.py" }));
    expect(error).toBeInstanceOf(PythonError);
    expect(error).toMatchObject({
      type: "ValueError",
      text: "bad",
      traceback:
        'Traceback (most recent call last):\n  File "a.py", line 4, in <module>\n' +
        '  File "a.py", line 2, in f\nValueError: bad\n',
    });
  });

  it("throws a SyntaxError with its place", () => {
    const { runtime } = runtimeWithOutput();
    const error = thrownBy(() => runtime.run("x = 1\ny = = 2\n", { filename: "b.py" }));
    expect(error).toMatchObject({
      type: "SyntaxError",
      traceback:
        'Traceback (most recent call last):\n  File "b.py", line 2\nSyntaxError: invalid syntax\n',
    });
  });

  it("works after an exception", () => {
    const { runtime, texts } = runtimeWithOutput();
    thrownBy(() => runtime.run("def f(n): return f(n + 1)\nf(0)"));
    runtime.run("print('on')");
    expect(texts.out).toBe("on\n");
  });

  it("throws what sys.exit says", () => {
    const { runtime } = runtimeWithOutput();
    const error = thrownBy(() => runtime.run("raise SystemExit(7)"));
    expect(error).toBeInstanceOf(PythonExit);
    expect(error).toMatchObject({ status: 7 });
  });
});

describe("limits", () => {
  it("ends a loop when the budget is used up, whatever the program catches", () => {
    const { runtime, texts } = runtimeWithOutput({ budget: 1_000_000 });
    const source = "while True:\n  try:\n    while True: pass\n  except: pass\n";
    expect(thrownBy(() => runtime.run(source))).toBeInstanceOf(BudgetError);
    runtime.run("print('on')");
    expect(texts.out).toBe("on\n");
  });

  it("hands out what was printed before the budget was used up", () => {
    const { runtime, texts } = runtimeWithOutput({ budget: 100_000 });
    expect(thrownBy(() => runtime.run("print(1)\nwhile True: pass"))).toBeInstanceOf(BudgetError);
    expect(texts.out).toBe("1\n");
  });

  it("raises MemoryError when the heap is full, and goes on", () => {
    const { runtime, texts } = runtimeWithOutput({ heapSize: 1 << 16, maxHeap: 1 << 16 });
    const error = thrownBy(() => runtime.run("a = []\nwhile True: a.append([1, 2, 3])"));
    expect(error).toMatchObject({ type: "MemoryError" });
    runtime.globals.delete("a");
    runtime.run("print([1, 2])");
    expect(texts.out).toBe("[1, 2]\n");
  });

  it("runs a script in a heap of 16 KB", () => {
    const { runtime, texts } = runtimeWithOutput({ heapSize: 16384, maxHeap: 16384 });
    runtime.run("def f(n): return n if n < 2 else f(n - 1) + f(n - 2)\nprint(f(15))");
    expect(texts.out).toBe("610\n");
  });

  it("raises RuntimeError for endless recursion", () => {
    const { runtime } = runtimeWithOutput();
    const error = thrownBy(() => runtime.run("def f(): f()\nf()"));
    expect(error).toMatchObject({ type: "RuntimeError", text: "maximum recursion depth exceeded" });
  });
});

describe("interrupt", () => {
  it("raises KeyboardInterrupt in a sliced run", async () => {
    const { runtime } = runtimeWithOutput();
    const run = runtime.runSliced("while True: pass", { slice: 1 });
    runtime.interrupt();
    await expect(run).rejects.toMatchObject({ type: "KeyboardInterrupt" });
  });

  it("lets the program catch it", async () => {
    const { runtime, texts } = runtimeWithOutput();
    const source = "try:\n  while True: pass\nexcept KeyboardInterrupt: print('caught')";
    const run = runtime.runSliced(source, { slice: 1 });
    runtime.interrupt();
    await run;
    expect(texts.out).toBe("caught\n");
  });
});

describe("values", () => {
  const values: readonly [string, unknown][] = [
    ["None", null],
    ["True", true],
    ["a small int", -1073741824],
    ["a safe int", 2 ** 50 + 1],
    ["a long int", 12345678901234567890123n],
    ["a float", 0.1],
    ["infinity", Number.NEGATIVE_INFINITY],
    ["a str", "aé€😀"],
    ["bytes", Uint8Array.of(0, 255)],
    ["a list", [1, [2, "x"], null]],
    ["a tuple", Tuple.from([1, 2])],
    [
      "a dict",
      new Map<unknown, unknown>([
        ["a", 1],
        [2, [3]],
      ]),
    ],
  ];

  it.each(values)("passes %s in and out", (_name, value) => {
    const { runtime } = runtimeWithOutput();
    runtime.globals.set("x", value);
    runtime.run("y = x");
    expect(runtime.globals.get("y")).toEqual(value);
  });

  it("tells a tuple from a list", () => {
    const { runtime } = runtimeWithOutput();
    runtime.run("x = (1, 2)");
    expect(runtime.globals.get("x")).toBeInstanceOf(Tuple);
  });

  it("gives type and repr of other values", () => {
    const { runtime } = runtimeWithOutput();
    runtime.run("class A:\n  def __repr__(self): return 'an A'\nx = A()");
    expect(runtime.globals.get("x")).toMatchObject({ type: "A", repr: "an A" });
  });

  it("gives undefined for a missing global", () => {
    const { runtime } = runtimeWithOutput();
    expect(runtime.globals.get("missing")).toBeUndefined();
  });

  it("deletes a global", () => {
    const { runtime } = runtimeWithOutput();
    runtime.globals.set("x", 1);
    expect([runtime.globals.delete("x"), runtime.globals.delete("x")]).toEqual([true, false]);
  });

  it("calls a function", () => {
    const { runtime } = runtimeWithOutput();
    runtime.run("def join(*args): return list(args)");
    expect(runtime.call("join", 1, "b", [2.5])).toEqual([1, "b", [2.5]]);
  });

  it("refuses a value that Python has no counterpart of", () => {
    const { runtime } = runtimeWithOutput();
    expect(() => runtime.globals.set("x", () => 1)).toThrow(UsageError);
  });

  it("raises RuntimeError for a list that contains itself", () => {
    const { runtime } = runtimeWithOutput();
    runtime.run("x = []\nx.append(x)");
    expect(thrownBy(() => runtime.globals.get("x"))).toMatchObject({ type: "RuntimeError" });
  });
});

describe("runtimes", () => {
  it("live by the hundred in one process and share nothing", () => {
    const all = Array.from({ length: 300 }, () => runtimeWithOutput({ heapSize: 1 << 16 }));
    all.forEach(({ runtime }, i) => {
      runtime.run(`import sys\nx = ${i}\nsys.path.append(${i})`);
    });
    all.forEach(({ runtime }) => {
      runtime.run("import sys\nprint(x, sys.path[-1])");
    });
    expect(all.map(({ texts }) => texts.out)).toEqual(all.map((_, i) => `${i} ${i}\n`));
  });

  it("cannot be used after dispose", () => {
    const { runtime } = runtimeWithOutput();
    runtime.dispose();
    expect(() => runtime.run("1")).toThrow(UsageError);
  });

  it("cannot be entered while they run", () => {
    const errors: unknown[] = [];
    const runtime = createRuntimeSync({
      stdout: () => {
        errors.push(thrownBy(() => runtime.run("2")));
      },
    });
    runtime.run("print(1)");
    expect(errors[0]).toBeInstanceOf(UsageError);
  });

  it("hand on what the embedder's own code throws, and work on", () => {
    let mine: Error | undefined = new Error("mine");
    const runtime = createRuntimeSync({
      stdout: () => {
        if (mine !== undefined) throw mine;
      },
    });
    expect(thrownBy(() => runtime.run("print(1)"))).toBe(mine);
    mine = undefined;
    runtime.run("x = 2");
    expect(runtime.globals.get("x")).toBe(2);
  });

  it("are refused for sizes that make no sense", () => {
    expect(() => createRuntimeSync({ heapSize: -1 })).toThrow(UsageError);
    expect(() => createRuntimeSync({ heapSize: 1 << 20, maxHeap: 1 << 10 })).toThrow(UsageError);
  });
});

describe("grants", () => {
  it("are none by default", () => {
    const { runtime } = runtimeWithOutput();
    const error = thrownBy(() => runtime.run("import m"));
    expect(error).toMatchObject({ type: "ImportError" });
  });

  it("give a file system", () => {
    const files = new MemoryFiles({ "/m.py": "x = 'imported'" });
    const { runtime, texts } = runtimeWithOutput({ files });
    runtime.run("import m\nprint(m.x)");
    expect(texts.out).toBe("imported\n");
  });
});

describe("runMpy", () => {
  it("refuses bytes that are no .mpy file and leaves the runtime alone", () => {
    const { runtime, texts } = runtimeWithOutput();
    const error = thrownBy(() => runtime.runMpy(Uint8Array.of(1, 2, 3)));
    expect(error).toMatchObject({ type: "ValueError", text: "incompatible .mpy file" });
    runtime.run("print('on')");
    expect(texts.out).toBe("on\n");
  });
});

describe("the time zone", () => {
  it("is UTC by default", () => {
    const { runtime, texts } = runtimeWithOutput();
    runtime.run("import time; print(time.localtime(0) == time.gmtime(0))");
    expect(texts.out).toBe("True\n");
  });

  it("is what the embedder chooses", () => {
    const { runtime, texts } = runtimeWithOutput({
      timeZone: (seconds) => ({ offset: 5400, daylight: seconds > 10 }),
    });
    runtime.run("import time; print(time.localtime(0)[3:6], time.localtime(11)[8])");
    expect(texts.out).toBe("(1, 30, 0) 1\n");
  });
});

describe("safepoints", () => {
  it.each([
    ["an endless iterator", "sum(iter(int, 1))"],
    ["a function that map calls", "sum(map(lambda x: x, iter(int, 1)))"],
    ["a generator", "def g():\n  while True: yield 1\nlist(zip(g(), g(), g())) if 0 else sum(g())"],
    ["a key function", "def f(x):\n  while True: pass\nsorted([1, 2], key=f)"],
  ])("are found in %s, so that the budget ends it", (_name, source) => {
    const { runtime } = runtimeWithOutput({ budget: 100_000 });
    expect(thrownBy(() => runtime.run(source))).toBeInstanceOf(BudgetError);
  });

  it("run what was scheduled within a few milliseconds of a tight loop", () => {
    const { runtime, texts } = runtimeWithOutput();
    runtime.run(`
import micropython, time
late = []
def note(start): late.append(time.ticks_diff(time.ticks_us(), start))
for _ in range(20):
    micropython.schedule(note, time.ticks_us())
    n = len(late)
    while len(late) == n: pass
print(len(late), sorted(late)[10] < 5000)
`);
    expect(texts.out).toBe("20 True\n");
  });

  it("come after fewer jumps when each takes long", () => {
    const { runtime } = runtimeWithOutput({ budget: 200_000 });
    const source = "big = bytes(1000000)\nfor _ in range(1000): big + big";
    expect(thrownBy(() => runtime.run(source))).toBeInstanceOf(BudgetError);
  });
});

describe("micropython.kbd_intr", () => {
  it("tells the host which character interrupts", () => {
    const chosen: number[] = [];
    const { runtime } = runtimeWithOutput({ interruptKey: (character) => chosen.push(character) });
    runtime.run("import micropython\nmicropython.kbd_intr(-1)\nmicropython.kbd_intr(3)");
    expect(chosen).toEqual([-1, 3]);
  });
});

describe("a read that was interrupted", () => {
  it("raises KeyboardInterrupt and can be repeated", () => {
    const bytes = [...Buffer.from("typed\n")];
    let interrupted = false;
    const { runtime, texts } = runtimeWithOutput({
      stdin: (into) => {
        if (!interrupted) {
          interrupted = true;
          return -Errno.EINTR;
        }
        into[0] = bytes.shift()!;
        return 1;
      },
    });
    runtime.run(`
import sys
try: sys.stdin.readline()
except KeyboardInterrupt: print('caught')
print(repr(sys.stdin.readline()))
`);
    expect(texts.out).toBe("caught\n'typed\\n'\n");
  });
});
