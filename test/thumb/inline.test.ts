import { describe, expect, it } from "vitest";
import { compile } from "../../src/compile/index.js";
import { parse } from "../../src/compile/parser.js";
import { Reader } from "../../src/compile/reader.js";
import { inlineForms } from "../../src/tables/thumb-inline.js";
import { sizeOf } from "../../src/thumb/decode.js";
import { disassemble } from "../../src/thumb/disassemble.js";
import { InlineError } from "../../src/thumb/inline/error.js";
import { assembleInline, type InlineFunction } from "../../src/thumb/inline/function.js";
import { thumbTarget } from "../../src/thumb/native-target.js";

function assemble(
  lines: readonly string[],
  head = "def f():",
  hasFloatUnit = true,
): InlineFunction {
  const source = [head, ...lines.map((line) => `    ${line}`), ""].join("\n");
  const [definition] = parse(Reader.fromString(source, "inline.py"), {}).body;
  if (definition?.kind !== "FunctionDef") throw new Error("the test has no function");
  return assembleInline(definition, hasFloatUnit);
}

/** The instructions of some code as the disassembler prints them. */
function listing(bytes: Uint8Array): string[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const printed: string[] = [];
  for (let at = 0; at < bytes.length; ) {
    const first = view.getUint16(at, true);
    const size = sizeOf(first);
    const second = size === 4 ? view.getUint16(at + 2, true) : 0;
    printed.push(disassemble(first, second) ?? "undefined");
    at += size;
  }
  return printed;
}

/** What the lines become, without what saves and restores registers. */
function texts(...lines: readonly string[]): string[] {
  return listing(assemble(lines).bytes.slice(2, -2));
}

function refusal(lines: readonly string[], head?: string, hasFloatUnit?: boolean): InlineError {
  try {
    assemble(lines, head, hasFloatUnit);
  } catch (error) {
    if (error instanceof InlineError) return error;
    throw error;
  }
  throw new Error("nothing was refused");
}

/** For each form of the table one instruction, and what the architecture calls it. */
const instructions: readonly (readonly [string, string])[] = [
  ["nop()", "nop"],
  ["wfi()", "wfi"],
  ["cpsid(i)", "cpsid i"],
  ["cpsie(i)", "cpsie i"],
  ["bx(r3)", "bx r3"],
  ["mov(r1, sp)", "mov r1, sp"],
  ["mov(r1, 200)", "movs r1, #200"],
  ["cmp(r1, 200)", "cmp r1, #200"],
  ["add(r1, 200)", "adds r1, #200"],
  ["sub(r1, 200)", "subs r1, #200"],
  ["and_(r1, r2)", "ands r1, r2"],
  ["eor(r1, r2)", "eors r1, r2"],
  ["lsl(r1, r2)", "lsls r1, r2"],
  ["lsr(r1, r2)", "lsrs r1, r2"],
  ["asr(r1, r2)", "asrs r1, r2"],
  ["adc(r1, r2)", "adcs r1, r2"],
  ["sbc(r1, r2)", "sbcs r1, r2"],
  ["ror(r1, r2)", "rors r1, r2"],
  ["tst(r1, r2)", "tst r1, r2"],
  ["neg(r1, r2)", "rsbs r1, r2, #0"],
  ["cmp(r1, r2)", "cmp r1, r2"],
  ["cmn(r1, r2)", "cmn r1, r2"],
  ["orr(r1, r2)", "orrs r1, r2"],
  ["mul(r1, r2)", "muls r1, r2"],
  ["bic(r1, r2)", "bics r1, r2"],
  ["mvn(r1, r2)", "mvns r1, r2"],
  ["clz(r8, r9)", "clz r8, r9"],
  ["rbit(r8, r9)", "rbit r8, r9"],
  ["mrs(r8, BASEPRI)", "mrs r8, basepri"],
  ["movw(r8, 0xabcd)", "movw r8, #43981"],
  ["movt(r8, 0xabcd)", "movt r8, #43981"],
  ["ldr(r1, [r2, 124])", "ldr r1, [r2, #124]"],
  ["ldrb(r1, [r2, 31])", "ldrb r1, [r2, #31]"],
  ["ldrh(r1, [r2, 62])", "ldrh r1, [r2, #62]"],
  ["str(r1, [r2, 124])", "str r1, [r2, #124]"],
  ["strb(r1, [r2, 31])", "strb r1, [r2, #31]"],
  ["strh(r1, [r2, 62])", "strh r1, [r2, #62]"],
  ["ldrex(r1, [r2, 252])", "ldrex r1, [r2, #252]"],
  ["strex(r1, r2, [r3, 252])", "strex r1, r2, [r3, #252]"],
  ["lsl(r1, r2, 31)", "lsls r1, r2, #31"],
  ["lsr(r1, r2, 31)", "lsrs r1, r2, #31"],
  ["asr(r1, r2, 31)", "asrs r1, r2, #31"],
  ["add(r1, r2, r3)", "adds r1, r2, r3"],
  ["add(r1, r2, 7)", "adds r1, r2, #7"],
  ["sub(r1, r2, r3)", "subs r1, r2, r3"],
  ["sub(r1, r2, 7)", "subs r1, r2, #7"],
  ["sdiv(r8, r9, r10)", "sdiv r8, r9, r10"],
  ["udiv(r8, r9, sl)", "udiv r8, r9, r10"],
  ["vadd(s1, s2, s31)", "vadd.f32 s1, s2, s31"],
  ["vsub(s1, s2, s31)", "vsub.f32 s1, s2, s31"],
  ["vmul(s1, s2, s31)", "vmul.f32 s1, s2, s31"],
  ["vdiv(s1, s2, s31)", "vdiv.f32 s1, s2, s31"],
  ["vcmp(s1, s30)", "vcmpe.f32 s1, s30"],
  ["vsqrt(s1, s30)", "vsqrt.f32 s1, s30"],
  ["vneg(s1, s30)", "vneg.f32 s1, s30"],
  ["vcvt_f32_s32(s1, s30)", "vcvt.f32.s32 s1, s30"],
  ["vcvt_s32_f32(s1, s30)", "vcvt.s32.f32 s1, s30"],
  ["vmrs(APSR_nzcv, FPSCR)", "vmrs apsr_nzcv, fpscr"],
  ["vmov(r8, s31)", "vmov r8, s31"],
  ["vmov(s31, r8)", "vmov s31, r8"],
  ["vldr(s31, [r7, 1020])", "vldr s31, [r7, #1020]"],
  ["vstr(s31, [r7, 1020])", "vstr s31, [r7, #1020]"],
];

