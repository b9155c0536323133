import { describe, expect, it } from "vitest";
import { Op } from "../../src/compile/opcode.js";
import { binaryNumber } from "../../src/jit-wasm/binary.js";
import type { NativeCallee, PythonCallee } from "../../src/jit-wasm/facts.js";
import { Shape } from "../../src/tables/jit.js";
import { kinds } from "../../src/tables/kinds.js";
import { FakeFacts, importsOf, instructions, translateCode } from "./fake-facts.js";

const FUNCTION = 0x4000;
const CLASS = 0x4100;
const CODE = 0x4200;

const python = (parameters: number, changes: Partial<PythonCallee> = {}): PythonCallee => ({
  kind: "python",
  word: FUNCTION,
  simple: parameters + 1,
  code: CODE,
  globals: 0x4300,
  frameBytes: 64,
  localWords: parameters,
  start: 0x4400,
  closure: [],
  parameters,
  defaults: [],
  ...changes,
});

const kindOf = (name: string): number => kinds.findIndex((kind) => kind.name === name);

const native = (changes: Partial<NativeCallee> = {}): NativeCallee => ({
  kind: "native",
  word: FUNCTION,
  name: 2,
  entry: 99,
  style: 1,
  min: 1,
  max: 1,
  self: 0,
  ...changes,
});

/** `return callee(argument)`. */
const callOne = instructions(
  [Op.LOAD_FAST_N, 0],
  [Op.LOAD_FAST_N, 1],
  [Op.CALL_FUNCTION, 1],
  [Op.RETURN_VALUE],
);

/** `return x.name(argument)`. */
const callMethodOfOne = instructions(
  [Op.LOAD_FAST_N, 0],
  [Op.LOAD_METHOD, 0],
  [Op.LOAD_FAST_N, 1],
  [Op.CALL_METHOD, 1],
  [Op.RETURN_VALUE],
);

function factsOfCall(callee: PythonCallee | NativeCallee): FakeFacts {
  const facts = new FakeFacts().see(2, 0, Shape.Callable, FUNCTION);
  facts.callees.set(FUNCTION, callee);
  return facts;
}

describe("calls", () => {
  it("of the function that was seen go through the table", () => {
    const made = translateCode(callOne, factsOfCall(python(1)), 2);
    expect(importsOf(made)).toContain("table");
    expect(importsOf(made)).toContain("jitCallFailed");
    expect(made.held).toEqual([FUNCTION]);
  });

  it("keep the helper for any other function", () => {
    const made = translateCode(callOne, factsOfCall(python(1)), 2);
    expect(importsOf(made)).toContain("callFunction");
  });

  it("with too many arguments are left to the helper", () => {
    const made = translateCode(callOne, factsOfCall(python(0)), 2);
    expect(importsOf(made)).not.toContain("table");
    expect(made.held).toEqual([]);
  });

  it("with too few arguments are left to the helper unless there are defaults", () => {
    const few = translateCode(callOne, factsOfCall(python(2)), 2);
    expect(importsOf(few)).not.toContain("table");
    const enough = translateCode(callOne, factsOfCall(python(2, { defaults: [3] })), 2);
    expect(importsOf(enough)).toContain("table");
  });

  it("of functions that share their code keep the code alive", () => {
    const shared = python(1, { word: 0, closure: [0x5000] });
    expect(translateCode(callOne, factsOfCall(shared), 2).held).toEqual([CODE]);
  });

  it("of native functions need no frame", () => {
    const imports = importsOf(translateCode(callOne, factsOfCall(native()), 2));
    expect(imports).toContain("table");
    expect(imports).not.toContain("jitCallFailed");
  });

  it("of native functions with keywords are left to the helper", () => {
    const imports = importsOf(translateCode(callOne, factsOfCall(native({ style: 6 })), 2));
    expect(imports).not.toContain("table");
  });

  it("of a class make the instance and run __init__", () => {
    const facts = new FakeFacts().see(2, 0, Shape.Callable, CLASS);
    facts.callees.set(CLASS, { kind: "class", word: CLASS, init: python(2) });
    const made = translateCode(callOne, facts, 2);
    expect(importsOf(made)).toContain("jitInitFailed");
    expect(made.held).toEqual([CLASS, FUNCTION]);
  });

  it("of what was never the same go by the function that is there", () => {
    const imports = importsOf(translateCode(callOne, new FakeFacts(), 2));
    expect(imports).toContain("table");
  });
});

