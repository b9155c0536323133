import type { Handler, Register, Width } from "../../compile/native/assembler.js";
import { Mem, W, type WasmCode } from "../wasm-code.js";
import type { CodeBlocks } from "./code-blocks.js";
import type { Imports } from "./imports.js";
import { Local } from "./registers.js";

const loads: Readonly<Record<Width, number>> = {
  1: Mem.i32_load8_u,
  2: Mem.i32_load16_u,
  4: Mem.i32_load,
};
const stores: Readonly<Record<Width, number>> = {
  1: Mem.i32_store8,
  2: Mem.i32_store16,
  4: Mem.i32_store,
};
const shifts: Readonly<Record<Width, number>> = { 1: 0, 2: 1, 4: 2 };

/** Addresses below are the VM's own. */
const FIRST_ADDRESS = 4096;
const PAGE_BITS = 16;

/** What accesses need of the assembler. */
export interface Accessing {
  readonly code: WasmCode;
  readonly blocks: CodeBlocks;
  readonly imports: Imports;
  readonly handler: Handler;
  set(register: Register): void;
  failure(handler: Handler): number;
}

/** Loads and stores at addresses that the program made. */
export class MemoryAccess {
  constructor(
    private readonly asm: Accessing,
    private readonly isChecked: boolean,
  ) {}

  load(width: Width, destination: Register, base: Register, index: number): void {
    const offset = this.#address(width, base, index);
    this.asm.code.mem(loads[width], offset);
    this.asm.set(destination);
  }

  store(width: Width, source: Register, base: Register, index: number): void {
    const offset = this.#address(width, base, index);
    this.asm.code.get(source);
    this.asm.code.mem(stores[width], offset);
  }

  loadIndexed(width: Width, destination: Register, base: Register, index: Register): void {
    this.#indexed(width, base, index);
    this.asm.code.mem(loads[width], 0);
    this.asm.set(destination);
  }

  storeIndexed(width: Width, source: Register, base: Register, index: Register): void {
    this.#indexed(width, base, index);
    this.asm.code.get(source);
    this.asm.code.mem(stores[width], 0);
  }

  /**
   * Leaves an address on the stack, to which the result is to be added. Wasm adds without wrap-around, so only
   * offsets that a program means are left to it.
   */
  #address(width: Width, base: Register, index: number): number {
    const offset = width * index;
    this.asm.code.get(base);
    if (!this.isChecked && offset >= 0 && offset < FIRST_ADDRESS) return offset;
    this.asm.code.i32(offset);
    this.asm.code.op(W.i32_add);
    this.#check(width);
    return 0;
  }

  #indexed(width: Width, base: Register, index: Register): void {
    const { code } = this.asm;
    code.get(base);
    code.get(index);
    if (width > 1) {
      code.i32(shifts[width]);
      code.op(W.i32_shl);
    }
    code.op(W.i32_add);
    this.#check(width);
  }

  /** Raises an exception unless all bytes at the address on the stack are memory of the program's. */
  #check(width: Width): void {
    if (!this.isChecked) return;
    const { asm } = this;
    const { code } = asm;
    code.tee(Local.Scratch);
    code.i32(FIRST_ADDRESS);
    code.op(W.i32_sub);
    code.memorySize();
    code.i32(PAGE_BITS);
    code.op(W.i32_shl);
    code.i32(FIRST_ADDRESS + width);
    code.op(W.i32_sub);
    code.op(W.i32_gt_u);
    const bad = asm.blocks.reserve();
    const good = asm.blocks.reserve();
    asm.blocks.branch(bad, good);
    asm.blocks.start(bad);
    asm.code.get(Local.Scratch);
    asm.code.call(asm.imports.helper("badPointer"));
    asm.blocks.jump(asm.failure(asm.handler));
    asm.blocks.start(good);
    asm.code.get(Local.Scratch);
  }
}
