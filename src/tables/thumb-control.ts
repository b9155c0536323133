/** The 32-bit branches, system and coprocessor encodings of ARMv7-M (DDI 0403, A5.3.4 and A5.3.18). */
import type { ThumbRowData } from "./thumb-row.js";

const hints: readonly ThumbRowData[] = (
  [
    ["NOP T2", "nop", "0000"],
    ["YIELD T2", "yield", "0001"],
    ["WFE T2", "wfe", "0010"],
    ["WFI T2", "wfi", "0011"],
    ["SEV T2", "sev", "0100"],
  ] as const
).map(([id, mnemonic, op]) => [
  id,
  mnemonic,
  `111100111010 (1111) | 10(0)0 (0)000 0000 ${op}`,
  "",
  "hint",
]);

/** CP10 and CP11 are the FPU. */
const FPU = "p=10 p=11";

/** The general coprocessor instructions, all of which fault on this chip; the second form has bit 28 set. */
const coprocessor: readonly ThumbRowData[] = (
  [
    ["", "0"],
    ["2", "1"],
  ] as const
).flatMap(([two, bit]): ThumbRowData[] => [
  [
    `CDP${two} T${two || 1}`,
    `cdp${two}`,
    `111${bit} 1110 oooo nnnn | dddd pppp qqq 0 mmmm`,
    "<P p>, <#o>, <C d>, <C n>, <C m>, <#q>",
    "coprocessor",
    { except: FPU },
  ],
  [
    `MCR${two} T${two || 1}`,
    `mcr${two}`,
    `111${bit} 1110 ooo 0 nnnn | tttt pppp qqq 1 mmmm`,
    "<P p>, <#o>, <Rt>, <C n>, <C m>, <#q>",
    "coprocessor",
    { except: FPU, sppc: "t" },
  ],
  [
    `MRC${two} T${two || 1}`,
    `mrc${two}`,
    `111${bit} 1110 ooo 1 nnnn | tttt pppp qqq 1 mmmm`,
    "<P p>, <#o>, <Ft>, <C n>, <C m>, <#q>",
    "coprocessor",
    { except: FPU, sp: "t" },
  ],
  [
    `MCRR${two} T${two || 1}`,
    `mcrr${two}`,
    `111${bit} 1100 0100 uuuu | tttt pppp oooo mmmm`,
    "<P p>, <#o>, <Rt>, <Ru>, <C m>",
    "coprocessor",
    { except: FPU, sppc: "tu" },
  ],
  [
    `MRRC${two} T${two || 1}`,
    `mrrc${two}`,
    `111${bit} 1100 0101 uuuu | tttt pppp oooo mmmm`,
    "<P p>, <#o>, <Rt>, <Ru>, <C m>",
    "coprocessor",
    { except: FPU, sppc: "tu", distinct: ["tu"] },
  ],
]);

/** How a coprocessor's load or store finds its address: word for the id, P U W, address, rules. */
const addresses = [
  ["", "1U", "0", "[<Rn><signed Ui*4>]"],
  [" pre", "1U", "1", "[<Rn>, <sum Ui*4>]!"],
  [" post", "0U", "1", "[<Rn>], <sum Ui*4>"],
  [" unindexed", "01", "0", "[<Rn>], {<index i>}"],
] as const;

/** Loads and stores of the general coprocessors, short and long, in both forms. */
const coprocessorMemory: readonly ThumbRowData[] = (
  [
    ["LDC", "", "0", "1"],
    ["LDC", "2", "1", "1"],
    ["STC", "", "0", "0"],
    ["STC", "2", "1", "0"],
  ] as const
).flatMap(([name, two, bit, load]) =>
  (["", "L"] as const).flatMap((long) =>
    addresses.map(
      ([word, flags, write, address]): ThumbRowData => [
        `${name}${two}${long} T${two || 1}${word}`,
        `${name}${two}${long}`.toLowerCase(),
        `111${bit} 110 ${flags} ${long === "L" ? 1 : 0} ${write} ${load} nnnn | dddd pppp iiiiiiii`,
        `<P p>, <C d>, ${address}`,
        "coprocessor",
        name === "LDC" && word === "" ? { except: FPU } : { except: FPU, pc: "n" },
      ],
    ),
  ),
);

export const thumbControl: readonly ThumbRowData[] = [
  [
    "B T3",
    "b",
    "11110 S cccc iiiiii | 10 J 0 K iiiiiiiiiii",
    "<rel SKJi>",
    "conditional",
    { condition: "c", it: "outside", except: "c=14 c=15" },
  ],
  [
    "B T4",
    "b",
    "11110 S iiiiiiiiii | 10 J 1 K iiiiiiiiiii",
    "<far SJKi>",
    "branch",
    { it: "last" },
  ],
  [
    "BL T1",
    "bl",
    "11110 S iiiiiiiiii | 11 J 1 K iiiiiiiiiii",
    "<far SJKi>",
    "branch",
    { it: "last" },
  ],
  [
    "MSR (register) T1",
    "msr",
    "11110011100(0) nnnn | 10(0)0 kk(00) ssssssss",
    "<special ks>, <Rn>",
    "system",
    { sppc: "n" },
  ],
  [
    "MRS T1",
    "mrs",
    "11110011111(0) (1111) | 10(0)0 dddd ssssssss",
    "<Rd>, <special s>",
    "system",
    { sppc: "d" },
  ],
  ...hints,
  ["DBG T1", "dbg", "111100111010 (1111) | 10(0)0 (0)000 1111 oooo", "<#o>", "hint"],
  ["DSB T1", "dsb", "111100111011 (1111) | 10(0)0 (1111) 0100 oooo", "<barrier o>", "barrier"],
  ["DMB T1", "dmb", "111100111011 (1111) | 10(0)0 (1111) 0101 oooo", "<barrier o>", "barrier"],
  ["ISB T1", "isb", "111100111011 (1111) | 10(0)0 (1111) 0110 oooo", "<full o>", "flush"],
  ["UDF T2", "udf", "111101111111 jjjj | 1010 iiiiiiiiiiii", "<#ji>", "exception"],
  ...coprocessor,
  ...coprocessorMemory,
];
