/** By how many places the table of functions grows: V8 tells every module that has the table of it. */
const STEP = 64;

/** Places in a VM's table of functions for what was compiled from its bytecode. */
export class TablePlaces {
  readonly #free: number[] = [];
  readonly #ofCode = new Map<number, number[]>();

  constructor(private readonly table: WebAssembly.Table) {}

  /** The place that the next function will have. */
  get next(): number {
    if (this.#free.length === 0) {
      const start = this.table.grow(STEP);
      for (let i = STEP - 1; i >= 0; i--) this.#free.push(start + i);
    }
    return this.#free.at(-1)!;
  }

  /** Puts a function that was compiled from the code at an address at the next place, which it gives. */
  put(code: number, run: unknown): number {
    const place = this.next;
    this.#free.pop();
    this.table.set(place, run as never);
    const places = this.#ofCode.get(code);
    if (places === undefined) this.#ofCode.set(code, [place]);
    else places.push(place);
    return place;
  }

  /** Frees the places of all that was compiled from code that is no more. */
  release(code: number): void {
    for (const place of this.#ofCode.get(code) ?? []) {
      this.table.set(place, null);
      this.#free.push(place);
    }
    this.#ofCode.delete(code);
  }
}
