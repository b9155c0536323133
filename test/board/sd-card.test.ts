import { beforeEach, describe, expect, it } from "vitest";
import { SdCard } from "../../src/board/sd-card.js";
import { after, runBoard } from "./run-board.js";
import { TestChip } from "./test-chip.js";

const IMAGE = 1 << 20;
const CLKCR = 0x04;
const ARG = 0x08;
const CMD = 0x0c;
const RESP1 = 0x14;
const DTIMER = 0x24;
const DLEN = 0x28;
const DCTRL = 0x2c;
const DCOUNT = 0x30;
const STA = 0x34;
const ICR = 0x38;
const MASK = 0x3c;
const FIFO = 0x80;
const CTIMEOUT = 1 << 2;
const CMDREND = 1 << 6;
const DATAEND = 1 << 8;
const SDIO_LINE = 49;

describe("SDIO, by its registers", () => {
  let chip: TestChip;
  let image: Uint8Array;

  beforeEach(() => {
    chip = new TestChip();
    image = new Uint8Array(IMAGE);
    chip.sdio.card = new SdCard(image, () => chip.clock.seconds);
    chip.poke("SDIO", 0, 3);
    chip.poke("SDIO", CLKCR, 0x100);
  });

  const command = (index: number, argument = 0, awaited = 1 << 6): number => {
    chip.poke("SDIO", ICR, 0xc007ff);
    chip.poke("SDIO", ARG, argument);
    chip.poke("SDIO", CMD, index | awaited | (1 << 10));
    chip.wait(20e-6);
    return chip.peek("SDIO", STA);
  };

  const select = (): void => {
    command(0, 0, 0);
    command(8, 0x1aa);
    command(55);
    command(41, 0xc0100000);
    command(2, 0, 3 << 6);
    command(3);
    command(7, chip.peek("SDIO", RESP1) & 0xffff0000);
  };

  it("sends a command and keeps the response", () => {
    expect(command(8, 0x1aa) & (CMDREND | CTIMEOUT)).toBe(CMDREND);
    expect([chip.peek("SDIO", 0x10), chip.peek("SDIO", RESP1)]).toEqual([8, 0x1aa]);
  });

  it("tells that nothing answers", () => {
    chip.sdio.card = undefined;
    expect(command(8, 0x1aa) & (CMDREND | CTIMEOUT)).toBe(CTIMEOUT);
  });

  it("tells the size of a card", () => {
    command(9, 0, 3 << 6);
    expect((chip.peek("SDIO", RESP1 + 8) >>> 16) + 1).toBe(IMAGE / (512 << 10));
  });

  it("reads a block through the FIFO, some time after the command", () => {
    image.set([1, 2, 3, 4, 5, 6, 7, 8], 512);
    select();
    chip.poke("SDIO", DTIMER, 0xffffffff);
    chip.poke("SDIO", DLEN, 32);
    chip.poke("SDIO", DCTRL, (9 << 4) | 3);
    command(17, 1);
    expect(chip.peek("SDIO", STA) & DATAEND).toBe(0);
    chip.wait(1e-3);
    expect(chip.peek("SDIO", STA) & DATAEND).toBe(DATAEND);
    expect(chip.peek("SDIO", FIFO)).toBe(0x04030201);
    expect(chip.peek("SDIO", FIFO)).toBe(0x08070605);
    expect(chip.peek("SDIO", DCOUNT)).toBe(0);
  });

  it("writes a block", () => {
    select();
    chip.poke("SDIO", DLEN, 512);
    chip.poke("SDIO", DCTRL, (9 << 4) | 1);
    command(24, 2);
    for (let word = 0; word < 128; word++) {
      chip.poke("SDIO", FIFO, word);
      if (word > 8 && word % 8 === 7) chip.wait(10e-6);
    }
    chip.wait(1e-3);
    expect(chip.peek("SDIO", STA) & DATAEND).toBe(DATAEND);
    expect([...image.subarray(1024, 1032), image[1024 + 508]]).toEqual([
      0, 0, 0, 0, 1, 0, 0, 0, 127,
    ]);
  });

  it("fails when the FIFO runs full", () => {
    select();
    chip.poke("SDIO", DTIMER, 0xffffffff);
    chip.poke("SDIO", DLEN, 512);
    chip.poke("SDIO", DCTRL, (9 << 4) | 3);
    command(17, 0);
    chip.wait(2e-3);
    expect(chip.peek("SDIO", STA) & (1 << 5)).not.toBe(0);
  });

  it("gives up waiting for data when its time is over", () => {
    select();
    chip.poke("SDIO", DTIMER, 5000);
    chip.poke("SDIO", DLEN, 512);
    chip.poke("SDIO", DCTRL, (9 << 4) | 3);
    chip.wait(1e-3);
    expect(chip.peek("SDIO", STA) & (1 << 3)).not.toBe(0);
  });

  it("interrupts for the flags in MASK", () => {
    chip.poke("SDIO", MASK, CMDREND);
    command(8, 0x1aa);
    expect(chip.pending.has(SDIO_LINE)).toBe(true);
    chip.poke("SDIO", ICR, CMDREND);
    expect(chip.pending.has(SDIO_LINE)).toBe(false);
  });

  it("takes images of whole units", () => {
    expect(() => new SdCard(new Uint8Array(1000), () => 0)).toThrow("a multiple of 512 KB");
  });
});

