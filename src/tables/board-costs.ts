/**
 * What bytecode and the runtime's functions cost on the pyboard, in cycles of the processor.
 *
 * The figures are those of MicroPython's C code without wait states. "measured" says: MicroPython's firmware of the PYBV10 was compiled
 * by gcc 12.2 from the sources of 1.19, 1.9.4 or 1.27 and run on this project's own processor (`src/vm/processor.ts`), and the statement was
 * timed within a function. All that code lies in flash: `stallFactor` says what comes on top. A row is that of all firmwares but
 * those of which it says otherwise.
 */
import type { FirmwareName } from "./firmwares.js";

/** Cycles, and where they come from. */
export interface Measured {
  /** Without wait states, each time or for each of what the row's name says. */
  readonly cycles: number;
  readonly source: string;
}

/** A parameter of the model. */
export interface BoardCostRow extends Measured {
  /** Firmwares that were measured to differ from the default one. */
  readonly differs?: Partial<Readonly<Record<FirmwareName, Measured>>>;
}

/** Cycles of a row in a firmware. */
export function cyclesIn({ cycles, differs }: BoardCostRow, firmware: FirmwareName): number {
  return differs?.[firmware]?.cycles ?? cycles;
}

/** Wait states of the flash that the firmware sets for all frequencies but those of the oscillators (powerctrl.c). */
export const usualLatency = 5;

/**
 * What flash adds to the runtime's cycles, as a share at 5 wait states. The cache has 64 lines of 16 bytes: the interpreter of
 * bytecode and what it calls do not fit. Machine code lies in SRAM: it leaves the cache to what it calls, of which the functions that
 * it calls itself (`runtimeCosts`) mostly stay there. A loop of one function stays there, too.
 */
export const flashStall = {
  path: {
    share: 0.36,
    source:
      "measured: firmware 1.19 at 5 wait states against 0, median of 10 programs (0.29 to 0.47)",
  },
  short: {
    share: 0.05,
    source:
      "measured: viper_call (0.00) and misc_aes (0.15) as machine code, which call such functions only",
  },
  loop: { share: 0.05, source: "measured: core_qstr and collections (0.00 to 0.10)" },
} as const;

/** Of the wait states the fetch ahead hides so much: measured on the same programs at 2 wait states (chaos, hexiom, fft). */
const HIDDEN = 0.6;

/**
 * What programs take beyond the sum of the rows. 1.05 to 1.15 is what the published ones took beyond the firmware built here, also
 * where nothing stalls (viper_call), so it was compiled to other code; the rest is what the rows leave out. Calibrated:
 * the median of the published programs.
 */
export const remainder = 1.14;

/** The places that code of the runtime can be in. */
export type StallKind = keyof typeof flashStall;

/** How many times as long the runtime's code takes as the table says, at so many wait states. */
export function stallFactor(kind: StallKind, waitStates: number): number {
  const waits = Math.max(0, waitStates - HIDDEN) / (usualLatency - HIDDEN);
  const factor = 1 + flashStall[kind].share * waits;
  return kind === "loop" ? factor : factor * remainder;
}

const MEASURED = "measured";

