/** FPv4-SP, the floating-point extension of ARMv7E-M (DDI 0403, A6.4 to A6.7). */

import type { ThumbCost } from "./thumb-costs.js";
import type { ThumbRowData } from "./thumb-row.js";

const threeOperands: readonly ThumbRowData[] = (
  [
    ["VMLA, VMLS T2 add", "vmla.f32", "0d00", "0", "floatAccumulate"],
    ["VMLA, VMLS T2 subtract", "vmls.f32", "0d00", "1", "floatAccumulate"],
    ["VNMLA, VNMLS, VNMUL T1 VNMLS", "vnmls.f32", "0d01", "0", "floatAccumulate"],
    ["VNMLA, VNMLS, VNMUL T1 VNMLA", "vnmla.f32", "0d01", "1", "floatAccumulate"],
    ["VMUL T2", "vmul.f32", "0d10", "0", "float"],
    ["VNMLA, VNMLS, VNMUL T2", "vnmul.f32", "0d10", "1", "float"],
    ["VADD T2", "vadd.f32", "0d11", "0", "float"],
    ["VSUB T2", "vsub.f32", "0d11", "1", "float"],
    ["VDIV T1", "vdiv.f32", "1d00", "0", "floatDivide"],
    ["VFNMA, VFNMS T1 VFNMS", "vfnms.f32", "1d01", "0", "floatAccumulate"],
    ["VFNMA, VFNMS T1 VFNMA", "vfnma.f32", "1d01", "1", "floatAccumulate"],
    ["VFMA, VFMS T2 VFMA", "vfma.f32", "1d10", "0", "floatAccumulate"],
    ["VFMA, VFMS T2 VFMS", "vfms.f32", "1d10", "1", "floatAccumulate"],
  ] as const
).map(([id, mnemonic, op, last, cost]) => [
  id,
  mnemonic,
  `11101110 ${op} nnnn | dddd 1010 n ${last} m0 mmmm`,
  "<Sd>, <Vn>, <Sm>",
  cost,
]);

const twoOperands: readonly ThumbRowData[] = (
  [
    ["VMOV (register) T2", "vmov.f32", "0000", "0", "float"],
    ["VABS T2", "vabs.f32", "0000", "1", "float"],
    ["VNEG T2", "vneg.f32", "0001", "0", "float"],
    ["VSQRT T1", "vsqrt.f32", "0001", "1", "floatDivide"],
    ["VCVTB, VCVTT T1 bottom to single", "vcvtb.f32.f16", "0010", "0", "float"],
    ["VCVTB, VCVTT T1 top to single", "vcvtt.f32.f16", "0010", "1", "float"],
    ["VCVTB, VCVTT T1 bottom to half", "vcvtb.f16.f32", "0011", "0", "float"],
    ["VCVTB, VCVTT T1 top to half", "vcvtt.f16.f32", "0011", "1", "float"],
    ["VCMP, VCMPE T1 VCMP", "vcmp.f32", "0100", "0", "float"],
    ["VCMP, VCMPE T1 VCMPE", "vcmpe.f32", "0100", "1", "float"],
    [
      "VCVT, VCVTR (floating-point, integer) T1 from unsigned",
      "vcvt.f32.u32",
      "1000",
      "0",
      "float",
    ],
    ["VCVT, VCVTR (floating-point, integer) T1 from signed", "vcvt.f32.s32", "1000", "1", "float"],
    [
      "VCVT, VCVTR (floating-point, integer) T1 to unsigned, rounded",
      "vcvtr.u32.f32",
      "1100",
      "0",
      "float",
    ],
    ["VCVT, VCVTR (floating-point, integer) T1 to unsigned", "vcvt.u32.f32", "1100", "1", "float"],
    [
      "VCVT, VCVTR (floating-point, integer) T1 to signed, rounded",
      "vcvtr.s32.f32",
      "1101",
      "0",
      "float",
    ],
    ["VCVT, VCVTR (floating-point, integer) T1 to signed", "vcvt.s32.f32", "1101", "1", "float"],
  ] as const
).map(([id, mnemonic, op, last, cost]) => [
  id,
  mnemonic,
  `111011101d11 ${op} | dddd 1010 ${last} 1 m0 mmmm`,
  "<Sd>, <Sm>",
  cost,
]);

const fixedPoint: readonly ThumbRowData[] = (
  [
    ["from", "s", 16],
    ["from", "u", 16],
    ["from", "s", 32],
    ["from", "u", 32],
    ["to", "s", 16],
    ["to", "u", 16],
    ["to", "s", 32],
    ["to", "u", 32],
  ] as const
).map(([direction, sign, size]) => {
  const type = `${sign}${size}`;
  const bits = `${direction === "to" ? 1 : 0}1${sign === "u" ? 1 : 0}`;
  return [
    `VCVT (between floating-point and fixed-point) T1 ${direction} ${type}`,
    direction === "to" ? `vcvt.${type}.f32` : `vcvt.f32.${type}`,
    `111011101d11 1${bits} | dddd 1010 ${size === 32 ? 1 : 0} 1 i0 jjjj`,
    `<Sd>, <Sd>, <fraction${size} ji>`,
    "float",
  ];
});

interface Transfer {
  readonly load: "0" | "1";
  readonly name: string;
  readonly stack: string;
}
const transfers: readonly Transfer[] = [
  { load: "1", name: "VLDM", stack: "VPOP" },
  { load: "0", name: "VSTM", stack: "VPUSH" },
];

/** The single and double registers: letter, coprocessor bit, count of words, encoding number. */
const widths = [
  ["S", "0", "iiiiiiii", "T2"],
  ["D", "1", "iiiiiii0", "T1"],
] as const;

