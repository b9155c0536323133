/** The 32-bit load and store encodings of ARMv7-M (DDI 0403, A5.3.5 to A5.3.10). */
import type { ThumbRowData, ThumbTraits } from "./thumb-row.js";

/** Name, mnemonic, bits 8 to 4 of the first halfword (sign, then size and load), least T number is 1. */
interface Access {
  readonly name: string;
  readonly sign: "0" | "1";
  readonly size: string;
  /** The encoding numbers of immediate (12 bits) and register; the 8-bit one comes next to the first. */
  readonly immediate: number;
  readonly register: number;
}

const loads: readonly Access[] = [
  { name: "LDRB", sign: "0", size: "00", immediate: 2, register: 2 },
  { name: "LDRH", sign: "0", size: "01", immediate: 2, register: 2 },
  { name: "LDR", sign: "0", size: "10", immediate: 3, register: 2 },
  { name: "LDRSB", sign: "1", size: "00", immediate: 1, register: 2 },
  { name: "LDRSH", sign: "1", size: "01", immediate: 1, register: 2 },
];

const stores: readonly Access[] = [
  { name: "STRB", sign: "0", size: "00", immediate: 2, register: 2 },
  { name: "STRH", sign: "0", size: "01", immediate: 2, register: 2 },
  { name: "STR", sign: "0", size: "10", immediate: 3, register: 2 },
];

/** Rt = 15 is a preload or unallocated in the narrow loads; in LDR it is a branch. */
const loadTraits = (name: string, rest: ThumbTraits = {}): ThumbTraits =>
  name === "LDR"
    ? { except: "n=15", it: "last", ...rest }
    : name === "LDRB" || name === "LDRSB"
      ? { except: "n=15", sppc: "t", ...rest }
      : { except: "n=15 t=15", sppc: "t", ...rest };

function loadRows({ name, sign, size, immediate, register }: Access): ThumbRowData[] {
  const mnemonic = name.toLowerCase();
  const low = `1111100${sign} 0${size}1 nnnn | tttt`;
  const base = `${name} (immediate) T${immediate + 1}`;
  const literal = name === "LDR" ? "T2" : "T1";
  const wide = loadTraits(name);
  const indexed = loadTraits(name, { distinct: ["tn"] });
  return [
    [
      `${name} (immediate) T${immediate}`,
      mnemonic,
      `1111100${sign} 1${size}1 nnnn | tttt iiiiiiiiiiii`,
      "<Rt>, [<Rn><off i*1>]",
      "load",
      wide,
    ],
    [`${base} offset`, mnemonic, `${low} 1100 iiiiiiii`, "<Rt>, [<Rn>, <#-i>]", "load", wide],
    [`${base} post`, mnemonic, `${low} 10U1 iiiiiiii`, "<Rt>, [<Rn>], <sum Ui>", "load", indexed],
    [`${base} pre`, mnemonic, `${low} 11U1 iiiiiiii`, "<Rt>, [<Rn>, <sum Ui>]!", "load", indexed],
    [
      `${name}T T1`,
      `${mnemonic}t`,
      `${low} 1110 iiiiiiii`,
      "<Rt>, [<Rn><off i*1>]",
      "load",
      { except: "n=15", sppc: "t" },
    ],
    [
      `${name} (register) T${register}`,
      mnemonic,
      `${low} 000000 ii mmmm`,
      "<Rt>, [<Rn>, <Rm><lsl i>]",
      "load",
      loadTraits(name, { sppc: name === "LDR" ? "m" : "tm" }),
    ],
    [
      `${name} (literal) ${literal}`,
      mnemonic,
      `1111100${sign} U${size}1 1111 | tttt iiiiiiiiiiii`,
      "<Rt>, [pc, <sum Ui>]",
      "load",
      {
        ...(name === "LDR"
          ? { it: "last" }
          : { sppc: "t", ...(size === "01" ? { except: "t=15" } : {}) }),
        also: ["<Rt>, <nearby Ui>"],
      },
    ],
  ];
}

