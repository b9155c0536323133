import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile/index.js";
import { PythonError } from "../../src/vm/errors.js";
import { HostFiles } from "../../src/vm/host-files.js";
import { MemoryFiles } from "../../src/vm/memory-files.js";
import { Runtime } from "../../src/vm/runtime.js";

const folder = import.meta.dirname;
const packages = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);

/** What a program prints in a runtime with these files. */
function outputOf(source: string, files: HostFiles | MemoryFiles, hardMode = false): string {
  const parts: Buffer[] = [];
  const stdout = (bytes: Uint8Array): void => void parts.push(Buffer.from(bytes));
  const runtime = new Runtime({ files, stdout, hardMode });
  try {
    runtime.run(source, { filename: "main.py" });
  } finally {
    runtime.dispose();
  }
  return Buffer.concat(parts).toString();
}

/** A file system that holds these files. */
function filesWith(contents: Readonly<Record<string, string | Uint8Array>>): MemoryFiles {
  const files = new MemoryFiles();
  const mode = { read: false, write: true, append: false, create: true, truncate: true };
  for (const [path, content] of Object.entries(contents)) {
    const file = files.open(path, { ...mode, exclusive: false });
    file.write(typeof content === "string" ? Buffer.from(content) : content);
    file.close();
  }
  return files;
}

describe.each(packages)("import: %s", (name) => {
  const path = join(folder, name);
  const source = readFileSync(join(path, "main.py"), "utf8");
  const expected = readFileSync(join(path, "main.out"), "utf8");

  it.each([false, true])("prints what it should, hard mode %s", (hard) => {
    expect(outputOf(source, new HostFiles(path), hard)).toBe(expected);
  });
});

describe("compiled modules", () => {
  it("are imported", () => {
    const files = filesWith({ "/m.mpy": compile("value = 7\n", { filename: "m.py" }) });
    expect(outputOf("import m\nprint(m.value, m.__file__)\n", files)).toBe("7 m.mpy\n");
  });

  it("give way to source", () => {
    const files = filesWith({ "/m.mpy": compile("kind = 'mpy'\n"), "/m.py": "kind = 'py'\n" });
    expect(outputOf("import m\nprint(m.kind)\n", files)).toBe("py\n");
  });

  it.each([
    ["empty", new Uint8Array(0)],
    ["of another version", Uint8Array.of(0x4d, 5, 0, 31)],
    ["cut off", compile("def f():\n  return [1, 2]\n").subarray(0, 20)],
  ])("that are %s are refused, and the runtime stays usable", (_, bytes) => {
    const source = `
try:
    import bad
except ValueError as e:
    print(e)
import sys
print("bad" in sys.modules)
`;
    expect(outputOf(source, filesWith({ "/bad.mpy": bytes }))).toBe(
      "incompatible .mpy file\nFalse\n",
    );
  });
});

describe("a failed import", () => {
  it("is tried again", () => {
    const files = filesWith({
      "/state.py": "tries = 0\n",
      "/m.py": "import state\nstate.tries += 1\nassert state.tries > 1\n",
    });
    const source = `
for i in range(2):
    try:
        import m
        print("imported")
    except AssertionError:
        print("failed")
`;
    expect(outputOf(source, files)).toBe("failed\nimported\n");
  });

  it("has the module's line in its traceback", () => {
    const files = filesWith({ "/m.py": "x = 1\nraise ValueError(x)\n" });
    const run = (): string => outputOf("import m\n", files);
    expect(run).toThrow(PythonError);
    expect(run).toThrow(
      expect.objectContaining({
        traceback:
          'Traceback (most recent call last):\n  File "main.py", line 1, in <module>\n' +
          '  File "m.py", line 2, in <module>\nValueError: 1\n',
      }),
    );
  });
});

describe("the path", () => {
  it("has folders in the order in which they are searched", () => {
    const files = filesWith({});
    files.makeDirectory("/a");
    files.makeDirectory("/b");
    const source = `
import sys
sys.path[:] = ["b", "a"]
import m
print(m.__file__)
`;
    const mode = { read: false, write: true, append: false, create: true, truncate: true };
    files.open("/a/m.py", { ...mode, exclusive: false }).close();
    files.open("/b/m.py", { ...mode, exclusive: false }).close();
    expect(outputOf(source, files)).toBe("b/m.py\n");
  });

  it("without entries leaves the runtime's own modules", () => {
    const source = `
import sys
sys.path.clear()
import errno
try:
    import m
except ImportError as e:
    print(e)
`;
    expect(outputOf(source, filesWith({ "/m.py": "" }))).toBe("no module named 'm'\n");
  });
});

describe("modules of the runtime", () => {
  it("of the fixed kind go before files", () => {
    const files = filesWith({ "/gc.py": "raise Exception\n" });
    expect(outputOf("import gc\nprint(gc)\n", files)).toBe("<module 'gc'>\n");
  });

  it("of the extensible kind give way to files", () => {
    const files = filesWith({ "/errno.py": "extra = 1\n" });
    expect(outputOf("import errno\nprint(errno)\n", files)).toBe(
      "<module 'errno' from 'errno.py'>\n",
    );
  });

  it("include frozen ones, which have no prefix in their file's name", () => {
    const source =
      "import heapq\nh = [3, 1, 2]\nheapq.heapify(h)\nprint(heapq, heapq.heappop(h))\n";
    expect(outputOf(source, filesWith({}))).toBe("<module 'heapq' from 'heapq.py'> 1\n");
  });

  it("cannot be changed", () => {
    const source = `
import errno
try:
    errno.x = 1
except AttributeError as e:
    print(e)
`;
    expect(outputOf(source, filesWith({}))).toBe("'module' object has no attribute 'x'\n");
  });

  it("let builtins be overridden", () => {
    const source = `
import builtins
def f():
    return len([])
print(f())
builtins.len = lambda x: "mine"
print(f())
del builtins.len
print(f())
`;
    expect(outputOf(source, filesWith({}))).toBe("0\nmine\n0\n");
  });
});