/** The runtime's functions, in what they do beyond the opcode that calls them. */
export const boardCosts = {
  allocate: {
    cycles: 217,
    source: "measured: one block; x + y of floats, a tuple of 2, less the rest",
  },
  allocateLong: { cycles: 60, source: "measured: a tuple of 4 less a tuple of 2 and a block" },
  floatBinary: { cycles: 128, source: "measured: x < y of floats less i < j" },
  floatMixed: { cycles: 110, source: "measured: x + i" },
  floatPower: { cycles: 420, source: "measured: x ** y less x + y" },
  floatModulo: { cycles: 110, source: "measured: x % y, x // y less x + y" },
  complexBinary: { cycles: 25, source: "measured: complex + complex less float + float" },
  bigBinary: { cycles: 200, source: "measured: 2**40 + i less i + j and an allocation" },
  bigCompare: { cycles: 100, source: "measured: 2**40 < 2**70" },
  global: {
    cycles: 80,
    source: "measured: a global at module level of the function, by the map's cache",
  },
  globalMiss: {
    cycles: 250,
    source: "measured: len(l) with 4 globals, less the call and the probes",
    differs: {
      "1.9.4": {
        cycles: 224,
        source: "measured: a builtin less its place among them (bool, int, len, print)",
      },
    },
  },
  attribute: { cycles: 85, source: "measured: o.a" },
  attributeOwn: {
    cycles: 0,
    source: "attribute",
    differs: {
      "1.9.4": { cycles: 102, source: "measured: o.a less the place of a, beyond 1.19" },
    },
  },
  nameFound: {
    cycles: 0,
    source: "its place is remembered (MICROPY_OPT_MAP_LOOKUP_CACHE)",
    differs: {
      "1.9.4": {
        cycles: 57,
        source:
          "measured: a global that is found at the first place, beyond 1.19; so d[1], getattr(o, 'a')",
      },
    },
  },
  attributeClass: { cycles: 440, source: "measured: o.m() less f(), o.a" },
  attributeFound: {
    cycles: 100,
    source: "measured: o.c less o.m()",
    differs: {
      "1.9.4": { cycles: 0, source: "measured: o.c takes no more than the look-up of o.m()" },
    },
  },
  bindMethod: {
    cycles: 70,
    source: "measured: o.m less o.m()",
    differs: {
      "1.9.4": { cycles: 40, source: "measured: l.append, led.on, 30 less than in 1.19" },
    },
  },
  attributeBase: {
    cycles: 254,
    source: "measured: the same one class up",
    differs: { "1.9.4": { cycles: 229, source: "measured: the same one class up" } },
  },
  attributeModule: { cycles: 80, source: "measured: math.sqrt(x) less sqrt(x)" },
  attributeType: { cycles: 140, source: "measured: l.append less a bound method's block" },
  newAttribute: {
    cycles: 60,
    source: "measured: o.b = i, the second attribute, less the growth",
    differs: { "1.9.4": { cycles: 0, source: "measured: C() with two attributes" } },
  },
  storeAttribute: {
    cycles: 150,
    source: "measured: o.a = i",
    differs: {
      "1.9.4": {
        cycles: 515,
        source: "measured: o.a = i less the place of a: the class is asked for the name, too",
      },
    },
  },
  callPython: {
    cycles: 440,
    source: "measured: f() less its opcodes",
    differs: { "1.9.4": { cycles: 558, source: "measured: f() takes 118 more than in 1.19" } },
  },
  callDefaults: {
    cycles: 60,
    source: "measured: f() with a default less f()",
    differs: { "1.9.4": { cycles: 14, source: "measured: f() with a default less f()" } },
  },
  callType: { cycles: 250, source: "measured: int(f), float(i), less a float" },
  callStar: {
    cycles: 300,
    source: "measured: f(*a)",
    differs: { "1.9.4": { cycles: 250, source: "measured: f(*t), in its difference from 1.19" } },
  },
  callClass: {
    cycles: 780,
    source: "measured: E() of an empty class less its allocations",
    differs: { "1.9.4": { cycles: 717, source: "measured: E(), 64 less than in 1.19" } },
  },
  callInit: {
    cycles: 130,
    source: "measured: P(i) less E() and f(i)",
    differs: {
      "1.9.4": { cycles: 314, source: "measured: P(i) less E() and f(i), 184 more than in 1.19" },
    },
  },
  callGenerator: { cycles: 220, source: "measured: gen(3) less f(i) and its blocks" },
  bigDivision: { cycles: 800, source: "measured: 2**40 // 7 less 2**40 + i: temporary numbers" },
  rehash: { cycles: 100, source: "measured: the second store into an empty dict less the next" },
  raiseText: { cycles: 10000, source: "measured: an IndexError with a formatted message" },
  formatField: { cycles: 2500, source: "measured: '%d' % i, '{}'.format(i) less a str" },
  attributeByName: {
    cycles: 120,
    source: "measured: setattr(o, 'a', i), getattr(o, 'a') less o.a and a call",
  },
  protectedCall: {
    cycles: 110,
    source: "measured: getattr(o, 'a', 0) less getattr(o, 'a')",
    differs: {
      "1.9.4": { cycles: 35, source: "measured: getattr(o, 'a', 0) less getattr(o, 'a')" },
    },
  },
  resumeMachine: {
    cycles: 80,
    source: "calibrated on core_yield_from as machine code: resume without bytecode",
  },
  resume: { cycles: 220, source: "measured: a step of a for over a generator, less its opcodes" },
  subscript: { cycles: 125, source: "measured: l[i]" },
  storeSubscript: { cycles: 145, source: "measured: l[i] = x" },
  storePacked: { cycles: 70, source: "measured: bytearray[i] = x less l[i] = x" },
  loadPacked: { cycles: 40, source: "measured: bytearray[i], array[i] less l[i]" },
  getIterator: {
    cycles: 95,
    source: "measured: for over a range object of 3 items, less its steps",
  },
  next: { cycles: 28, source: "measured: a step over a range object and a list, less its opcodes" },
  contains: { cycles: 230, source: "measured: i in {1, 5, 7}" },
  equal: { cycles: 40, source: "measured: s == t less i == j" },
  equalOperator: {
    cycles: 32,
    source: "measured: i == j less i < j",
    differs: { "1.9.4": { cycles: 24, source: "measured: i == j less i < j" } },
  },
  equalKey: { cycles: 270, source: "measured: d[k] with a text equal to the key less the key" },
  slice: { cycles: 90, source: "measured: l[1:3] less three allocations" },
  raise: {
    cycles: 1500,
    source: "measured: raise and except less the look-ups of ValueError",
    differs: {
      "1.9.4": {
        cycles: 1355,
        source: "measured: raise and except less the look-ups of ValueError",
      },
    },
  },
  fileRead: {
    cycles: 1100,
    source: "the talk's readinto (20 MB/s: 4600 of its 8400 cycles), shared out by estimate",
  },
  fileSeek: { cycles: 640, source: "as fileRead" },
  fileBlock: {
    cycles: 1280,
    source: "as fileRead: each block of 512 bytes that a read or write touches is found and copied",
  },
  uartInterrupt: {
    cycles: 54,
    source: "0.5 us of a character's interrupt (MicroPython c8437f97ae), with the handler's entry",
  },
  uartCharacter: { cycles: 20, source: "instructions of a character in uart_tx_data" },
  adcSelect: {
    cycles: 180,
    source: "calibrated on the 210, 140 and 110 kHz of 2, 3 and 4 pins in docs/library/pyb.ADC.rst",
  },
  tick: {
    cycles: 50,
    source:
      "pyboard.md: a tick of SysTick takes about 77 cycles of a program, so without the stalls",
  },
  stallTurn: { cycles: 6, source: "instructions of a turn: two loads, a store, a branch" },
  dacWrite: { cycles: 90, source: "estimated from the source: reading and writing CR" },
  timerInterrupt: {
    cycles: 70,
    source: "estimated from the source of timer_irq_handler: 45 instructions, at 1.6 cycles",
  },
  timerInit: {
    cycles: 1100,
    source: "estimated from the source: ten keywords, the HAL's initialisation",
  },
  i2cByte: { cycles: 40, source: "instructions of a byte in i2c_write and i2c_read" },
  pulsePoll: { cycles: 55, source: "instructions of a turn of machine_time_pulse_us" },
  canMessage: { cycles: 150, source: "instructions of can_transmit and can_receive" },
  spiWord: { cycles: 12, source: "instructions of a word in HAL_SPI_TransmitReceive" },
  pollStream: {
    cycles: 60,
    source: "instructions of poll_set_poll_once for a stream, and of its ioctl",
  },
  i2sInterrupt: {
    cycles: 160,
    source: "instructions of HAL_DMA_IRQHandler and a callback of I2S, without its bytes",
  },
  softLine: { cycles: 8, source: "instructions of mp_hal_pin_od_low and its call" },
  mathFunction: { cycles: 100, source: "measured: sqrt, sin, cos, exp less a call and a float" },
} as const satisfies Readonly<Record<string, BoardCostRow>>;

