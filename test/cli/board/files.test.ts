import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { Workplace } from "../adder.js";

const place = new Workplace();
afterAll(() => place.remove());

const run = (...args: string[]) => place.run(["board", ...args]);
const image = join(place.folder, "flash.img");

describe("the flash of adder board", () => {
  it("is a fresh board's", () => {
    const source = "import os, sys; print(os.getcwd(), os.listdir(), os.listdir('/'), sys.path)";
    expect(run("-c", source).stdout).toBe(
      "/flash ['boot.py', 'main.py', 'README.txt', 'pybcdc.inf'] ['flash'] " +
        "['', '.frozen', '/flash', '/flash/lib']\n",
    );
  });

  it("is filled from a folder, saved as an image, and taken from it", () => {
    place.write("files/lib/helper.py", "def twice(x): return 2 * x\n");
    place.write("files/data.txt", "21");
    const use = "import helper; print(helper.twice(int(open('data.txt').read())))";
    const write = "open('long name of a file.txt', 'w').close()";
    const folder = join(place.folder, "files");
    const { stdout } = run("--fs", folder, "--save-image", image, "-c", `${use}\n${write}`);
    expect(stdout).toBe("42\n");
    expect(run("--image", image, "-c", `${use}; import os; print(os.listdir()[-1])`).stdout).toBe(
      "42\nlong name of a file.txt\n",
    );
    const bytes = readFileSync(image);
    expect([bytes.length, bytes.readUInt16LE(510), bytes.toString("latin1", 54, 59)]).toEqual([
      112 * 1024,
      0xaa55,
      "FAT  ",
    ]);
  });

  it("has in the image what the program left open", () => {
    run("--save-image", image, "-c", "open('a.txt', 'w').write('left')");
    expect(run("--image", image, "-c", "print(open('a.txt').read())").stdout).toBe("left\n");
  });

  it("is refused when it is no image", () => {
    place.write("short.img", readFileSync(image).subarray(0, 1000));
    expect(run("--image", "short.img", "-c", "")).toMatchObject({
      status: 2,
      stderr: "adder board: an image of the flash has 114688 bytes; this one has 1000\n",
    });
    place.write("empty.img", new Uint8Array(112 * 1024));
    expect(run("--image", "empty.img", "-c", "").stderr).toMatch(/no FAT file system in the image/);
  });

  it("is refused when it is too full for a folder", () => {
    const big = place.write("big/big.bin", new Uint8Array(200_000));
    expect(run("--fs", join(place.folder, "big"), "-c", "")).toMatchObject({
      status: 2,
      stderr: `adder board: ${big}: the flash is full\n`,
    });
  });

  it("starts with boot.py and main.py", () => {
    place.write("start/boot.py", "order = ['boot']\n");
    place.write("start/main.py", "order.append('main')\nprint(order)\n1/0\n");
    const { stdout, stderr } = place.run(
      ["board", "--fs", join(place.folder, "start")],
      "print(order)\n",
    );
    expect(stdout.match(/\['boot', 'main'\]/g)).toHaveLength(2);
    expect(stderr).toMatch(/"main.py", line 3/);
  });
});
