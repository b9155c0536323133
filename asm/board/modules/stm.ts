/** The module `stm`: the addresses of the chip. */
import { Kind } from "../../generated/kinds";
import { Q } from "../../generated/qstrs";
import { STM_COUNT, STM_NAMES, STM_VALUES } from "../../generated/stm";
import { permanentObject } from "../../memory/permanent";
import { Ref, SMALL_MAX, smallOf } from "../../memory/ref";
import { BigInt, bigAt, LIMBS } from "../../types/bigint";
import { defineInModule, newNativeModule } from "../../types/module";
import { mem8, mem16, mem32 } from "./machine";

/** An int in permanent memory. */
function permanentInt(value: u32): Ref {
  if (value <= <u32>SMALL_MAX) return smallOf(<i32>value);
  const x = permanentObject(Kind.Int, offsetof<BigInt>() + 8);
  bigAt(x).size = 1;
  store<u32>(x, value, LIMBS);
  return x;
}

export function initStm(): Ref {
  const module = newNativeModule(Q.stm, STM_COUNT + 3);
  defineInModule(module, Q.mem8, mem8());
  defineInModule(module, Q.mem16, mem16());
  defineInModule(module, Q.mem32, mem32());
  for (let i: u32 = 0; i < STM_COUNT; i++) {
    const name = load<u16>(STM_NAMES + ((<usize>i) << 1));
    defineInModule(module, name, permanentInt(load<u32>(STM_VALUES + ((<usize>i) << 2))));
  }
  return module;
}
