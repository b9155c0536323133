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
 * What flash adds to the runtime's cycles, as a share at 5 wait states, by what the code is. The cache has 64 lines of 16 bytes: what
 * opcodes do by themselves mostly stays there, what they call does not. Machine code lies in SRAM: it leaves the cache to what it calls,
 * of which the functions that it calls itself (`runtimeCosts`) mostly stay there. A loop of one function stays there, too.
 */
export const flashStall = {
  opcode: {
    share: 0.15,
    source:
      "fitted with the others to firmware 1.19 at 5 wait states against 0: 24 programs, as bytecode and machine code, by what the model charges each kind",
  },
  path: { share: 0.56, source: "fitted: as opcode" },
  short: {
    share: 0.06,
    source: "fitted: as opcode, viper_call (0.00) counting half",
  },
  loop: { share: 0.09, source: "fitted: as opcode; core_qstr alone 0.10" },
} as const;

/** Of the wait states the fetch ahead hides so much: measured on a NUCLEO-F401RE at 5 and 2 wait states (chaos, fft, pidigits). */
const HIDDEN = 0.6;

/**
 * What programs take beyond the sum of the rows. 1.05 to 1.15 is what the published ones took beyond the firmware built here, also
 * where nothing stalls (viper_call): it was compiled to other code, and pipeline refills behind calls and returns may take longer than
 * assumed, of which a loop has few. Calibrated: the median of the published programs, for loops core_qstr.
 */
export const remainder: Readonly<Record<StallKind, number>> = {
  opcode: 1.127,
  path: 1.127,
  short: 1.127,
  loop: 1.06,
};

/** The places that code of the runtime can be in. */
export type StallKind = keyof typeof flashStall;

/** How many times as long the runtime's code takes as the table says, at so many wait states. */
export function stallFactor(kind: StallKind, waitStates: number): number {
  const waits = Math.max(0, waitStates - HIDDEN) / (usualLatency - HIDDEN);
  return remainder[kind] * (1 + flashStall[kind].share * waits);
}

const MEASURED = "measured";

