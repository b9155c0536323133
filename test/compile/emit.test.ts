import { describe, expect, it } from "vitest";
import { functionOf, functionsOf, instructionsOf } from "./instructions.js";

describe("expressions", () => {
  it("loads ints from -16 to 47 by one byte", () => {
    expect(instructionsOf("a = -16, x; b = 48, x")).toEqual([
      "LOAD_CONST_SMALL_INT_MULTI -16",
      "LOAD_NAME x",
      "BUILD_TUPLE 2",
      "STORE_NAME a",
      "LOAD_CONST_SMALL_INT 48",
      "LOAD_NAME x",
      "BUILD_TUPLE 2",
      "STORE_NAME b",
    ]);
  });

  it("keeps ints that do not fit the target's word as objects", () => {
    expect(instructionsOf("a = 128", { smallIntBits: 8 })[0]).toBe("LOAD_CONST_OBJ 128");
    expect(instructionsOf("a = 127", { smallIntBits: 8 })[0]).toBe("LOAD_CONST_SMALL_INT 127");
  });

  it("loads ints of more than 32 bits on targets that have them", () => {
    expect(instructionsOf("a = -4294967297", { smallIntBits: 63 })[0]).toBe(
      "LOAD_CONST_SMALL_INT -4294967297",
    );
  });

  it("calls methods without binding them", () => {
    expect(instructionsOf("a.b(1)")).toEqual([
      "LOAD_NAME a",
      "LOAD_METHOD b",
      "LOAD_CONST_SMALL_INT_MULTI 1",
      "CALL_METHOD 1",
      "POP_TOP",
    ]);
  });

  it("binds a method that stands in parentheses", () => {
    expect(instructionsOf("(a.b)()")).toEqual([
      "LOAD_NAME a",
      "LOAD_ATTR b",
      "CALL_FUNCTION 0",
      "POP_TOP",
    ]);
  });

  it("counts keywords in the high byte of a call's operand", () => {
    expect(instructionsOf("f(1, a=2)")).toEqual([
      "LOAD_NAME f",
      "LOAD_CONST_SMALL_INT_MULTI 1",
      "LOAD_CONST_STRING a",
      "LOAD_CONST_SMALL_INT_MULTI 2",
      "CALL_FUNCTION 257",
      "POP_TOP",
    ]);
  });

  it("passes the places of starred arguments as bits", () => {
    expect(instructionsOf("f(a, *b, **c)").slice(-6)).toEqual([
      "LOAD_NAME b",
      "LOAD_NULL",
      "LOAD_NAME c",
      "LOAD_CONST_SMALL_INT_MULTI 2",
      "CALL_FUNCTION_VAR_KW 258",
      "POP_TOP",
    ]);
  });

  it("evaluates each operand of a chained comparison once", () => {
    expect(instructionsOf("a < b < c")).toEqual([
      "LOAD_NAME a",
      "LOAD_NAME b",
      "DUP_TOP",
      "ROT_THREE",
      "BINARY_OP_MULTI Less",
      "JUMP_IF_FALSE_OR_POP -> 14",
      "LOAD_NAME c",
      "BINARY_OP_MULTI Less",
      "JUMP -> 16",
      "ROT_TWO",
      "POP_TOP",
      "POP_TOP",
    ]);
  });

  it("negates `not in` and `is not`", () => {
    expect(instructionsOf("a not in b").slice(2, 4)).toEqual([
      "BINARY_OP_MULTI In",
      "UNARY_OP_MULTI Not",
    ]);
  });

  it("evaluates a dict's value before its key", () => {
    expect(instructionsOf("{a: b}")).toEqual([
      "BUILD_MAP 1",
      "LOAD_NAME b",
      "LOAD_NAME a",
      "STORE_MAP",
      "POP_TOP",
    ]);
  });

  it("makes a comprehension a function of its first iterable", () => {
    expect(functionOf("[x for x in y]")).toEqual([
      "BUILD_LIST 0",
      "LOAD_FAST_MULTI 0",
      "GET_ITER_STACK",
      "FOR_ITER -> 12",
      "STORE_FAST_MULTI 1",
      "LOAD_FAST_MULTI 1",
      "STORE_COMP 20",
      "JUMP -> 4",
      "RETURN_VALUE",
    ]);
  });
});