describe("methods", () => {
  const facts = (callee: PythonCallee | NativeCallee, shape: number): FakeFacts =>
    factsOfCall(callee)
      .see(2, 0, shape, CLASS)
      .see(4, 0, shape, CLASS)
      .see(4, 1, Shape.Callable, FUNCTION);

  it("of the class that was seen are held with it", () => {
    const made = translateCode(callMethodOfOne, facts(python(2), Shape.Instance), 2);
    expect([...made.held].sort()).toEqual([FUNCTION, CLASS]);
    expect(importsOf(made)).toContain("jitLoadMethod");
  });

  it("of built-in types are known by the kind of self", () => {
    const append = native({ style: 2, min: 2, max: 2, self: kindOf("List") });
    const made = translateCode(callMethodOfOne, facts(append, Shape.List), 2);
    expect(made.held).toEqual([FUNCTION]);
    expect(importsOf(made)).toContain("table");
  });

  it("found under another name are looked up each time", () => {
    const other = native({ style: 2, min: 2, max: 2, self: kindOf("List"), name: 10 });
    const before = translateCode(callMethodOfOne, facts(other, Shape.List), 2).bytes.length;
    const append = native({ style: 2, min: 2, max: 2, self: kindOf("List") });
    const known = translateCode(callMethodOfOne, facts(append, Shape.List), 2).bytes.length;
    expect(known).toBeGreaterThan(before);
  });
});

describe("operators and attributes of instances", () => {
  const add = instructions(
    [Op.LOAD_FAST_N, 0],
    [Op.LOAD_FAST_N, 1],
    [Op.BINARY_OP_MULTI, binaryNumber("Add")],
    [Op.RETURN_VALUE],
  );

  it("call the method that the class had", () => {
    const facts = new FakeFacts().see(4, 1, Shape.Instance, CLASS);
    facts.operator = python(2);
    const imports = importsOf(translateCode(add, facts, 2));
    expect(imports).toContain("jitSpecialFailed");
    expect(imports).toContain("jitBinary");
  });

  it("are left to the helper where the class had none", () => {
    const facts = new FakeFacts().see(4, 1, Shape.Instance, CLASS);
    expect(importsOf(translateCode(add, facts, 2))).not.toContain("jitSpecialFailed");
  });

  it("call the getter of a property", () => {
    const load = instructions([Op.LOAD_FAST_N, 0], [Op.LOAD_ATTR, 0], [Op.RETURN_VALUE]);
    const facts = new FakeFacts().see(2, 0, Shape.Instance, CLASS);
    facts.getter = python(1);
    expect(importsOf(translateCode(load, facts, 1))).toContain("jitSpecialFailed");
  });

  it("store where the attribute was, and only then without a helper", () => {
    const store = instructions(
      [Op.LOAD_FAST_N, 1],
      [Op.LOAD_FAST_N, 0],
      [Op.STORE_ATTR, 0],
      [Op.LOAD_CONST_NONE],
      [Op.RETURN_VALUE],
    );
    const sizes = [-1, 0, 2, 9].map((hint) => {
      const facts = new FakeFacts().see(4, 0, Shape.Instance, CLASS);
      facts.hint = hint;
      return translateCode(store, facts, 2).bytes.length;
    });
    expect(sizes[1]).toBeGreaterThan(sizes[0]!);
    expect(sizes[2]).toBeGreaterThan(sizes[0]!);
    expect(sizes[3]).toBeLessThan(sizes[2]!);
  });
});

describe("expectations", () => {
  const add = instructions(
    [Op.LOAD_FAST_N, 0],
    [Op.LOAD_FAST_N, 1],
    [Op.BINARY_OP_MULTI, binaryNumber("Add")],
    [Op.RETURN_VALUE],
  );
  const seen = (shape: number): FakeFacts => new FakeFacts().see(4, 0, shape).see(4, 1, shape);

  it("make ints and floats work without a helper", () => {
    expect(importsOf(translateCode(add, seen(Shape.Int), 2))).not.toContain("jitBinary");
    expect(importsOf(translateCode(add, seen(Shape.Float), 2))).not.toContain("jitBinary");
  });

  it("that failed before are given up", () => {
    const facts = seen(Shape.Int);
    facts.failures.add(4);
    expect(importsOf(translateCode(add, facts, 2))).toContain("jitBinary");
  });

  it("box floats in place, and with a helper when the heap's run is used up", () => {
    const imports = importsOf(translateCode(add, seen(Shape.Float), 2));
    expect(imports).toContain("heapCursor");
    expect(imports).toContain("jitFloat");
  });

  it("take a character from a string in place", () => {
    const load = instructions(
      [Op.LOAD_FAST_N, 0],
      [Op.LOAD_FAST_N, 1],
      [Op.LOAD_SUBSCR],
      [Op.RETURN_VALUE],
    );
    const facts = new FakeFacts().see(4, 0, Shape.Int).see(4, 1, Shape.Str);
    const plain = new FakeFacts().see(4, 0, Shape.Int);
    expect(translateCode(load, facts, 2).bytes.length).toBeGreaterThan(
      translateCode(load, plain, 2).bytes.length,
    );
  });
});

describe("generators", () => {
  it("can be entered behind each yield", () => {
    const code = instructions(
      [Op.LOAD_FAST_N, 0],
      [Op.YIELD_VALUE],
      [Op.POP_TOP],
      [Op.LOAD_FAST_N, 0],
      [Op.RETURN_VALUE],
    );
    const made = translateCode(code, new FakeFacts(), 1);
    expect(made.entries).toEqual([4]);
    expect(importsOf(made)).toContain("jitYield");
  });
});