describe("instructions of the inline assembler", () => {
  it.each(instructions)("%s", (line, text) => {
    expect(texts(line)).toEqual([text]);
  });

  it("has a case for each form", () => {
    expect(instructions.length).toBe(inlineForms.length);
  });

  it("writes a constant of 32 bits by two instructions", () => {
    expect(texts("movwt(r1, -2)")).toEqual(["movw r1, #65534", "movt r1, #65535"]);
  });

  it.each([
    ["push({r1, r7})", "push {r1, r7}"],
    ["push({r4, lr})", "push {r4, lr}"],
    ["push({r4, r8, lr})", "push.w {r4, r8, lr}"],
    ["pop({r4, pc})", "pop {r4, pc}"],
    ["pop({r4, r12})", "pop.w {r4, ip}"],
  ])("%s", (line, text) => {
    const [printed] = texts(line);
    expect(printed!.replace("r12", "ip")).toBe(text);
  });

  it("starts IT blocks of up to four", () => {
    expect(texts("itete(gt)", "mov(r0, 1)", "mov(r0, 2)", "mov(r0, 3)", "mov(r0, 4)")[0]).toBe(
      "itete gt",
    );
  });
});

describe("branches and labels", () => {
  const conditions = "eq ne cs cc mi pl vs vc hi ls ge lt gt le".split(" ");

  it.each(conditions)("b%s goes back and, wide, forward", (condition) => {
    const lines = ["label(a)", `b${condition}(a)`, `b${condition}_n(a)`, `b${condition}_w(b)`];
    expect(texts(...lines, "label(b)", "nop()")).toEqual([
      `b${condition} .+0`,
      `b${condition} .-2`,
      `b${condition}.w .+4`,
      "nop",
    ]);
  });

  it("b and bl", () => {
    expect(texts("b(end)", "bl(end)", "label(end)", "bl(end)")).toEqual([
      "b .+6",
      "bl .+4",
      "bl .+0",
    ]);
  });

  it.each([
    ["b", 1022],
    ["beq", 126],
  ])("%s reaches so far and no further", (branch, nops) => {
    const lines = (count: number) => ["label(a)", ...Array(count).fill("nop()"), `${branch}(a)`];
    expect(() => assemble(lines(nops))).not.toThrow();
    expect(refusal(lines(nops + 1)).message).toBe("branch not in range");
  });
});

describe("directives", () => {
  it("data takes numbers of any size, lowest byte first", () => {
    const { bytes } = assemble(["data(1, 1, 0x102)", "data(2, 0x304)", "data(4, -2)"]);
    expect([...bytes.subarray(2, -2)]).toEqual([1, 2, 4, 3, 0xfe, 0xff, 0xff, 0xff]);
  });

  it("align counts from the function's start", () => {
    expect(assemble(["data(1, 7)", "align(8)"]).bytes).toHaveLength(8 + 2);
  });

  it("pass is nothing", () => {
    expect(assemble(["pass"]).bytes).toHaveLength(4);
  });
});