/** What their loops take for each turn, which is for each of what the name says: such code stays in the cache. */
export const loopCosts = {
  yieldFrom: {
    cycles: 300,
    source:
      "measured: a level of core_yield_from, whose functions call each other and stay in the cache",
  },
  collect: { cycles: 20000, source: "measured: gc.collect() with little alive, less the sweep" },
  copyItem: {
    cycles: 18,
    source: "measured: slices and sums of 5 and 60 items, less their blocks",
  },
  repeatItem: { cycles: 27, source: "measured: [0] * 160 less [0] * 4, likewise" },
  appendItem: { cycles: 45, source: "measured: list(range(64)) less range(4) and its steps" },
  findItem: {
    cycles: 190,
    source: "measured: i in a list of 64 ints less 4",
    differs: {
      "1.9.4": {
        cycles: 133,
        source: "measured: 64 in a list of 64 ints less 1, by 57 less than in 1.19",
      },
    },
  },
  equalItem: { cycles: 84, source: "measured: lists of 64 equal ints" },
  foldItem: {
    cycles: 115,
    source: "measured: sum and max of 64 ints less 8, without the steps",
    differs: {
      "1.9.4": { cycles: 111, source: "measured: sum of 64 ints less 8, by 4 less than in 1.19" },
    },
  },
  sortItem: {
    cycles: 64,
    source: "measured: sorting 64 sorted ints, which compares each with each",
  },
  rehashItem: { cycles: 150, source: "measured: the third store into a dict less the second" },
  setItem: { cycles: 250, source: "measured: s | t of 5 and 3 ints less an empty one" },
  keyProbe: {
    cycles: 180,
    source: "measured: look-ups in dicts of 20 to 96 texts, less one of 9; those that find none",
  },
  findByte: { cycles: 35, source: "measured: find in 90 bytes less 9" },
  allocateBlock: {
    cycles: 90,
    source: "measured: bytearray(1000) less bytearray(64), by 58.5 blocks",
  },
  searchBlock: {
    cycles: 5,
    source:
      "measured: for x in generator(), whose blocks stay in the way: 300 of them, by the blocks passed",
  },
  markBlock: {
    cycles: 60,
    source: "instructions of gc_mark_subtree for a block of 4 words, at 1.6 cycles",
  },
  sweepBlock: {
    cycles: 18,
    source:
      "measured: gc.collect() with little alive, 143 thousand cycles in 1.9.4 and 1.19, by the 6400 blocks of the heap",
  },
  bigMultiply: { cycles: 20, source: "measured: 57 digits * 57 digits, for each pair" },
  bigDivide: { cycles: 57, source: "measured: 113 digits // 57 digits, for each pair" },
  bigDigit: { cycles: 14, source: "measured: 57 digits + 57 digits, digits of 16 bits" },
  mapProbe: {
    cycles: 24,
    source: "measured: len(l) with 25 globals less with 4, which has a division in each probe",
  },
  namePlace: {
    cycles: 0,
    source: "as nameFound",
    differs: {
      "1.9.4": {
        cycles: 29,
        source: "measured: globals that are found at the second to fourth place",
      },
    },
  },
  firmwareName: {
    cycles: 0,
    source: "as nameFound",
    differs: {
      "1.9.4": {
        cycles: 15,
        source:
          "measured: builtins and methods of list, str and LED, by their places in the firmware's tables",
      },
    },
  },
  callArgument: { cycles: 14, source: "measured: f(i, j) less f(i)" },
  callMachineArgument: { cycles: 5, source: "calibrated on viper_call1a less viper_call0" },
  callKeyword: {
    cycles: 150,
    source: "measured: f(a=i) less f(i)",
    differs: { "1.9.4": { cycles: 57, source: "measured: f(x=i) less f(i)" } },
  },
  internName: { cycles: 18, source: "calibrated on core_qstr: one name of the pools passed over" },
  stringByte: {
    cycles: 20,
    source:
      "measured: read(1000) of text: two hashes of a byte (firmware 1.9.4 and 1.19: 18.6), its copy",
  },
  i2sByte: {
    cycles: 32,
    source:
      "instructions of a byte through ringbuf_push or ringbuf_pop, which divide, at 1.6 cycles",
  },
  textByte: {
    cycles: 16,
    source: "measured: read(1000) of text: its characters are counted (firmware 1.9.4: 16.6)",
  },
} as const satisfies Readonly<Record<string, BoardCostRow>>;

