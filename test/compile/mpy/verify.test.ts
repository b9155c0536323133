import { describe, expect, it } from "vitest";
import { compile } from "../../../src/compile/index.js";
import { ByteWriter } from "../../../src/compile/mpy/byte-writer.js";
import { MpyError } from "../../../src/compile/mpy/mpy-error.js";
import { verifyMpy } from "../../../src/compile/mpy/verify.js";
import { writeFunctionHeader, writeHeader, writeName } from "../../../src/compile/mpy/writer.js";
import { Op } from "../../../src/compile/opcode.js";
import { CodeKind } from "../../../src/tables/mpy-format.js";

/** A signature of `slots` slots without parameters, and sizes of one byte of info, no cells. */
const prelude = (slots: number): number[] => [(slots - 1) << 3, 2, 0];

/** A module whose function has these instructions. */
function moduleOf(instructions: readonly number[], slots = 8): Uint8Array {
  const bytes = Uint8Array.from([...prelude(slots), ...instructions]);
  const out = new ByteWriter();
  writeHeader(out, 31);
  out.uint(1);
  out.uint(0);
  writeName(out, "a");
  writeFunctionHeader(out, { size: bytes.length, kind: CodeKind.Bytecode, children: 0 });
  out.append(bytes);
  return out.finish();
}

function complaint(bytes: Uint8Array): string {
  try {
    verifyMpy(bytes);
  } catch (error) {
    if (error instanceof MpyError) return error.detail;
    throw error;
  }
  return "";
}

const end = [Op.LOAD_CONST_NONE, Op.RETURN_VALUE];
const valid = compile("def f(a):\n  try: return lambda: a\n  finally: print(1000, 'b')", {
  filename: "t.py",
});

describe("a file that can be loaded", () => {
  it("passes", () => {
    expect(complaint(valid)).toBe("");
    expect(complaint(moduleOf(end))).toBe("");
  });

  it.each([
    "async def f():\n  async with a as b, c:\n    if b: return 1\n  async for x in y:\n    break",
    "def f():\n  while a:\n    with b as c, d:\n      continue\n  for x in y:\n    try: break\n    finally: z",
    "def f(*a, b=1, **c):\n  class D:\n    def g(self): return super().g(a, b, c)\n  return [x for x in a if b for y in c]",
    "def f():\n  return 1\n  def g(a): return a",
    "class A:\n  __class__ = 1",
    "def f():\n  try: a\n  except B as c: return c\n  except D: raise\n  else: e\n  finally: return",
  ])("%s", (source) => {
    expect(complaint(compile(source))).toBe("");
  });
});

describe("a file that cannot be loaded", () => {
  it("raises MicroPython's ValueError", () => {
    expect(() => verifyMpy(Uint8Array.of(0x4d, 5))).toThrow(
      expect.objectContaining({ type: "ValueError", text: "incompatible .mpy file" }),
    );
  });

  it("may be cut off anywhere", () => {
    for (let length = 0; length < valid.length; length++) {
      expect(complaint(valid.subarray(0, length))).not.toBe("");
    }
  });

  it("may be too long", () => {
    expect(complaint(Uint8Array.from([...valid, 0]))).toBe("there are bytes behind its end");
  });

  it.each<[string, readonly number[]]>([
    ["an opcode is unknown", [0x00, ...end]],
    ["a name is out of range", [Op.LOAD_NAME, 5, Op.RETURN_VALUE]],
    ["a constant is out of range", [Op.LOAD_CONST_OBJ, 0, Op.RETURN_VALUE]],
    ["a function is out of range", [Op.MAKE_FUNCTION, 0, Op.RETURN_VALUE]],
    ["a local is out of range", [Op.LOAD_FAST_MULTI + 8, Op.RETURN_VALUE]],
    ["a local is no cell", [Op.LOAD_DEREF, 0, Op.RETURN_VALUE]],
    ["a jump goes into an instruction", [Op.JUMP, 0x41, Op.LOAD_NAME, 0, Op.RETURN_VALUE]],
    ["a jump goes into an instruction", [Op.JUMP, 0x00, ...end]],
    ["a value is missing on the stack", [Op.POP_TOP, ...end]],
    ["a value is missing on the stack", [Op.LOAD_CONST_NONE, Op.ROT_TWO, Op.RETURN_VALUE]],
    ["a function does not end", [Op.LOAD_CONST_NONE]],
    ["too many blocks are open", [Op.SETUP_EXCEPT, 0, ...end]],
    ["a handler ends that has not begun", [Op.LOAD_CONST_NONE, Op.END_FINALLY, ...end]],
    [
      "two ways meet with different stacks",
      [Op.LOAD_CONST_NONE, Op.POP_JUMP_IF_TRUE, 0x41, ...end],
    ],
    [
      "a small int is out of range",
      [Op.LOAD_CONST_SMALL_INT, 0x84, 0x80, 0x80, 0x80, 0, Op.RETURN_VALUE],
    ],
    ["a slice has two or three parts", [...end, Op.BUILD_SLICE, 4, Op.RETURN_VALUE]],
  ])("%s", (detail, instructions) => {
    expect(complaint(moduleOf(instructions))).toBe(detail);
  });

  it("may need more slots than its function has", () => {
    const loads = new Array(9).fill(Op.LOAD_CONST_NONE);
    expect(complaint(moduleOf([...loads, Op.RETURN_VALUE]))).toBe(
      "a function needs more slots than it has",
    );
  });

  it("may hold machine code that nobody can run", () => {
    const native = Uint8Array.of(0x4d, 6, (7 << 2) | 3, 31, 0, 0, (1 << 3) | 2, 0, 0);
    expect(() => verifyMpy(native)).toThrow("native code in .mpy unsupported");
  });

  it("is refused or passes, but never breaks the check, whatever bytes change", () => {
    let seed = 1;
    const random = (below: number): number => {
      seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
      return (seed >>> 8) % below;
    };
    for (let round = 0; round < 5000; round++) {
      const bytes = Uint8Array.from(valid);
      for (let i = random(3); i >= 0; i--) bytes[random(bytes.length)] = random(256);
      expect(typeof complaint(bytes)).toBe("string");
    }
  });
});