/** The runtime's functions, in what they do beyond the opcode that calls them. */
export const boardCosts = {
  allocate: {
    cycles: 217,
    source: "measured: one block; x + y of floats, a tuple of 2, less the rest",
  },
  allocateLong: { cycles: 10, source: "measured: bytearray(30) less bytearray(10), less a block" },
  floatBinary: { cycles: 128, source: "measured: x < y of floats less i < j" },
  floatMixed: { cycles: 75, source: "measured: x + i, x * 2" },
  floatPower: { cycles: 420, source: "measured: x ** y less x + y" },
  floatModulo: { cycles: 60, source: "measured: x % y, x // y less x + y (50 and 115)" },
  complexBinary: { cycles: 5, source: "measured: complex + complex less float + float" },
  bigBinary: {
    cycles: 110,
    source: "measured: 2**40 + i less i + j and two blocks; none of it for &, | and ^",
  },
  bigCompare: { cycles: 180, source: "measured: 2**40 < 2**41, and ==" },
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
  attributeClass: {
    cycles: 260,
    source: "measured: o.m() of an instance without attributes less f(), o.a",
  },
  attributeFound: {
    cycles: 90,
    source: "measured: o.c, o.m less o.m(), of an instance without attributes",
    differs: {
      "1.9.4": { cycles: 0, source: "measured: o.c takes no more than the look-up of o.m()" },
    },
  },
  bindMethod: {
    cycles: 0,
    source: "measured: l.append takes no more than its block",
    differs: {
      "1.9.4": { cycles: 10, source: "measured: o.m less o.c" },
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
  callType: { cycles: 104, source: "measured: int(f), float(i), less a float" },
  callStar: {
    cycles: 290,
    source: "measured: f(*t) less f(i, j)",
    differs: { "1.9.4": { cycles: 250, source: "measured: f(*t), in its difference from 1.19" } },
  },
  callClass: {
    cycles: 390,
    source: "measured: I() of a class whose __init__ does nothing, less its block and the call",
    differs: { "1.9.4": { cycles: 326, source: "measured: E(), 64 less than in 1.19" } },
  },
  missInit: { cycles: 300, source: "measured: E() of a class without __init__ less that" },
  callInit: {
    cycles: 44,
    source: "measured: as callClass",
    differs: {
      "1.9.4": { cycles: 90, source: "measured: I() of a class with two attributes, P(i)" },
    },
  },
  callGenerator: { cycles: 220, source: "measured: gen(3) less f(i) and its blocks" },
  bigDivision: { cycles: 800, source: "measured: 2**40 // 7 less 2**40 + i: temporary numbers" },
  rehash: { cycles: 100, source: "measured: the second store into an empty dict less the next" },
  raiseText: {
    cycles: 11000,
    source: "measured: five errors with a formatted message, 9000 to 15000",
  },
  formatField: { cycles: 1100, source: "measured: a field of a format with a specifier" },
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
    cycles: 95,
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
  contains: { cycles: 120, source: "measured: i in d, 1 in l" },
  equal: { cycles: 40, source: "measured: s == t less i == j" },
  equalOperator: {
    cycles: 32,
    source: "measured: i == j less i < j",
    differs: { "1.9.4": { cycles: 24, source: "measured: i == j less i < j" } },
  },
  equalKey: {
    cycles: 310,
    source: "measured: d[k] with a text equal to the key less the key itself",
  },
  slice: { cycles: 90, source: "measured: l[1:3] less three allocations" },
  raise: {
    cycles: 540,
    source: "measured: try: raise E, except: pass, less the exception and the opcodes",
    differs: { "1.9.4": { cycles: 440, source: "measured: likewise, 100 less than in 1.19" } },
  },
  fileRead: {
    cycles: 976,
    source: "the talk's readinto (20 MB/s: 4600 of its 8400 cycles), shared out by estimate",
  },
  fileSeek: { cycles: 568, source: "as fileRead" },
  fileBlock: {
    cycles: 1135,
    source: "as fileRead: each block of 512 bytes that a read or write touches is found and copied",
  },
  uartInterrupt: {
    cycles: 48,
    source: "0.5 us of a character's interrupt (MicroPython c8437f97ae), with the handler's entry",
  },
  uartCharacter: { cycles: 20, source: "instructions of a character in uart_tx_data" },
  adcSelect: {
    cycles: 160,
    source: "calibrated on the 210, 140 and 110 kHz of 2, 3 and 4 pins in docs/library/pyb.ADC.rst",
  },
  tick: {
    cycles: 44,
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
  mathFunction: {
    cycles: 50,
    source: "measured: sqrt(x), fabs(x) less a call and a float",
  },
  storeGlobal: { cycles: 97, source: "measured: global g; g = i, less the opcode" },
  specialMethod: {
    cycles: 120,
    source: "measured: v[i], len(v), v(i) of a class with the method, less the call",
  },
  specialMissing: {
    cycles: 360,
    source: "measured: v += w, which asks for __iadd__ first, less v + w",
  },
  specialOperator: { cycles: 110, source: "measured: v + w, -v of such a class less v[i]" },
  attributeMissing: {
    cycles: 390,
    source: "measured: hasattr(o, name) that o has not: a class is asked for __getattr__, too",
  },
  accessorSearch: {
    cycles: 1000,
    differs: { "1.9.4": { cycles: 0, source: "storeAttribute" } },
    source: "measured: o.a = i, o.b = i of a class with a property",
  },
  attributeOfType: { cycles: 195, source: "measured: C.c, C.m(o)" },
  newClass: { cycles: 3800, source: "measured: class H: pass, less its calls" },
  isInstance: { cycles: 48, source: "measured: isinstance(o, C)" },
  intern: { cycles: 120, source: "instructions of qstr_add" },
  format: {
    cycles: 420,
    source: "measured: the parts of a % and a format that come once: its buffer",
  },
  formatValue: { cycles: 300, source: "measured: {} less {:d}: the value as a str of its own" },
  percentField: { cycles: 560, source: "measured: one more %d" },
  printObject: {
    cycles: 400,
    source: "measured: an item of a list that is printed, an argument of print",
  },
  floatText: { cycles: 450, source: "measured: str(x), print(x) of a float less that of an int" },
  printCall: { cycles: 200, source: "measured: print() less a call: its keywords" },
  printArgument: { cycles: 30, source: "measured: print(i, j) less print(i)" },
  findText: { cycles: 130, source: "measured: s.find(t) less a call" },
  testAffix: { cycles: 120, source: "measured: s.startswith(t), s.endswith(t) less a call" },
  compareText: { cycles: 270, source: "measured: s < t, of str and bytes" },
  findMember: { cycles: 140, source: "measured: i in a set less i in a dict" },
  bindStar: { cycles: 100, source: "measured: a call of f(*a) without arguments less f()" },
  callClosure: { cycles: 165, source: "measured: a function of a function less f()" },
  bindKeywordOnly: { cycles: 120, source: "measured: a call of f(x, *, y) less f(x, y=...)" },
  resumeWithin: { cycles: 130, source: "measured: sum(g), list(g) of a generator, for each step" },
  compareSequence: { cycles: 130, source: "measured: t == u of two tuples less their items" },
  reversedStep: { cycles: 110, source: "measured: a step of a for over reversed(l)" },
  enumerateStep: {
    cycles: 85,
    source: "measured: a step of a for over enumerate(l), less its tuple",
  },
  mapStep: {
    cycles: 90,
    source: "measured: a step of a for over map(f, l), less the call and that of zip",
  },
  zipStep: { cycles: 90, source: "measured: a step of a for over zip(l, l), for each list" },
  testItem: { cycles: 80, source: "measured: all(l) of 4 items" },
  extend: { cycles: 300, source: "measured: l.extend(()), l += ()" },
  growList: {
    cycles: 200,
    source: "measured: list(l) of 8 items less of 4, less blocks and items: gc_realloc",
  },
  sort: { cycles: 550, source: "measured: l.sort() of 4 items less the comparisons: its keywords" },
  readNumber: { cycles: 130, source: "measured: int(s) of one digit less int()" },
  mathFunction2: {
    cycles: 320,
    source: "measured: atan2(x, y), pow(x, y) less a call and a float (250 and 480)",
  },
  smallOverflow: {
    cycles: 540,
    source: "measured: 100000 * 100000 less 2**40 * 7: both become long",
  },
  multiplyOperator: {
    cycles: 19,
    source: "measured: i * j, i // j, i % j less i + j: the check for overflow, the sign",
  },
  structCall: { cycles: 320, source: "measured: struct.pack, unpack less the call and the fields" },
  structField: { cycles: 200, source: "measured: pack and unpack of 3 fields less 1" },
  structSize: { cycles: 120, source: "measured: struct.calcsize of 3 fields" },
  concatenateBytes: {
    cycles: 200,
    source: "measured: b + c of 5 bytes less the blocks and the hash",
  },
  raiseMessage: {
    cycles: 450,
    source: "measured: l.index(99), i / 0 less raise E: the text is not compressed any more",
  },
  unwindFrame: { cycles: 400, source: "measured: f() that raises, less raise E and f()" },
  ownMissing: { cycles: 180, source: "measured: o.m() of one with two attributes less that" },
  writeStream: {
    cycles: 320,
    source: "measured: write(s) of a StringIO and of sys.stdout less a call",
  },
  letterCode: { cycles: 150, source: "measured: chr(97), ord(c) less a call (200 and 110)" },
  mathSeries: { cycles: 140, source: "measured: sin, cos, exp less sqrt" },
  truth: { cycles: 50, source: "measured: x and y of floats less i and j" },
  updateItem: { cycles: 160, source: "measured: d.update(e) of 5 entries" },
  roundNumber: { cycles: 110, source: "measured: math.floor(x), round(x) less a call" },
  packItem: { cycles: 180, source: "measured: bytearray(l), array(code, l), for each item" },
  initArguments: {
    cycles: 417,
    source:
      "measured: I(x, y, z), P(i) less I(): a block for a copy of the arguments, and its release",
  },
  listStep: { cycles: 10, source: "measured: a step of a for over a list less one over a range" },
  storeSlice: { cycles: 110, source: "measured: l[:3] = l3 of three items" },
  storeItem: { cycles: 24, source: "measured: l[i] = j less l[i] in a native function" },
  ownMissingAgain: {
    cycles: 180,
    source: "measured: o.c, o.m of an instance with attributes, which are searched twice",
    differs: { "1.9.4": { cycles: 0, source: "measured: o.c" } },
  },
  sorted: { cycles: 350, source: "measured: sorted(l) less l.sort() and list(l)" },
} as const satisfies Readonly<Record<string, BoardCostRow>>;

/** What their loops take for each turn, which is for each of what the name says: such code stays in the cache. */
export const loopCosts = {
  yieldFrom: {
    cycles: 270,
    source:
      "measured: a level of core_yield_from, whose functions call each other and stay in the cache",
  },
  collect: { cycles: 20000, source: "measured: gc.collect() with little alive, less the sweep" },
  copyItem: {
    cycles: 3,
    source: "measured: slices of 8 and 64 items, less their blocks",
  },
  repeatItem: { cycles: 33, source: "measured: [i] * 128 less [i] * 16, less the blocks" },
  appendItem: { cycles: 65, source: "measured: list(range(20)), list(range(64)) less the steps" },
  containsItem: {
    cycles: 176,
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
  setItem: { cycles: 80, source: "measured: set(l), s | t, less the searches" },
  keyProbe: {
    cycles: 128,
    source: "measured: look-ups of 83 words in a dict, by 3 probes each",
  },
  findByte: { cycles: 38, source: "measured: find in 90 bytes less 9, count in as many" },
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
  internName: {
    cycles: 15,
    source:
      "measured: str(12345), s + s, by the names of the pools: 14.6 for each that is passed over",
  },
  stringByte: {
    cycles: 20,
    source:
      "measured: read(1000) of text: two hashes of a byte (firmware 1.9.4 and 1.19: 18.6), its copy",
  },
  i2sByte: {
    cycles: 29,
    source:
      "instructions of a byte through ringbuf_push or ringbuf_pop, which divide, at 1.45 cycles",
  },
  textByte: {
    cycles: 16,
    source: "measured: read(1000) of text: its characters are counted (firmware 1.9.4: 16.6)",
  },
  quoteByte: {
    cycles: 370,
    source: "measured: repr(s) of 88 characters less 5, each of which goes through printf",
  },
  countChar: { cycles: 12, source: "measured: len(s) of 88 characters less 5" },
  changeCase: { cycles: 22, source: "measured: s.upper() of 88 bytes less 5" },
  hashByte: { cycles: 10, source: "measured: slices of bytes, 100 to 500 of them" },
  indexItem: { cycles: 92, source: "measured: l.index(8), l.count(1) of 8 ints" },
  keyStep: { cycles: 42, source: "measured: a step of a for over a dict less one over a list" },
  packedStep: {
    cycles: 30,
    source: "measured: a step of a for over bytes and bytearray less one over a list",
  },
  sortText: { cycles: 290, source: "measured: sorted(d) of 9 texts" },
  readFloatByte: { cycles: 95, source: "measured: float(s) of 3 to 7 digits" },
  readDigit: { cycles: 48, source: "measured: int(s) of 5 digits less 1" },
  typeArgument: { cycles: 42, source: "measured: bool(i), float(x) less bool(), float()" },
  countBlock: {
    cycles: 49,
    source: "measured: gc.mem_free(), 314 thousand cycles, by the 6400 blocks of the heap",
  },
  numberProbe: {
    cycles: 165,
    differs: { "1.9.4": { cycles: 110, source: "measured: d.get(9)" } },
    source: "measured: d.get(9) of 4 ints, by the probes",
  },
  trimByte: {
    cycles: 200,
    source: "measured: strip() of 4 spaces: each byte is looked for among the spaces",
  },
  printDigit: { cycles: 19, source: "measured: str(n) of 201 bits, 61 digits" },
  compareItem: { cycles: 50, source: "measured: max(i, j) less a call" },
  moveItem: {
    cycles: 8,
    source: "measured: l[:2] = [1, 2] of 64 items, which are moved byte by byte",
  },
} as const satisfies Readonly<Record<string, BoardCostRow>>;

/** Interned names of the board's firmware, for `internName`: the `.qstr` pools of a PYBv1.0, both without frozen modules. */
export const boardNames: Readonly<Record<FirmwareName, number>> = { "1.19": 1378, "1.9.4": 1269 };

/** Where names of one letter stand among these, in the firmware's generated list; other letters are none of its names. */
export const boardLetters: Readonly<Record<string, number>> = {
  b: 867,
  e: 955,
  r: 1177,
  x: 1375,
  y: 1376,
  z: 1377,
};

/** Where names with an initial begin in 1.19's list, which is in order behind its strings, pins and registers. */
export const boardInitials: Readonly<Record<string, number>> = {
  A: 629,
  B: 640,
  C: 655,
  D: 664,
  E: 667,
  F: 699,
  G: 707,
  H: 710,
  I: 712,
  L: 727,
  M: 737,
  N: 746,
  O: 750,
  P: 762,
  R: 778,
  S: 782,
  T: 807,
  U: 814,
  V: 827,
  W: 832,
  _: 834,
  a: 839,
  b: 867,
  c: 890,
  d: 926,
  e: 955,
  f: 972,
  g: 995,
  h: 1007,
  i: 1024,
  k: 1053,
  l: 1055,
  m: 1078,
  n: 1117,
  o: 1129,
  p: 1135,
  q: 1176,
  r: 1177,
  s: 1228,
  t: 1291,
  u: 1314,
  v: 1349,
  w: 1363,
  x: 1375,
  y: 1376,
  z: 1377,
};

/** The runtime's functions as machine code calls them, by the names of `runtimeFunctions`; others take `usual`. */
export const runtimeCosts: Readonly<Record<string, BoardCostRow>> = {
  usual: { cycles: 20, source: "instructions of the call and a short function" },
  load_global: { cycles: 80, source: "measured: a global in a native function" },
  load_name: { cycles: 40, source: "as global" },
  store_global: { cycles: 95, source: "measured: g = i of a global in a native function" },
  load_attr: { cycles: 170, source: "measured: o.a in a native function, which has no cache" },
  load_method: { cycles: 90, source: "as attribute" },
  store_attr: {
    cycles: 155,
    source: "as storeAttribute",
    differs: { "1.9.4": { cycles: 520, source: "as storeAttribute" } },
  },
  obj_subscr: { cycles: 112, source: "measured: l[i], d[1] in a native function" },
  binary_op: {
    cycles: 45,
    source: "as BINARY_OP_MULTI without dispatch; measured: i < j in a native function",
  },
  unary_op: { cycles: 42, source: "as UNARY_OP_MULTI without dispatch" },
  obj_is_true: { cycles: 14, source: "measured: if i < j in a native function" },
  native_getiter: { cycles: 105, source: "as getIterator" },
  native_iternext: {
    cycles: 84,
    source: "measured: a step over a range object; instructions in viper_call0",
  },
  unpack_sequence: { cycles: 90, source: "as UNPACK_SEQUENCE" },
  native_yield_from: { cycles: 140, source: "calibrated on core_yield_from as machine code" },
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
  MAKE_FUNCTION: { cycles: 75, source: "measured: def h(): pass, less a block" },
};
