/** The 32-bit data processing encodings of ARMv7-M (DDI 0403, A5.3.1, A5.3.3, A5.3.11 to A5.3.15). */
import type { ThumbRowData } from "./thumb-row.js";

const IMMEDIATE = "0 iii dddd iiiiiiii";
const SHIFTED = "(0)iii dddd iitt mmmm";

/** Rd, Rn and an operand: name, mnemonic, opcode, number of the encoding with an immediate, with a register. */
const threeOperands = [
  ["AND", "and", "0000", "T1", "T2"],
  ["BIC", "bic", "0001", "T1", "T2"],
  ["ORR", "orr", "0010", "T1", "T2"],
  ["ORN", "orn", "0011", "T1", "T1"],
  ["EOR", "eor", "0100", "T1", "T2"],
  ["ADD", "add", "1000", "T3", "T3"],
  ["ADC", "adc", "1010", "T1", "T2"],
  ["SBC", "sbc", "1011", "T1", "T2"],
  ["SUB", "sub", "1101", "T3", "T2"],
  ["RSB", "rsb", "1110", "T2", "T1"],
] as const;

/** As above without a result (Rd = 15, S = 1). */
const tests = [
  ["TST", "tst", "0000", "T1", "T2"],
  ["TEQ", "teq", "0100", "T1", "T1"],
  ["CMN", "cmn", "1000", "T1", "T2"],
  ["CMP", "cmp", "1101", "T2", "T3"],
] as const;

/** Instructions that the assembler offers for immediates which only another one can encode. */
const counterparts = [
  ["AND", "and", "0001", "~"],
  ["BIC", "bic", "0000", "~"],
  ["ADC", "adc", "1011", "~"],
  ["SBC", "sbc", "1010", "~"],
  ["ADD", "add", "1101", "-"],
  ["SUB", "sub", "1000", "-"],
] as const;

const modified: readonly ThumbRowData[] = threeOperands.map(([name, mnemonic, op, encoding]) => [
  `${name} (immediate) ${encoding}`,
  mnemonic,
  `11110i0 ${op} S nnnn | ${IMMEDIATE}`,
  "<Rd>, <Rn>, <mod i>",
  "alu",
  { flags: "S", sppc: "dn", also: ["<Rd=n>, <mod i>"] },
]);

const shifted: readonly ThumbRowData[] = threeOperands.map(([name, mnemonic, op, , encoding]) => [
  `${name} (register) ${encoding}`,
  mnemonic,
  `1110101 ${op} S nnnn | ${SHIFTED}`,
  "<Rd>, <Rn>, <Rm><shift ti>",
  "alu",
  { flags: "S", sppc: "dnm", also: ["<Rd=n>, <Rm><shift ti>"] },
]);

const testModified: readonly ThumbRowData[] = tests.map(([name, mnemonic, op, encoding]) => [
  `${name} (immediate) ${encoding}`,
  mnemonic,
  `11110i0 ${op} 1 nnnn | 0 iii 1111 iiiiiiii`,
  "<Rn>, <mod i>",
  "alu",
  name === "CMP" || name === "CMN" ? { pc: "n" } : { sppc: "n" },
]);

const testShifted: readonly ThumbRowData[] = tests.map(([name, mnemonic, op, , encoding]) => [
  `${name} (register) ${encoding}`,
  mnemonic,
  `1110101 ${op} 1 nnnn | (0)iii 1111 iitt mmmm`,
  "<Rn>, <Rm><shift ti>",
  "alu",
  name === "CMP" || name === "CMN" ? { pc: "n", sppc: "m" } : { sppc: "nm" },
]);