describe("the function", () => {
  it("saves r4 to r7 and returns to its caller", () => {
    const printed = listing(assemble(["pass"]).bytes);
    expect(printed).toEqual(["push {r1, r4, r5, r6, r7, lr}", "pop {r1, r4, r5, r6, r7, pc}"]);
  });

  it.each([
    ["def f(r0, r1, r2, r3):", 4, 2],
    ["def f() -> object:", 0, 0],
    ["def f() -> bool:", 0, 1],
    ["def f() -> int:", 0, 2],
    ["def f() -> uint:", 0, 3],
  ])("%s", (head, positional, returnType) => {
    expect(assemble(["nop()"], head)).toMatchObject({ positional, returnType });
  });

  it.each([
    ["def f(r1):", "parameters must be registers in sequence r0 to r3"],
    ["def f(r0, r2):", "parameters must be registers in sequence r0 to r3"],
    ["def f(r0=1):", "parameters must be registers in sequence r0 to r3"],
    ["def f(*r0):", "parameters must be registers in sequence r0 to r3"],
    ["def f(r0, r1, r2, r3, r4):", "can only have up to 4 parameters to Thumb assembly"],
    ["def f() -> float:", "unknown type"],
    ["def f() -> 1:", "return annotation must be an identifier"],
  ])("%s is refused", (head, message) => {
    expect(refusal(["nop()"], head).message).toBe(message);
  });
});

describe("what is refused", () => {
  it.each([
    ["mov(1, 2)", "'mov' expects a register", 9],
    ["mov(r9, 1)", "'mov' expects at most r7", 9],
    ["mov(r0, 256)", "'mov' integer 0x100 doesn't fit in mask 0xff", 13],
    ["mov(r0, 1.5)", "'mov' expects an integer", 13],
    ["add(r0, r1, 8)", "'add' integer 0x8 doesn't fit in mask 0x7", 17],
    ["ldr(r0, [r1, 3])", "'ldr' integer 0x3 doesn't fit in mask 0x7c", 18],
    ["ldr(r0, r1)", "unsupported Thumb instruction 'ldr' with 2 arguments", 5],
    ["ldr(r0, 5)", "unsupported Thumb instruction 'ldr' with 2 arguments", 5],
    ["ldrex(r0, 5)", "'ldrex' expects an address of the form [a, b]", 15],
    ["foo(r0)", "unsupported Thumb instruction 'foo' with 1 arguments", 5],
    ["ittttt(eq)", "unsupported Thumb instruction 'ittttt' with 1 arguments", 5],
    ["it(xx)", "unsupported Thumb instruction 'it' with 1 arguments", 5],
    ["push(r0)", "'push' expects {r0, r1, ...}", 10],
    ["push({1})", "'push' expects {r0, r1, ...}", 10],
    ["vadd(s32, s1, s2)", "'vadd' expects at most r31", 10],
    ["vadd(r0, s1, s2)", "'vadd' expects an FPU register", 10],
    ["mrs(r0, CONTROL)", "'mrs' expects a special register", 13],
    ["vmrs(r0, r1)", "unsupported Thumb instruction 'vmrs' with 2 arguments", 5],
    ["b(1)", "'b' expects a label", 7],
    ["b(nowhere)", "label 'nowhere' not defined", 7],
    ["label(1)", "'label' requires 1 argument", 5],
    ["align(r0)", "'align' requires 1 argument", 5],
    ["data(1)", "'data' requires at least 2 arguments", 5],
    ["data(1, r0)", "'data' requires integer arguments", 13],
    ["x = 1", "expecting an assembler instruction", 5],
    ["mov", "expecting an assembler instruction", 5],
    ["mov(*r0)", "expecting an assembler instruction", 5],
  ])("%s", (line, message, column) => {
    const error = refusal([line]);
    expect(error.message).toBe(message);
    expect(error.place).toMatchObject({ line: 2, column });
  });

  it("a label twice", () => {
    expect(refusal(["label(a)", "label(a)"]).message).toBe("label redefined");
  });

  it("of several mistakes the last is told", () => {
    expect(refusal(["mov(r9, 256)"]).message).toMatch(/doesn't fit/);
  });
});

describe("without an FPU", () => {
  const isFloat = ([line]: readonly [string, string]): boolean => line.startsWith("v");

  it.each(instructions.filter(isFloat))("%s is unknown", (line) => {
    const [mnemonic, args] = line.replace(")", "").split("(");
    const count = args!.replace(/\[.*\]/, "address").split(",").length;
    const error = refusal([line], undefined, false);
    expect(error.message).toBe(
      `unsupported Thumb instruction '${mnemonic}' with ${count} arguments`,
    );
    expect(error.place).toMatchObject({ line: 2, column: 5 });
  });

  it("wrong operands do not matter", () => {
    expect(refusal(["vadd(r0, s1, s2)"], undefined, false).message).toMatch(/^unsupported/);
  });

  it.each(instructions.filter((row) => !isFloat(row)))("%s is the same", (line) => {
    expect(assemble([line], undefined, false)).toEqual(assemble([line]));
  });
});

describe.each([
  ["armv7m", false],
  ["armv7em", false],
  ["armv7emsp", true],
  ["armv7emdp", true],
] as const)("for %s", (architecture, hasFloatUnit) => {
  it(`instructions of the FPU are ${hasFloatUnit ? "taken" : "refused"}`, () => {
    const source = "@micropython.asm_thumb\ndef f():\n    vsqrt(s0, s1)\n";
    const result = () => compile(source, { filename: "f.py", native: thumbTarget(architecture) });
    if (hasFloatUnit) expect(result).not.toThrow();
    else expect(result).toThrow("unsupported Thumb instruction 'vsqrt' with 2 arguments");
  });
});