describe("statements", () => {
  it("swaps without a tuple", () => {
    expect(instructionsOf("a, b = b, a")).toEqual([
      "LOAD_NAME b",
      "LOAD_NAME a",
      "ROT_TWO",
      "STORE_NAME a",
      "STORE_NAME b",
    ]);
  });

  it("unpacks around a star", () => {
    expect(instructionsOf("a, *b, c = d")).toEqual([
      "LOAD_NAME d",
      "UNPACK_EX 257",
      "STORE_NAME a",
      "STORE_NAME b",
      "STORE_NAME c",
    ]);
  });

  it("counts without a range object", () => {
    expect(instructionsOf("for i in range(3): pass")).toEqual([
      "LOAD_CONST_SMALL_INT_MULTI 0",
      "JUMP -> 8",
      "DUP_TOP",
      "STORE_NAME i",
      "LOAD_CONST_SMALL_INT_MULTI 1",
      "BINARY_OP_MULTI InplaceAdd",
      "DUP_TOP",
      "LOAD_CONST_SMALL_INT_MULTI 3",
      "BINARY_OP_MULTI Less",
      "POP_JUMP_IF_TRUE -> 3",
      "POP_TOP",
    ]);
  });

  it("drops what stands behind a false test", () => {
    expect(instructionsOf("if 0: a\nwhile False: b\nif '': c\nelse: d")).toEqual([
      "LOAD_NAME d",
      "POP_TOP",
    ]);
  });

  it("drops what nothing reaches", () => {
    expect(functionOf("def f():\n  return 1\n  g()")).toEqual([
      "LOAD_CONST_SMALL_INT_MULTI 1",
      "RETURN_VALUE",
    ]);
  });

  it("drops assertions from -O1 on", () => {
    expect(instructionsOf("assert a, b", { optLevel: 1 })).toEqual([]);
    expect(instructionsOf("assert a")).toEqual([
      "LOAD_NAME a",
      "POP_JUMP_IF_TRUE -> 7",
      "LOAD_GLOBAL AssertionError",
      "RAISE_OBJ",
    ]);
  });

  it("leaves `try` blocks by UNWIND_JUMP", () => {
    const code = instructionsOf("for x in y:\n  try: break\n  finally: pass");
    expect(code).toEqual([
      "LOAD_NAME y",
      "GET_ITER_STACK",
      "FOR_ITER -> 15",
      "STORE_NAME x",
      "SETUP_FINALLY -> 12",
      "UNWIND_JUMP -> 15 129",
      "END_FINALLY",
      "JUMP -> 3",
    ]);
  });

  it("forgets a caught exception's name", () => {
    const code = instructionsOf("try: a\nexcept E as e: b");
    expect(code.slice(-7)).toEqual([
      "LOAD_CONST_NONE",
      "LOAD_CONST_NONE",
      "STORE_NAME e",
      "DELETE_NAME e",
      "END_FINALLY",
      "POP_EXCEPT_JUMP -> 30",
      "END_FINALLY",
    ]);
  });

  it("does not evaluate annotations", () => {
    expect(instructionsOf("a: b\nc: d = 1")).toEqual([
      "LOAD_CONST_SMALL_INT_MULTI 1",
      "STORE_NAME c",
    ]);
  });

  it("prints a REPL's expressions", () => {
    expect(instructionsOf("a\n", { mode: "single" })).toEqual([
      "LOAD_NAME __repl_print__",
      "LOAD_NAME a",
      "CALL_FUNCTION 1",
      "POP_TOP",
    ]);
  });

  it("returns an expression's value in `eval` mode", () => {
    expect(functionsOf("a", { mode: "eval" })[0]).toEqual(["LOAD_NAME a", "RETURN_VALUE"]);
  });
});

describe("functions and classes", () => {
  it("numbers free variables first, then parameters, locals, cells", () => {
    const [, outer, inner] = functionsOf(
      "def f(a):\n  b = a\n  c = b\n  return lambda d: (d, b, a)",
    );
    expect(outer).toEqual([
      "LOAD_DEREF 0",
      "STORE_DEREF 2",
      "LOAD_DEREF 2",
      "STORE_FAST_MULTI 1",
      "LOAD_FAST_MULTI 0",
      "LOAD_FAST_MULTI 2",
      "MAKE_CLOSURE 0 <lambda> 2",
      "RETURN_VALUE",
    ]);
    expect(inner).toEqual([
      "LOAD_FAST_MULTI 2",
      "LOAD_DEREF 1",
      "LOAD_DEREF 0",
      "BUILD_TUPLE 3",
      "RETURN_VALUE",
    ]);
  });

  it("puts `*args` behind keyword-only parameters", () => {
    expect(functionOf("def f(*a, b): return a, b").slice(0, 2)).toEqual([
      "LOAD_FAST_MULTI 1",
      "LOAD_FAST_MULTI 0",
    ]);
  });

  it("looks methods of super() up by an opcode of its own", () => {
    const [, , method] = functionsOf("class A:\n  def f(self): super().f()");
    expect(method!.slice(0, 5)).toEqual([
      "LOAD_GLOBAL super",
      "LOAD_DEREF 0",
      "LOAD_FAST_MULTI 1",
      "LOAD_SUPER_METHOD f",
      "CALL_METHOD 0",
    ]);
  });

  it("returns a class's cell where a method uses it", () => {
    const [, body] = functionsOf("class A:\n  def f(self): return __class__");
    expect(body!.slice(-2)).toEqual(["LOAD_FAST_MULTI 0", "RETURN_VALUE"]);
  });

  it("binds a comprehension's := outside of it", () => {
    expect(functionOf("[y := x for x in z]")).toContain("STORE_GLOBAL y");
  });

  it("ignores @micropython.native where it is told to", () => {
    const source = "@micropython.native\ndef f(): pass";
    expect(instructionsOf(source, { emitNative: "bytecode" })).toEqual([
      "MAKE_FUNCTION 0 f",
      "STORE_NAME f",
    ]);
  });
});
