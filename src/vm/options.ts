import type { FirmwareName } from "../tables/firmwares.js";
import type { ChipLink } from "./chip-link.js";
import type { EmitName, MachineName, ViperMode } from "./compile.js";
import type { BlockDevice } from "./fat/block-device.js";
import type { FileSystem } from "./files.js";
import type { BuildName } from "./module.js";

/** How clocks go somewhere at some time. */
export interface LocalZone {
  /** Seconds ahead of UTC, a whole number. */
  readonly offset: number;
  /** Whether it is daylight saving time. */
  readonly daylight: boolean;
}

/** An object that was allocated, and where. */
export interface Allocation {
  /**
   * Its bytes, in whole blocks of 16. Negative ones take back what the object before is smaller on the board.
   */
  readonly bytes: number;
  /** The source's name; undefined when no Python code ran. */
  readonly file: string | undefined;
  /** The line, from 1; 0 in machine code of which it is unknown: viper's on the host, that of `.mpy` files. */
  readonly line: number;
  /** The function's name, `<module>` outside of functions; `""` in machine code that has none. */
  readonly name: string;
}

/** How long a garbage collection took, in microseconds. */
export interface Collection {
  /** On this machine. */
  readonly host: number;
  /** On the board; 0 in the host's build. */
  readonly board: number;
}

/** What a runtime is and may do. Everything that reaches outside is granted here and nowhere else. */
export interface RuntimeOptions {
  /**
   * Which build of the VM: `"host"` (the default), or `"board"`, which computes with floats of 32 bits and counts
   * the cycles that the pyboard would take; its sizes are the pyboard's unless they are given.
   */
  readonly build?: BuildName;
  /** On the board: the firmware whose cycles are counted; `"1.19"` by default. The language is the same. */
  readonly firmware?: FirmwareName;
  /** Bytes of heap to start with; 1 MiB by default (on the board 100 KiB, no more), at least 1 KiB. */
  readonly heapSize?: number;
  /** Bytes to which the heap may grow; 256 MiB by default. Equal to `heapSize`: a heap of that size. */
  readonly maxHeap?: number;
  /** Bytes for Python's frames, which bound the depth of recursion; 512 KiB by default. */
  readonly stackSize?: number;
  /**
   * What runs machine code, that of viper functions above all: `"wasm"` (the default) the host itself, `"thumb"` an
   * emulated Cortex-M4F, `"none"` nothing.
   */
  readonly machine?: MachineName;
  /** `"checked"` makes bad pointers of viper functions Python exceptions; `"fast"` is the default. */
  readonly viper?: ViperMode;
  /** What sources become where no decorator says otherwise; `"bytecode"` by default. */
  readonly emit?: EmitName;
  /** Bytes of the machine's stack, which bound the depth of its calls; 64 KiB by default. */
  readonly machineStackSize?: number;
  /** Takes what the program prints. The bytes are only valid during the call. Dropped by default. */
  readonly stdout?: (bytes: Uint8Array) => void;
  /** Takes what the program writes to standard error. Dropped by default. */
  readonly stderr?: (bytes: Uint8Array) => void;
  /**
   * Fills the start of a buffer with what the program reads; returns how many bytes, 0 at the end, minus EINTR when
   * the wait was interrupted: the program gets its KeyboardInterrupt.
   */
  readonly stdin?: (into: Uint8Array) => number;
  /** Backward jumps and calls that one run may take, in steps of 20,000; without a limit by default. */
  readonly budget?: number;
  /** The file system that the program sees; none by default. */
  readonly files?: FileSystem;
  /** Blocks with a FAT file system that is mounted at `/flash`, where no `files` are granted. */
  readonly flash?: BlockDevice;
  /** The time with which files in `flash` are stamped; the host's by default. */
  readonly fileTime?: () => Date;
  /** The environment that `os.getenv` sees, and changes; empty by default. */
  readonly env?: Record<string, string | undefined>;
  /** Runs a shell command for `os.system` and returns its status; refused by default. */
  readonly system?: (command: string) => number;
  /** `sys.argv`; empty by default. */
  readonly argv?: readonly string[];
  /** `sys.path`; by default the current directory (an empty entry) and the frozen modules. */
  readonly path?: readonly string[];
  /** A monotonic clock in microseconds; by default the host's, and on the board 168 cycles to one. */
  readonly clock?: () => number;
  /** Waits; by default the thread sleeps. Returns true when the wait was interrupted. */
  readonly sleep?: (milliseconds: number) => boolean;
  /** The local time zone at a moment, in seconds since 1970; by default always UTC. */
  readonly timeZone?: (seconds: number) => LocalZone;
  /** Called at every safepoint, some ten thousand backward jumps or calls apart. */
  readonly onSafepoint?: () => void;
  /** The program chooses the character that interrupts it on a terminal (`micropython.kbd_intr`), -1 for none. */
  readonly interruptKey?: (character: number) => void;
  /** 32 random bits to seed `random`; the host's generator by default. */
  readonly random?: () => number;
  /** Which descriptors are terminals; none by default. */
  readonly isTerminal?: (fd: number) => boolean;
  /** Compile as with mpy-cross's `-O`; 0 by default. */
  readonly optLevel?: 0 | 1 | 2 | 3;
  /** Sees the code of each source that is compiled, `.mpy` bytes, before it runs. */
  readonly onCompiled?: (code: Uint8Array) => void;
  /**
   * Whether Python code is compiled to Wasm: `on` (the default) when it is hot, `eager` at its first call, `soon` (for
   * tests) when it has run twice, `off` never.
   * Results are the same.
   */
  readonly jit?: "off" | "on" | "eager" | "soon";
  /** The chip around the board's processor; without one there is nothing behind the addresses of peripherals. */
  readonly chip?: ChipLink;
  /**
   * Hears of every object that a program allocates, which makes allocations slow. Code that is compiled when hot is not
   * told apart by lines: turn `jit` off.
   */
  readonly onAllocation?: (allocation: Allocation) => void;
  /** Hears of every garbage collection; allocations become slow likewise. */
  readonly onCollection?: (collection: Collection) => void;
  /** For tests: collect garbage at every allocation and poison what is freed. */
  readonly hardMode?: boolean;
}
