import { readSome, writeAll } from "../streams.js";

const STDIN = 0;
const STDOUT = 1;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** Where a prompt reads and writes. */
export interface Terminal {
  /** The next character; undefined at the end. */
  read(): string | undefined;
  write(text: string): void;
  /** Whether keys come one by one and unseen (for the prompt), or in lines (for a program). */
  setRaw(on: boolean): void;
}

/** The terminal of this process, read byte by byte: what a person types ahead is left for the program. */
export class ProcessTerminal implements Terminal {
  read(): string | undefined {
    const first = this.readByte();
    if (first === undefined) return undefined;
    const bytes = [first];
    for (let left = followersOf(first); left > 0; left--) bytes.push(this.readByte() ?? 0);
    return decoder.decode(Uint8Array.from(bytes));
  }

  write(text: string): void {
    writeAll(STDOUT, encoder.encode(text));
  }

  setRaw(on: boolean): void {
    if (process.stdin.isTTY) process.stdin.setRawMode(on);
  }

  private readByte(): number | undefined {
    const byte = new Uint8Array(1);
    return readSome(STDIN, byte) === 0 ? undefined : byte[0];
  }
}

/** How many bytes of UTF-8 follow a first byte. */
function followersOf(byte: number): number {
  if (byte < 0xc0) return 0;
  if (byte < 0xe0) return 1;
  return byte < 0xf0 ? 2 : 3;
}