function storeRows({ name, sign, size, immediate, register }: Access): ThumbRowData[] {
  const mnemonic = name.toLowerCase();
  const low = `1111100${sign} 0${size}0 nnnn | tttt`;
  const base = `${name} (immediate) T${immediate + 1}`;
  const wide: ThumbTraits =
    name === "STR" ? { except: "n=15", pc: "t" } : { except: "n=15", sppc: "t" };
  const indexed: ThumbTraits = { ...wide, distinct: ["tn"] };
  return [
    [
      `${name} (immediate) T${immediate}`,
      mnemonic,
      `1111100${sign} 1${size}0 nnnn | tttt iiiiiiiiiiii`,
      "<Rt>, [<Rn><off i*1>]",
      "store",
      wide,
    ],
    [`${base} offset`, mnemonic, `${low} 1100 iiiiiiii`, "<Rt>, [<Rn>, <#-i>]", "store", wide],
    [`${base} post`, mnemonic, `${low} 10U1 iiiiiiii`, "<Rt>, [<Rn>], <sum Ui>", "store", indexed],
    [`${base} pre`, mnemonic, `${low} 11U1 iiiiiiii`, "<Rt>, [<Rn>, <sum Ui>]!", "store", indexed],
    [
      `${name}T T1`,
      `${mnemonic}t`,
      `${low} 1110 iiiiiiii`,
      "<Rt>, [<Rn><off i*1>]",
      "store",
      { except: "n=15", sppc: "t" },
    ],
    [
      `${name} (register) T${register}`,
      mnemonic,
      `${low} 000000 ii mmmm`,
      "<Rt>, [<Rn>, <Rm><lsl i>]",
      "storeRegister",
      name === "STR" ? { except: "n=15", pc: "t", sppc: "m" } : { except: "n=15", sppc: "tm" },
    ],
  ];
}

const preloads: readonly ThumbRowData[] = (
  [
    ["PLD", "0"],
    ["PLI", "1"],
  ] as const
).flatMap(([name, sign]): ThumbRowData[] => {
  const mnemonic = name.toLowerCase();
  const immediate = name === "PLD" ? "PLD (immediate)" : "PLI (immediate, literal)";
  return [
    [
      `${immediate} T1`,
      mnemonic,
      `1111100${sign} 1001 nnnn | 1111 iiiiiiiiiiii`,
      "[<Rn><off i*1>]",
      "hint",
      { except: "n=15" },
    ],
    [
      `${immediate} T2`,
      mnemonic,
      `1111100${sign} 0001 nnnn | 1111 1100 iiiiiiii`,
      "[<Rn>, <#-i>]",
      "hint",
      { except: "n=15" },
    ],
    [
      `${name} (literal) T3`,
      mnemonic,
      `1111100${sign} U001 1111 | 1111 iiiiiiiiiiii`,
      "[pc, <sum Ui>]",
      "hint",
      { also: ["<nearby Ui>"] },
    ],
    [
      `${name} (register) T1`,
      mnemonic,
      `1111100${sign} 0001 nnnn | 1111 000000 ii mmmm`,
      "[<Rn>, <Rm><lsl i>]",
      "hint",
      { except: "n=15", sppc: "m" },
    ],
  ];
});

const doubles: readonly ThumbRowData[] = (
  [
    ["LDRD", "1"],
    ["STRD", "0"],
  ] as const
).flatMap(([name, load]): ThumbRowData[] => {
  const mnemonic = name.toLowerCase();
  const registers = load === "1" ? ["tu"] : [];
  const bits = (flags: string) => `1110100 ${flags} ${load} nnnn | tttt uuuu iiiiiiii`;
  const indexed = { sppc: "tu", except: "n=15", distinct: [...registers, "tn", "un"] };
  return [
    [
      `${name} (immediate) T1`,
      mnemonic,
      bits("1U10"),
      "<Rt>, <Ru>, [<Rn><signed Ui*4>]",
      "double",
      { sppc: "tu", except: "n=15", distinct: registers },
    ],
    [
      `${name} (immediate) T1 pre`,
      mnemonic,
      bits("1U11"),
      "<Rt>, <Ru>, [<Rn>, <sum Ui*4>]!",
      "double",
      indexed,
    ],
    [
      `${name} (immediate) T1 post`,
      mnemonic,
      bits("0U11"),
      "<Rt>, <Ru>, [<Rn>], <sum Ui*4>",
      "double",
      indexed,
    ],
  ];
});

