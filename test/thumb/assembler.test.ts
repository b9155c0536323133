import { expect, test } from "vitest";
import { Assembler } from "../../src/thumb/assembler.js";
import { ThumbError } from "../../src/thumb/errors.js";

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/** The bytes of lines of text. */
function bytesOf(source: string, address = 0): string {
  return hex(new Assembler().source(source).finish(address).bytes);
}

/** The error of lines of text. */
function errorOf(source: string): ThumbError {
  try {
    bytesOf(source);
  } catch (error) {
    if (error instanceof ThumbError) return error;
    throw error;
  }
  throw new Error("no error was thrown");
}

test("branches to a label before the instruction", () => {
  expect(bytesOf("loop: nop\nb loop")).toBe("00bffde7");
});

test("branches to a label behind the instruction", () => {
  expect(bytesOf("b end\nnop\nend: bx lr")).toBe("00e000bf7047");
});

test("takes the short branch as far as it reaches", () => {
  const nops = "nop\n".repeat(127);
  expect(new Assembler().source(`beq end\n${nops}nop\nend:`).finish().bytes.length).toBe(258);
});

test("takes the long branch where the short one does not reach", () => {
  const nops = "nop\n".repeat(130);
  expect(bytesOf(`beq end\n${nops}end:`).slice(0, 8)).toBe("00f08280");
});

test("grows a branch that another one's growth has moved out of reach", () => {
  const source = `beq end\nbeq end\n${"nop\n".repeat(127)}b far\nend:\n${"nop\n".repeat(1100)}far:`;
  const { labels } = new Assembler().source(source).finish();
  expect(labels.get("end")).toBe(4 + 4 + 254 + 4);
});

test("counts a literal's distance from a multiple of 4", () => {
  const program = new Assembler().source("nop\nldr r0, value\nbx lr");
  program.align(4).label("value").data(4, 0x12345678);
  expect(hex(program.finish(0x20000000).bytes)).toBe("00bf01487047000078563412");
});

test("gives the addresses of labels", () => {
  const { labels } = new Assembler().source("a: nop\nb: nop.w\nc:").finish(0x100);
  expect(Object.fromEntries(labels)).toEqual({ a: 0x100, b: 0x102, c: 0x106 });
});

test("takes instructions by row and fields", () => {
  const program = new Assembler().emit("ADD (register) T1", { m: 2, n: 1, d: 0 });
  expect(hex(program.finish().bytes)).toBe("8818");
});

test("gives the lines of an IT block their conditions", () => {
  expect(bytesOf("ite eq\nmoveq r0, #1\nmovne r0, #0\nmovs r1, #2")).toBe("0cbf012000200221");
});

test("refuses a line with another condition than its IT block's", () => {
  expect(errorOf("it eq\nmovne r0, #1")).toMatchObject({ kind: "condition", line: 2, column: 1 });
});

test("refuses an unknown label with its place", () => {
  expect(errorOf("nop\nb nowhere")).toMatchObject({
    kind: "label",
    message: "line 2, column 3: unknown label nowhere",
  });
});

test("refuses a label that exists", () => {
  expect(errorOf("a: nop\na: nop")).toMatchObject({ kind: "label", line: 2 });
});

test("refuses a number that is out of range with its place", () => {
  expect(errorOf("lsls r0, r1, #32")).toMatchObject({ kind: "range", line: 1, column: 15 });
});

test("refuses an unknown instruction", () => {
  expect(errorOf("frob r0")).toMatchObject({
    kind: "mnemonic",
    reason: "unknown instruction frob",
  });
});

test("refuses registers that an instruction does not allow", () => {
  expect(errorOf("mul r0, sp, r1")).toMatchObject({ kind: "operand", line: 1 });
});

test("refuses a compare-and-branch backwards", () => {
  expect(errorOf("a: nop\ncbz r0, a")).toMatchObject({ kind: "range", line: 2 });
});

test("takes names of JavaScript's own for unknown ones", () => {
  const lines = ["constructor r0", "add.constructor r0, r1", "mrs r0, constructor", "b toString"];
  expect(lines.map((line) => errorOf(line).kind)).toEqual([
    "mnemonic",
    "mnemonic",
    "operand",
    "label",
  ]);
});
