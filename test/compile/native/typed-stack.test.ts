import { beforeEach, describe, expect, it } from "vitest";
import { type Assembler, Register } from "../../../src/compile/native/assembler.js";
import { TypedStack } from "../../../src/compile/native/typed-stack.js";
import { ValueType } from "../../../src/compile/native/value-type.js";

const START = 10;
const { Result, Argument1, Argument2, Argument3, Local1 } = Register;

let written: string[];

/** Notes each call as its name and arguments. */
const asm = new Proxy({} as Assembler, {
  get:
    (_, name) =>
    (...args: unknown[]): void => {
      written.push([String(name), ...args].join(" "));
    },
});

function stackOf(isTyped: boolean): TypedStack {
  const call = (slot: number): void => {
    written.push(`call ${slot}`);
  };
  return new TypedStack({ asm, stackStart: START, isTyped, call });
}

beforeEach(() => {
  written = [];
});

describe("the typed stack", () => {
  it("writes nothing for values that stay in registers or are constants", () => {
    const stack = stackOf(true);
    stack.push(ValueType.Int, Result);
    stack.pushConstant(ValueType.Int, 5);
    stack.drop();
    expect([stack.pop(Result), written]).toEqual([ValueType.Int, []]);
  });

  it("puts a value into memory when its register is needed", () => {
    const stack = stackOf(true);
    stack.push(ValueType.Object, Result);
    stack.push(ValueType.Int, Argument2);
    stack.free(Result);
    expect(written).toEqual([`storeState ${START} ${Result} object`]);
    stack.drop();
    stack.pop(Argument3);
    expect(written.at(-1)).toBe(`loadState ${Argument3} ${START}`);
  });

  it("gives a value where it is, or in the preferred register", () => {
    const stack = stackOf(true);
    stack.push(ValueType.Int, Local1);
    expect(stack.popAnywhere(Result).register).toBe(Local1);
    stack.push(ValueType.Int, Local1);
    expect(stack.popScratch(Result).register).toBe(Result);
    expect(written).toEqual([`move ${Result} ${Local1} number`]);
  });

  it("keeps constants as they are in viper code, and makes them objects in other code", () => {
    const typed = stackOf(true);
    typed.pushConstant(ValueType.Int, 5);
    expect(typed.pop(Result)).toBe(ValueType.Int);
    const plain = stackOf(false);
    plain.pushConstant(ValueType.Int, 5);
    expect(plain.pop(Result)).toBe(ValueType.Object);
    expect(written).toEqual([`constant ${Result} 5`, `constant ${Result} 11`]);
  });

  it("converts what a call takes as an array, and nothing that is an object", () => {
    const stack = stackOf(true);
    stack.push(ValueType.Object, Argument3);
    stack.push(ValueType.Uint, Argument2);
    stack.popArray(Argument1, 2);
    expect(written).toEqual([
      `storeState ${START} ${Argument3} object`,
      `storeState ${START + 1} ${Argument2} number`,
      `loadState ${Argument1} ${START + 1}`,
      `constant ${Argument2} ${ValueType.Uint}`,
      "call 4",
      `storeState ${START + 1} ${Result} object`,
      `stateAddress ${Argument1} ${START} 2 read`,
    ]);
  });

  it("knows how deep it has been", () => {
    const stack = stackOf(false);
    stack.pushArray(Argument1, 4);
    stack.move(-3);
    expect([stack.depth, stack.maxDepth]).toEqual([1, 4]);
  });
});
