/**
 * A transform of the AssemblyScript compiler for the board's build: every load and store leaves out the bit of an
 * address that says RAM. So Python and machine code see the chip's addresses, and the memory stays small; see
 * asm/memory/ram.ts.
 */
import { readFileSync } from "node:fs";

const [, ramStart] = /RAM_START: u32 = (\d+)/.exec(readFileSync("asm/generated/board.ts", "utf8"));
const MASK = ~Number(ramStart);
/** What is added to a place in static data is at least this; what is added to an object, less. */
const STATIC_START = 0x1000;

/** The processor's loop: it reads micro-operations and registers, and memory by places in linear memory. */
const LOOP = /^asm\/generated\/execute\//;

/** How Binaryen tells an expression's operands: names of getters, or of a list's count and getter. */
const operands = {
  Block: [["NumChildren", "ChildAt"]],
  Break: ["Condition", "Value"],
  Binary: ["Left", "Right"],
  Call: [["NumOperands", "OperandAt"]],
  CallIndirect: ["Target", ["NumOperands", "OperandAt"]],
  Const: [],
  Drop: ["Value"],
  GlobalGet: [],
  GlobalSet: ["Value"],
  If: ["Condition", "IfTrue", "IfFalse"],
  Load: ["Ptr"],
  LocalGet: [],
  LocalSet: ["Value"],
  Loop: ["Body"],
  MemoryCopy: ["Dest", "Source", "Size"],
  MemoryFill: ["Dest", "Value", "Size"],
  MemoryGrow: ["Delta"],
  MemorySize: [],
  Nop: [],
  Return: ["Value"],
  Select: ["IfTrue", "IfFalse", "Condition"],
  Store: ["Ptr", "Value"],
  Switch: ["Condition", "Value"],
  Unary: ["Value"],
  Unreachable: [],
};

/** Operands that are addresses. */
const addresses = {
  Load: ["Ptr"],
  MemoryCopy: ["Dest", "Source"],
  MemoryFill: ["Dest"],
  Store: ["Ptr"],
};

/** What has an offset besides its address. */
const offsets = { Load: true, Store: true };

export default class AddressMask {
  afterCompile(module) {
    const { binaryen } = this;
    this.module = module;
    this.names = new Map(
      Object.keys(operands).map((name) => [binaryen[`_Binaryen${name}Id`](), name]),
    );
    for (let i = 0; i < module.getNumFunctions(); i++) {
      const { name, body } = binaryen.getFunctionInfo(module.getFunctionByIndex(i));
      if (body !== 0 && !LOOP.test(name)) this.walk(body);
    }
  }

  nameOf(expression) {
    const id = this.binaryen._BinaryenExpressionGetId(expression);
    const name = this.names.get(id);
    if (name === undefined) throw new Error(`address-mask: no row for expressions of kind ${id}`);
    return name;
  }

  get(name, part, expression, ...more) {
    return this.binaryen[`_Binaryen${name}Get${part}`](expression, ...more);
  }

  walk(expression) {
    const name = this.nameOf(expression);
    for (const part of operands[name]) {
      for (const operand of this.operand(name, part, expression)) {
        if (operand !== 0) this.walk(operand);
      }
    }
    for (const part of addresses[name] ?? []) this.mask(name, part, expression);
  }

  operand(name, part, expression) {
    if (typeof part === "string") return [this.get(name, part, expression)];
    const [count, item] = part;
    const length = this.get(name, count, expression);
    return Array.from({ length }, (_, i) => this.get(name, item, expression, i));
  }

  mask(name, part, expression) {
    const address = this.get(name, part, expression);
    const offset = name in offsets ? this.get(name, "Offset", expression) : 0;
    if (offset >= STATIC_START || this.isStatic(address)) return;
    const masked = this.module.i32.and(address, this.module.i32.const(MASK));
    this.binaryen[`_Binaryen${name}Set${part}`](expression, masked);
  }

  /** Whether an address is a place in static data, or an index added to one. */
  isStatic(address) {
    const name = this.nameOf(address);
    if (name === "Const") {
      const value = this.binaryen._BinaryenConstGetValueI32(address) >>> 0;
      return value >= STATIC_START && (value & ~MASK) === 0;
    }
    return (
      name === "Binary" &&
      this.binaryen._BinaryenBinaryGetOp(address) === this.binaryen._BinaryenAddInt32() &&
      ["Left", "Right"].some((side) => {
        const operand = this.get(name, side, address);
        return this.nameOf(operand) === "Const" && this.isStatic(operand);
      })
    );
  }
}
