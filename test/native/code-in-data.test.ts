import { expect, it } from "vitest";
import { createRuntimeSync } from "../../build/index.js";

const source = `
import array
@micropython.asm_thumb
def go(r0):
    push({r4, lr})
    movw(r1, 1)
    orr(r0, r1)
    bl(there)
    b(out)
    label(there)
    bx(r0)
    label(out)
    pop({r4, pc})
code = array.array("H", [0x2007, 0x4770])
print(go(code), go(code))
code[0] = 0x2009
print(go(code))
code[0:2] = array.array("H", [0x200b, 0x4770])
print(go(code))
`;

/** `movs r0, #n` and `bx lr` in an array: Python's stores are none of the processor's. */
it("code in an array is run as Python has changed it", () => {
  const decoder = new TextDecoder();
  let output = "";
  const stdout = (bytes: Uint8Array): void => {
    output += decoder.decode(bytes, { stream: true });
  };
  createRuntimeSync({ machine: "thumb", stdout }).run(source);
  expect(output).toBe("7 7\n9\n11\n");
});
