/**
 * How values pass between the host and Python: a tag byte and what it says. Lengths and counts are u32,
 * little-endian; texts are UTF-8 behind their length in bytes.
 */
export const ValueTag = {
  None: 0,
  False: 1,
  True: 2,
  /** i32. */
  Small: 3,
  /** The decimal digits as text, with a sign. */
  Int: 4,
  /** f64. */
  Float: 5,
  Str: 6,
  Bytes: 7,
  /** A count and the items. */
  List: 8,
  Tuple: 9,
  /** A count and as many pairs of key and value. */
  Dict: 10,
  /** Anything else, only on its way out: its type's name and its repr. */
  Other: 11,
} as const;