const substitutes: readonly ThumbRowData[] = [
  [
    "ADD (SP plus immediate) T3 to SP",
    "add",
    "11110i0 1000 S 1101 | 0 iii 1101 iiiiiiii",
    "sp, <mod i>",
    "alu",
    { flags: "S", alias: true },
  ],
  [
    "SUB (SP minus immediate) T2 to SP",
    "sub",
    "11110i0 1101 S 1101 | 0 iii 1101 iiiiiiii",
    "sp, <mod i>",
    "alu",
    { flags: "S", alias: true },
  ],
  ...counterparts.map(
    ([name, mnemonic, op, change]): ThumbRowData => [
      `${name} (immediate) substitute`,
      mnemonic,
      `11110i0 ${op} S nnnn | ${IMMEDIATE}`,
      `<Rd>, <Rn>, <mod${change} i>`,
      "alu",
      { flags: "S", sppc: "dn", alias: true, also: [`<Rd=n>, <mod${change} i>`] },
    ],
  ),
  [
    "MOV (immediate) substitute",
    "mov",
    `11110i0 0011 S 1111 | ${IMMEDIATE}`,
    "<Rd>, <mod~ i>",
    "alu",
    { flags: "S", sppc: "d", alias: true },
  ],
  [
    "MVN (immediate) substitute",
    "mvn",
    `11110i0 0010 S 1111 | ${IMMEDIATE}`,
    "<Rd>, <mod~ i>",
    "alu",
    { flags: "S", sppc: "d", alias: true },
  ],
  [
    "CMP (immediate) substitute",
    "cmp",
    "11110i0 1000 1 nnnn | 0 iii 1111 iiiiiiii",
    "<Rn>, <mod- i>",
    "alu",
    { pc: "n", alias: true },
  ],
  [
    "CMN (immediate) substitute",
    "cmn",
    "11110i0 1101 1 nnnn | 0 iii 1111 iiiiiiii",
    "<Rn>, <mod- i>",
    "alu",
    { pc: "n", alias: true },
  ],
];

const moves: readonly ThumbRowData[] = [
  [
    "MOV (immediate) T2",
    "mov",
    `11110i0 0010 S 1111 | ${IMMEDIATE}`,
    "<Rd>, <mod i>",
    "alu",
    { flags: "S", sppc: "d" },
  ],
  [
    "MVN (immediate) T1",
    "mvn",
    `11110i0 0011 S 1111 | ${IMMEDIATE}`,
    "<Rd>, <mod i>",
    "alu",
    { flags: "S", sppc: "d" },
  ],
  [
    "MVN (register) T2",
    "mvn",
    "1110101 0011 S 1111 | (0)iii dddd iitt mmmm",
    "<Rd>, <Rm><shift ti>",
    "alu",
    { flags: "S", sppc: "dm" },
  ],
  [
    "MOV (register) T3",
    "mov",
    "1110101 0010 S 1111 | (0)000 dddd 0000 mmmm",
    "<Rd>, <Rm>",
    "alu",
    { flags: "S", moves: "dm" },
  ],
  [
    "LSL (immediate) T2",
    "lsl",
    "1110101 0010 S 1111 | (0)iii dddd ii00 mmmm",
    "<Rd>, <Rm>, <#i>",
    "alu",
    { flags: "S", sppc: "dm", also: ["<Rd=m>, <#i>"] },
  ],
  [
    "LSR (immediate) T2",
    "lsr",
    "1110101 0010 S 1111 | (0)iii dddd ii01 mmmm",
    "<Rd>, <Rm>, <#32 i>",
    "alu",
    { flags: "S", sppc: "dm", also: ["<Rd=m>, <#32 i>"] },
  ],
  [
    "ASR (immediate) T2",
    "asr",
    "1110101 0010 S 1111 | (0)iii dddd ii10 mmmm",
    "<Rd>, <Rm>, <#32 i>",
    "alu",
    { flags: "S", sppc: "dm", also: ["<Rd=m>, <#32 i>"] },
  ],
  [
    "ROR (immediate) T1",
    "ror",
    "1110101 0010 S 1111 | (0)iii dddd ii11 mmmm",
    "<Rd>, <Rm>, <#i>",
    "alu",
    { flags: "S", sppc: "dm", also: ["<Rd=m>, <#i>"] },
  ],
  [
    "RRX T1",
    "rrx",
    "1110101 0010 S 1111 | (0)000 dddd 0011 mmmm",
    "<Rd>, <Rm>",
    "alu",
    { flags: "S", sppc: "dm" },
  ],
  [
    "PKHBT T1",
    "pkhbt",
    "111010101100 nnnn | (0)iii dddd ii00 mmmm",
    "<Rd>, <Rn>, <Rm><lsl i>",
    "alu",
    { sppc: "dnm" },
  ],
  [
    "PKHTB T1",
    "pkhtb",
    "111010101100 nnnn | (0)iii dddd ii10 mmmm",
    "<Rd>, <Rn>, <Rm><asr i>",
    "alu",
    { sppc: "dnm" },
  ],
];

