/** Where a function's code will lie; positions are added. */
const CODE = 0x41000000;
/** The names and constants of the module, each with a number of its own. */
const NAMES = 0x50000000;
const CONSTANTS = 0x60000000;
/** Words that the VM shares with compiled code. */
const SHARED = 0x70000000;
const END = 0x70000008;
const WORD = 4;

/** The numbers that stand for a module's words while its code is translated ahead of time. */
export const symbolOf = {
  code: (position: number): number => CODE + position,
  name: (index: number): number => NAMES + WORD * index,
  constant: (index: number): number => CONSTANTS + WORD * index,
  status: SHARED,
  epoch: SHARED + WORD,
} as const;

/** What a word is that the host gives to code when it loads it. */
export interface Symbol {
  /** What it is imported by; see `src/vm/ahead-code.ts`. */
  readonly name: string;
  /** What it is called in the printed text. */
  readonly label: string;
}

/**
 * Words that are known only where a `.mpy` file is loaded. While code is translated, numbers stand for them that
 * no constant of the translator's own has: they are even, so no tagged int, and beyond the untagged small ints.
 * Each becomes a global that the module imports.
 */
export class Symbols {
  /** In the order of first use. */
  readonly list: Symbol[] = [];
  readonly #indices = new Map<string, number>();

  /** @param nameText the text of a name of the module, by its number */
  constructor(private readonly nameText: (index: number) => string) {}

  /** Forgets what has been used. */
  clear(): void {
    this.list.length = 0;
    this.#indices.clear();
  }

  /** The global that a number stands for, and what is to be added to it; undefined for any other number. */
  find(value: number): { readonly index: number; readonly offset: number } | undefined {
    if (value < CODE || value >= END) return undefined;
    if (value < NAMES) return { index: this.#index("code", "code"), offset: value - CODE };
    const [name, label] = this.#describe(value);
    return { index: this.#index(name, label), offset: 0 };
  }

  #describe(value: number): [string, string] {
    if (value >= SHARED) return value === SHARED ? ["status", "status"] : ["epoch", "epoch"];
    if (value >= CONSTANTS) {
      const index = (value - CONSTANTS) / WORD;
      return [`constant ${index}`, `constant_${index}`];
    }
    const index = (value - NAMES) / WORD;
    return [`name ${index}`, `name_${this.nameText(index)}`];
  }

  #index(name: string, label: string): number {
    const known = this.#indices.get(name);
    if (known !== undefined) return known;
    const index = this.list.length;
    this.list.push({ name, label });
    this.#indices.set(name, index);
    return index;
  }
}
