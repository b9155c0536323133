import { readFileSync, writeFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { Workplace } from "../adder.js";

const place = new Workplace();
afterAll(() => place.remove());

const run = (...args: string[]) => place.run(["board", ...args]);

describe("adder board --sd", () => {
  it("puts a card into the slot, and keeps what is written to it", () => {
    const image = place.write("card.img", "");
    writeFileSync(image, new Uint8Array(512 << 10));
    const write = "import pyb; s = pyb.SDCard(); s.power(1); print(s.writeblocks(5, b'ab' * 256))";
    expect(run("--sd", image, "-c", write)).toMatchObject({ status: 0, stdout: "True\n" });
    expect(readFileSync(image).indexOf("abab")).toBe(5 * 512);
  });

  it("refuses an image of another size", () => {
    const { status, stderr } = run("--sd", place.write("small.img", "x"), "-c", "1");
    expect(status).toBe(2);
    expect(stderr).toContain("expected a multiple of 512 KB, not 1 bytes");
  });
});