/** SP as the first operand has rules of its own. */
const stackPointer: readonly ThumbRowData[] = [
  [
    "ADD (SP plus immediate) T3",
    "add",
    `11110i0 1000 S 1101 | ${IMMEDIATE}`,
    "<Rd>, sp, <mod i>",
    "alu",
    { flags: "S", pc: "d" },
  ],
  [
    "SUB (SP minus immediate) T2",
    "sub",
    `11110i0 1101 S 1101 | ${IMMEDIATE}`,
    "<Rd>, sp, <mod i>",
    "alu",
    { flags: "S", pc: "d" },
  ],
  [
    "CMN (immediate) T1 SP",
    "cmn",
    "11110i0 1000 1 1101 | 0 iii 1111 iiiiiiii",
    "sp, <mod i>",
    "alu",
  ],
  [
    "CMP (immediate) T2 SP",
    "cmp",
    "11110i0 1101 1 1101 | 0 iii 1111 iiiiiiii",
    "sp, <mod i>",
    "alu",
  ],
  [
    "ADD (SP plus register) T3",
    "add",
    "1110101 1000 S 1101 | (0)iii dddd iitt mmmm",
    "<Rd>, sp, <Rm><shift ti>",
    "alu",
    { flags: "S", sppc: "dm" },
  ],
  [
    "ADD (SP plus register) T3 to SP",
    "add",
    "1110101 1000 S 1101 | (0)000 1101 ii00 mmmm",
    "sp, sp, <Rm><lsl i>",
    "alu",
    { flags: "S", sppc: "m" },
  ],
  [
    "SUB (SP minus register) T1",
    "sub",
    "1110101 1101 S 1101 | (0)iii dddd iitt mmmm",
    "<Rd>, sp, <Rm><shift ti>",
    "alu",
    { flags: "S", sppc: "dm" },
  ],
  [
    "SUB (SP minus register) T1 to SP",
    "sub",
    "1110101 1101 S 1101 | (0)000 1101 ii00 mmmm",
    "sp, sp, <Rm><lsl i>",
    "alu",
    { flags: "S", sppc: "m" },
  ],
  [
    "CMN (register) T2 SP",
    "cmn",
    "1110101 1000 1 1101 | (0)iii 1111 iitt mmmm",
    "sp, <Rm><shift ti>",
    "alu",
    { sppc: "m" },
  ],
  [
    "CMP (register) T3 SP",
    "cmp",
    "1110101 1101 1 1101 | (0)iii 1111 iitt mmmm",
    "sp, <Rm><shift ti>",
    "alu",
    { sppc: "m" },
  ],
];

