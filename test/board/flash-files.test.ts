import { describe, expect, it } from "vitest";
import { createBoard, type Pyboard, type PyboardOptions } from "../../src/board/pyboard.js";

/** A board, and what it has printed. */
function boardWithOutput(options: PyboardOptions = {}): { pyboard: Pyboard; output: () => string } {
  const decoder = new TextDecoder();
  const parts: string[] = [];
  const stdout = (bytes: Uint8Array): void => void parts.push(decoder.decode(bytes));
  return { pyboard: createBoard({ ...options, stdout }), output: () => parts.join("") };
}

function run(source: string): string {
  const { pyboard, output } = boardWithOutput({ hardMode: true });
  pyboard.run(source, { timeout: 60 });
  return output();
}

describe("files in the board's flash", () => {
  it("are written, read, listed, renamed and removed", () => {
    const source = `import os
with open("a.txt", "w") as f: f.write("one\\ntwo\\n")
with open("a.txt", "a") as f: f.write("three\\n")
print(open("a.txt").readlines(), os.stat("a.txt")[6])
os.mkdir("sub"); os.rename("a.txt", "sub/A long Name.text")
print(os.listdir("sub"), [e[:2] for e in os.ilistdir("/flash")][-1])
with open("/flash/sub/A long Name.text", "rb") as f:
  f.seek(4); b = bytearray(3); print(f.readinto(b), b, f.tell())
os.chdir("sub"); print(os.getcwd()); os.remove("A long Name.text")
os.chdir("/flash"); os.rmdir("sub"); print(os.listdir())`;
    expect(run(source)).toBe(
      "['one\\n', 'two\\n', 'three\\n'] 14\n['A long Name.text'] ('sub', 16384)\n" +
        "3 bytearray(b'two') 7\n/flash/sub\n['boot.py', 'main.py', 'README.txt', 'pybcdc.inf']\n",
    );
  });

  it("are stamped by the real-time clock", () => {
    const source = `import os, pyb, time
pyb.RTC().datetime((2026, 3, 4, 3, 5, 6, 8, 0))
open("a.txt", "w").close()
print(time.localtime(os.stat("a.txt")[8])[:6])`;
    expect(run(source)).toBe("(2026, 3, 4, 5, 6, 8)\n");
  });

  it("fail as on the board", () => {
    const source = `import os
def attempt(f):
  try: print(f())
  except OSError as e: print(e.errno)
attempt(lambda: open("missing"))
attempt(lambda: os.remove("missing"))
attempt(lambda: os.mkdir("boot.py"))
attempt(lambda: open("no/such", "w"))
attempt(lambda: os.listdir("missing"))
os.mkdir("d"); open("d/x", "w").close()
attempt(lambda: os.rmdir("d"))
attempt(lambda: open("d"))
attempt(lambda: os.stat("/elsewhere"))
attempt(lambda: open("a:b*c", "w"))`;
    expect(run(source)).toBe("2\n2\n17\n2\n2\n13\n2\n19\n22\n");
  });

  it("stay what they are when the flash is full", () => {
    const source = `import os
keep = open("keep", "w"); keep.write("kept"); keep.close()
data = bytes(1000)
f = open("big", "wb")
n = 0
try:
  while True: n += f.write(data)
except OSError as e: print(e.errno, 80000 < n < 100000)
f.close()
print(open("keep").read(), os.statvfs("/flash")[3])
os.remove("big"); print(os.statvfs("/flash")[3] > 150)`;
    expect(run(source)).toBe("28 True\nkept 0\nTrue\n");
  });

  it("take time: 20 MB/s in one buffer, much less in new ones", () => {
    const source = `import pyb
with open("f", "wb") as f: f.write(bytes(2000))
f = open("f", "rb")
buffer = bytearray(1000)
def time(read, what):
  start = pyb.micros()
  for _ in range(20):
    read(what)
    f.seek(0)
  return 20000 / pyb.elapsed_micros(start)
print(19 < time(f.readinto, buffer) < 21, time(f.read, 1000) < 10)`;
    const { pyboard, output } = boardWithOutput();
    pyboard.run(source);
    expect(output()).toBe("True True\n");
  });

  it("lie at their place in the flash memory", () => {
    const source = "import stm; print(hex(stm.mem16[0x08004000 + 510]), stm.mem8[0x08004000])";
    expect(run(source)).toBe("0xaa55 235\n");
  });

  it("are imported", () => {
    const source = `import os
os.mkdir("lib")
with open("lib/thing.py", "w") as f: f.write("x = 6 * 7\\n")
import thing
print(thing.x, thing.__file__)`;
    expect(run(source)).toBe("42 /flash/lib/thing.py\n");
  });

  it("go from one board to the next as an image", () => {
    const first = createBoard();
    first.run('with open("note", "w") as f: f.write("from the first")');
    const { pyboard, output } = boardWithOutput({ image: first.saveImage() });
    pyboard.run('print(open("note").read())');
    expect(output()).toBe("from the first\n");
  });
});
