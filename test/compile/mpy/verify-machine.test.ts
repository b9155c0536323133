import { describe, expect, it } from "vitest";
import { ByteWriter } from "../../../src/compile/mpy/byte-writer.js";
import { MpyError } from "../../../src/compile/mpy/mpy-error.js";
import { verifyMpy } from "../../../src/compile/mpy/verify.js";
import { CodeKind, ViperFlag } from "../../../src/tables/mpy-format.js";

const ARMV7EMSP = 7;
/** The prelude of a function without parameters: one word of state, one byte of names, no cells. */
const PRELUDE = [0x00, 0x02, 0x00];

/** A file with one name and one function of machine code. */
function fileOf(kind: CodeKind, code: number[], behind: number[]): Uint8Array {
  const out = new ByteWriter();
  for (const byte of [0x4d, 6, (ARMV7EMSP << 2) | 3, 31, 1, 0, 2, 0x61, 0]) out.byte(byte);
  out.uint((code.length << 3) | kind);
  for (const byte of [...code, ...behind]) out.byte(byte);
  return out.bytes.subarray(0, out.length);
}

function verdict(bytes: Uint8Array): string {
  try {
    verifyMpy(bytes, { architectures: [ARMV7EMSP] });
    return "fine";
  } catch (error) {
    if (error instanceof MpyError) return error.detail;
    throw error;
  }
}

const native = (code: number[], prelude: number): string =>
  verdict(fileOf(CodeKind.NativePython, code, [prelude]));
const viper = (flags: number, behind: number[]): string =>
  verdict(fileOf(CodeKind.NativeViper, [1, 2, 3, 4, 5, 6, 7, 8], [flags, ...behind]));

describe("native code", () => {
  const head = [0, 0, 0, 0, 0xb5, 0xfe, 0xbd, 0xfe];

  it("has a prelude behind its head", () => {
    expect(native([...head, ...PRELUDE], 8)).toBe("fine");
    expect(native([...head, ...PRELUDE], 4)).toBe("machine code has no prelude");
    expect(native([...head, ...PRELUDE], 11)).toBe("machine code has no prelude");
  });

  it("has its names in the file", () => {
    expect(native([...head, 0x00, 0x02, 0x01], 8)).toBe("a name is out of range");
  });

  it("has room for its parameters", () => {
    expect(native([...head, 0x03, 0x08, 0, 0, 0, 0], 8)).toBe("a local is out of range");
  });

  it("starts inside its code when it is a generator", () => {
    const generator = [0x80, 0x40, 0x02, 0x00];
    const start = (at: number): number[] => [0, 0, 0, 0, at, 0, 0, 0, ...generator];
    expect(native(start(4), 8)).toBe("fine");
    expect(native(start(200), 8)).toBe("a generator starts outside its code");
  });
});

describe("assembler code", () => {
  it("takes at most the arguments that come in registers", () => {
    const code = (count: number): string =>
      verdict(fileOf(CodeKind.NativeAssembler, [0x70, 0x47], [0, count, 0]));
    expect(code(4)).toBe("fine");
    expect(code(5)).toBe("assembler code has too many arguments");
  });
});

describe("viper code", () => {
  const relocates = ViperFlag.Relocations;

  it("may have read-only data and variables", () => {
    expect(viper(ViperFlag.ReadOnlyData | ViperFlag.Bss, [2, 4, 0xaa, 0xbb])).toBe("fine");
  });

  it("has relocations inside its code", () => {
    // Add the address of the code to the words from word 0 or 1 on.
    expect(viper(relocates, [0x01, 0 << 1, 0xff])).toBe("fine");
    expect(viper(relocates, [0x03, 0 << 1, 2, 0xff])).toBe("fine");
    expect(viper(relocates, [0x03, 0 << 1, 3, 0xff])).toBe("a relocation is out of range");
    expect(viper(relocates, [0x01, 2 << 1, 0xff])).toBe("a relocation is out of range");
  });

  it("has relocations to slots that there are", () => {
    const slot = (number: number): number[] => [((number + 9) << 1) | 1, 0, 0xff];
    expect(viper(relocates, slot(86))).toBe("fine");
    expect(viper(relocates, slot(87))).toBe("a relocation's slot is unknown");
  });
});
