/** Where the loader reads. Loading never runs Python code, so that it cannot be entered twice. */

let at: usize = 0;

/** Goes to an address. */
export function seek(address: usize): void {
  at = address;
}

/** The address of the next byte. */
export function position(): usize {
  return at;
}

/** Passes over so many bytes; gives the address of the first. */
export function skipBytes(count: u32): usize {
  const from = at;
  at += count;
  return from;
}

export function readByte(): u32 {
  return load<u8>(at++);
}

export function readNumber(): u32 {
  let value: u32 = 0;
  while (true) {
    const byte = readByte();
    value = (value << 7) | (byte & 0x7f);
    if ((byte & 0x80) == 0) return value;
  }
}
