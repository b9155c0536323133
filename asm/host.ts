/**
 * All that the VM needs from outside (D10). `src/vm/host.ts` implements it; nothing else is imported.
 * Texts are passed as address and length in bytes of UTF-8 in linear memory.
 */

/** Writes bytes to a stream: 1 standard output, 2 standard error, else a file the host opened. Returns the bytes written or a negative errno. */
export declare function write(fd: i32, address: usize, length: i32): i32;

/** Reads up to `length` bytes: 0 standard input, else a file. Returns the bytes read (0 at the end) or a negative errno. */
export declare function read(fd: i32, address: usize, length: i32): i32;

/** A monotonic clock in microseconds. */
export declare function ticksMicros(): f64;

/** The time of day in nanoseconds since 1970. */
export declare function timeNanos(): f64;

/**
 * The local time zone at this many seconds since 1970: the seconds by which it is ahead of UTC, times two, plus
 * one in daylight saving time.
 */
export declare function localZone(seconds: f64): i32;

/** Waits this many microseconds; returns 0, or 1 when interrupted. */
export declare function sleepMicros(micros: f64): i32;

/**
 * Called at every safepoint. The host counts them against the budget; when that is exhausted it throws, which
 * ends the run: the runtime's objects stay whole, its frames are dropped.
 */
export declare function poll(): void;

/** The program chooses which character of the terminal interrupts it; -1 for none. */
export declare function interruptKey(character: i32): void;

/** 32 random bits. */
export declare function randomBits(): u32;

/**
 * Compiles source text to `.mpy` bytes. `mode` 0 exec, 1 single, 2 eval. A negative length stands
 * for the source that the last call left. Returns the number of bytes, to be fetched with `takeBytes`, or -1
 * after having raised through `raiseFromHost`.
 */
export declare function compile(
  source: usize,
  length: i32,
  filename: usize,
  filenameLength: i32,
  mode: i32,
  optLevel: i32,
): i32;

/** Copies what the last call left for us (compiled code, a file's content, a directory listing) to memory. */
export declare function takeBytes(address: usize): void;

/**
 * Formats a float. `format` is one of the characters 'r' (shortest text that reads back the same), 'e', 'f', 'g';
 * `precision` counts as in C. 'r' gives whole numbers without a fraction (`1`, `1e+20`), and `inf`, `nan`. Writes ASCII at `address` (room for 512 bytes) and returns its length.
 */
export declare function formatFloat(value: f64, format: i32, precision: i32, address: usize): i32;

/** Reads a decimal float, correctly rounded; the text is known to be well-formed. */
export declare function readFloat(address: usize, length: i32): f64;

/**
 * File-system request; `op` is one of `FileOp`. Texts are paths. Returns a count or handle, or a negative errno.
 */
export declare function file(op: i32, path: usize, length: i32, a: i32, b: i32): i32;

/** Verifies foreign `.mpy` bytes in memory: 0 when they may be loaded, else ValueError is pending. */
export declare function verifyMpy(address: usize, length: i32): i32;

/**
 * Makes a function of Wasm code and puts it into the table; returns its index. 0: it is none, ValueError is pending.
 */
export declare function instantiate(address: usize, length: u32): u32;

/** Makes a function of a Code's translation and installs it. 0: it is none, ValueError is pending. */
export declare function installAhead(code: usize): i32;

/** Reads 1, 2 or 4 bytes of a peripheral of the board. NaN: there is nothing at this address. */
export declare function busRead(address: u32, size: u32): f64;

/**
 * The board's time: delivers the events that are due. When the processor is `waiting`, time first passes to the next
 * event; 0: there is none.
 */
export declare function boardTime(waiting: i32): i32;

/** Has the board's next event be at this cycle at the latest; Infinity: no longer. */
export declare function boardAlarm(cycle: f64): void;

/** The serial port over USB: `request` is a UsbRequest. */
export declare function boardUsb(request: i32, address: u32, value: i32): i32;

/**
 * Moves bytes between memory and the blocks of the flash's file system, or has what is held back written: `request` is a
 * FlashRequest. Blocks count from the partition table, the offset is within the first of them. 0: they are not there.
 */
export declare function boardFlash(
  request: i32,
  block: u32,
  offset: u32,
  address: usize,
  length: u32,
): i32;

/** Tells the board of the processor's deep sleep: a PowerRequest. Some of them end the run. */
export declare function boardPower(request: i32): void;

/** Writes 1, 2 or 4 bytes of a peripheral. 0: there is nothing at this address. */
export declare function busWrite(address: u32, size: u32, value: u32): i32;
/** Compiles the code that asm/jit/tier.ts lists, or some of it, and empties the list. */
export declare function compileHot(): void;

/** The code at this address, of which there are compiled functions, is collected. */
export declare function releaseCompiled(code: usize): void;

/**
 * An object of so many bytes was allocated; negative bytes take back what an object is smaller on the board. `file` and
 * `name` are interned strings, 0 where no Python code runs; `line` is 0 where it is unknown.
 */
export declare function allocated(bytes: i32, file: u32, line: i32, name: u32): void;

/** A collection starts (1) or has ended (0); told only to a host that watches allocations. */
export declare function collecting(starts: i32): void;
