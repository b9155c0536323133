/**
 * What bytecode and the runtime's functions cost on the pyboard, in cycles of the processor.
 *
 * The figures are those of MicroPython's C code without wait states. "measured" says: MicroPython 1.27, compiled by
 * gcc 12.2 as the board's firmware is (-Os; gc and vm -O3; Cortex-M4 with FPU), was run on this project's own
 * processor (`src/vm/processor.ts`), and the statement was timed within a function, 20 times in a row. All that code
 * lies in flash: `flashStall` says what comes on top.
 */

/** A parameter of the model. */
export interface BoardCostRow {
  /** Cycles without wait states, each time or for each of what the name says. */
  readonly cycles: number;
  readonly source: string;
}

/**
 * Cycles in flash for a cycle without wait states. MicroPython's firmware on this project's processor with its model of the
 * flash (asm/cpu/flash-cache.ts) takes 1.34 to 1.49 times as long at 5 wait states as without, in programs of which
 * each function is larger than the cache; loops of one function stay in the cache.
 */
export const flashStall = { path: 1.42, loop: 1.05 } as const;

const MEASURED = "measured";

/** The runtime's functions, in what they do beyond the opcode that calls them. */
export const boardCosts = {
  allocate: { cycles: 225, source: "measured: a tuple of 2, less the filling" },
  searchLong: {
    cycles: 400,
    source: "measured: a tuple of 4 less a tuple of 2: a request of several blocks",
  },
  collect: { cycles: 20000, source: "measured: gc.collect() with little alive, less the sweep" },
  floatBinary: { cycles: 137, source: "measured: x < y of floats less i < j" },
  floatMixed: { cycles: 110, source: "measured: x + i" },
  floatPower: { cycles: 300, source: "measured: x ** y less x + y" },
  floatModulo: { cycles: 110, source: "measured: x % y, x // y less x + y" },
  complexBinary: { cycles: 110, source: "measured: complex + complex less float + float" },
  bigBinary: { cycles: 200, source: "measured: 2**40 + i less i + j and an allocation" },
  bigCompare: { cycles: 100, source: "measured: 2**40 < 2**70" },
  global: {
    cycles: 80,
    source: "measured: a global at module level of the function, by the map's cache",
  },
  globalMiss: {
    cycles: 210,
    source: "measured: len, print, zip, sorted, abs as globals, from 331 to 465",
  },
  attribute: { cycles: 85, source: "measured: o.a" },
  attributeClass: { cycles: 440, source: "measured: o.m() less f(), o.a" },
  attributeFound: { cycles: 100, source: "measured: o.c less o.m()" },
  bindMethod: { cycles: 150, source: "measured: o.m less o.m()" },
  attributeBase: { cycles: 254, source: "measured: the same one class up" },
  attributeModule: { cycles: 190, source: "measured: math.sqrt(x) less sqrt(x)" },
  attributeType: { cycles: 220, source: "measured: list.append less the same bound" },
  newAttribute: { cycles: 60, source: "measured: o.b = i, the second attribute, less the growth" },
  storeAttribute: { cycles: 150, source: "measured: o.a = i" },
  callPython: { cycles: 440, source: "measured: f() less its opcodes" },
  callDefaults: { cycles: 60, source: "measured: f() with a default less f()" },
  callType: { cycles: 250, source: "measured: int(f), float(i), less a float" },
  callMachine: { cycles: 34, source: "calibrated on viper_call0" },
  callStar: { cycles: 300, source: "measured: f(*a)" },
  callNative: { cycles: 112, source: "measured: abs(i)" },
  callBound: { cycles: 90, source: "measured: bound() less f()" },
  callClass: { cycles: 780, source: "measured: E() of an empty class less its allocations" },
  callInit: { cycles: 130, source: "measured: P(i) less E() and f(i)" },
  callGenerator: { cycles: 220, source: "measured: gen(3) less f(i) and its blocks" },
  bigDivision: { cycles: 800, source: "measured: 2**40 // 7 less 2**40 + i: temporary numbers" },
  rehash: { cycles: 100, source: "measured: the second store into an empty dict less the next" },
  raiseText: { cycles: 10000, source: "measured: an IndexError with a formatted message" },
  formatField: { cycles: 2500, source: "measured: '%d' % i, '{}'.format(i) less a str" },
  attributeByName: {
    cycles: 120,
    source: "measured: setattr(o, 'a', i), getattr(o, 'a') less o.a and a call",
  },
  protectedCall: { cycles: 110, source: "measured: getattr(o, 'a', 0) less getattr(o, 'a')" },
  resumeMachine: {
    cycles: 60,
    source: "calibrated on bm_nqueens as machine code: resume without bytecode",
  },
  resume: { cycles: 220, source: "measured: a step of a for over a generator, less its opcodes" },
  subscript: { cycles: 125, source: "measured: l[i]" },
  storeSubscript: { cycles: 145, source: "measured: l[i] = x" },
  storePacked: { cycles: 105, source: "measured: bytearray[i] = x less l[i] = x" },
  getIterator: { cycles: 120, source: "measured: for over an empty list" },
  next: { cycles: 58, source: "measured: a step over a range, less its opcodes" },
  yieldFrom: { cycles: 30, source: "measured: core_yield_from on the reference, less resume" },
  contains: { cycles: 230, source: "measured: i in {1, 5, 7}" },
  equal: { cycles: 85, source: "measured: s == t" },
  raise: { cycles: 1500, source: "measured: raise and except less the look-ups of ValueError" },
  internString: { cycles: 700, source: "measured: s[i], a str of one character" },
  fileRead: {
    cycles: 1100,
    source: "the talk's readinto (20 MB/s: 4600 of its 8400 cycles), shared out by estimate",
  },
  fileSeek: { cycles: 700, source: "as fileRead" },
  fileBlock: {
    cycles: 1400,
    source: "as fileRead: each block of 512 bytes that a read or write touches is found and copied",
  },
  uartInterrupt: {
    cycles: 60,
    source: "0.5 us of a character's interrupt (MicroPython c8437f97ae), with the handler's entry",
  },
  uartCharacter: { cycles: 20, source: "instructions of a character in uart_tx_data" },
  adcSelect: {
    cycles: 200,
    source: "calibrated on the 210, 140 and 110 kHz of 2, 3 and 4 pins in docs/library/pyb.ADC.rst",
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
  softLine: { cycles: 8, source: "instructions of mp_hal_pin_od_low and its call" },
  mathFunction: { cycles: 100, source: "measured: sqrt, sin, cos, exp less a call and a float" },
} as const satisfies Readonly<Record<string, BoardCostRow>>;

/** What their loops take for each turn, which is for each of what the name says: such code stays in the cache. */
export const loopCosts = {
  copyItem: {
    cycles: 18,
    source: "measured: slices and sums of 5 and 60 items, less their blocks",
  },
  repeatItem: { cycles: 27, source: "measured: [0] * 160 less [0] * 4, likewise" },
  appendItem: { cycles: 45, source: "measured: list(range(64)) less range(4) and its steps" },
  findItem: { cycles: 190, source: "measured: i in a list of 64 ints less 4" },
  equalItem: { cycles: 84, source: "measured: lists of 64 equal ints" },
  foldItem: { cycles: 115, source: "measured: sum and max of 64 ints less 8, without the steps" },
  sortItem: {
    cycles: 64,
    source: "measured: sorting 64 sorted ints, which compares each with each",
  },
  rehashItem: { cycles: 150, source: "measured: the third store into a dict less the second" },
  setItem: { cycles: 250, source: "measured: s | t of 5 and 3 ints less an empty one" },
  keyProbe: {
    cycles: 75,
    source: "instructions of mp_obj_equal for two different str, at 1.6 cycles",
  },
  findByte: { cycles: 35, source: "measured: find in 90 bytes less 9" },
  allocateBlock: {
    cycles: 45,
    source: "measured: bytearray(1000) less bytearray(64), by 58.5 blocks, half of it",
  },
  searchBlock: {
    cycles: 45,
    source: "measured: as allocateBlock, the other half: looking for neighbours",
  },
  markBlock: {
    cycles: 60,
    source: "instructions of gc_mark_subtree for a block of 4 words, at 1.6 cycles",
  },
  sweepBlock: {
    cycles: 6,
    source: "measured: gc.collect() by the 6400 blocks of the heap",
  },
  bigMultiply: { cycles: 20, source: "measured: 57 digits * 57 digits, for each pair" },
  bigDivide: { cycles: 57, source: "measured: 113 digits // 57 digits, for each pair" },
  bigDigit: { cycles: 14, source: "measured: 57 digits + 57 digits, digits of 16 bits" },
  mapProbe: { cycles: 15, source: "instructions of a probe in mp_map_lookup, at 1.6 cycles" },
  callArgument: { cycles: 14, source: "measured: f(i, j) less f(i)" },
  callMachineArgument: { cycles: 5, source: "calibrated on viper_call1a less viper_call0" },
  callKeyword: { cycles: 150, source: "measured: f(a=i) less f(i)" },
  internName: { cycles: 18, source: "calibrated on core_qstr: one name of the pools passed over" },
  stringByte: {
    cycles: 9,
    source: "instructions of the hash and the copy of a byte, at 1.6 cycles",
  },
} as const satisfies Readonly<Record<string, BoardCostRow>>;

/** Interned names of the board's firmware (the `.qstr` pools of a PYBv1.0 of 1.19), for `internName`. */
export const boardNames = 1300;

/** The runtime's functions as machine code calls them, by the names of `runtimeFunctions`; others take `usual`. */
export const runtimeCosts: Readonly<Record<string, BoardCostRow>> = {
  usual: { cycles: 20, source: "instructions of the call and a short function" },
  load_global: { cycles: 95, source: "as global" },
  load_name: { cycles: 40, source: "as global" },
  store_global: { cycles: 20, source: "as global" },
  load_attr: { cycles: 170, source: "measured: o.a in a native function, which has no cache" },
  load_method: { cycles: 90, source: "as attribute" },
  store_attr: { cycles: 155, source: "as storeAttribute" },
  obj_subscr: { cycles: 135, source: "as subscript" },
  binary_op: { cycles: 60, source: "as BINARY_OP_MULTI without dispatch" },
  unary_op: { cycles: 42, source: "as UNARY_OP_MULTI without dispatch" },
  obj_is_true: { cycles: 30, source: "as POP_JUMP_IF_TRUE" },
  native_getiter: { cycles: 130, source: "as getIterator" },
  native_iternext: { cycles: 100, source: "as next" },
  unpack_sequence: { cycles: 90, source: "as UNPACK_SEQUENCE" },
  native_yield_from: { cycles: 130, source: "calibrated on core_yield_from as machine code" },
  setup_code_state_native: { cycles: 220, source: "as callPython, half" },
};

/** What an opcode costs by itself: dispatch and body. Names as in `opcodes`; others take `usual`. */
export const opcodeCosts: Readonly<Record<string, BoardCostRow>> = {
  usual: { cycles: 25, source: MEASURED },
  LOAD_FAST_MULTI: { cycles: 22, source: "measured: x = i" },
  LOAD_FAST_N: { cycles: 27, source: "measured: x = i with many locals" },
  STORE_FAST_MULTI: { cycles: 20, source: MEASURED },
  STORE_FAST_N: { cycles: 27, source: MEASURED },
  LOAD_CONST_SMALL_INT_MULTI: { cycles: 20, source: "measured: x = 5" },
  LOAD_CONST_SMALL_INT: { cycles: 36, source: "measured: x = 1000" },
  LOAD_CONST_STRING: { cycles: 27, source: MEASURED },
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
  POP_JUMP_IF_TRUE: { cycles: 49, source: "measured: if i < j" },
  POP_JUMP_IF_FALSE: { cycles: 49, source: "measured: if i < j" },
  JUMP_IF_TRUE_OR_POP: { cycles: 45, source: MEASURED },
  JUMP_IF_FALSE_OR_POP: { cycles: 45, source: MEASURED },
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
