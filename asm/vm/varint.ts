/** Numbers in bytecode: 7 bits a byte, most significant group first, bit 7 set on all but the last. */

export function readUint(at: usize): u32 {
  let byte = <u32>load<u8>(at);
  let value = byte & 0x7f;
  while (byte & 0x80) {
    byte = load<u8>(++at);
    value = (value << 7) | (byte & 0x7f);
  }
  return value;
}

/** The address behind a number. */
export function uintEnd(at: usize): usize {
  while (load<u8>(at) & 0x80) at++;
  return at + 1;
}