/**
 * Interned names of the board's firmware, for `internName`: the `.qstr` pools of a PYBv1.0 of 1.19; in 1.9.4 there are 0.92 times as many
 * (both without frozen modules: 1269 and 1378).
 */
export const boardNames: Readonly<Record<FirmwareName, number>> = { "1.19": 1300, "1.9.4": 1197 };

/** Where names of one letter stand among these, in the firmware's generated list; other letters are none of its names. */
export const boardLetters: Readonly<Record<string, number>> = {
  b: 869,
  e: 957,
  r: 1179,
  x: 1300,
  y: 1300,
  z: 1300,
};

/** The runtime's functions as machine code calls them, by the names of `runtimeFunctions`; others take `usual`. */
export const runtimeCosts: Readonly<Record<string, BoardCostRow>> = {
  usual: { cycles: 20, source: "instructions of the call and a short function" },
  load_global: { cycles: 20, source: "as usual, beside global" },
  load_name: { cycles: 40, source: "as global" },
  store_global: { cycles: 20, source: "as global" },
  load_attr: { cycles: 170, source: "measured: o.a in a native function, which has no cache" },
  load_method: { cycles: 90, source: "as attribute" },
  store_attr: {
    cycles: 155,
    source: "as storeAttribute",
    differs: { "1.9.4": { cycles: 520, source: "as storeAttribute" } },
  },
  obj_subscr: { cycles: 135, source: "as subscript" },
  binary_op: { cycles: 60, source: "as BINARY_OP_MULTI without dispatch" },
  unary_op: { cycles: 42, source: "as UNARY_OP_MULTI without dispatch" },
  obj_is_true: { cycles: 30, source: "as POP_JUMP_IF_TRUE" },
  native_getiter: { cycles: 105, source: "as getIterator" },
  native_iternext: {
    cycles: 84,
    source: "measured: a step over a range object; instructions in viper_call0",
  },
  unpack_sequence: { cycles: 90, source: "as UNPACK_SEQUENCE" },
  native_yield_from: { cycles: 130, source: "calibrated on core_yield_from as machine code" },
  setup_code_state_native: { cycles: 220, source: "as callPython, half" },
};

