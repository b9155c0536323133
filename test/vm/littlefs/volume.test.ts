import { describe, expect, it } from "vitest";
import { FileError } from "../../../src/vm/files.js";
import { LittleVolume } from "../../../src/vm/littlefs/volume.js";
import { RamBlocks } from "./ram-blocks.js";

const options = { readSize: 32, programSize: 32, times: true } as const;
const writing = {
  read: false,
  write: true,
  append: false,
  create: true,
  exclusive: false,
} as const;

function formatted(blocks: number, blockBytes: number): [LittleVolume, RamBlocks] {
  const ram = new RamBlocks(blocks, blockBytes);
  LittleVolume.format(ram, options);
  return [new LittleVolume(ram, options), ram];
}

function write(volume: LittleVolume, path: string, content: Uint8Array, append = false): void {
  const file = volume.open(path, { ...writing, append, truncate: !append });
  try {
    file.write(content);
  } finally {
    file.close();
  }
}

function codeOf(action: () => void): string | undefined {
  try {
    action();
  } catch (error) {
    if (error instanceof FileError) return error.code;
    throw error;
  }
  return undefined;
}

/** Bytes that are the same in each run. */
function bytesOf(count: number, seed: number): Uint8Array {
  return Uint8Array.from({ length: count }, (_, i) => (i * 7 + seed * 13 + (i >> 8)) & 0xff);
}

describe("littlefs", () => {
  it("has the superblock that its specification says", () => {
    const [, ram] = formatted(30, 512);
    const block = Buffer.from(ram.data.subarray(0, 64));
    // A tag is combined with the one before: name of type 0x0ff with 8 bytes, then inline data of 24.
    expect(block.subarray(4, 8).toString("hex")).toBe("f00ffff7");
    expect(block.subarray(8, 16).toString()).toBe("littlefs");
    expect(block.subarray(16, 20).toString("hex")).toBe("2fe00010");
    expect([...new Uint32Array(ram.data.slice(20, 32).buffer)]).toEqual([0x00020001, 512, 30]);
  });

  it("keeps small files in the directory, large ones in lists of blocks", () => {
    const [volume] = formatted(60, 512);
    const sizes = [0, 1, 64, 65, 512, 513, 1016, 1017, 5000, 12000];
    for (const size of sizes) write(volume, `/f${size}`, bytesOf(size, size));
    for (const size of sizes) expect(volume.readFile(`/f${size}`)).toEqual(bytesOf(size, size));
    // 2 for the superblock, and lists of 1, 1, 2, 2, 3, 10 and 24 blocks; names need further pairs.
    const used = 60 - volume.space().free;
    expect(used - (1 + 1 + 2 + 2 + 3 + 10 + 24)).toBeLessThanOrEqual(8);
  });

  it("reads and writes in the midst of a file", () => {
    const [volume] = formatted(60, 512);
    const content = bytesOf(4000, 1);
    write(volume, "/f", content);
    const file = volume.open("/f", { ...writing, read: true, create: false, truncate: false });
    file.seek(1500, 0);
    file.write(Uint8Array.of(1, 2, 3));
    content.set([1, 2, 3], 1500);
    const part = new Uint8Array(10);
    file.seek(1498, 0);
    expect([file.read(part), ...part.slice(2, 5)]).toEqual([10, 1, 2, 3]);
    file.seek(10, 2);
    file.write(Uint8Array.of(9));
    file.close();
    expect(volume.readFile("/f")).toEqual(Uint8Array.from([...content, ...Array(10).fill(0), 9]));
  });

  it("rewrites only the blocks that change when a file grows", () => {
    const [volume, ram] = formatted(60, 512);
    write(volume, "/f", bytesOf(10_000, 1));
    const before = ram.erased;
    write(volume, "/f", bytesOf(10, 2), true);
    expect(ram.erased - before).toBeLessThanOrEqual(2);
    expect(volume.readFile("/f").length).toBe(10_010);
  });

  it("fails as littlefs does", () => {
    const [volume] = formatted(20, 512);
    volume.makeDirectory("/d");
    write(volume, "/d/f", bytesOf(3, 0));
    write(volume, "/f", bytesOf(3, 0));
    const attempts: [string, () => unknown][] = [
      ["ENOENT", () => volume.readFile("/no")],
      ["ENOENT", () => volume.makeDirectory("/no/d")],
      ["ENOTDIR", () => volume.makeDirectory("/d/f/g")],
      ["EEXIST", () => volume.makeDirectory("/d")],
      ["ENOTEMPTY", () => volume.remove("/d")],
      ["EISDIR", () => volume.readFile("/d")],
      ["EISDIR", () => volume.rename("/d/f", "/d")],
      ["ENOTDIR", () => volume.rename("/d", "/f")],
      ["EINVAL", () => volume.remove("/")],
      ["EEXIST", () => volume.open("/d/f", { ...writing, exclusive: true, truncate: false })],
      ["ENAMETOOLONG", () => volume.makeDirectory(`/${"x".repeat(256)}`)],
      ["ENOSPC", () => write(volume, "/big", bytesOf(20 * 512, 0))],
    ];
    for (const [code, action] of attempts) expect(codeOf(() => void action())).toBe(code);
    expect(codeOf(() => new LittleVolume(new RamBlocks(4, 512), options))).toBe("EILSEQ");
    expect(codeOf(() => LittleVolume.format(new RamBlocks(1, 512), options))).toBe("ENOSPC");
  });

  it("keeps the time of a file's last change, where that is wanted", () => {
    const [, ram] = formatted(20, 512);
    const at = (seconds: number, times = true): LittleVolume =>
      new LittleVolume(ram, { ...options, times }, () => new Date(seconds * 1000));
    write(at(1000), "/f", bytesOf(3, 0));
    expect(at(0).stat("/f")?.modified).toBe(1000);
    write(at(2000, false), "/f", bytesOf(4, 0));
    expect(at(0).stat("/f")?.modified).toBe(1000);
    write(at(3000), "/f", bytesOf(4, 0));
    expect(at(0).stat("/f")?.modified).toBe(3000);
  });

  it("goes on from what was last committed when a write breaks off", () => {
    const [volume, ram] = formatted(30, 512);
    write(volume, "/f", bytesOf(100, 1));
    const image = ram.data.slice();
    write(volume, "/f", bytesOf(700, 2));
    const after = ram.data.slice();
    // Each state in between, as if the power had failed behind so many of the changed bytes.
    const changed = [...after.keys()].filter((i) => after[i] !== image[i]);
    for (let done = 0; done <= changed.length; done += 97) {
      ram.data.set(image);
      for (const i of changed.slice(0, done)) ram.data[i] = after[i]!;
      const { size } = new LittleVolume(ram, options).stat("/f")!;
      expect([100, 700]).toContain(size);
    }
  });
});

