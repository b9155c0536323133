import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Workplace } from "./adder.js";

let place: Workplace;

beforeAll(() => {
  place = new Workplace();
});

afterAll(() => place.remove());

function evaluate(zone: string, expression: string): string {
  const source = `import time; print(${expression})`;
  return place.run(["-c", source], "", { TZ: zone }).stdout.trimEnd();
}

/** 2001-09-09, in the northern summer. */
const SUMMER = 1000000000;
/** 2023-11-14. */
const WINTER = 1700000000;

describe("local time", () => {
  it.each([
    ["UTC", SUMMER, "(2001, 9, 9, 1, 46, 40, 6, 252, 0)"],
    ["Europe/Berlin", SUMMER, "(2001, 9, 9, 3, 46, 40, 6, 252, 1)"],
    ["Europe/Berlin", WINTER, "(2023, 11, 14, 23, 13, 20, 1, 318, 0)"],
    ["America/New_York", SUMMER, "(2001, 9, 8, 21, 46, 40, 5, 251, 1)"],
    ["Australia/Sydney", WINTER, "(2023, 11, 15, 9, 13, 20, 2, 319, 1)"],
    ["Asia/Kathmandu", 0, "(1970, 1, 1, 5, 30, 0, 3, 1, 0)"],
  ])("of %s at %d", (zone, seconds, expected) => {
    expect(evaluate(zone, `time.localtime(${seconds})`)).toBe(expected);
  });

  it("leaves gmtime as it is", () => {
    expect(evaluate("America/New_York", "time.gmtime(0)")).toBe("(1970, 1, 1, 0, 0, 0, 3, 1, 0)");
  });

  it.each(["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Apia"])(
    "is what mktime reads in %s",
    (zone) => {
      const moments = `[t for t in range(0, ${WINTER}, 98765432) if time.mktime(time.localtime(t)) != t]`;
      expect(evaluate(zone, moments)).toBe("[]");
    },
  );

  it.each([
    ["as is the custom", "2024, 7, 1, 12, 0, 0, 0, 0", 1719828000],
    ["as daylight saving time", "2024, 7, 1, 12, 0, 0, 0, 0, 1", 1719828000],
    ["as standard time", "2024, 7, 1, 12, 0, 0, 0, 0, 0", 1719831600],
    ["of winter as daylight saving time", "2024, 1, 1, 12, 0, 0, 0, 0, 1", 1704103200],
    ["the hour that is there twice, first", "2024, 10, 27, 2, 30, 0, 0, 0, 1", 1729989000],
    ["the hour that is there twice, second", "2024, 10, 27, 2, 30, 0, 0, 0, 0", 1729992600],
    ["the hour that is missing", "2024, 3, 31, 2, 30, 0, 0, 0, 0", 1711848600],
  ])("is read by mktime %s", (_how, date, expected) => {
    expect(evaluate("Europe/Berlin", `time.mktime((${date}))`)).toBe(String(expected));
  });

  it("knows no second before 1970", () => {
    const { stderr } = place.run(
      ["-c", "import time; time.mktime((1969, 12, 31, 23, 59, 59, 0, 0))"],
      "",
      { TZ: "UTC" },
    );
    expect(stderr).toContain("OverflowError: invalid mktime usage");
  });
});
