/** The module `machine` of the board. */
import { Kind } from "../../generated/kinds";
import { Q } from "../../generated/qstrs";
import { Ref } from "../../memory/ref";
import { typeOfKind } from "../../object/type";
import { defineInModule, newNativeModule } from "../../types/module";
import { defineMachineFunctions } from "./machine-functions";
import { newMem } from "./mem";
import { defineMachinePower } from "./power";
import { defineShared } from "./pyb";

let words: Ref = 0;
let halfwords: Ref = 0;
let bytes: Ref = 0;

/** Memory by words; `stm` has the same. */
export function mem32(): Ref {
  if (words == 0) words = newMem(4);
  return words;
}

export function mem16(): Ref {
  if (halfwords == 0) halfwords = newMem(2);
  return halfwords;
}

export function mem8(): Ref {
  if (bytes == 0) bytes = newMem(1);
  return bytes;
}

export function initMachineModule(): Ref {
  const module = newNativeModule(Q.machine, 64);
  defineInModule(module, Q.mem8, mem8());
  defineInModule(module, Q.mem16, mem16());
  defineInModule(module, Q.mem32, mem32());
  defineInModule(module, Q.I2C, typeOfKind(Kind.MachineI2c));
  defineInModule(module, Q.I2CTarget, typeOfKind(Kind.I2cTarget));
  defineInModule(module, Q.I2S, typeOfKind(Kind.I2s));
  defineInModule(module, Q.SoftI2C, typeOfKind(Kind.SoftI2c));
  defineInModule(module, Q.SPI, typeOfKind(Kind.MachineSpi));
  defineInModule(module, Q.SoftSPI, typeOfKind(Kind.SoftSpi));
  defineInModule(module, Q.UART, typeOfKind(Kind.Uart));
  defineMachinePower(module);
  defineMachineFunctions(module);
  defineShared(module);
  defineInModule(module, Q.Pin, typeOfKind(Kind.Pin));
  defineInModule(module, Q.PinBase, typeOfKind(Kind.PinBase));
  defineInModule(module, Q.Signal, typeOfKind(Kind.Signal));
  defineInModule(module, Q.ADC, typeOfKind(Kind.MachineAdc));
  defineInModule(module, Q.PWM, typeOfKind(Kind.Pwm));
  defineInModule(module, Q.SDCard, typeOfKind(Kind.SdCard));
  defineInModule(module, Q.RTC, typeOfKind(Kind.Rtc));
  defineInModule(module, Q.Timer, typeOfKind(Kind.SoftTimer));
  defineInModule(module, Q.WDT, typeOfKind(Kind.Wdt));
  return module;
}
