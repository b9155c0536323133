import { describe, expect, it } from "vitest";
import { BudgetError } from "../../src/vm/errors.js";
import { MemoryFiles } from "../../src/vm/memory-files.js";
import type { RuntimeOptions } from "../../src/vm/options.js";
import { Runtime } from "../../src/vm/runtime.js";

/** A block device in memory that can be told to fail. */
const device = `import os, vfs
class Ram:
  def __init__(self, n, size=512):
    self.size = size; self.data = bytearray(n * size); self.fail = self.answer = None; self.asked = []
  def readblocks(self, n, buf):
    if self.fail: raise self.fail
    buf[:] = self.data[n * self.size:n * self.size + len(buf)]
    return self.answer
  def writeblocks(self, n, buf):
    self.data[n * self.size:n * self.size + len(buf)] = buf
  def ioctl(self, op, arg):
    self.asked.append(op)
    if op == 4: return len(self.data) // self.size
    if op == 5: return self.size
def attempt(f, *args):
  try: print(f(*args))
  except Exception as e: print(repr(e))
def formatted(n):
  ram = Ram(n)
  vfs.VfsFat.mkfs(ram)
  return ram
`;

function start(options: RuntimeOptions): { runtime: Runtime; output: () => string } {
  const decoder = new TextDecoder();
  const parts: string[] = [];
  const stdout = (bytes: Uint8Array): void => void parts.push(decoder.decode(bytes));
  const runtime = new Runtime({ ...options, stdout, hardMode: true, files: new MemoryFiles() });
  return { runtime, output: () => parts.join("") };
}

function run(source: string, options: RuntimeOptions = {}): string[] {
  const { runtime, output } = start(options);
  runtime.run(device + source);
  return output().trimEnd().split("\n");
}

const builds: readonly RuntimeOptions[] = [{ build: "host" }, { build: "board", machine: "none" }];

