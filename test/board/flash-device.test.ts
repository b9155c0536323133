import { describe, expect, it } from "vitest";
import { createBoard } from "../../src/board/pyboard.js";
import { runBoard } from "./run-board.js";

/** The lines that a program prints. */
function lines(source: string): string[] {
  return runBoard(source, undefined, false).output.trimEnd().split("\n");
}

describe("pyb.Flash", () => {
  it("shows a partition table in front of the file system", () => {
    const source = `import pyb
f = pyb.Flash(); b = bytearray(1024)
print(f, f is pyb.Flash(), f.ioctl(4, 0), f.ioctl(5, 0), f.readblocks(0, b))
print(bytes(b[446:462]), bytes(b[510:512]), any(b[512:]))
print(f.readblocks(256, b), b[0], bytes(b[510:512]), f.readblocks(479, b), f.readblocks(480, b[:512]))
print(f.writeblocks(0, bytes(512)), f.readblocks(0, b), b[510], f.readblocks(0, b, 0), f.ioctl(1, 1), f.ioctl(9, 0))`;
    expect(lines(source)).toEqual([
      "Flash() True 480 512 0",
      "b'\\x00\\xff\\xff\\xff\\x01\\xff\\xff\\xff\\x00\\x01\\x00\\x00\\xe0\\x00\\x00\\x00' b'U\\xaa' False",
      "0 235 b'U\\xaa' -5 -5",
      "0 0 85 -5 -1 None",
    ]);
  });

  it("shows a part without it, with offsets, too", () => {
    const source = `import pyb
f = pyb.Flash(start=1024, len=4096); b = bytearray(100)
print(f, f.ioctl(1, 1), f.ioctl(4, 0), f.ioctl(6, 0), pyb.Flash(start=0), pyb.Flash(len=512))
print(f.writeblocks(3, b"abc", 510), f.readblocks(3, b, 505), bytes(b[3:10]))
print(f.readblocks(8, b, 0), f.readblocks(7, bytearray(512)), pyb.Flash(start=114176).readblocks(0, bytearray(1024), 0))
for kw in ({"start": 5}, {"start": 114688}, {"len": 0}, {"start": 512, "len": 114688}):
  try: pyb.Flash(**kw)
  except ValueError as e: print(repr(e))`;
    expect(lines(source)).toEqual([
      "Flash(start=1024, len=4096) 0 8 0 Flash(start=0, len=114688) Flash(start=0, len=512)",
      "0 0 b'\\xff\\xffabc\\xff\\xff'".replaceAll("\\xff", "\\x00"),
      "-14 0 -1",
      ...Array(4).fill("ValueError()"),
    ]);
  });

  it("carries a file system that the program mounts", () => {
    const source = `import os, pyb, vfs
with open("a", "w") as f: f.write("text")
os.umount("/flash")
vfs.mount(pyb.Flash(), "/whole"); print(open("/whole/a").read()); os.umount("/whole")
vfs.mount(pyb.Flash(start=0), "/part"); print(os.listdir("/part") == ["boot.py", "main.py", "README.txt", "pybcdc.inf", "a"])
vfs.umount("/part"); vfs.VfsFat.mkfs(pyb.Flash(start=0)); vfs.mount(pyb.Flash(start=0), "/flash"); print(os.listdir("/flash"))`;
    expect(lines(source)).toEqual(["text", "True", "[]"]);
  });
});

describe("littlefs in the flash", () => {
  it("is made and mounted by its offsets", () => {
    const source = `import os, pyb, vfs
vfs.umount("/flash")
vfs.VfsLfs2.mkfs(pyb.Flash(start=0), progsize=256)
vfs.mount(pyb.Flash(start=0), "/flash"); print(vfs.mount()[0])
with open("/flash/a", "w") as f: f.write("text" * 1000)
vfs.umount("/flash"); vfs.mount(pyb.Flash(start=0), "/flash"); print(len(open("/flash/a").read()), os.statvfs("/flash")[:4])`;
    expect(lines(source)).toEqual(["(<VfsLfs2>, '/flash')", "4000 (512, 512, 224, 214)"]);
  });
});

describe("writing to the flash", () => {
  it("takes the time in which the chip erases and programs its sectors", () => {
    const source = `import os, pyb
def time(f):
  start = pyb.micros(); f(); return pyb.elapsed_micros(start) // 1000
flash = pyb.Flash(start=0)
def write(block):
  flash.writeblocks(block, bytes(512)); flash.ioctl(3, 0)
print(time(lambda: flash.writeblocks(1, bytes(512))), time(lambda: flash.ioctl(3, 0)), time(lambda: flash.ioctl(3, 0)))
print(time(lambda: write(2)), time(lambda: write(100)))
flash.writeblocks(1, bytes(512)); print(time(lambda: flash.writeblocks(40, bytes(512))))`;
    // 16 KB: 0.25 s and 4096 words of 16 us; 64 KB: 0.55 s and four times as many words.
    expect(lines(source)).toEqual(["0 315 0", "315 812", "315"]);
  });

  it("is held back, with the red LED on, until 5 s after the last write", () => {
    const source = `import pyb, stm
flash = pyb.Flash(start=0)
flash.readblocks(200, b := bytearray(512)); flash.writeblocks(200, b"12345678" * 64)
place = 0x08004000 + 200 * 512
led = lambda: stm.mem32[stm.GPIOA + stm.GPIO_ODR] >> 13 & 1
print(led(), stm.mem32[place] == 0x34333231)
flash.readblocks(200, b); print(bytes(b[:4]))
start = pyb.millis(); pyb.delay(1000); print(pyb.elapsed_millis(start) >= 1000, hex(stm.mem32[place] & 0xffffffff), led())
pyb.delay(6000); print(stm.mem32[place] == 0x34333231, led())`;
    expect(lines(source)).toEqual(["1 False", "b'1234'", "True 0xffffffff 1", "True 0"]);
  });

  it("stops the processor, interrupts too, while a sector is erased", () => {
    const source = `import pyb
count = 0
def tick(t):
  global count
  count += 1
flash = pyb.Flash(start=0)
timer = pyb.Timer(4, freq=1000, callback=tick)
flash.writeblocks(1, bytes(512)); before = count; flash.ioctl(3, 0); print(count - before < 5)`;
    expect(lines(source)).toEqual(["True"]);
  });

  it("ends with the file that is closed", () => {
    const source = `import pyb
start = pyb.millis()
with open("a", "w") as f: f.write("text")
print(500 < pyb.elapsed_millis(start) < 2000)`;
    expect(lines(source)).toEqual(["True"]);
  });

  it("is in the image that is saved before it is done", () => {
    const first = createBoard();
    first.run("import pyb; pyb.Flash(start=0).writeblocks(220, b'ABCDEFGH' * 64)");
    const image = first.saveImage();
    expect(Buffer.from(image.subarray(220 * 512, 220 * 512 + 8)).toString()).toBe("ABCDEFGH");
  });
});
