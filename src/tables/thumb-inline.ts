/** The instructions of the inline assembler (`@micropython.asm_thumb`), as MicroPython names and limits them. */

/** A core register with a number of at most `most`. */
export interface CoreOperand {
  readonly kind: "core";
  readonly field: string;
  readonly most: number;
  /** A second field that holds the same number. */
  readonly twin?: string;
}

/** A constant none of whose bits is outside `mask`; the field holds it shifted right. */
export interface NumberOperand {
  readonly kind: "number";
  readonly field: string;
  readonly mask: number;
  readonly shift: number;
}

/** `[register, constant]` */
export interface AddressOperand {
  readonly kind: "address";
  readonly base: CoreOperand;
  readonly offset: NumberOperand;
}

/** Others: a register of the FPU, a special register, a system register that only stands for itself. */
export interface NamedOperand {
  readonly kind: "float" | "special" | "flags" | "fpscr" | "ignored";
  readonly field: string;
}

export type InlineOperand = CoreOperand | NumberOperand | AddressOperand | NamedOperand;

/** What an argument must look like for a form to be meant, where a mnemonic has two of one length. */
export type FormChoice = "lastIsName" | "lastIsNoName" | "firstIsCore" | "firstIsNotCore";

/** A mnemonic with its operands, and the row of the encoding table that it becomes. */
export interface InlineForm {
  readonly name: string;
  readonly row: string;
  readonly operands: readonly InlineOperand[];
  readonly choice?: FormChoice;
  /** Fields that no operand gives. */
  readonly fixed?: Readonly<Record<string, number>>;
  /**
   * An address that is no address makes the whole instruction unknown: the reference looks loads and
   * stores up last of all.
   */
  readonly unknownWithoutAddress?: true;
}

const LOW = 7;
const HIGH = 15;

const core = (field: string, most: number): CoreOperand => ({ kind: "core", field, most });
const number = (field: string, mask: number, shift = 0): NumberOperand => ({
  kind: "number",
  field,
  mask,
  shift,
});
const address = (most: number, mask: number, shift: number): AddressOperand => ({
  kind: "address",
  base: core("n", most),
  offset: number("i", mask, shift),
});
const float = (field: string): NamedOperand => ({ kind: "float", field });

const onlyLow = (row: string, target: string, source: string): InlineForm => ({
  name: row.slice(0, row.indexOf(" ")).toLowerCase(),
  row,
  operands: [core(target, LOW), core(source, LOW)],
  choice: "lastIsName",
});

const withByte = (name: string, row: string, register: string): InlineForm => ({
  name,
  row,
  operands: [core(register, LOW), number("i", 0xff)],
  choice: "lastIsNoName",
});

const shift = (name: string): InlineForm => ({
  name,
  row: `${name.toUpperCase()} (immediate) T1`,
  operands: [core("d", LOW), core("m", LOW), number("i", 0x1f)],
});

const transfer = (name: string, scale: number): InlineForm => ({
  name,
  row: `${name.toUpperCase()} (immediate) T1`,
  operands: [core("t", LOW), address(LOW, 0x1f << scale, scale)],
  choice: "lastIsNoName",
  unknownWithoutAddress: true,
});

const floats = (name: string, row: string, fields: string): InlineForm => ({
  name,
  row,
  operands: [...fields].map(float),
});

const core3 = (name: string, row: string): InlineForm => ({
  name,
  row,
  operands: [core("d", HIGH), core("n", HIGH), core("m", HIGH)],
});

const CORE_AND_FLOAT = "VMOV (between ARM core register and single-precision register) T1";
const CONVERSION = "VCVT, VCVTR (floating-point, integer) T1";

