/** Samples that were heard, behind those that were expected and found. */
export class HeardSamples {
  private samples: number[] = [];
  /** Places before this one are known not to begin what is looked for. */
  private from = 0;

  push(sample: number): void {
    this.samples.push(sample);
  }

  /** Takes all up to a sequence, which it finds; false: it has not been heard. */
  takeUpTo(wanted: readonly number[]): boolean {
    for (; this.from + wanted.length <= this.samples.length; this.from++) {
      if (!wanted.every((sample, i) => sample === this.samples[this.from + i])) continue;
      this.samples = this.samples.slice(this.from + wanted.length);
      this.from = 0;
      return true;
    }
    return false;
  }

  /** The last ones, at most so many. */
  last(count: number): number[] {
    return this.samples.slice(-count);
  }
}
