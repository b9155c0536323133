/** The sizes of MicroPython's maps. */

const SIZES: usize = memory.data<u16>([
  0, 2, 4, 6, 8, 10, 12, 17, 23, 29, 37, 47, 59, 73, 97, 127, 167, 223, 293, 389, 521, 691, 919,
  1223, 1627, 2161,
]);
const COUNT: i32 = 26;

/** The least size of at least `n` entries; `n` where there is none. */
export function mapSizeFrom(n: u32): u32 {
  for (let i = 0; i < COUNT; i++) {
    const size = <u32>load<u16>(SIZES + ((<usize>i) << 1));
    if (size >= n) return size;
  }
  return n;
}