describe("pyb.SDCard with a card", () => {
  const run = (source: string, image = new Uint8Array(IMAGE)) => ({
    image,
    ...runBoard(source, ({ board }) => board.insertCard(image), false),
  });

  it("is switched on and tells what it is", () => {
    const { output } = run(`import pyb
s = pyb.SDCard()
print(s.present(), s.info(), s.readblocks(0, bytearray(512)), s.ioctl(4, 0))
print(s.power(1), s.info(), s.ioctl(4, 0), s.ioctl(5, 0), s.ioctl(1, 0))
print(s.power(0), s.info(), s.ioctl(4, 0))`);
    expect(output).toBe("True None False 0\nTrue (1048576, 512, 1) 2048 512 0\nTrue None 0\n");
  });

  it("reads and writes blocks, one and several, at odd addresses too", () => {
    const { output, image } = run(`import pyb
s = pyb.SDCard(); s.power(1)
b = bytearray(bytes(range(256)) * 8)
print(s.writeblocks(3, b), s.writeblocks(2, memoryview(b)[1:513]))
c = bytearray(2049); print(s.readblocks(3, memoryview(c)[1:]), c[1:] == b, s.read(2) == b[1:513])
print(s.write(9, b[:512]), s.readblocks(2047, c), s.readblocks(2048, c))`);
    expect(output).toBe("True True\nTrue True True\nNone False False\n");
    expect(image[3 * 512 + 5]).toBe(5);
    expect(image[2 * 512]).toBe(1);
    expect(image[9 * 512 + 511]).toBe(255);
  });

  it("takes the time of a card and its bus", () => {
    const { output } = run(`import pyb
s = pyb.SDCard(); s.power(1); b = bytearray(16384)
t = pyb.micros(); s.readblocks(0, b); r = pyb.elapsed_micros(t)
t = pyb.micros(); s.writeblocks(0, b); w = pyb.elapsed_micros(t)
print(1600 < r < 3000, 2300 < w < 4500)`);
    expect(output).toBe("True True\n");
  });

  it("notices that it was taken out", () => {
    const { output } = runBoard(
      `import pyb
s = pyb.SDCard(); print(s.power(1)); pyb.delay(1000); print(s.present(), s.readblocks(0, bytearray(512)))`,
      (pyboard) => {
        pyboard.board.insertCard(new Uint8Array(IMAGE));
        after(pyboard, 0.5, () => pyboard.board.removeCard());
      },
      false,
    );
    expect(output).toBe("True\nFalse False\n");
  });

  it("has a file system", () => {
    const { output } = run(`import pyb, vfs, os
s = pyb.SDCard(); vfs.VfsFat.mkfs(s); vfs.mount(s, "/sd")
with open("/sd/a.txt", "w") as f: f.write("on the card")
print(os.listdir("/sd"), open("/sd/a.txt").read(), os.statvfs("/sd")[0])`);
    expect(output).toBe("['a.txt'] on the card 512\n");
  });
});