/** Calls that go through a few short functions, which mostly stay in the cache as those of `runtimeCosts`. */
export const shortCosts = {
  callMachine: { cycles: 80, source: "cycles of its instructions in viper_call0" },
  callNative: { cycles: 112, source: "measured: d.get(1), abs(i)" },
  callBound: { cycles: 130, source: "measured: append(i); pop() of bound methods, less the calls" },
} as const satisfies Readonly<Record<string, BoardCostRow>>;

/** What an opcode costs by itself: dispatch and body. Names as in `opcodes`; others take `usual`. */
export const opcodeCosts: Readonly<Record<string, BoardCostRow>> = {
  usual: { cycles: 25, source: MEASURED },
  LOAD_FAST_MULTI: { cycles: 22, source: "measured: x = i" },
  LOAD_FAST_N: { cycles: 27, source: "measured: x = i with many locals" },
  STORE_FAST_MULTI: { cycles: 20, source: MEASURED },
  STORE_FAST_N: { cycles: 27, source: MEASURED },
  LOAD_CONST_SMALL_INT_MULTI: { cycles: 20, source: "measured: x = 5" },
  LOAD_CONST_SMALL_INT: { cycles: 36, source: "measured: x = 1000" },
  LOAD_CONST_STRING: {
    cycles: 27,
    source: MEASURED,
    differs: { "1.9.4": { cycles: 17, source: "measured: x = 'abc'" } },
  },
  LOAD_CONST_OBJ: { cycles: 32, source: MEASURED },
  LOAD_CONST_NONE: { cycles: 13, source: MEASURED },
  LOAD_CONST_FALSE: { cycles: 13, source: MEASURED },
  LOAD_CONST_TRUE: { cycles: 13, source: MEASURED },
  LOAD_NULL: { cycles: 13, source: MEASURED },
  DUP_TOP: { cycles: 16, source: MEASURED },
  DUP_TOP_TWO: { cycles: 22, source: MEASURED },
  POP_TOP: { cycles: 14, source: MEASURED },
  ROT_TWO: { cycles: 18, source: MEASURED },
  ROT_THREE: { cycles: 22, source: MEASURED },
  JUMP: { cycles: 30, source: "measured: a step over a range" },
  POP_JUMP_IF_TRUE: {
    cycles: 49,
    source: "measured: if i < j",
    differs: { "1.9.4": { cycles: 59, source: "measured: if i" } },
  },
  POP_JUMP_IF_FALSE: {
    cycles: 49,
    source: "measured: if i < j",
    differs: { "1.9.4": { cycles: 59, source: "measured: if i" } },
  },
  JUMP_IF_TRUE_OR_POP: {
    cycles: 45,
    source: MEASURED,
    differs: { "1.9.4": { cycles: 57, source: "measured: i or j" } },
  },
  JUMP_IF_FALSE_OR_POP: {
    cycles: 45,
    source: MEASURED,
    differs: { "1.9.4": { cycles: 57, source: "measured: i and j" } },
  },
  FOR_ITER: { cycles: 45, source: "measured: a step over a range" },
  BINARY_OP_MULTI: { cycles: 76, source: "measured: i + j" },
  UNARY_OP_MULTI: { cycles: 61, source: "measured: -i" },
  RETURN_VALUE: { cycles: 40, source: "measured: f()" },
  YIELD_VALUE: { cycles: 40, source: MEASURED },
  CALL_FUNCTION: { cycles: 35, source: "measured: f()" },
  CALL_METHOD: { cycles: 40, source: "measured: o.m()" },
  LOAD_GLOBAL: { cycles: 35, source: MEASURED },
  LOAD_NAME: { cycles: 35, source: MEASURED },
  SETUP_EXCEPT: { cycles: 30, source: "measured: try" },
  SETUP_FINALLY: { cycles: 30, source: "measured: try" },
  POP_EXCEPT_JUMP: { cycles: 35, source: "measured: try" },
  BUILD_TUPLE: { cycles: 49, source: "measured: (i, j) less an allocation" },
  BUILD_LIST: { cycles: 69, source: "measured: [] less two allocations" },
  BUILD_MAP: { cycles: 49, source: "measured: {} less an allocation" },
  UNPACK_SEQUENCE: { cycles: 110, source: "measured: x, y = t" },
  STORE_MAP: { cycles: 200, source: "measured: {1: i} less {}" },
  STORE_COMP: { cycles: 40, source: "measured: a list comprehension" },
};
