import { FIRST_WORD } from "./vm-globals.js";

/** Types of the values on Wasm's stack. */
export const I32 = 0x7f;
export const I64 = 0x7e;
export const F64 = 0x7c;
export type WasmType = typeof I32 | typeof I64 | typeof F64;

/** The instructions that are used here, without operands. */
export const W = {
  unreachable: 0x00,
  return: 0x0f,
  drop: 0x1a,
  select: 0x1b,
  i32_eqz: 0x45,
  i32_eq: 0x46,
  i32_ne: 0x47,
  i32_lt_s: 0x48,
  i32_lt_u: 0x49,
  i32_gt_s: 0x4a,
  i32_gt_u: 0x4b,
  i32_le_s: 0x4c,
  i32_le_u: 0x4d,
  i32_ge_s: 0x4e,
  i32_ge_u: 0x4f,
  i64_ge_u: 0x5a,
  f64_eq: 0x61,
  f64_ne: 0x62,
  f64_lt: 0x63,
  f64_gt: 0x64,
  f64_le: 0x65,
  f64_ge: 0x66,
  i32_add: 0x6a,
  i32_sub: 0x6b,
  i32_mul: 0x6c,
  i32_div_s: 0x6d,
  i32_rem_s: 0x6f,
  i32_and: 0x71,
  i32_or: 0x72,
  i32_xor: 0x73,
  i32_shl: 0x74,
  i32_shr_s: 0x75,
  i32_shr_u: 0x76,
  i64_add: 0x7c,
  i64_mul: 0x7e,
  i64_shl: 0x86,
  f64_abs: 0x99,
  f64_neg: 0x9a,
  f64_sqrt: 0x9f,
  f64_add: 0xa0,
  f64_sub: 0xa1,
  f64_mul: 0xa2,
  f64_div: 0xa3,
  i32_wrap_i64: 0xa7,
  i64_extend_i32_s: 0xac,
  f64_convert_i32_s: 0xb7,
  f32_demote_f64: 0xb6,
  f64_promote_f32: 0xbb,
} as const;

/** Loads and stores, which take an address and an offset. */
export const Mem = {
  i32_load: 0x28,
  f32_load: 0x2a,
  f64_load: 0x2b,
  i32_load8_s: 0x2c,
  i32_load8_u: 0x2d,
  i32_load16_s: 0x2e,
  i32_load16_u: 0x2f,
  i32_store: 0x36,
  i64_store: 0x37,
  f32_store: 0x38,
  f64_store: 0x39,
  i32_store8: 0x3a,
  i32_store16: 0x3b,
} as const;

const F64_BYTES = new DataView(new ArrayBuffer(8));

/** Appends an unsigned number in LEB128. */
export function putUnsigned(bytes: number[], value: number): void {
  let rest = value >>> 0;
  while (rest >= 0x80) {
    bytes.push((rest & 0x7f) | 0x80);
    rest >>>= 7;
  }
  bytes.push(rest);
}

/** Appends a signed 32-bit number in LEB128. */
export function putSigned(bytes: number[], value: number): void {
  let rest = value | 0;
  while (rest < -0x40 || rest > 0x3f) {
    bytes.push((rest & 0x7f) | 0x80);
    rest >>= 7;
  }
  bytes.push(rest & 0x7f);
}

/** Numbers that stand for globals: which one, and what is to be added. */
export interface SymbolTable {
  find(value: number): { readonly index: number; readonly offset: number } | undefined;
}

/** The instructions of one function. Labels are absolute: the number of blocks that were open outside. */
export class WasmCode {
  readonly bytes: number[] = [];
  /** How many blocks are open. */
  depth = 0;

  /** @param symbols constants that are globals instead, behind those of the VM */
  constructor(private readonly symbols?: SymbolTable) {}

  op(code: number): void {
    this.bytes.push(code);
  }

  i32(value: number): void {
    const symbol = this.symbols?.find(value);
    if (symbol === undefined) {
      this.bytes.push(0x41);
      putSigned(this.bytes, value);
      return;
    }
    this.bytes.push(0x23);
    putUnsigned(this.bytes, symbol.index + FIRST_WORD);
    if (symbol.offset === 0) return;
    this.i32(symbol.offset);
    this.op(W.i32_add);
  }

  /** A 64-bit constant that fits 53 bits. */
  i64(value: number): void {
    this.bytes.push(0x42);
    let rest = BigInt(value);
    while (rest < -0x40n || rest > 0x3fn) {
      this.bytes.push(Number(rest & 0x7fn) | 0x80);
      rest >>= 7n;
    }
    this.bytes.push(Number(rest & 0x7fn));
  }

  f64(value: number): void {
    this.bytes.push(0x44);
    F64_BYTES.setFloat64(0, value, true);
    for (let i = 0; i < 8; i++) this.bytes.push(F64_BYTES.getUint8(i));
  }

  get(local: number): void {
    this.bytes.push(0x20);
    putUnsigned(this.bytes, local);
  }

  set(local: number): void {
    this.bytes.push(0x21);
    putUnsigned(this.bytes, local);
  }

  tee(local: number): void {
    this.bytes.push(0x22);
    putUnsigned(this.bytes, local);
  }

  /** A load or store at an offset from the address on the stack. */
  mem(code: number, offset: number): void {
    this.bytes.push(code, 0);
    putUnsigned(this.bytes, offset);
  }

  /** Takes one of the fuel, the module's only global, and pushes whether it is used up. */
  burnFuel(temp: number): void {
    this.bytes.push(0x23, 0);
    this.i32(1);
    this.op(W.i32_sub);
    this.tee(temp);
    this.bytes.push(0x24, 0);
    this.get(temp);
    this.i32(0);
    this.op(W.i32_lt_s);
  }

  getGlobal(index: number): void {
    this.bytes.push(0x23);
    putUnsigned(this.bytes, index);
  }

  setGlobal(index: number): void {
    this.bytes.push(0x24);
    putUnsigned(this.bytes, index);
  }

  /** Calls the function at an index of the table, which is on the stack; `type` is its type's number. */
  callIndirect(type: number): void {
    this.bytes.push(0x11);
    putUnsigned(this.bytes, type);
    this.bytes.push(0);
  }

  call(index: number): void {
    this.bytes.push(0x10);
    putUnsigned(this.bytes, index);
  }

  /** Opens a block; gives its label. */
  block(): number {
    this.bytes.push(0x02, 0x40);
    return this.depth++;
  }

  loop(): number {
    this.bytes.push(0x03, 0x40);
    return this.depth++;
  }

  if(): number {
    this.bytes.push(0x04, 0x40);
    return this.depth++;
  }

  else(): void {
    this.bytes.push(0x05);
  }

  end(): void {
    this.bytes.push(0x0b);
    this.depth--;
  }

  br(label: number): void {
    this.bytes.push(0x0c);
    putUnsigned(this.bytes, this.depth - 1 - label);
  }

  brIf(label: number): void {
    this.bytes.push(0x0d);
    putUnsigned(this.bytes, this.depth - 1 - label);
  }

  /** The memory's size in pages. */
  memorySize(): void {
    this.bytes.push(0x3f, 0x00);
  }

  /** Jumps to the label whose index is on the stack; beyond the list to the last one. */
  brTable(labels: readonly number[]): void {
    const depths = labels.map((label) => this.depth - 1 - label);
    this.bytes.push(0x0e);
    putUnsigned(this.bytes, depths.length - 1);
    for (const depth of depths) putUnsigned(this.bytes, depth);
  }
}
