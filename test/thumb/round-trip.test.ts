import { describe, expect, test } from "vitest";
import { assemble } from "../../src/thumb/assemble.js";
import { decode } from "../../src/thumb/decode.js";
import { disassemble } from "../../src/thumb/disassemble.js";
import { encode } from "../../src/thumb/encode.js";
import { rows } from "../../src/thumb/row.js";
import { halves, randomNumbers, sampleFields } from "./samples.js";

const SAMPLES = 40;
const printed = rows.filter((row) => row.traits.alias !== true);

describe.each(printed.map((row) => [row.id, row] as const))("%s", (_, row) => {
  test("decodes to the fields it was encoded from", () => {
    const random = randomNumbers(0x5eed);
    for (let count = 0; count < SAMPLES; count += 1) {
      const fields = sampleFields(row, random);
      const decoded = decode(...halves(row, encode(row, fields)));
      expect(decoded).toEqual({ row, fields });
    }
  });

  test("assembles from the text it disassembles to", () => {
    const random = randomNumbers(0xadde5);
    for (let count = 0; count < SAMPLES; count += 1) {
      const code = encode(row, sampleFields(row, random));
      const text = disassemble(...halves(row, code))!;
      expect([text, assemble(text).code.toString(16)]).toEqual([text, code.toString(16)]);
    }
  });

  test.skipIf(row.traits.it === "outside")("does so in an IT block", () => {
    const random = randomNumbers(0x17b10c);
    const place = { condition: 5, last: true };
    for (let count = 0; count < SAMPLES; count += 1) {
      const code = encode(row, sampleFields(row, random));
      const text = disassemble(...halves(row, code), place)!;
      expect([text, assemble(text, place).code.toString(16)]).toEqual([text, code.toString(16)]);
    }
  });
});