const plain: readonly ThumbRowData[] = [
  [
    "ADD (SP plus immediate) T4",
    "addw",
    `11110i 100000 1101 | ${IMMEDIATE}`,
    "<Rd>, sp, <#i>",
    "alu",
    { pc: "d" },
  ],
  [
    "SUB (SP minus immediate) T3",
    "subw",
    `11110i 101010 1101 | ${IMMEDIATE}`,
    "<Rd>, sp, <#i>",
    "alu",
    { pc: "d" },
  ],
  [
    "ADD (immediate) T4",
    "addw",
    `11110i 100000 nnnn | ${IMMEDIATE}`,
    "<Rd>, <Rn>, <#i>",
    "alu",
    { sppc: "d", pc: "n" },
  ],
  ["ADR T3", "addw", `11110i 100000 1111 | ${IMMEDIATE}`, "<Rd>, pc, <#i>", "alu", { sppc: "d" }],
  [
    "SUB (immediate) T4",
    "subw",
    `11110i 101010 nnnn | ${IMMEDIATE}`,
    "<Rd>, <Rn>, <#i>",
    "alu",
    { sppc: "d", pc: "n" },
  ],
  ["ADR T2", "subw", `11110i 101010 1111 | ${IMMEDIATE}`, "<Rd>, pc, <#i>", "alu", { sppc: "d" }],
  [
    "ADR T3 label",
    "adr",
    `11110i 100000 1111 | ${IMMEDIATE}`,
    "<Rd>, <near i*1>",
    "alu",
    { sppc: "d", alias: true },
  ],
  [
    "ADR T2 label",
    "adr",
    `11110i 101010 1111 | ${IMMEDIATE}`,
    "<Rd>, <below i>",
    "alu",
    { sppc: "d", alias: true },
  ],
  [
    "ADD (immediate) T4 alias",
    "add",
    `11110i 100000 nnnn | ${IMMEDIATE}`,
    "<Rd>, <Rn>, <#i>",
    "alu",
    { sppc: "d", pc: "n", alias: true },
  ],
  [
    "SUB (immediate) T4 alias",
    "sub",
    `11110i 101010 nnnn | ${IMMEDIATE}`,
    "<Rd>, <Rn>, <#i>",
    "alu",
    { sppc: "d", pc: "n", alias: true },
  ],
  [
    "MOV (immediate) T3",
    "movw",
    "11110i 100100 jjjj | 0 iii dddd iiiiiiii",
    "<Rd>, <#ji>",
    "alu",
    { sppc: "d" },
  ],
  [
    "MOV (immediate) T3 alias",
    "mov",
    "11110i 100100 jjjj | 0 iii dddd iiiiiiii",
    "<Rd>, <#ji>",
    "alu",
    { sppc: "d", alias: true },
  ],
  [
    "MOVT T1",
    "movt",
    "11110i 101100 jjjj | 0 iii dddd iiiiiiii",
    "<Rd>, <#ji>",
    "alu",
    { sppc: "d" },
  ],
  [
    "SSAT T1",
    "ssat",
    "11110(0) 1100h0 nnnn | 0 iii dddd ii(0) sssss",
    "<Rd>, <#s+1>, <Rn><sat hi>",
    "alu",
    { sppc: "dn" },
  ],
  [
    "SSAT16 T1",
    "ssat16",
    "11110(0) 110010 nnnn | 0 000 dddd 00(00) ssss",
    "<Rd>, <#s+1>, <Rn>",
    "alu",
    { sppc: "dn" },
  ],
  [
    "USAT T1",
    "usat",
    "11110(0) 1110h0 nnnn | 0 iii dddd ii(0) sssss",
    "<Rd>, <#s>, <Rn><sat hi>",
    "alu",
    { sppc: "dn" },
  ],
  [
    "USAT16 T1",
    "usat16",
    "11110(0) 111010 nnnn | 0 000 dddd 00(00) ssss",
    "<Rd>, <#s>, <Rn>",
    "alu",
    { sppc: "dn" },
  ],
  [
    "SBFX T1",
    "sbfx",
    "11110(0) 110100 nnnn | 0 iii dddd ii(0) wwwww",
    "<Rd>, <Rn>, <extract iw>",
    "alu",
    { sppc: "dn" },
  ],
  [
    "UBFX T1",
    "ubfx",
    "11110(0) 111100 nnnn | 0 iii dddd ii(0) wwwww",
    "<Rd>, <Rn>, <extract iw>",
    "alu",
    { sppc: "dn" },
  ],
  [
    "BFI T1",
    "bfi",
    "11110(0) 110110 nnnn | 0 iii dddd ii(0) wwwww",
    "<Rd>, <Rn>, <insert iw>",
    "alu",
    { sppc: "dn" },
  ],
  [
    "BFC T1",
    "bfc",
    "11110(0) 110110 1111 | 0 iii dddd ii(0) wwwww",
    "<Rd>, <insert iw>",
    "alu",
    { sppc: "d" },
  ],
];

