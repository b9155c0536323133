import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { decodable } from "../../../src/thumb/decode.js";
import { runOurs } from "../../qemu/machines.js";
import { digestRows, makeRowsImage } from "../../qemu/rows.js";

/** What QEMU makes of them; `npm run test:qemu -- record` writes it anew. */
const recorded = JSON.parse(
  readFileSync(new URL("rows.json", import.meta.url), "utf8"),
) as Readonly<Record<string, string>>;

/** Rows that end a sequence, or that only mean something with others: the files beside this one test them. */
const elsewhere =
  /^((ADD|SUB) .SP .*(to SP$|T2$|immediate. T1$)|B T|BL |BX |BLX |CBZ|CBNZ|TBB|TBH|IT |SVC|BKPT|UDF|CPS|MRS|MSR|WF|SEV|YIELD|DBG|ISB|STREX|VMRS|VMSR|(CDP|MCR|MRC|MCRR|MRRC|LDC|STC)2?L? )/;

const { image, names } = makeRowsImage();
const ours = digestRows(image, names, runOurs(image));

describe("instructions leave the registers, flags and memory that QEMU leaves", () => {
  it.each(Object.keys(recorded))("%s", (name) => {
    expect(ours[name]).toBe(recorded[name]);
  });
});

it("no row of the encoding table is left out", () => {
  const missing = decodable.filter(({ id }) => !(id in recorded) && !elsewhere.test(id));
  expect(missing.map(({ id }) => id)).toEqual([]);
});
