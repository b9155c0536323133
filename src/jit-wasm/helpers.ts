import { F64, I32, type WasmType } from "./wasm-code.js";

const types: Readonly<Record<string, WasmType>> = { i: I32, d: F64 };

/** What compiled code calls in the VM: parameters, then results (`i` 32-bit word, `d` float). */
const rows = {
  callFunction: "iiii i",
  callMethod: "iiii i",
  callStar: "iiiii i",
  jitCallFailed: "i i",
  jitInitFailed: "ii i",
  jitInlinedFailed: "ii i",
  jitSpecialFailed: "iii i",
  jitBinary: "iiii i",
  jitDecide: "iii i",
  jitUnary: "ii i",
  jitTruth: "i i",
  jitLoadName: "ii i",
  jitStoreName: "iii i",
  jitLoadGlobal: "iii i",
  jitStoreGlobal: "iiii i",
  jitDeleteGlobal: "ii i",
  jitLoadAttr: "iiii i",
  jitStoreAttr: "iiii i",
  jitLoadMethod: "iii i",
  jitLoadSuperMethod: "iiii i",
  jitYield: "ii i",
  jitYieldFrom: "i i",
  jitResumeFailed: " i",
  jitItem: "iii i",
  jitSliceItem: "iii i",
  jitStoreSlice: "iiii i",
  jitStoreItem: "iiii i",
  jitTuple: "ii i",
  jitList: "ii i",
  jitSet: "ii i",
  jitDict: "i i",
  jitSlice: "iii i",
  jitStoreComp: "iiii i",
  jitUnpack: "iii i",
  jitUnpackEx: "iiii i",
  jitFunction: "iiiiii i",
  jitIterStart: "ii i",
  jitGetIter: "i i",
  jitIterNext: "i i",
  jitSetupWith: "iii i",
  jitWithCleanup: "ii i",
  jitRaise: "i ",
  jitReraise: "i ",
  jitCatch: "i ",
  jitRaiseAgain: "i ",
  jitPower: "dd d",
  jitModulo: "dd d",
  jitFloorDivide: "dd d",
  jitFloat: "d i",
  jitBoxInto: "id ",
  jitImportName: "iiii i",
  jitImportFrom: "ii i",
} as const;

/** The name of a helper. */
export type Helper = keyof typeof rows;

/** The helper's type in Wasm. */
export function helperSignature(name: Helper): { params: WasmType[]; results: WasmType[] } {
  const [params, results] = rows[name].split(" ") as [string, string];
  return { params: [...params].map((c) => types[c]!), results: [...results].map((c) => types[c]!) };
}
