import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Workplace } from "./adder.js";

let place: Workplace;

beforeAll(() => {
  place = new Workplace();
  place.write("app/__init__.py", "print('init', __name__, __path__)\n");
  place.write(
    "app/__main__.py",
    "import sys\nfrom .helper import x\nprint(__name__, __file__, sys.argv, x)\n",
  );
  place.write("app/helper.py", "x = 5\n");
  place.write("bare/__init__.py", "print('bare')\n");
  place.write("bare/leaf.py", "from . import twig\nprint(__name__, twig.y)\nraise SystemExit(3)\n");
  place.write("bare/twig.py", "y = 7\n");
  place.write(
    "names.py",
    "import sys\nprint(__name__, sys.modules['__main__'] is sys.modules['names'])\n",
  );
  place.write("fails.py", "1 / 0\n");
});

afterAll(() => place.remove());

describe("adder -m", () => {
  it("runs a module as __main__, which is also known under its own name", () => {
    expect(place.run(["-m", "names"])).toEqual({
      status: 0,
      stdout: "__main__ True\n",
      stderr: "",
    });
  });

  it("imports a package and runs its __main__, whose relative imports work", () => {
    expect(place.run(["-m", "app", "a", "b"])).toEqual({
      status: 0,
      stdout: "init app app\n__main__ app/__main__.py ['app', 'a', 'b'] 5\n",
      stderr: "",
    });
  });

  it("runs a module of a package; it ends with the status that it asks for", () => {
    expect(place.run(["-m", "bare.leaf"])).toEqual({
      status: 3,
      stdout: "bare\n__main__ 7\n",
      stderr: "",
    });
  });

  it("misses __main__ in a package without one", () => {
    expect(place.run(["-m", "bare"])).toEqual({
      status: 1,
      stdout: "bare\n",
      stderr: "ImportError: no module named 'bare.__main__'\n",
    });
  });

  it("says that there is no such module", () => {
    const { status, stderr } = place.run(["-m", "absent"]);
    expect([status, stderr]).toEqual([1, "ImportError: no module named 'absent'\n"]);
  });

  it("refuses an empty name", () => {
    const { status, stderr } = place.run(["-m", ""]);
    expect([status, stderr]).toEqual([1, "ValueError: \n"]);
  });

  it("prints the traceback of a module that fails", () => {
    const { status, stderr } = place.run(["-m", "fails"]);
    expect(status).toBe(1);
    expect(stderr).toContain('File "fails.py", line 1, in <module>\nZeroDivisionError');
  });
});
