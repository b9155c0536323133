/** Shifts by a register (DDI 0403, A2.2.1): only its lowest byte counts, and it may be 32 or more. */

/** Turns the order of the bits of a word round. */
export function reverseBits(x: u32): i32 {
  x = ((x >>> 1) & 0x55555555) | ((x & 0x55555555) << 1);
  x = ((x >>> 2) & 0x33333333) | ((x & 0x33333333) << 2);
  x = ((x >>> 4) & 0x0f0f0f0f) | ((x & 0x0f0f0f0f) << 4);
  return bswap<u32>(x);
}

export class Shift {
  @inline
  static left(x: i32, by: i32): i32 {
    return (by & 0xff) < 32 ? x << by : 0;
  }

  @inline
  static right(x: i32, by: i32): i32 {
    return (by & 0xff) < 32 ? <i32>(<u32>x >>> by) : 0;
  }

  @inline
  static signed(x: i32, by: i32): i32 {
    return x >> min<i32>(by & 0xff, 31);
  }

  @inline
  static rotate(x: i32, by: i32): i32 {
    return <i32>rotr<u32>(x, by);
  }

  /** The carries: of shifts by 1 to 255. */
  @inline
  static leftCarry(x: i32, by: i32): i32 {
    return by <= 32 ? <i32>(<u32>(x << (by - 1)) >>> 31) : 0;
  }

  @inline
  static rightCarry(x: i32, by: i32): i32 {
    return by <= 32 ? (<u32>x >>> (by - 1)) & 1 : 0;
  }

  @inline
  static signedCarry(x: i32, by: i32): i32 {
    return (x >> min<i32>(by - 1, 31)) & 1;
  }

  @inline
  static rotateCarry(x: i32, by: i32): i32 {
    return <i32>(rotr<u32>(x, by) >>> 31);
  }
}