const exclusives: readonly ThumbRowData[] = [
  [
    "LDRD (literal) T1",
    "ldrd",
    "1110100 1U10 1 1111 | tttt uuuu iiiiiiii",
    "<Rt>, <Ru>, [pc, <sum Ui*4>]",
    "double",
    { sppc: "tu", distinct: ["tu"], also: ["<Rt>, <Ru>, <nearby Ui*4>"] },
  ],
  [
    "LDREX T1",
    "ldrex",
    "111010000101 nnnn | tttt (1111) iiiiiiii",
    "<Rt>, [<Rn><off i*4>]",
    "exclusive",
    { sppc: "t", pc: "n" },
  ],
  [
    "LDREXB T1",
    "ldrexb",
    "111010001101 nnnn | tttt (1111) 0100 (1111)",
    "<Rt>, [<Rn>]",
    "exclusive",
    { sppc: "t", pc: "n" },
  ],
  [
    "LDREXH T1",
    "ldrexh",
    "111010001101 nnnn | tttt (1111) 0101 (1111)",
    "<Rt>, [<Rn>]",
    "exclusive",
    { sppc: "t", pc: "n" },
  ],
  [
    "STREX T1",
    "strex",
    "111010000100 nnnn | tttt dddd iiiiiiii",
    "<Rd>, <Rt>, [<Rn><off i*4>]",
    "exclusive",
    { sppc: "dt", pc: "n", distinct: ["dn", "dt"] },
  ],
  [
    "STREXB T1",
    "strexb",
    "111010001100 nnnn | tttt (1111) 0100 dddd",
    "<Rd>, <Rt>, [<Rn>]",
    "exclusive",
    { sppc: "dt", pc: "n", distinct: ["dn", "dt"] },
  ],
  [
    "STREXH T1",
    "strexh",
    "111010001100 nnnn | tttt (1111) 0101 dddd",
    "<Rd>, <Rt>, [<Rn>]",
    "exclusive",
    { sppc: "dt", pc: "n", distinct: ["dn", "dt"] },
  ],
  ["CLREX T1", "clrex", "111100111011 (1111) | 10(0)0 (1111) 0010 (1111)", "", "hint"],
  [
    "TBB T1",
    "tbb",
    "111010001101 nnnn | (1111) (0000) 0000 mmmm",
    "[<Rn>, <Rm>]",
    "table",
    { it: "last", sp: "n", sppc: "m" },
  ],
  [
    "TBH T1",
    "tbh",
    "111010001101 nnnn | (1111) (0000) 0001 mmmm",
    "[<Rn>, <Rm>, lsl #1]",
    "table",
    { it: "last", sp: "n", sppc: "m" },
  ],
];

/** Register lists without SP, and without PC in stores. */
const WITHOUT_SP = 0x2000;
const WITHOUT_SP_PC = 0xa000;
const loadList = { min: 2, without: WITHOUT_SP };
const storeList = { min: 2, without: WITHOUT_SP_PC };

const multiples: readonly ThumbRowData[] = [
  [
    "LDM T2",
    "ldmia",
    "1110100 010 0 1 nnnn | llllllllllllllll",
    "<Rn>, {<list l>}",
    "multiple",
    { it: "last", pc: "n", list: loadList },
  ],
  [
    "LDM T2 writeback",
    "ldmia",
    "1110100 010 1 1 nnnn | llllllllllllllll",
    "<Rn>!, {<list l>}",
    "multiple",
    { it: "last", pc: "n", list: { ...loadList, base: true } },
  ],
  [
    "LDMDB T1",
    "ldmdb",
    "1110100 100 0 1 nnnn | llllllllllllllll",
    "<Rn>, {<list l>}",
    "multiple",
    { it: "last", pc: "n", list: loadList },
  ],
  [
    "LDMDB T1 writeback",
    "ldmdb",
    "1110100 100 1 1 nnnn | llllllllllllllll",
    "<Rn>!, {<list l>}",
    "multiple",
    { it: "last", pc: "n", list: { ...loadList, base: true } },
  ],
  [
    "POP T2",
    "pop",
    "1110100 010 1 1 1101 | llllllllllllllll",
    "{<list l>}",
    "multiple",
    { it: "last", list: loadList },
  ],
  [
    "POP T3",
    "pop",
    "111110000101 1101 | tttt 1011 00000100",
    "{<Rt>}",
    "load",
    { it: "last", sp: "t", alias: true },
  ],
  [
    "STM T2",
    "stmia",
    "1110100 010 0 0 nnnn | llllllllllllllll",
    "<Rn>, {<list l>}",
    "multiple",
    { pc: "n", list: storeList },
  ],
  [
    "STM T2 writeback",
    "stmia",
    "1110100 010 1 0 nnnn | llllllllllllllll",
    "<Rn>!, {<list l>}",
    "multiple",
    { pc: "n", list: { ...storeList, base: true } },
  ],
  [
    "STMDB T1",
    "stmdb",
    "1110100 100 0 0 nnnn | llllllllllllllll",
    "<Rn>, {<list l>}",
    "multiple",
    { pc: "n", list: storeList },
  ],
  [
    "STMDB T1 writeback",
    "stmdb",
    "1110100 100 1 0 nnnn | llllllllllllllll",
    "<Rn>!, {<list l>}",
    "multiple",
    { pc: "n", list: { ...storeList, base: true } },
  ],
  [
    "PUSH T2",
    "push",
    "1110100 100 1 0 1101 | llllllllllllllll",
    "{<list l>}",
    "multiple",
    { list: storeList },
  ],
  [
    "PUSH T3",
    "push",
    "111110000100 1101 | tttt 1101 00000100",
    "{<Rt>}",
    "store",
    { sppc: "t", alias: true },
  ],
];

export const thumbMemory: readonly ThumbRowData[] = [
  ...loads.flatMap(loadRows),
  ...stores.flatMap(storeRows),
  ...preloads,
  ...doubles,
  ...exclusives,
  ...multiples,
];
