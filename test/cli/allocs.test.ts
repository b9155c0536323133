import { afterAll, describe, expect, it } from "vitest";
import { measureAllocations } from "../../src/cli/allocs/measure.js";
import { Workplace } from "./adder.js";

const source = `import micropython

def floats(n):
    s = 0
    for i in range(n):
        s += 0.5
    return s

@micropython.native
def pair(x):
    return [x, x]

floats(9)
pair(1)
data = bytearray(100)
floats(0)
`;

const places = ["board", "host"] as const;

/** What lines allocate: objects and bytes, those in machine code under the function's name. */
function linesOf(text: string, place: "board" | "host") {
  const measured = measureAllocations(text, "f.py", { place, stdout: () => {} });
  return {
    error: measured.error,
    at: (key: number | string) => {
      const found = measured.entries.find(
        ({ file, line, name }) => file === "f.py" && (line || name) === key,
      );
      return found === undefined ? undefined : [found.count, found.bytes];
    },
  };
}

describe.each(places)("allocations on the %s", (place) => {
  const { at } = linesOf(source, place);

  it("are counted where they happen", () => {
    expect(at(6)).toEqual([9, 9 * 16]);
  });

  it("are not seen in lines that make nothing", () => {
    for (const line of [4, 5, 7, 13, 16]) expect(at(line)).toBeUndefined();
  });

  it("have the bytes of whole blocks", () => {
    const [objects, bytes] = at(15)!;
    expect(objects).toBeLessThanOrEqual(3);
    expect(bytes).toBeGreaterThanOrEqual(112);
    expect(bytes! % 16).toBe(0);
  });

  it("are told up to an exception", () => {
    const failed = linesOf("a = [1]\n1 / 0\n", place);
    expect(failed.at(1)).toBeDefined();
    expect(String(failed.error)).toContain("ZeroDivisionError");
  });
});

describe("garbage collections", () => {
  const program = "import gc\nfor i in range(3): gc.collect()\n";

  it.each(places)("are told with their pauses: %s", (place) => {
    const { pauses } = measureAllocations(program, "f.py", { place, stdout: () => {} });
    expect(pauses.count).toBe(3);
    expect(pauses.total.host).toBeGreaterThan(0);
    expect(pauses.longest.host).toBeLessThanOrEqual(pauses.total.host);
    if (place === "host") expect(pauses.total.board).toBe(0);
    // "about 1 ms on the Pyboard" when there is little to do, say MicroPython's docs.
    else expect(pauses.longest.board).toBeGreaterThan(300);
    expect(pauses.describe()).toMatch(/^garbage collections: 3; /);
  });

  it("are not told where there are none", () => {
    const { pauses } = measureAllocations("a = 1", "f.py", { place: "board", stdout: () => {} });
    expect(pauses.describe()).toBe("no garbage collection\n");
  });
});

describe("allocations in machine code", () => {
  it("have lines, too", () => {
    expect(linesOf(source, "board").at(11)).toEqual([2, 32]);
  });

  it("are taken together where lines are unknown", () => {
    const viper = "import micropython\n@micropython.viper\ndef f():\n return [1, 2]\nf()\n";
    expect(linesOf(viper, "host").at("")).toEqual([2, 32]);
  });
});

describe("adder allocs", () => {
  const place = new Workplace();
  afterAll(() => place.remove());
  const file = place.write("f.py", "a = []\nprint('hello')\n");

  it("prints a table behind the program's output", () => {
    const { status, stdout } = place.run(["allocs", file]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^hello\n/);
    expect(stdout).toMatch(/\n {8}1 +\d+ +\d+ {2}a = \[\]\n/);
  });

  it("prints JSON alone", () => {
    const { stdout, stderr } = place.run(["allocs", "--json", "--host", file]);
    expect(stderr).toBe("hello\n");
    const { objects, bytes, places } = JSON.parse(stdout) as Record<string, never>;
    expect(objects).toBeGreaterThan(0);
    expect(bytes).toBeGreaterThan(0);
    expect(places).toContainEqual(
      expect.objectContaining({ file, line: 1, function: "<module>", source: "a = []" }),
    );
  });

  it("prints the table of a program that fails, and its traceback", () => {
    const bad = place.write("bad.py", "a = [1]\nnone.x\n");
    const { status, stdout, stderr } = place.run(["allocs", bad]);
    expect(status).toBe(1);
    expect(stdout).toContain("a = [1]");
    expect(stderr).toContain("NameError");
  });

  it("stops an endless program at its timeout", () => {
    const endless = place.write("endless.py", "a = [1]\nwhile True: pass\n");
    const { status, stdout, stderr } = place.run(["allocs", "--timeout", "0.01", endless]);
    expect(status).toBe(1);
    expect(stdout).toContain("a = [1]");
    expect(stderr).toContain("0.01 s");
  });

  it.each([[["allocs"]], [["allocs", "--nonsense", "x"]], [["allocs", "--timeout", "x", "f.py"]]])(
    "refuses %j",
    (args) => {
      const { status, stderr } = place.run(args);
      expect(status).toBe(1);
      expect(stderr).toMatch(/^usage: adder allocs/);
    },
  );
});
