import { describe, expect, it } from "vitest";
import { loadDemonstrations, runDemonstration } from "../../../src/cli/talk/demonstration.js";
import { drawTogether } from "../../../src/cli/talk/pictures.js";
import { alignRows, formatRate, tableRows } from "../../../src/cli/talk/table.js";

const [first] = loadDemonstrations(new URL("../../../examples/talk/", import.meta.url));
const result = runDemonstration(first!, 80);

describe("the demonstrations' table", () => {
  it("has the talk's figure beside ours", () => {
    const [header, row] = tableRows([result]);
    const cell = (name: string) => row![header!.indexOf(name)];
    expect(cell("program")).toBe("led_1");
    expect(cell("measured")).toBe(formatRate(result.rate, "Hz"));
    expect(cell("the talk")).toBe("57.0 kHz");
    expect(cell("ratio")).toBe((result.rate / 57e3).toFixed(2));
  });

  it("is aligned", () => {
    const [header, row] = alignRows(tableRows([result])).split("\n");
    expect(row!.indexOf("a period")).toBe(header!.indexOf("of"));
  });

  it.each([
    [57e3, "57.0 kHz"],
    [2.9e6, "2.90 MHz"],
    [440e3, "440 kHz"],
  ])("formats %d Hz", (rate, text) => {
    expect(formatRate(rate, "Hz")).toBe(text);
  });
});

describe("the picture of all", () => {
  it("starts with the first edges and names the programs", () => {
    const svg = drawTogether([result]);
    expect(svg).toContain(">module level</text>");
    expect(svg).toContain('d="M110.0 60H110.0V36H');
  });
});
