import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { HostFiles } from "../../src/vm/host-files.js";

const reading = {
  read: true,
  write: false,
  append: false,
  create: false,
  truncate: false,
  exclusive: false,
};
const writing = { ...reading, read: false, write: true, create: true, truncate: true };

let outside = "";
let files: HostFiles;

beforeAll(() => {
  outside = mkdtempSync(join(tmpdir(), "adder-files-"));
  mkdirSync(join(outside, "root"));
  writeFileSync(join(outside, "secret"), "secret");
  writeFileSync(join(outside, "root/a"), "inside");
  symlinkSync("../secret", join(outside, "root/link"));
  symlinkSync("..", join(outside, "root/up"));
  symlinkSync("../made", join(outside, "root/dangling"));
  files = new HostFiles(join(outside, "root"));
});

afterAll(() => {
  rmSync(outside, { recursive: true });
});

it("reads below the root", () => {
  expect(new TextDecoder().decode(files.readFile("/a"))).toBe("inside");
});

it("writes below the root", () => {
  const file = files.open("/new", writing);
  file.write(new TextEncoder().encode("text"));
  file.close();
  expect(readFileSync(join(outside, "root/new"), "utf8")).toBe("text");
});

it("takes .. at the root for the root", () => {
  expect(() => files.readFile("/../secret")).toThrow("ENOENT");
});

it.each(["/link", "/up/secret", "/dangling"])("does not follow %s out of the root", (path) => {
  expect(() => files.open(path, path === "/dangling" ? writing : reading)).toThrow("EACCES");
});

it("says nothing about what lies outside", () => {
  expect(files.stat("/up/secret")).toBeUndefined();
});

it("tells the errno of a missing file", () => {
  expect(() => files.open("/none", reading)).toThrow("ENOENT");
});
