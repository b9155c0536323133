import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Workplace } from "../adder.js";

let place: Workplace;

beforeAll(() => {
  place = new Workplace();
});

afterAll(() => place.remove());

/** What the prompt shows behind its banner when these keys are typed. */
function shown(keys: string): string {
  const { stdout } = place.run(["-i", "-c", "print('ran')"], keys, { HOME: place.folder });
  expect(stdout).toMatch(/^ran\nMicroPython v1\.27\.0 on .* version\nType "help\(\)" for more/);
  return stdout.slice(stdout.indexOf(">>> "));
}

describe("adder -i", () => {
  it("shows values and keeps the last one as _", () => {
    expect(shown("3 + 4\r_ * 2\rNone\r")).toBe(">>> 3 + 4\n7\n>>> _ * 2\n14\n>>> None\n>>> \n");
  });

  it("goes on after an exception", () => {
    const { stdout, stderr } = place.run(["-i", "-c", ""], "1 / 0\r2\r", { HOME: place.folder });
    expect(stderr).toContain("ZeroDivisionError");
    expect(stdout).toContain(">>> 2\n2\n");
  });

  it("shows the prompts that sys.ps1 and sys.ps2 say", () => {
    const keys = "import sys\rsys.ps1 = 'first'\rsys.ps2 = 'more'\r(1 +\r2)\r";
    expect(shown(keys)).toContain("firstsys.ps2 = 'more'\nfirst(1 +\nmore2)\n3\nfirst");
  });

  it("unlocks the heap", () => {
    expect(shown("import micropython\rmicropython.heap_lock()\r[1]\r")).toContain("\n[1]\n");
  });

  it("leaves the rest of the input to the program", () => {
    expect(shown("x = input()\rtyped\nx\r")).toContain("\n'typed'\n");
  });

  it("ends with the status that the program asks for", () => {
    const { status } = place.run(["-i", "-c", ""], "raise SystemExit(4)\r", { HOME: place.folder });
    expect(status).toBe(4);
  });

  it("remembers lines from one session to the next", () => {
    shown("first = 1\r");
    expect(shown("\x1b[A\r")).toContain(">>> first = 1\n");
  });
});