/** All forms but branches, IT, PUSH and POP, and `movwt`, which is two instructions. */
export const inlineForms: readonly InlineForm[] = [
  { name: "nop", row: "NOP T1", operands: [] },
  { name: "wfi", row: "WFI T1", operands: [] },
  {
    name: "cpsid",
    row: "CPS T1 disable",
    operands: [{ kind: "ignored", field: "" }],
    fixed: { a: 2 },
  },
  {
    name: "cpsie",
    row: "CPS T1 enable",
    operands: [{ kind: "ignored", field: "" }],
    fixed: { a: 2 },
  },
  { name: "bx", row: "BX T1", operands: [core("m", HIGH)] },
  {
    name: "mov",
    row: "MOV (register) T1",
    operands: [core("d", HIGH), core("m", HIGH)],
    choice: "lastIsName",
  },
  withByte("mov", "MOV (immediate) T1", "d"),
  withByte("cmp", "CMP (immediate) T1", "n"),
  withByte("add", "ADD (immediate) T2", "d"),
  withByte("sub", "SUB (immediate) T2", "d"),
  { ...onlyLow("AND (register) T1", "d", "m"), name: "and_" },
  onlyLow("EOR (register) T1", "d", "m"),
  onlyLow("LSL (register) T1", "d", "m"),
  onlyLow("LSR (register) T1", "d", "m"),
  onlyLow("ASR (register) T1", "d", "m"),
  onlyLow("ADC (register) T1", "d", "m"),
  onlyLow("SBC (register) T1", "d", "m"),
  onlyLow("ROR (register) T1", "d", "m"),
  onlyLow("TST (register) T1", "n", "m"),
  onlyLow("NEG T1", "d", "n"),
  onlyLow("CMP (register) T1", "n", "m"),
  onlyLow("CMN (register) T1", "n", "m"),
  onlyLow("ORR (register) T1", "d", "m"),
  onlyLow("MUL T1", "d", "n"),
  onlyLow("BIC (register) T1", "d", "m"),
  onlyLow("MVN (register) T1", "d", "m"),
  ...["CLZ", "RBIT"].map(
    (root): InlineForm => ({
      name: root.toLowerCase(),
      row: `${root} T1`,
      operands: [core("d", HIGH), { ...core("m", HIGH), twin: "n" }],
      choice: "lastIsName",
    }),
  ),
  {
    name: "mrs",
    row: "MRS T1",
    operands: [core("d", 12), { kind: "special", field: "s" }],
    choice: "lastIsName",
  },
  {
    name: "movw",
    row: "MOV (immediate) T3",
    operands: [core("d", HIGH), number("ji", 0xffff)],
    choice: "lastIsNoName",
  },
  {
    name: "movt",
    row: "MOVT T1",
    operands: [core("d", HIGH), number("ji", 0xffff)],
    choice: "lastIsNoName",
  },
  transfer("ldr", 2),
  transfer("ldrb", 0),
  transfer("ldrh", 1),
  transfer("str", 2),
  transfer("strb", 0),
  transfer("strh", 1),
  {
    name: "ldrex",
    row: "LDREX T1",
    operands: [core("t", HIGH), address(HIGH, 0xff, 2)],
    choice: "lastIsNoName",
  },
  {
    name: "strex",
    row: "STREX T1",
    operands: [core("d", HIGH), core("t", HIGH), address(HIGH, 0xff, 2)],
  },
  shift("lsl"),
  shift("lsr"),
  shift("asr"),
  ...["add", "sub"].flatMap((name): InlineForm[] => [
    {
      name,
      row: `${name.toUpperCase()} (register) T1`,
      operands: [core("d", LOW), core("n", LOW), core("m", LOW)],
      choice: "lastIsName",
    },
    {
      name,
      row: `${name.toUpperCase()} (immediate) T1`,
      operands: [core("d", LOW), core("n", LOW), number("i", 7)],
      choice: "lastIsNoName",
    },
  ]),
  core3("sdiv", "SDIV T1"),
  core3("udiv", "UDIV T1"),
  floats("vadd", "VADD T2", "dnm"),
  floats("vsub", "VSUB T2", "dnm"),
  floats("vmul", "VMUL T2", "dnm"),
  floats("vdiv", "VDIV T1", "dnm"),
  // The reference's `vcmp` also signals for quiet NaNs.
  floats("vcmp", "VCMP, VCMPE T1 VCMPE", "dm"),
  floats("vsqrt", "VSQRT T1", "dm"),
  floats("vneg", "VNEG T2", "dm"),
  floats("vcvt_f32_s32", `${CONVERSION} from signed`, "dm"),
  floats("vcvt_s32_f32", `${CONVERSION} to signed`, "dm"),
  {
    name: "vmrs",
    row: "VMRS T1",
    operands: [
      { kind: "flags", field: "t" },
      { kind: "fpscr", field: "" },
    ],
  },
  {
    name: "vmov",
    row: `${CORE_AND_FLOAT} to core`,
    operands: [core("t", HIGH), float("n")],
    choice: "firstIsCore",
  },
  {
    name: "vmov",
    row: `${CORE_AND_FLOAT} to single`,
    operands: [float("n"), core("t", HIGH)],
    choice: "firstIsNotCore",
  },
  ...["vldr", "vstr"].map(
    (name): InlineForm => ({
      name,
      row: `${name.toUpperCase()} T2`,
      operands: [float("d"), address(LOW, 0x3fc, 2)],
      fixed: { U: 1 },
    }),
  ),
];

/** Whether only processors with an FPU have an instruction: the manual's names of all those start alike. */
export const needsFloatUnit = ({ row }: InlineForm): boolean => row.startsWith("V");

/** Core registers by the names that the inline assembler knows. */
export const inlineRegisters: ReadonlyMap<string, number> = new Map([
  ...Array.from({ length: 16 }, (_, index): [string, number] => [`r${index}`, index]),
  ["sl", 10],
  ["fp", 11],
  ["sp", 13],
  ["lr", 14],
  ["pc", 15],
]);

/** Special registers that `mrs` reads. */
export const inlineSpecialRegisters: ReadonlyMap<string, number> = new Map([
  ["IPSR", 5],
  ["BASEPRI", 17],
]);

/** What the inline assembler refuses; `%q`, `%d` and `%x` stand for the arguments in their order. */
export const inlineMessages = {
  notFunction: "inline assembler must be a function",
  tooManyParameters: "can only have up to 4 parameters to Thumb assembly",
  parameters: "parameters must be registers in sequence r0 to r3",
  unknownType: "unknown type",
  returnType: "return annotation must be an identifier",
  notInstruction: "expecting an assembler instruction",
  label: "'label' requires 1 argument",
  redefined: "label redefined",
  align: "'align' requires 1 argument",
  data: "'data' requires at least 2 arguments",
  dataNumbers: "'data' requires integer arguments",
  tooHigh: "'%q' expects at most r%d",
  register: "'%q' expects a register",
  special: "'%q' expects a special register",
  float: "'%q' expects an FPU register",
  list: "'%q' expects {r0, r1, ...}",
  number: "'%q' expects an integer",
  range: "'%q' integer 0x%x doesn't fit in mask 0x%x",
  address: "'%q' expects an address of the form [a, b]",
  labelName: "'%q' expects a label",
  undefinedLabel: "label '%q' not defined",
  unsupported: "unsupported Thumb instruction '%q' with %d arguments",
  branchRange: "branch not in range",
} as const;