/** What a file system should hold: content by path, null for a directory. */
type Model = Map<string, Uint8Array | null>;

/** Does something at random to a file system, and to the model when it has not failed. */
class RandomUse {
  readonly model: Model = new Map();
  private state = 1;

  constructor(private readonly volume: () => LittleVolume) {}

  private pick(n: number): number {
    this.state = (Math.imul(this.state, 1103515245) + 12345) >>> 0;
    return (this.state >>> 8) % n;
  }

  private path(): string {
    const folders = ["", ...[...this.model].filter(([, x]) => x === null).map(([path]) => path)];
    return `${folders[this.pick(folders.length)]}/n${this.pick(12)}`;
  }

  step(): void {
    const { model } = this;
    const volume = this.volume();
    const path = this.path();
    const content = bytesOf(this.pick(8) === 0 ? this.pick(3000) : this.pick(200), this.pick(256));
    switch (this.pick(6)) {
      case 0:
        if (path.split("/").length < 5) volume.makeDirectory(path);
        else return;
        model.set(path, null);
        break;
      case 1:
        volume.remove(path);
        model.delete(path);
        break;
      case 2:
        this.rename(path, this.path());
        break;
      case 3:
        write(volume, path, content, true);
        model.set(path, Uint8Array.from([...(model.get(path) ?? []), ...content]));
        break;
      default:
        write(volume, path, content);
        model.set(path, content);
    }
  }

  private rename(from: string, to: string): void {
    this.volume().rename(from, to);
    if (from === to) return;
    const moved = [...this.model].filter(([path]) => path === from || path.startsWith(`${from}/`));
    for (const [path] of [...moved, [to]]) this.model.delete(path as string);
    for (const [path, content] of moved) this.model.set(to + path.slice(from.length), content);
  }

  check(): void {
    const volume = this.volume();
    for (const [path, content] of this.model) {
      if (content === null) expect(volume.stat(path)?.directory).toBe(true);
      else expect(volume.readFile(path)).toEqual(content);
    }
    const listed = volume.list("/").map(({ name }) => `/${name}`);
    const known = [...this.model.keys()].filter((path) => path.lastIndexOf("/") === 0);
    expect(listed.sort()).toEqual(known.sort());
  }
}

describe("littlefs, used at random", () => {
  it.each([
    [400, 512],
    [200, 1024],
    [600, 256],
  ])("has what was put there, on %i blocks of %i bytes", (blocks, blockBytes) => {
    const [first, ram] = formatted(blocks, blockBytes);
    let volume = first;
    const use = new RandomUse(() => volume);
    for (let i = 0; i < 300; i++) {
      if (i % 20 === 0) volume = new LittleVolume(ram, options);
      codeOf(() => use.step());
      if (i % 30 === 0) use.check();
    }
    use.check();
    expect(use.model.size).toBeGreaterThan(30);
  });
});
