/** What asm/index.ts exports. Addresses and values are numbers, 32 bits; negative where JavaScript says so. */
export interface VmExports {
  start(heap: number, maxHeap: number, stack: number, machineStack: number, hard: number): number;
  enterMain(): number;
  step(): number;
  abandon(): void;
  /** Runs a module whose name stands in the host's buffer as a program. */
  runModule(nameLength: number): number;
  /** The level of what the program compiles itself, imports included. */
  setOptLevel(level: number): void;
  hostBuffer(length: number): number;
  leftData(): number;
  leftLength(): number;
  raiseFromHost(
    exception: number,
    textLength: number,
    fileLength: number,
    blockLength: number,
    line: number,
  ): void;
  describePending(part: number): number;
  clearPending(): void;
  exitStatus(): number;
  flushOutput(): void;
  /** These answer with one of `Answer`. A name stands in the host's buffer, values behind it. */
  getGlobal(nameLength: number): Answer;
  getInSys(nameLength: number): Answer;
  setGlobal(nameLength: number): Answer;
  deleteGlobal(nameLength: number): Answer;
  callGlobal(nameLength: number, count: number): Answer;
  callAtExit(): Answer;
  takeResult(): number;
  findNames(pathLength: number): number;
  setPath(): number;
  setArgv(): number;
  collect(): void;
  /** Takes back every lock of the heap. */
  unlockAll(): void;
  /** Block devices of the program, by handle; asm/vfs/device.ts. */
  deviceWritable(device: number): number;
  deviceWindow(device: number, length: number): number;
  deviceRead(device: number, block: number, offset: number, length: number): number;
  deviceWrite(device: number, block: number, offset: number): number;
  deviceControl(device: number, request: number, argument: number): number;
  heapBytes(): number;
  /** The innermost frame, 0 while nothing runs; what is known of one stands in asm/vm/place.ts. */
  readonly currentFrame: WebAssembly.Global;
  outerFrame(frame: number): number;
  fileOfFrame(frame: number): number;
  nameOfFrame(frame: number): number;
  lineOfFrame(frame: number): number;
  isMachineFrame(frame: number): number;
  /** From now on the host hears of every allocation. */
  watchAllocations(): void;
  /** Objects, and blocks of 16 bytes, that were allocated; counted in the board build only. */
  readonly allocations: WebAssembly.Global;
  readonly allocatedBlocks: WebAssembly.Global;
  /** The processor; asm/cpu/processor.ts. */
  cpuReset(): void;
  cpuBoot(vectors: number): void;
  cpuInterrupt(number: number, on: number): void;
  cpuRegisters(): number;
  cpuReserve(bytes: number): number;
  cpuMap(index: number, start: number, size: number, address: number, rights: number): number;
  cpuRun(budget: number): number;
  cpuCall(
    entry: number,
    r0: number,
    r1: number,
    r2: number,
    r3: number,
    sp: number,
    budget: number,
  ): number;
  cpuPlace(address: number, size: number, rights: number): number;
  cpuStep(): number;
  cpuInvalidate(address: number, length: number): void;
  cpuCycles(): number;
  cpuLine(number: number, on: number): void;
  cpuNow(): number;
  cpuPass(cycle: number): void;
  cpuStall(cycles: number): void;
  /** What the board shares; asm/board/shared.ts. */
  boardStart(room: number): number;
  /** Charges what a firmware takes, by its place in src/tables/firmwares.ts. */
  chooseFirmware(firmware: number): void;
  /** The name that `pyb.main` was given, 0 without one. */
  boardMain(): number;
  /** Shows what an input of the prompt took, if `pyb.repl_info` wants it. */
  showReplInfo(millis: number): void;
  cpuInstructions(): number;
  /** The address of the word that asks for KeyboardInterrupt. */
  readonly INTERRUPT: WebAssembly.Global;
  /** The address of a byte for each opcode, set when it was executed; in the counting build only. */
  readonly OPCODES_USED: WebAssembly.Global;
  /** The functions of the module; compiled ones are added. */
  readonly table: WebAssembly.Table;
  /** For the compiler of hot code, see asm/jit. */
  configureJit(mode: number): void;
  installCompiled(code: number, index: number, hasLoops: number): void;
  addEntry(ip: number, compiled: number, entry: number): void;
  visibleBuiltin(globals: number, name: number): number;
  textOfName(name: number): number;
  plainInit(type: number): number;
  operatorOf(type: number, op: number): number;
  moduleEntry(x: number, name: number): number;
  getterOf(type: number, name: number): number;
  holdForCode(code: number, n: number, items: number): number;
  readonly HELD: WebAssembly.Global;
  readonly HOT: WebAssembly.Global;
  readonly HOT_COUNT: WebAssembly.Global;
  readonly OBSERVED: WebAssembly.Global;
  readonly HINTS: WebAssembly.Global;
  readonly GLOBALS_EPOCH: WebAssembly.Global;
  readonly CHARS: WebAssembly.Global;
  readonly CLASS_CACHE: WebAssembly.Global;
  readonly CLASS_EPOCH: WebAssembly.Global;
  readonly STATUS: WebAssembly.Global;
}

/** How requests about globals end; `Answer` of asm/embed/values.ts. */
export enum Answer {
  /** An exception is pending. */
  Failed,
  /** There is no such name. */
  Missing,
  Done,
  /** Code was entered: `step` runs it. */
  Entered,
}
