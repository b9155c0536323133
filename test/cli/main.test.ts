import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const main = resolve("build/cli/main.js");
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "adder-cli-"));
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

function write(name: string, text: string): string {
  const path = join(folder, name);
  mkdirSync(resolve(path, ".."), { recursive: true });
  writeFileSync(path, text);
  return path;
}

function adder(args: string[], input = "", env: Record<string, string> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, ...args], {
    cwd: folder,
    input,
    encoding: "utf8",
    env: { ...process.env, ...env },
    timeout: 20_000,
  });
  return { status, stdout, stderr };
}

describe("adder", () => {
  it("runs a command", () => {
    const result = adder(["-c", "import sys; print(sys.argv)", "a"]);
    expect(result).toEqual({ status: 0, stdout: "['-c', 'a']\n", stderr: "" });
  });

  it("runs a file", () => {
    write("args.py", "import sys\nprint(sys.argv, __name__, __file__)\n");
    expect(adder(["args.py", "x"]).stdout).toBe("['args.py', 'x'] __main__ args.py\n");
  });

  it("runs standard input", () => {
    expect(adder([], "print('in')\n").stdout).toBe("in\n");
  });

  it("imports from the script's folder", () => {
    write("sub/helper.py", "x = 'found'\n");
    write("sub/user.py", "import helper\nprint(helper.x)\n");
    expect(adder(["sub/user.py"]).stdout).toBe("found\n");
  });

  it("imports from MICROPYPATH", () => {
    write("lib/far.py", "x = 'far'\n");
    const result = adder(["-c", "import far; print(far.x)"], "", {
      MICROPYPATH: join(folder, "lib"),
    });
    expect(result.stdout).toBe("far\n");
  });

  it("prints a traceback and ends with 1", () => {
    write("bad.py", "def f():\n  1 / 0\nf()\n");
    expect(adder(["bad.py"])).toEqual({
      status: 1,
      stdout: "",
      stderr:
        'Traceback (most recent call last):\n  File "bad.py", line 3, in <module>\n' +
        '  File "bad.py", line 2, in f\nZeroDivisionError: divide by zero\n',
    });
  });

  it.each([
    ["sys.exit()", 0],
    ["sys.exit(3)", 3],
    ["sys.exit(257)", 1],
    ["sys.exit('text')", 1],
  ])("ends as %s says", (call, status) => {
    expect(adder(["-c", `import sys; ${call}`]).status).toBe(status);
  });

  it.each([
    ["'text'", "text\n"],
    ["(1, 2)", "(1, 2)\n"],
    ["3", ""],
    ["None", ""],
  ])("sys.exit(%s) tells on standard error what is no status", (value, stderr) => {
    expect(adder(["-c", `import sys; sys.exit(${value})`]).stderr).toBe(stderr);
  });

  it("ends with 2 when there is no such file", () => {
    const { status, stderr } = adder(["missing.py"]);
    expect(status).toBe(2);
    expect(stderr).toContain("can't open file 'missing.py': [Errno 2] No such file or directory");
  });

  it("ends with 1 when an option is unknown", () => {
    expect(adder(["-z"]).status).toBe(1);
  });

  it.each(["native", "viper"])("runs a program as %s code", (emitter) => {
    const { status, stdout } = adder(["-X", `emit=${emitter}`, "-c", "print(1)"]);
    expect([status, stdout]).toEqual([0, "1\n"]);
  });

  it("compiles only", () => {
    expect(adder(["-X", "compile-only", "-c", "print(1)"])).toMatchObject({
      status: 0,
      stdout: "",
    });
    expect(adder(["-X", "compile-only", "-c", "print(1"]).status).toBe(1);
  });

  it("drops assertions of imported modules at -O", () => {
    write("asserts.py", "assert 0\nprint('went on')\n");
    expect(adder(["-O", "-c", "import asserts"]).stdout).toBe("went on\n");
  });

  it("drops assertions at -O", () => {
    expect(adder(["-O", "-c", "assert 0; print(1)"]).stdout).toBe("1\n");
  });

  it("keeps to the size of the heap", () => {
    const { stderr } = adder(["-X", "heapsize=32K", "-c", "bytearray(100000)"]);
    expect(stderr).toContain("MemoryError");
  });

  it("reads standard input as the program asks for it", () => {
    expect(adder(["-c", "print(input())"], "line\n").stdout).toBe("line\n");
  });

  it("writes standard output before standard error", () => {
    write("both.py", "print('first')\n1 / 0\n");
    const { stdout } = spawnSync(`"${process.execPath}" "${main}" both.py 2>&1`, {
      shell: true,
      cwd: folder,
      encoding: "utf8",
    });
    expect(stdout.indexOf("first")).toBeLessThan(stdout.indexOf("Traceback"));
  });

  it("streams output while the program runs", async () => {
    const child = spawn(process.execPath, [main, "-c", "print('now')\nwhile True: pass"]);
    const chunk = await new Promise((done) => child.stdout.once("data", done));
    child.kill("SIGKILL");
    expect(String(chunk)).toBe("now\n");
  });

  it("runs what sys.atexit was given", () => {
    expect(adder(["-c", "import sys; sys.atexit(lambda: print('bye')); print(1)"]).stdout).toBe(
      "1\nbye\n",
    );
  });
});

describe("adder dis, ast, tokens", () => {
  it.each(["dis", "ast", "tokens"])("%s prints something about a file", (name) => {
    write("show.py", "value = 1\n");
    const { status, stdout } = adder([name, "show.py"]);
    expect(status).toBe(0);
    expect(stdout).toContain("value");
  });

  it("lists machine code with lines", () => {
    write("native.py", "@micropython.native\ndef f():\n    return 1\n");
    const { status, stdout } = adder(["dis", "--march=thumb2", "native.py"]);
    expect(status).toBe(0);
    expect(stdout).toMatch(/ {5}3 {2}movs r0, #3$/m);
  });
});
