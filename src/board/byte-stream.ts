/** Bytes that come out of the board, kept until they are read. */
export class ByteStream {
  private kept: number[] = [];
  private readonly listeners: ((byte: number) => void)[] = [];

  /** For the board: puts a byte in. */
  push(byte: number): void {
    this.kept.push(byte);
    for (const listener of [...this.listeners]) listener(byte);
  }

  pushAll(bytes: Iterable<number>): void {
    for (const byte of bytes) this.push(byte);
  }

  /** Takes all that has come. */
  read(): Uint8Array {
    const bytes = Uint8Array.from(this.kept);
    this.kept = [];
    return bytes;
  }

  /** Calls back with each byte. */
  onByte(listener: (byte: number) => void): void {
    this.listeners.push(listener);
  }

  offByte(listener: (byte: number) => void): void {
    const place = this.listeners.indexOf(listener);
    if (place >= 0) this.listeners.splice(place, 1);
  }
}

/** The USB serial port as the program sees it: a stream each way, and whether a host is there. */
export class UsbSerial {
  /** What the program has written. */
  readonly output = new ByteStream();
  /** Whether a host has opened the port. */
  connected = true;
  /** The character that interrupts the program, -1 for none; Ctrl-C at first. */
  interruptCharacter = 3;
  private readonly input: number[] = [];
  private readonly listeners: (() => void)[] = [];
  private readonly receivers: (() => void)[] = [];

  /** Sends bytes to the program. */
  feed(bytes: Iterable<number>): void {
    const before = this.available;
    for (const byte of bytes) {
      if (byte === this.interruptCharacter) for (const listener of this.listeners) listener();
      else this.input.push(byte);
    }
    if (this.available > before) for (const receiver of this.receivers) receiver();
  }

  /** Calls back when the interrupting character comes. */
  onInterrupt(listener: () => void): void {
    this.listeners.push(listener);
  }

  /** Calls back when bytes have come. */
  onReceive(receiver: () => void): void {
    this.receivers.push(receiver);
  }

  /** Bytes that the program has not read yet. */
  get available(): number {
    return this.input.length;
  }

  /** For the program: takes up to so many bytes. */
  take(count: number): number[] {
    return this.input.splice(0, count);
  }
}