const shiftRegister: readonly ThumbRowData[] = (
  [
    ["LSL (register) T2", "lsl", "00"],
    ["LSR (register) T2", "lsr", "01"],
    ["ASR (register) T2", "asr", "10"],
    ["ROR (register) T2", "ror", "11"],
  ] as const
).map(([id, mnemonic, op]) => [
  id,
  mnemonic,
  `11111010 0 ${op} S nnnn | 1111 dddd 0000 mmmm`,
  "<Rd>, <Rn>, <Rm>",
  "alu",
  { flags: "S", sppc: "dnm", also: ["<Rd=n>, <Rm>"] },
]);

const extends32: readonly ThumbRowData[] = (
  [
    ["SXT", "H", "000"],
    ["UXT", "H", "001"],
    ["SXT", "B16", "010"],
    ["UXT", "B16", "011"],
    ["SXT", "B", "100"],
    ["UXT", "B", "101"],
  ] as const
).flatMap(([name, width, op]): ThumbRowData[] => [
  [
    `${name}A${width} T1`,
    `${name}A${width}`.toLowerCase(),
    `11111010 0 ${op} nnnn | 1111 dddd 1(0)rr mmmm`,
    "<Rd>, <Rn>, <Rm><rot r>",
    "alu",
    { sppc: "dnm" },
  ],
  [
    `${name}${width} ${width === "B16" ? "T1" : "T2"}`,
    `${name}${width}`.toLowerCase(),
    `11111010 0 ${op} 1111 | 1111 dddd 1(0)rr mmmm`,
    "<Rd>, <Rm><rot r>",
    "alu",
    { sppc: "dm" },
  ],
]);

const parallel: readonly ThumbRowData[] = (
  [
    ["ADD16", "001"],
    ["ASX", "010"],
    ["SAX", "110"],
    ["SUB16", "101"],
    ["ADD8", "000"],
    ["SUB8", "100"],
  ] as const
).flatMap(([name, op]) =>
  (
    [
      ["S", "000"],
      ["Q", "001"],
      ["SH", "010"],
      ["U", "100"],
      ["UQ", "101"],
      ["UH", "110"],
    ] as const
  ).map(
    ([prefix, kind]): ThumbRowData => [
      `${prefix}${name} T1`,
      `${prefix}${name}`.toLowerCase(),
      `11111010 1 ${op} nnnn | 1111 dddd 0 ${kind} mmmm`,
      "<Rd>, <Rn>, <Rm>",
      "alu",
      { sppc: "dnm" },
    ],
  ),
);

const reverse: readonly ThumbRowData[] = (
  [
    ["REV T2", "rev", "01", "00"],
    ["REV16 T2", "rev16", "01", "01"],
    ["RBIT T1", "rbit", "01", "10"],
    ["REVSH T2", "revsh", "01", "11"],
    ["CLZ T1", "clz", "11", "00"],
  ] as const
).map(([id, mnemonic, op, kind]) => [
  id,
  mnemonic,
  `11111010 10${op} nnnn | 1111 dddd 10${kind} mmmm`,
  "<Rd>, <Rm=n>",
  "alu",
  { sppc: "dm", equal: "nm" },
]);

const saturating: readonly ThumbRowData[] = (
  [
    ["QADD T1", "qadd", "00"],
    ["QDADD T1", "qdadd", "01"],
    ["QSUB T1", "qsub", "10"],
    ["QDSUB T1", "qdsub", "11"],
  ] as const
).map(([id, mnemonic, op]) => [
  id,
  mnemonic,
  `11111010 1000 nnnn | 1111 dddd 10${op} mmmm`,
  "<Rd>, <Rm>, <Rn>",
  "alu",
  { sppc: "dnm" },
]);

export const thumbData: readonly ThumbRowData[] = [
  ...stackPointer,
  ...modified,
  ...moves,
  ...shifted,
  ...testModified,
  ...testShifted,
  ...plain,
  ...substitutes,
  ...shiftRegister,
  ...extends32,
  ...parallel,
  ...reverse,
  ...saturating,
  [
    "SEL T1",
    "sel",
    "111110101010 nnnn | 1111 dddd 1000 mmmm",
    "<Rd>, <Rn>, <Rm>",
    "alu",
    { sppc: "dnm" },
  ],
];
