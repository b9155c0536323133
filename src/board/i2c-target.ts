import type { Clock } from "./clock.js";

const ADDR = 1 << 1;
const BTF = 1 << 2;
const STOPF = 1 << 4;
const RXNE = 1 << 6;
const TXE = 1 << 7;
const AF = 1 << 10;
const BUSY = 1 << 1;
const TRA = 1 << 2;

/** Bits of a byte with its acknowledgement. */
const BYTE_BITS = 9;

/** What the target's role needs of its peripheral. */
export interface TargetRegisters {
  /** Whether it is on, acknowledges and has this address. */
  answers(address: number): boolean;
  /** Whether it acknowledges what comes. */
  acknowledges(): boolean;
  /** Changes flags of SR1, and all of SR2. */
  change(set: number, clear: number, sr2?: number): void;
}

/**
 * The slave's role of an I2C peripheral (RM0090, figures 241 and 242): what a master outside does, and what software
 * answers. While software has not done its part, the clock is held: what comes next waits in `held`.
 */
export class I2cTarget {
  private phase: "idle" | "receiving" | "sending" = "idle";
  private held: (() => void) | undefined;
  private inAddress = false;
  /** No byte has been sent since the address. */
  private first = true;
  private data: number | undefined;

  constructor(private readonly registers: TargetRegisters) {}

  /** Whether a master has addressed it. */
  get active(): boolean {
    return this.phase !== "idle";
  }

  reset(): void {
    this.phase = "idle";
    this.held = undefined;
    this.inAddress = false;
    this.data = undefined;
  }

  /** A master sends an address; calls back when the transfer may go on, false when nobody answers. */
  start(address: number, reading: boolean, next: (acknowledged: boolean) => void): void {
    if (!this.registers.answers(address)) {
      next(false);
      return;
    }
    this.phase = reading ? "sending" : "receiving";
    this.inAddress = true;
    this.first = true;
    this.data = undefined;
    this.held = () => next(true);
    this.registers.change(ADDR, TXE | BTF, BUSY | (reading ? TRA : 0));
  }

  /** Software has read SR1 and SR2 behind the address. */
  passAddress(): void {
    this.inAddress = false;
    this.registers.change(this.phase === "sending" ? TXE : 0, ADDR);
    this.release();
  }

  private release(): void {
    const { held } = this;
    this.held = undefined;
    held?.();
  }

  /** A master has sent a byte; calls back with its acknowledgement. */
  write(byte: number, next: (acknowledged: boolean) => void): void {
    if (this.data !== undefined) {
      this.held = () => this.write(byte, next);
      this.registers.change(BTF, 0);
      return;
    }
    this.data = byte;
    this.registers.change(RXNE, 0);
    next(this.registers.acknowledges());
  }

  /** A master wants a byte: calls back with it as soon as software has given it. */
  read(next: (byte: number) => void): void {
    if (this.data === undefined) {
      this.held = () => this.read(next);
      if (!this.first) this.registers.change(BTF, 0);
      return;
    }
    const byte = this.data;
    this.data = undefined;
    this.first = false;
    this.registers.change(TXE, BTF);
    next(byte);
  }

  /** A master does not want more. */
  refuse(): void {
    this.phase = "idle";
    this.data = undefined;
    this.registers.change(AF, TXE | BTF, 0);
  }

  /** A master ends the transfer, or starts another, which makes no flag. */
  stop(again: boolean): void {
    if (this.phase === "receiving" && !again) this.registers.change(STOPF, 0, 0);
    this.phase = "idle";
  }

  /** Software reads DR. */
  takeData(): number {
    const byte = this.data ?? 0;
    this.data = undefined;
    this.registers.change(0, RXNE | BTF);
    this.release();
    return byte;
  }

  /** Whether the byte in DR is one that came. */
  get hasReceived(): boolean {
    return this.phase === "receiving" || (this.phase === "idle" && this.data !== undefined);
  }

  /** Software writes DR. */
  putData(byte: number): void {
    this.data = byte;
    this.registers.change(0, TXE | BTF);
    if (!this.inAddress) this.release();
  }
}

/** What a transfer has come to. */
export interface MasterResult {
  /** How many bytes that were sent were acknowledged; -1: nobody answered to the address. */
  readonly acknowledged: number;
  /** What was read. */
  readonly bytes: Uint8Array;
}

/** What a master is to do: send bytes, or read some, or read some behind a repeated start. */
export interface MasterTransfer {
  readonly write?: Iterable<number>;
  readonly read?: number;
}

/** A master outside, on the bus of a peripheral that is a slave. One transfer comes after the other. */
export class I2cMaster {
  private readonly queue: (() => void)[] = [];
  private busy = false;

  /** @param hertz of its clock */
  constructor(
    private readonly target: I2cTarget,
    private readonly clock: Clock,
    private readonly hertz = 100000,
  ) {}

  /** Begins a transfer, or has it begin behind those that are under way. */
  transfer(
    address: number,
    { write, read }: MasterTransfer,
    done: (result: MasterResult) => void = () => {},
  ): void {
    this.queue.push(() => {
      const bytes = write === undefined ? undefined : [...write];
      const end = (result: MasterResult): void => {
        this.target.stop(false);
        this.after(1, () => this.next());
        done(result);
      };
      if (bytes !== undefined || read === undefined) this.send(address, bytes ?? [], read, end);
      else this.receive(address, read, 0, end);
    });
    if (!this.busy) this.next();
  }

  private next(): void {
    const first = this.queue.shift();
    this.busy = first !== undefined;
    first?.();
  }

  /** Calls back so many bits later. */
  private after(bits: number, action: () => void): void {
    this.clock.at(this.clock.now + this.clock.cyclesOf(bits / this.hertz), action);
  }

  private send(
    address: number,
    bytes: readonly number[],
    read: number | undefined,
    end: (result: MasterResult) => void,
  ): void {
    const none = new Uint8Array();
    const put = (index: number): void => {
      if (index === bytes.length && read !== undefined) {
        this.target.stop(true);
        this.receive(address, read, index, end);
      } else if (index === bytes.length) end({ acknowledged: index, bytes: none });
      else {
        this.after(BYTE_BITS, () =>
          this.target.write(bytes[index]! & 0xff, (acknowledged) => {
            if (acknowledged) put(index + 1);
            else end({ acknowledged: index, bytes: none });
          }),
        );
      }
    };
    this.after(BYTE_BITS + 1, () =>
      this.target.start(address, false, (found) => {
        if (found) put(0);
        else end({ acknowledged: -1, bytes: none });
      }),
    );
  }

  private receive(
    address: number,
    count: number,
    sent: number,
    end: (result: MasterResult) => void,
  ): void {
    const bytes: number[] = [];
    const get = (): void =>
      this.target.read((byte) =>
        this.after(BYTE_BITS, () => {
          bytes.push(byte);
          if (bytes.length < count) {
            get();
            return;
          }
          this.target.refuse();
          end({ acknowledged: sent, bytes: Uint8Array.from(bytes) });
        }),
      );
    this.after(BYTE_BITS + 1, () =>
      this.target.start(address, true, (found) => {
        if (found) get();
        else end({ acknowledged: -1, bytes: new Uint8Array() });
      }),
    );
  }
}
