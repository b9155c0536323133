import { describe, expect, it } from "vitest";
import { stmConstants } from "../../../src/tables/stm-constants.js";
import { runOnBoard } from "./run-on-board.js";

describe("stm", () => {
  it("has the addresses of the chip", () => {
    const values = [...stmConstants].map(([name, value]) => `${name}=${value}\n`).join("");
    const names = [...stmConstants.keys()].join(" ");
    const program = `import stm\nfor n in "${names}".split():\n print(n, getattr(stm, n), sep="=")`;
    expect(runOnBoard(program)).toBe(values);
  });

  it.each([
    ["GPIOB", 0x40020400],
    ["ADC3", 0x40012200],
    ["ADC123_COMMON", 0x40012300],
    ["I2S2EXT", 0x40003400],
    ["DMA2", 0x40026400],
    ["USB_OTG_FS", 0x50000000],
    ["GPIO_BSRRH", 0x1a],
    ["GPIO_AFR1", 0x24],
    ["RCC_APB2ENR", 0x44],
    ["RCC_PLLI2SCFGR", 0x84],
    ["RTC_BKP19R", 0x9c],
    ["SYSCFG_CMPCR", 0x20],
    ["TIM_CCR4", 0x40],
    ["ADC_DR", 0x4c],
  ])("%s is %i", (name, value) => {
    expect(stmConstants.get(name)).toBe(value);
  });

  it("shares its memory with machine", () => {
    const program = `import stm, machine
print(stm.mem8 is machine.mem8, stm.mem16 is machine.mem16, stm.mem32 is machine.mem32)
print(stm.mem8, stm.mem16, stm.mem32)`;
    expect(runOnBoard(program)).toBe(
      "True True True\n<8-bit memory> <16-bit memory> <32-bit memory>\n",
    );
  });

  it("refuses addresses that are not aligned, and to delete", () => {
    const program = `import stm
for f in (lambda: stm.mem32[0x20000002], lambda: stm.mem16[1]):
  try: f()
  except ValueError as e: print(e)
try:
  del stm.mem8[0]
except TypeError as e: print(e)`;
    expect(runOnBoard(program)).toBe(
      "address 20000002 is not aligned to 4 bytes\naddress 00000001 is not aligned to 2 bytes\n" +
        "'mem' object doesn't support item deletion\n",
    );
  });

  it("faults where nothing is", () => {
    const program = `import stm
try: stm.mem32[0x60000000]
except RuntimeError as e: print(e)
def f(a):
    a += 4
    return stm.mem32[a]
try:
  f(0x60000000)
except RuntimeError as e: print(e)`;
    expect(runOnBoard(program)).toMatch(
      /^HardFault at 0x60000000 pc 0x[0-9a-f]+ line 2\nHardFault at 0x60000004 pc 0x[0-9a-f]+ line 6\n/,
    );
  });

  it("is there on the board only", () => {
    expect(runOnBoard("try:\n import stm\nexcept ImportError as e: print(e)", "host")).toBe(
      "no module named 'stm'\n",
    );
  });
});

describe("constants of stm in sources", () => {
  it("are literals for const and the inline assembler", () => {
    const program = `import stm, micropython
_P = micropython.const(stm.GPIOB + stm.GPIO_BSRRL)
@micropython.asm_thumb
def f(r0):
    movwt(r0, stm.GPIOB)
    add(r0, stm.GPIO_BSRRL)
print(_P == f(0))`;
    expect(runOnBoard(program)).toBe("True\n");
  });

  it("are names for the host", () => {
    const program = `class stm: GPIOB = 7
print(stm.GPIOB)`;
    expect(runOnBoard(program, "host")).toBe("7\n");
  });
});
