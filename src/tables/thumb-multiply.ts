/** The 32-bit multiplications and divisions of ARMv7E-M (DDI 0403, A5.3.16 and A5.3.17). */
import type { ThumbRowData } from "./thumb-row.js";

const halves = [
  ["BB", "00"],
  ["BT", "01"],
  ["TB", "10"],
  ["TT", "11"],
] as const;

/** With and without an exchange of the halves of the second operand. */
const exchanges = [
  ["", "0"],
  ["X", "1"],
] as const;

/** With and without rounding. */
const roundings = [
  ["", "0"],
  ["R", "1"],
] as const;

/** With an accumulator, or none (Ra = 15): name, name without, opcode, second opcode. */
const pairs: readonly (readonly [string, string, string, string])[] = [
  ...halves.map(([half, bits]) => [`SMLA${half}`, `SMUL${half}`, "001", bits] as const),
  ...exchanges.map(([x, bit]) => [`SMLAD${x}`, `SMUAD${x}`, "010", `0${bit}`] as const),
  ["SMLAWB", "SMULWB", "011", "00"],
  ["SMLAWT", "SMULWT", "011", "01"],
  ...exchanges.map(([x, bit]) => [`SMLSD${x}`, `SMUSD${x}`, "100", `0${bit}`] as const),
  ...roundings.map(([r, bit]) => [`SMMLA${r}`, `SMMUL${r}`, "101", `0${bit}`] as const),
  ["USADA8", "USAD8", "111", "00"],
];

const accumulating: readonly ThumbRowData[] = pairs.flatMap(([name, without, op, second]) => [
  [
    `${name} T1`,
    name.toLowerCase(),
    `111110110 ${op} nnnn | aaaa dddd 00${second} mmmm`,
    "<Rd>, <Rn>, <Rm>, <Ra>",
    "multiply",
    { sppc: "dnm", sp: "a" },
  ],
  [
    `${without} T1`,
    without.toLowerCase(),
    `111110110 ${op} nnnn | 1111 dddd 00${second} mmmm`,
    "<Rd>, <Rn>, <Rm>",
    "multiply",
    { sppc: "dnm" },
  ],
]);

const subtracting: readonly ThumbRowData[] = roundings.map(([r, bit]) => [
  `SMMLS${r} T1`,
  `smmls${r.toLowerCase()}`,
  `111110110 110 nnnn | aaaa dddd 000${bit} mmmm`,
  "<Rd>, <Rn>, <Rm>, <Ra>",
  "multiply",
  { sppc: "dnma" },
]);

/** A 64-bit result: name, opcode, second opcode. */
const longs: readonly (readonly [string, string, string])[] = [
  ["SMULL", "000", "0000"],
  ["UMULL", "010", "0000"],
  ["SMLAL", "100", "0000"],
  ...halves.map(([half, bits]) => [`SMLAL${half}`, "100", `10${bits}`] as const),
  ...exchanges.map(([x, bit]) => [`SMLALD${x}`, "100", `110${bit}`] as const),
  ...exchanges.map(([x, bit]) => [`SMLSLD${x}`, "101", `110${bit}`] as const),
  ["UMLAL", "110", "0000"],
  ["UMAAL", "110", "0110"],
];

const long: readonly ThumbRowData[] = longs.map(([name, op, second]) => [
  `${name} T1`,
  name.toLowerCase(),
  `111110111 ${op} nnnn | llll hhhh ${second} mmmm`,
  "<Rl>, <Rh>, <Rn>, <Rm>",
  "multiply",
  { sppc: "lhnm", distinct: ["lh"] },
]);

export const thumbMultiply: readonly ThumbRowData[] = [
  [
    "MUL T2",
    "mul",
    "111110110000 nnnn | 1111 dddd 0000 mmmm",
    "<Rd>, <Rn>, <Rm>",
    "multiply",
    { sppc: "dnm", also: ["<Rd=m>, <Rn>"] },
  ],
  [
    "MLA T1",
    "mla",
    "111110110000 nnnn | aaaa dddd 0000 mmmm",
    "<Rd>, <Rn>, <Rm>, <Ra>",
    "multiply",
    { sppc: "dnm", sp: "a" },
  ],
  [
    "MLS T1",
    "mls",
    "111110110000 nnnn | aaaa dddd 0001 mmmm",
    "<Rd>, <Rn>, <Rm>, <Ra>",
    "multiply",
    { sppc: "dnma" },
  ],
  ...accumulating,
  ...subtracting,
  ...long,
  [
    "SDIV T1",
    "sdiv",
    "111110111001 nnnn | (1111) dddd 1111 mmmm",
    "<Rd>, <Rn>, <Rm>",
    "divide",
    { sppc: "dnm", also: ["<Rd=n>, <Rm>"] },
  ],
  [
    "UDIV T1",
    "udiv",
    "111110111011 nnnn | (1111) dddd 1111 mmmm",
    "<Rd>, <Rn>, <Rm>",
    "divide",
    { sppc: "dnm", also: ["<Rd=n>, <Rm>"] },
  ],
];
