import { describe, expect, it } from "vitest";
import { MemoryFiles } from "../../../src/vm/memory-files.js";
import type { RuntimeOptions } from "../../../src/vm/options.js";
import { Runtime } from "../../../src/vm/runtime.js";

/** What a program prints. */
function outputOf(source: string, options: RuntimeOptions = {}): string {
  const parts: Buffer[] = [];
  const runtime = new Runtime({
    ...options,
    stdout: (bytes) => void parts.push(Buffer.from(bytes)),
  });
  try {
    runtime.run(source);
  } finally {
    runtime.dispose();
  }
  return Buffer.concat(parts).toString();
}

describe("sys", () => {
  it("names the implementation and its version", () => {
    const source = "import sys\nprint(sys.implementation[:2], sys.version_info)\n";
    expect(outputOf(source)).toBe("('micropython', (1, 27, 0, '')) (3, 4, 0)\n");
  });

  it("has the path and the arguments that the embedder gives", () => {
    const source = "import sys\nprint(sys.path, sys.argv)\n";
    expect(outputOf(source, { path: ["lib"], argv: ["a", "b"] })).toBe("['lib'] ['a', 'b']\n");
  });

  it("lets path, ps1 and ps2 be replaced, and nothing else", () => {
    const source = `
import sys
sys.path = ["x"]
sys.ps1 = "? "
print(sys.path, sys.ps1)
try:
    sys.platform = "y"
except AttributeError as e:
    print(e)
`;
    expect(outputOf(source)).toBe("['x'] ? \n'module' object has no attribute 'platform'\n");
  });
});

describe("micropython", () => {
  it("runs what is scheduled before the program ends", () => {
    const source = "import micropython\nmicropython.schedule(print, 1)\nprint(0)\n";
    expect(outputOf(source)).toBe("0\n1\n");
  });

  it("refuses a fifth scheduled call", () => {
    const source = `
import micropython
for i in range(5):
    try:
        micropython.schedule(lambda x: None, i)
    except RuntimeError as e:
        print(i, e)
`;
    expect(outputOf(source)).toBe("4 schedule queue full\n");
  });

  it("draws the heap, a character for each block", () => {
    const text = outputOf("import micropython\nmicropython.mem_info(1)\n", {
      heapSize: 65536,
      maxHeap: 65536,
    });
    expect(text).toMatch(/^GC: total: 65536, used: \d+, free: \d+$/m);
    const blocks = [...text.matchAll(/^[0-9a-f]{8}: (\S+)$/gm)].map((match) => match[1]!.length);
    const free = [...text.matchAll(/^ +\((\d+) lines all free\)$/gm)].map((m) => 64 * Number(m[1]));
    expect([...blocks, ...free].reduce((sum, n) => sum + n, 0)).toBe(65536 / 16);
  });

  it("counts the strings that the program interned", () => {
    const source = "import micropython\nan_unheard_of_name = 1\nmicropython.qstr_info(1)\n";
    expect(outputOf(source)).toContain("\nQ(an_unheard_of_name)\n");
  });

  it("locks the heap as often as it is asked to", () => {
    const source = `
import micropython as m
m.heap_lock()
m.heap_lock()
a = m.heap_unlock()
b = m.heap_unlock()
print(a, b)
`;
    expect(outputOf(source)).toBe("1 0\n");
  });
});

describe("os", () => {
  it("sees only the environment that is granted", () => {
    const source = "import os\nprint(os.getenv('A'), os.getenv('HOME'), os.getenv('B', 2))\n";
    expect(outputOf(source, { env: { A: "x" } })).toBe("x None 2\n");
    expect(outputOf(source)).toBe("None None 2\n");
  });

  it("has no files unless they are granted", () => {
    const source = "import os\ntry:\n    os.listdir()\nexcept OSError as e:\n    print(e)\n";
    expect(outputOf(source)).toBe("[Errno 19] ENODEV\n");
  });
});

describe("files", () => {
  it("read ahead without disturbing positions and writes", () => {
    const source = `
with open("f", "w+") as f:
    f.write("one\\ntwo\\nthree\\n")
    f.seek(0)
    print(f.readline(), f.tell())
    f.write("TWO")
    f.seek(0)
    print(f.read())
`;
    expect(outputOf(source, { files: new MemoryFiles() })).toBe("one\n 4\none\nTWO\nthree\n\n");
  });

  it("are read by characters", () => {
    const source = `
with open("f", "w") as f:
    f.write("aäß€😀z")
with open("f") as f:
    print([f.read(n) == s for n, s in ((2, "aä"), (3, "ß€😀"), (5, "z"), (1, ""))])
`;
    expect(outputOf(source, { files: new MemoryFiles() })).toBe("[True, True, True, True]\n");
  });

  it("are closed when they are forgotten", () => {
    const source = `
for i in range(3000):
    open("f", "w")
print("ok")
`;
    expect(outputOf(source, { files: new MemoryFiles() })).toBe("ok\n");
  });
});
