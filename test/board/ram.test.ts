import { describe, expect, it } from "vitest";
import { Runtime } from "../../src/vm/runtime.js";
import { runBoard } from "./run-board.js";

describe("the board's RAM lies where the chip has it", () => {
  it("an object's id is an address there", () => {
    const { output } = runBoard("print(0x20000000 <= id(bytearray(100)) < 0x20020000)");
    expect(output).toBe("True\n");
  });

  it("the heap of 100 KB ends below the stack of machine code", () => {
    const { output } = runBoard("import micropython\nmicropython.mem_info(1)");
    const [, start] = /from (?:0x)?([0-9a-f]+):/.exec(output) ?? [];
    expect(Number.parseInt(start!, 16)).toBeGreaterThan(0x20000000);
    expect(Number.parseInt(start!, 16) + 102400).toBeLessThan(0x20020000);
  });

  const pointer = "@micropython.viper\ndef place(b) -> int:\n    return int(ptr8(b))\n";

  it("machine code and stm see a buffer at one address", () => {
    const { output } = runBoard(
      `import micropython, stm\n${pointer}b = bytearray(b'abcd')\nprint(hex(stm.mem32[place(b)]), place(b) >> 17)`,
    );
    expect(output).toBe("0x64636261 4096\n");
  });

  it("a store to that address changes the buffer", () => {
    const { output } = runBoard(
      `import micropython, stm\n${pointer}b = bytearray(4)\nstm.mem16[place(b) + 2] = 0x4241\nprint(b)`,
    );
    expect(output).toBe("bytearray(b'\\x00\\x00AB')\n");
  });

  it("inline assembler has its stack in the chip's last 21 KB of RAM", () => {
    const { output } = runBoard(
      "import micropython\n@micropython.asm_thumb\ndef sp():\n    mov(r0, sp)\nprint(0x2001ac00 < sp() <= 0x20020000)",
    );
    expect(output).toBe("True\n");
  });

  it("a bit band names a bit of a buffer", () => {
    const { output } = runBoard(
      `import micropython, stm\n${pointer}b = bytearray(4)\nstm.mem32[0x22000000 + (place(b) - 0x20000000) * 32 + 5 * 4] = 1\nprint(b)`,
    );
    expect(output).toBe("bytearray(b' \\x00\\x00\\x00')\n");
  });

  it.each(["20020000", "1fff0000", "00000000", "0fffffff", "10010000"])(
    "there is nothing at 0x%s",
    (address) => {
      const { output } = runBoard(`import stm\nprint(stm.mem8[0x${address}])`);
      expect(output).toContain(`HardFault at 0x${address.replace(/^0+(?=.)/, "")} `);
    },
  );

  it("DMA reaches a buffer by its address", () => {
    const source = `import micropython, stm
${pointer}a = bytearray(b'12345678')
b = bytearray(8)
stm.mem32[stm.RCC + stm.RCC_AHB1ENR] |= 1 << 22
stream = 0x40026400 + 0x10
stm.mem32[stream + 8] = place(a)
stm.mem32[stream + 12] = place(b)
stm.mem32[stream + 4] = 8
stm.mem32[stream] = 1 << 10 | 1 << 9 | 2 << 6 | 1
while stm.mem32[stream] & 1: pass
print(b)`;
    expect(runBoard(source).output).toBe("bytearray(b'12345678')\n");
  });

  it("the runtime's own memory cannot be written", () => {
    const { output } = runBoard("import stm\nstm.mem32[0x30000] = 1");
    expect(output).toContain("HardFault at 0x30000 ");
  });

  it("a heap larger than the chip's works, too", () => {
    const output: string[] = [];
    const board = new Runtime({
      build: "board",
      machine: "thumb",
      heapSize: 300 << 10,
      stdout: (bytes) => output.push(new TextDecoder().decode(bytes)),
    });
    board.run("x = [bytearray(1000) for _ in range(250)]\nprint(sum(len(b) for b in x))");
    board.run(
      "@micropython.native\ndef f(b):\n    b[3] = 7\n    return b[3]\nprint(f(x[249]))\nimport gc\ngc.collect()\nx.sort(key=id)",
    );
    expect(output.join("")).toBe("250000\n7\n");
  });
});
