/** A message on a CAN bus. */
export interface CanMessage {
  /** 11 bits, or 29 when it is extended. */
  readonly id: number;
  readonly extended: boolean;
  readonly remote: boolean;
  /** Bytes; a remote frame has a length only. */
  readonly length: number;
  readonly data: Uint8Array;
}

/** The registers of the filters; 28 banks. */
export interface FilterRegisters {
  /** FM1R, FS1R, FFA1R, FA1R. */
  readonly listMode: number;
  readonly wide: number;
  readonly second: number;
  readonly active: number;
  bank(index: number): readonly [number, number];
}

/** Where a message goes. */
export interface FilterMatch {
  readonly fifo: 0 | 1;
  /** The number of the filter that let it in. */
  readonly index: number;
}

/** An identifier as the filters of 32 bits have it: RM0090, figure 342. */
export function wideIdentifier({ id, extended, remote }: CanMessage): number {
  const bits = extended ? ((id << 3) | 4) >>> 0 : (id << 21) >>> 0;
  return (bits | (remote ? 2 : 0)) >>> 0;
}

/** As those of 16 bits have it. */
function narrowIdentifier({ id, extended, remote }: CanMessage): number {
  const standard = extended ? id >>> 18 : id;
  return (
    (standard << 5) | (remote ? 0x10 : 0) | (extended ? 8 : 0) | (extended ? (id >>> 15) & 7 : 0)
  );
}

/** How many filters a bank has, and which of them a message passes. */
function bankFilters(registers: FilterRegisters, index: number, message: CanMessage): boolean[] {
  const [first, second] = registers.bank(index);
  const isList = ((registers.listMode >> index) & 1) !== 0;
  if ((registers.wide >> index) & 1) {
    const id = wideIdentifier(message);
    if (isList) return [(first & ~1) >>> 0 === id, (second & ~1) >>> 0 === id];
    return [((id ^ first) & second & ~1) === 0];
  }
  const id = narrowIdentifier(message);
  const halves = [first & 0xffff, first >>> 16, second & 0xffff, second >>> 16];
  if (isList) return halves.map((half) => half === id);
  return [((id ^ halves[0]!) & halves[1]!) === 0, ((id ^ halves[2]!) & halves[3]!) === 0];
}

/** The first filter of banks `from` to `to` that lets a message in, undefined when none does. */
export function matchFilters(
  registers: FilterRegisters,
  from: number,
  to: number,
  message: CanMessage,
): FilterMatch | undefined {
  const counts = [0, 0];
  let found: (FilterMatch & { rank: number }) | undefined;
  for (let bank = from; bank < to; bank++) {
    const fifo = ((registers.second >> bank) & 1) as 0 | 1;
    const passed = bankFilters(registers, bank, message);
    const isActive = ((registers.active >> bank) & 1) !== 0;
    const rank = ((registers.wide >> bank) & 1) * 2 + ((registers.listMode >> bank) & 1);
    const place = isActive ? passed.indexOf(true) : -1;
    if (place >= 0 && (found === undefined || rank > found.rank)) {
      found = { fifo, index: counts[fifo]! + place, rank };
    }
    counts[fifo]! += passed.length;
  }
  return found === undefined ? undefined : { fifo: found.fifo, index: found.index };
}
