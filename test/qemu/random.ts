/** A generator of pseudo-random numbers with a seed (xorshift32). */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed | 1;
  }

  /** 32 bits. */
  bits(): number {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return this.state >>> 0;
  }

  /** A whole number below a limit. */
  below(limit: number): number {
    return Math.floor((this.bits() / 2 ** 32) * limit);
  }

  /** One of a list. */
  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }

  /** True with a chance of one in `count`. */
  once(count: number): boolean {
    return this.below(count) === 0;
  }

  /** A word as instructions meet them: small, nearly a limit, or any. */
  word(): number {
    switch (this.below(6)) {
      case 0:
        return this.below(16);
      case 1:
        return (0x80000000 + this.below(4) - 2) >>> 0;
      case 2:
        return (0xffffffff - this.below(16)) >>> 0;
      default:
        return this.bits();
    }
  }

  /** The bits of a single: also zeros, infinities, NaNs, denormals, numbers near to 1 and to whole ones. */
  single(): number {
    const sign = this.once(2) ? 0x80000000 : 0;
    const special = [
      0, 0x7f800000, 0x7fc00001, 0x7f800001, 0x00000001, 0x00400000, 0x00800000, 0x7f7fffff,
    ];
    switch (this.below(6)) {
      case 0:
        return (sign | this.pick(special)) >>> 0;
      case 1:
        return (sign | (this.bits() & 0x007fffff)) >>> 0;
      case 2:
        return (sign | (0x3f000000 + (this.bits() & 0x01ffffff))) >>> 0;
      case 3:
        return (sign | ((0x7f + this.below(34)) << 23) | (this.bits() & 0x007fffff)) >>> 0;
      default:
        return this.bits();
    }
  }
}
