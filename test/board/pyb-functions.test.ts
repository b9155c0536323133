import { describe, expect, it } from "vitest";
import { createBoard } from "../../src/board/pyboard.js";
import { runBoard } from "./run-board.js";

const outputOf = (source: string): string => runBoard(source, undefined, false).output;

describe("micropython", () => {
  it("tells of stack and heap, and keeps no statistics", () => {
    const source =
      "import micropython; micropython.mem_info(); print(hasattr(micropython, 'mem_peak'))";
    expect(outputOf(source)).toMatch(
      /^stack: \d+ out of 15360\nGC: total: 102400, .*\n.*\nFalse\n$/,
    );
  });
});

describe("pyb", () => {
  it("prints what the board is", () => {
    const lines = outputOf("import pyb; pyb.info()").split("\n");
    expect(lines.slice(0, 8)).toEqual([
      "ID=26003a00:0d513334:33313533",
      "DEVID=0x0413",
      "REVID=0x1007",
      "S=168000000",
      "H=168000000",
      "P1=42000000",
      "P2=84000000",
      "GC:",
    ]);
    expect(lines[8]).toBe("  102400 total");
  });

  it("does nothing where a pyboard does nothing", () => {
    const source = `import pyb, os
print(pyb.country("AT"), pyb.sync(), os.sync(), pyb.fault_debug(True), pyb.fault_debug(False))`;
    expect(outputOf(source)).toBe("None None None None None\n");
  });

  it("has the modes of USB", () => {
    const source = `import pyb
print(pyb.usb_mode())
for mode in "CDC+HID", "VCP", None: pyb.usb_mode(mode, vid=0xf055); print(pyb.usb_mode())
try: pyb.usb_mode("host")
except ValueError as e: print(e)`;
    expect(outputOf(source)).toBe("VCP+MSC\nVCP+HID\nVCP\nNone\nbad USB mode\n");
  });

  it("draws the same random numbers each time", () => {
    const source = `import pyb, os
print(pyb.rng(), list(os.urandom(4)))`;
    expect(outputOf(source)).toBe(outputOf(source));
    expect(outputOf(source)).toMatch(/^\d+ \[\d+, \d+, \d+, \d+\]\n$/);
  });
});

describe("pyb.main", () => {
  it("names what is run behind boot.py", () => {
    let output = "";
    const decoder = new TextDecoder();
    const pyboard = createBoard({ stdout: (bytes) => (output += decoder.decode(bytes)) });
    pyboard.run(`import pyb
with open("boot.py", "w") as f: f.write("import pyb; print(1); pyb.main('other.py', opt=1)")
with open("main.py", "w") as f: f.write("print(2)")
with open("other.py", "w") as f: f.write("import micropython; print(3, micropython.opt_level())")
pyb.main(None)`);
    pyboard.startUp();
    expect(output).toBe("1\n3 1\n");
  });
});

describe("sys of the board", () => {
  it("names the board, its build and the code that it loads", () => {
    const source = `import sys, os
i = sys.implementation
print(sys.platform, i.name, i.version, i._machine, i._build, hex(i._mpy), sys.byteorder)
print(os.uname()[0], os.uname()[1], os.uname().machine == i._machine, sys.version)`;
    expect(runBoard(source).output).toBe(
      "pyboard micropython (1, 27, 0, '') PYBv1.0 with STM32F405RG PYBV10 0x1f06 little\n" +
        "pyboard pyboard True 3.4.0; MicroPython v1.27.0\n",
    );
  });

  it("searches the current folder, frozen modules, the flash and its libraries, in that order", () => {
    const source = `import sys, os
os.mkdir("lib")
for folder, name in (("/flash/lib", "one"), ("/flash", "one"), ("/flash/lib", "two"), ("/flash", "heapq")):
  with open(folder + "/" + name + ".py", "w") as f: f.write("place = '%s'" % folder)
os.chdir("/")
import one, two, heapq
print(sys.path, one.place, two.place, hasattr(heapq, "place"))`;
    expect(runBoard(source).output).toBe(
      "['', '.frozen', '/flash', '/flash/lib'] /flash /flash/lib False\n",
    );
  });
});

describe("os.uname", () => {
  it("names the board", () => {
    const source = "import os; u = os.uname(); print(u.machine, u[0], u.release)";
    expect(outputOf(source)).toBe("PYBv1.0 with STM32F405RG pyboard 1.27.0\n");
  });
});

describe("SDCard", () => {
  it("is a slot without a card", () => {
    const source = `import pyb
s = pyb.SDCard()
print(s, s is pyb.SD, s.present(), s.power(True), s.power(False), s.info())
print(s.readblocks(0, bytearray(512)), s.writeblocks(0, bytes(512)), [s.ioctl(n, 0) for n in range(1, 7)])
for f in lambda: s.read(3), lambda: s.write(1, b"abc"), lambda: s.write(1, bytes(512)), lambda: s.readblocks(1, b""):
  try: f()
  except Exception as e: print(type(e).__name__, e)`;
    expect(outputOf(source)).toBe(
      "<SDCard> True False False True None\nFalse False [-1, 0, 0, 0, 512, -1]\n" +
        "Exception sdcard_read_blocks failed [1]\nValueError writes must be a multiple of 512 bytes\n" +
        "Exception sdcard_write_blocks failed [1]\nTypeError object with buffer protocol required\n",
    );
  });

  it("notices what closes its switch, which does not answer", () => {
    const source = `import pyb
t = pyb.millis(); print(pyb.SDCard().present(), pyb.SDCard().power(True), pyb.elapsed_millis(t) >= 50)`;
    const { output } = runBoard(source, ({ board }) => board.setPin("SD", "low"), false);
    expect(output).toBe("True False True\n");
  });
});
