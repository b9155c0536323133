import { describe, expect, it } from "vitest";
import { FileError } from "../../src/vm/files.js";
import { MemoryFiles } from "../../src/vm/memory-files.js";

const mode = {
  read: true,
  write: false,
  append: false,
  create: false,
  truncate: false,
  exclusive: false,
};
const writing = { ...mode, read: false, write: true, create: true, truncate: true };

function codeOf(action: () => unknown): string | undefined {
  try {
    action();
  } catch (error) {
    return error instanceof FileError ? error.code : undefined;
  }
  return undefined;
}

const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const bytes = (content: string): Uint8Array => new TextEncoder().encode(content);

describe("a file", () => {
  it("is read from the start to the end", () => {
    const file = new MemoryFiles({ "/a": "hello" }).open("/a", mode);
    const into = new Uint8Array(3);
    expect([file.read(into), text(into)]).toEqual([3, "hel"]);
    expect(file.read(into)).toBe(2);
    expect(file.read(into)).toBe(0);
  });

  it("keeps what is written", () => {
    const files = new MemoryFiles();
    const file = files.open("/a", writing);
    file.write(bytes("abc"));
    file.seek(1, 0);
    file.write(bytes("XY"));
    expect(text(files.readFile("/a"))).toBe("aXY");
  });

  it("is appended to wherever the position is", () => {
    const files = new MemoryFiles({ "/a": "12" });
    const file = files.open("/a", { ...mode, write: true, append: true });
    file.seek(0, 0);
    file.write(bytes("3"));
    expect(text(files.readFile("/a"))).toBe("123");
  });

  it("has zeros where a seek went past its end", () => {
    const files = new MemoryFiles();
    const file = files.open("/a", writing);
    file.seek(2, 0);
    file.write(bytes("x"));
    expect([...files.readFile("/a")]).toEqual([0, 0, 0x78]);
  });

  it("refuses what its mode does not allow", () => {
    const files = new MemoryFiles({ "/a": "" });
    expect(codeOf(() => files.open("/a", mode).write(bytes("x")))).toBe("EBADF");
    expect(codeOf(() => files.open("/a", writing).read(new Uint8Array(1)))).toBe("EBADF");
  });
});

describe("errors", () => {
  const files = new MemoryFiles({ "/file": "", "/folder/file": "" });

  it.each<[string, string, () => unknown]>([
    ["a missing file", "ENOENT", () => files.open("/none", mode)],
    ["a folder opened", "EISDIR", () => files.open("/folder", mode)],
    ["a file as a folder", "ENOTDIR", () => files.open("/file/x", mode)],
    [
      "a file that must not exist",
      "EEXIST",
      () => files.open("/file", { ...writing, exclusive: true }),
    ],
    ["a folder that exists", "EEXIST", () => files.makeDirectory("/folder")],
    ["a folder that is not empty", "ENOTEMPTY", () => files.removeDirectory("/folder")],
    ["a file removed as a folder", "ENOTDIR", () => files.removeDirectory("/file")],
    ["a folder removed as a file", "EISDIR", () => files.remove("/folder")],
    ["a file listed", "ENOTDIR", () => files.list("/file")],
    ["a folder moved into itself", "EINVAL", () => files.rename("/folder", "/folder/x")],
  ])("%s: %s", (_name, code, action) => {
    expect(codeOf(action)).toBe(code);
  });
});

describe("folders", () => {
  it("are listed", () => {
    const files = new MemoryFiles({ "/a": "", "/b/c": "" });
    expect(files.list("/").map(({ name, directory }) => [name, directory])).toEqual([
      ["a", false],
      ["b", true],
    ]);
  });

  it("are moved with what is in them", () => {
    const files = new MemoryFiles({ "/a/x": "1" });
    files.rename("/a", "/b");
    expect([text(files.readFile("/b/x")), files.stat("/a")]).toEqual(["1", undefined]);
  });

  it("resolve . and ..", () => {
    expect(text(new MemoryFiles({ "/a/b": "1" }).readFile("/a/./../a/b"))).toBe("1");
  });
});