const multiples: readonly ThumbRowData[] = transfers.flatMap(({ load, name, stack }) =>
  widths.flatMap(([width, bit, count, encoding]): ThumbRowData[] => {
    const row = (id: string, mnemonic: string, flags: string, base: string, syntax: string) =>
      [
        `${id} ${encoding}`,
        mnemonic.toLowerCase(),
        `1110110 ${flags} ${load} ${base} | dddd 101${bit} ${count}`,
        `${syntax}{<${width}list di>}`,
        "floatMultiple",
        base === "nnnn" ? { pc: "n" } : {},
      ] as const;
    const up = "01d1";
    const down = "10d1";
    const stackFlags = load === "1" ? up : down;
    return [
      row(name, `${name}ia`, "01d0", "nnnn", "<Rn>, "),
      row(`${name} writeback`, `${name}ia`, up, "nnnn", "<Rn>!, "),
      row(`${name}DB`, `${name}db`, down, "nnnn", "<Rn>!, "),
      row(stack, stack, stackFlags, "1101", ""),
    ];
  }),
);

const singles: readonly ThumbRowData[] = (
  [
    ["VLDR", "1", "floatLoad", "floatLoadDouble"],
    ["VSTR", "0", "floatLoad", "floatLoadDouble"],
  ] as const
).flatMap(([name, load, single, double]) =>
  widths.map(([width, bit, , encoding]): ThumbRowData => {
    const cost: ThumbCost = width === "S" ? single : double;
    return [
      `${name} ${encoding}`,
      name.toLowerCase(),
      `11101101 Ud0${load} nnnn | dddd 101${bit} iiiiiiii`,
      `<${width}d>, [<Rn><signed Ui*4>]`,
      cost,
      load === "1" ? { also: [`<${width}d>, <wordsfrom nUi>`] } : { pc: "n" },
    ];
  }),
);

const moves: readonly ThumbRowData[] = [
  [
    "VMOV (immediate) T2",
    "vmov.f32",
    "111011101d11 iiii | dddd 1010 (0)0(0)0 iiii",
    "<Sd>, <float i>",
    "float",
  ],
  [
    "VCMP, VCMPE T2 VCMP",
    "vcmp.f32",
    "111011101d11 0101 | dddd 1010 01(0)0 (0000)",
    "<Sd>, #0.0",
    "float",
    { also: ["<Sd>, #0"] },
  ],
  [
    "VCMP, VCMPE T2 VCMPE",
    "vcmpe.f32",
    "111011101d11 0101 | dddd 1010 11(0)0 (0000)",
    "<Sd>, #0.0",
    "float",
    { also: ["<Sd>, #0"] },
  ],
  [
    "VMOV (between ARM core register and single-precision register) T1 to single",
    "vmov",
    "11101110000 0 nnnn | tttt 1010 n(00)1 (0000)",
    "<Vn>, <Rt>",
    "floatCore",
    { sppc: "t" },
  ],
  [
    "VMOV (between ARM core register and single-precision register) T1 to core",
    "vmov",
    "11101110000 1 nnnn | tttt 1010 n(00)1 (0000)",
    "<Rt>, <Vn>",
    "floatCore",
    { sppc: "t" },
  ],
  [
    "VMOV (between two ARM core registers and two single-precision registers) T1 to single",
    "vmov",
    "11101100010 0 uuuu | tttt 1010 00m1 mmmm",
    "<pair m>, <Rt>, <Ru>",
    "floatCorePair",
    { sppc: "tu" },
  ],
  [
    "VMOV (between two ARM core registers and two single-precision registers) T1 to core",
    "vmov",
    "11101100010 1 uuuu | tttt 1010 00m1 mmmm",
    "<Rt>, <Ru>, <pair m>",
    "floatCorePair",
    { sppc: "tu", distinct: ["tu"] },
  ],
  [
    "VMOV (between two ARM core registers and a doubleword register) T1 to double",
    "vmov",
    "11101100010 0 uuuu | tttt 1011 00m1 mmmm",
    "<Dm>, <Rt>, <Ru>",
    "floatCorePair",
    { sppc: "tu" },
  ],
  [
    "VMOV (between two ARM core registers and a doubleword register) T1 to core",
    "vmov",
    "11101100010 1 uuuu | tttt 1011 00m1 mmmm",
    "<Rt>, <Ru>, <Dm>",
    "floatCorePair",
    { sppc: "tu", distinct: ["tu"] },
  ],
  [
    "VMOV (ARM core register to scalar) T1",
    "vmov.32",
    "1110111000x0 dddd | tttt 1011 d001 (0000)",
    "<Wd>[<index x>], <Rt>",
    "floatCore",
    { sppc: "t" },
  ],
  [
    "VMOV (scalar to ARM core register) T1",
    "vmov.32",
    "1110111000x1 nnnn | tttt 1011 n001 (0000)",
    "<Rt>, <Wn>[<index x>]",
    "floatCore",
    { sppc: "t" },
  ],
  [
    "VMRS T1",
    "vmrs",
    "111011101111 0001 | tttt 1010 (000)1 (0000)",
    "<Ft>, fpscr",
    "floatCore",
    { sp: "t" },
  ],
  [
    "VMSR T1",
    "vmsr",
    "111011101110 0001 | tttt 1010 (000)1 (0000)",
    "fpscr, <Rt>",
    "floatCore",
    { sppc: "t" },
  ],
];

export const thumbFloat: readonly ThumbRowData[] = [
  ...moves,
  ...threeOperands,
  ...twoOperands,
  ...fixedPoint,
  ...multiples,
  ...singles,
];