describe.each(builds)(
  "a FAT file system on a block device of the program, build $build",
  (options) => {
    it("keeps files and folders", () => {
      const source = `fs = vfs.VfsFat(formatted(50))
print(fs.statvfs("/"), fs.getcwd())
with fs.open("a.txt", "w") as f: f.write("one\\ntwo")
fs.mkdir("sub"); fs.rename("a.txt", "sub/A long name.text"); fs.chdir("sub")
print(fs.getcwd(), list(fs.ilistdir()), list(fs.ilistdir(b"/")))
print(fs.stat("A long name.text")[:7], fs.open("A long name.text", "rb").read())
fs.remove("A long name.text"); fs.chdir(".."); fs.rmdir("sub"); print(list(fs.ilistdir("/")))`;
      expect(run(source, options)).toEqual([
        "(512, 512, 16, 16, 16, 0, 0, 0, 0, 255) /",
        "/sub [('A long name.text', 32768, 0, 7)] [(b'sub', 16384, 0, 0)]",
        "(32768, 0, 0, 0, 0, 0, 7) b'one\\ntwo'",
        "[]",
      ]);
    });

    it("is mounted as an object, or as the device itself", () => {
      const source = `ram = formatted(50)
vfs.mount(vfs.VfsFat(ram), "/one")
open("/one/m.py", "w").close()
vfs.umount("/one")
vfs.mount(ram, "/two")
print(os.listdir("/two"), vfs.mount()[0][1], type(vfs.mount()[0][0]))
import sys; sys.path.append("/two")
attempt(__import__, "n")
with open("/two/n.py", "w") as f: f.write("print(__file__)")
import n
vfs.umount("/two"); attempt(os.listdir, "/two")`;
      const lines = run(source, options);
      expect(lines[0]).toBe("['m.py'] /two <class 'VfsFat'>");
      expect(lines.slice(1)).toEqual([
        "ImportError(\"no module named 'n'\",)",
        "/two/n.py",
        "OSError(2,)",
      ]);
    });

    it("is made where there is none when mount is told to", () => {
      const source = `fs = vfs.VfsFat(Ram(50))
attempt(fs.stat, "/a"); attempt(vfs.mount, fs, "/m")
vfs.mount(fs, "/m", mkfs=True); print(os.listdir("/m"))`;
      expect(run(source, options)).toEqual(["OSError(19,)", "OSError(19,)", "[]"]);
    });

    it("passes on what the device raises, and goes on to work", () => {
      const source = `ram = formatted(50)
with vfs.VfsFat(ram).open("a", "w") as f: f.write("text")
vfs.mount(ram, "/m")
import sys; sys.path[:] = ["/m"]
ram.fail = ZeroDivisionError("in readblocks")
for call in (lambda: os.stat("/m/a"), lambda: open("/m/a"), lambda: os.listdir("/m"), lambda: __import__("a")):
  attempt(call)
ram.fail = None
print(open("/m/a").read(), os.listdir("/m"))`;
      const raised = "ZeroDivisionError('in readblocks',)";
      expect(run(source, options)).toEqual([raised, raised, raised, raised, "text ['a']"]);
    });

    it("makes an OSError of what the device answers", () => {
      const source = `ram = formatted(50)
vfs.VfsFat(ram).open("a", "w").close()
for answer in (0, None, True, False, -5, 5, "text"):
  fs = vfs.VfsFat(ram); ram.answer = answer
  attempt(lambda: fs.open("a", "r").read())
  ram.answer = None`;
      const eio = "OSError(5,)";
      const lines = run(source, options);
      expect(lines.slice(0, 6)).toEqual(["", "", "", eio, eio, eio]);
      expect(lines[6]).toBe('TypeError("can\'t convert str to int",)');
    });

    it("refuses to write without writeblocks, or when mounted for reading only", () => {
      const source = `ram = formatted(50)
class ReadOnly:
  readblocks = lambda self, n, buf: ram.readblocks(n, buf)
  ioctl = lambda self, op, arg: ram.ioctl(op, arg)
fs = vfs.VfsFat(ReadOnly())
attempt(fs.open, "a", "w"); attempt(fs.mkdir, "d"); attempt(vfs.VfsFat.mkfs, ReadOnly())
vfs.mount(ram, "/m", readonly=True); attempt(open, "/m/a", "x"); attempt(os.mkdir, "/m/d")`;
      expect(run(source, options)).toEqual(Array(5).fill("OSError(30,)"));
    });

    it("takes the older protocol, and asks for what it needs", () => {
      const source = `class Old:
  data = bytearray(50 * 512)
  def readblocks(self, n, buf): buf[:] = self.data[n * 512:n * 512 + len(buf)]
  def writeblocks(self, n, buf): self.data[n * 512:n * 512 + len(buf)] = buf
  def sync(self): print("sync")
  def count(self): return 50
vfs.VfsFat.mkfs(Old())
with vfs.VfsFat(Old()).open("a", "w") as f: f.write("x")
attempt(vfs.VfsFat, 3); attempt(vfs.VfsFat)
ram = Ram(50); attempt(vfs.VfsFat.mkfs, ram); print(ram.asked)`;
      expect(run(source, options)).toEqual([
        "sync",
        "sync",
        "AttributeError(\"'int' object has no attribute 'readblocks'\",)",
        "TypeError('function takes 1 positional arguments but 0 were given',)",
        "None",
        "[1, 5, 4, 3]",
      ]);
    });

    it("lies on blocks that are larger, too", () => {
      const source = `ram = Ram(16, 4096)
vfs.VfsFat.mkfs(ram); fs = vfs.VfsFat(ram)
with fs.open("a", "wb") as f: f.write(bytes(range(256)) * 20)
print(fs.open("a", "rb").read() == bytes(range(256)) * 20, fs.statvfs("/")[:3])
odd = Ram(50, 100); attempt(vfs.VfsFat, odd)`;
      expect(run(source, options)).toEqual(["True (512, 512, 94)", "OSError(16,)"]);
    });

    it("closes forgotten files, when it is forgotten itself, too", () => {
      const source = `import gc
ram = formatted(50)
def write():
  fs = vfs.VfsFat(ram)
  for name in "ab": fs.open(name, "w").write(name)
  return 0
write(); [[] for _ in range(100)]
gc.collect(); gc.collect()
fs = vfs.VfsFat(ram)
print(fs.open("a", "r").read(), fs.open("b", "r").read())`;
      expect(run(source, options)).toEqual(["a b"]);
    });

    it("can use another one, but not itself, in its readblocks", () => {
      const source = `vfs.mount(formatted(100), "/store")
with open("/store/image", "wb") as f: f.write(bytes(50 * 512))
class InFile:
  def readblocks(self, n, buf):
    with open("/store/image", "rb") as f: f.seek(n * 512); f.readinto(buf)
    self.inside()
  def writeblocks(self, n, buf):
    with open("/store/image", "r+b") as f: f.seek(n * 512); f.write(buf)
  def ioctl(self, op, arg): return 50 if op == 4 else 512 if op == 5 else 0
  def inside(self): pass
inner = InFile()
vfs.VfsFat.mkfs(inner); vfs.mount(inner, "/inner")
with open("/inner/a", "w") as f: f.write("inside")
print(open("/inner/a").read(), os.listdir("/store"))
InFile.inside = lambda self: os.listdir("/inner")
attempt(lambda: open("/inner/a").read())`;
      expect(run(source, options)).toEqual(["inside ['image']", "OSError(16,)"]);
    });

    it("ends with the budget in its methods, and the runtime goes on", () => {
      const { runtime, output } = start({ ...options, budget: 200_000 });
      runtime.run(`${device}
ram = formatted(50); vfs.mount(ram, "/m")
with open("/m/a", "w") as f: f.write("kept")`);
      const endless = `def forever(n, buf):
  while True: pass
class Slow(Ram): readblocks = lambda self, n, buf: forever(n, buf)
vfs.VfsFat(Slow(50))`;
      expect(() => runtime.run(endless)).toThrow(BudgetError);
      runtime.run("print(open('/m/a').read())");
      expect(output()).toBe("kept\n");
    });

    it("ends with a KeyboardInterrupt in its methods", () => {
      const { runtime, output } = start({ ...options, onSafepoint: () => runtime.interrupt() });
      const source = `${device}
class Slow(Ram):
  def readblocks(self, n, buf):
    while True: pass
try: vfs.VfsFat(Slow(50))
except KeyboardInterrupt: print("ended")`;
      runtime.run(source);
      expect(output()).toBe("ended\n");
    });
  },
);

