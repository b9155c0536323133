/** What the compiler of hot code and the VM both know. Numbers are written once, here. */

/** When Python code is compiled to Wasm. */
export const JitMode = { off: 0, on: 1, eager: 2 } as const;

/** The section of code translated ahead of time that tells where it can be entered. */
export const ENTRIES_SECTION = "entries";

/** Kinds of values, as sets: what was seen in a place. */
export const Shape = {
  Int: 1,
  Float: 2,
  Bool: 4,
  None: 8,
  List: 0x10,
  Tuple: 0x20,
  Bytes: 0x40,
  Bytearray: 0x80,
  Str: 0x100,
  Instance: 0x200,
  Callable: 0x400,
  BigInt: 0x800,
  Array: 0x1000,
  Dict: 0x2000,
  Other: 0x4000,
  /** An expectation of another sort failed here. */
  Failed: 0x8000,
} as const;

/** Byte offsets of fields that compiled code reads and writes; the VM's build checks them. */
export const Layout = {
  FrameCode: 8,
  FrameGlobals: 12,
  FrameIp: 16,
  FrameSp: 20,
  FrameHandler: 24,
  FrameNames: 28,
  FrameBytes: 36,
  ListLength: 4,
  ListItems: 8,
  RefItems: 4,
  TupleLength: 4,
  TupleItems: 8,
  PackedLength: 4,
  PackedCode: 8,
  PackedData: 12,
  BufferData: 4,
  FloatValue: 8,
  InstanceType: 4,
  InstanceAttributes: 8,
  MapUsed: 4,
  MapEntries: 16,
  DictTable: 4,
  CodeContext: 4,
  CodeName: 12,
  CodeNamesAt: 16,
  CodeConstantsAt: 20,
  CodeCells: 36,
  CodeStart: 40,
  CodeEnd: 44,
  CodeStateWords: 48,
  CodeLocalWords: 52,
  CodeHandlers: 56,
  CodeFlags: 60,
  CodePositional: 64,
  CodeKeywordOnly: 68,
  CodeCellCount: 76,
  CodeHeat: 80,
  CodeCompiled: 88,
  CodeAhead: 112,
  CodeAheadLength: 116,
  FunctionCode: 4,
  ContextGlobals: 4,
  StrLength: 8,
  StrData: 12,
} as const;