describe.each(builds)("littlefs on a block device of the program, build $build", (options) => {
  const flash = `class Flash(Ram):
  def readblocks(self, n, buf, off=0):
    if self.fail: raise self.fail
    a = n * self.size + off; buf[:] = self.data[a:a + len(buf)]
    return self.answer
  def writeblocks(self, n, buf, off=0):
    a = n * self.size + off; self.data[a:a + len(buf)] = buf
    return self.answer
  def ioctl(self, op, arg):
    if op == 6: return 0
    return super().ioctl(op, arg)
def little(n, **kw):
  flash = Flash(n)
  vfs.VfsLfs2.mkfs(flash, **kw)
  return flash
`;

  it("keeps files and folders, with times", () => {
    const source = `fs = vfs.VfsLfs2(little(30))
print(fs.statvfs("/"), fs.getcwd(), fs)
with fs.open("a", "w") as f: f.write("one\\ntwo"); print(f)
fs.mkdir("sub"); fs.rename("a", "sub/b"); fs.chdir("sub")
print(fs.getcwd(), list(fs.ilistdir()), list(fs.ilistdir(b"/")))
print(fs.stat("b")[:7], fs.stat("b")[8] > 0, fs.open("b", "rb").read(), fs.stat("/")[:2])
fs.remove("b"); fs.chdir(".."); fs.remove("sub"); print(list(fs.ilistdir("/")))`;
    expect(run(flash + source, options)).toEqual([
      "(512, 512, 30, 28, 28, 0, 0, 0, 0, 255) / <VfsLfs2>",
      "<io.TextIOWrapper>",
      "/sub [('b', 32768, 0, 7)] [(b'sub', 16384, 0, 0)]",
      "(32768, 0, 0, 0, 0, 0, 7) True b'one\\ntwo' (16384, 0)",
      "[]",
    ]);
  });

  it("is found when the device is mounted, with what is imported from it", () => {
    const source = `ram = little(30, progsize=64)
vfs.mount(ram, "/l"); print(type(vfs.mount()[0][0]))
with open("/l/m.py", "w") as f: f.write("x = 42")
import sys; sys.path[:] = ["/l"]
import m; print(m.x, m.__file__)
vfs.umount("/l"); vfs.mount(vfs.VfsLfs2(ram, mtime=False), "/l", readonly=True)
attempt(open, "/l/a", "w"); print(open("/l/m.py").read())`;
    expect(run(flash + source, options)).toEqual([
      "<class 'VfsLfs2'>",
      "42 /l/m.py",
      "OSError(30,)",
      "x = 42",
    ]);
  });

  it("fails as MicroPython's does", () => {
    const source = `ram = little(30); fs = vfs.VfsLfs2(ram)
with fs.open("a", "w") as f: f.write("x" * 1000)
attempt(f.read); attempt(fs.open, "a", "rw"); attempt(fs.chdir, "a"); attempt(vfs.VfsLfs2, Flash(4))
attempt(vfs.VfsLfs2, ram, 32); attempt(fs.open, "big/x", "w"); attempt(fs.open("a", "r").seek, -1)
f = fs.open("a", "r"); ram.fail = ZeroDivisionError(); attempt(f.read, 1); ram.fail = None; print(len(f.read()))
f = fs.open("a", "a"); ram.answer = -5; attempt(f.write, "x"); attempt(fs.stat, "a"); ram.answer = None; f.close()`;
    expect(run(flash + source, options)).toEqual([
      "ValueError()",
      "ValueError()",
      "OSError(2,)",
      "OSError(84,)",
      "TypeError('extra positional arguments given',)",
      "OSError(2,)",
      "OSError(22,)",
      "ZeroDivisionError()",
      "1000",
      "OSError(5,)",
      "OSError(5,)",
    ]);
  });
});
