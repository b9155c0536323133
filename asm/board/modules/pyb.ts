/** The module `pyb`: functions of time and of the processor; classes stand in files of their own. */
import { cpu } from "../../cpu/registers";
import { Kind } from "../../generated/kinds";
import { Q } from "../../generated/qstrs";
import { boolRef, NONE, NULL, Ref, smallOf, TRUE } from "../../memory/ref";
import { flush, STDOUT } from "../../object/builder";
import { function0, function1, functionArgs } from "../../object/native-function";
import { truth } from "../../object/operators";
import { hasPending } from "../../object/raise";
import { newRawStr, STR_DATA, sealStr } from "../../object/str";
import { typeOfKind } from "../../object/type";
import { defineInModule, newNativeModule } from "../../types/module";
import { toI32 } from "../../types/number";
import { servePoll } from "../../vm/poll";
import { readRegister } from "../access";
import { randomWord } from "../random";
import { boardMicros, waitMicros, waitMillis } from "../ticks";
import { defineBoardInfo } from "./board-info";
import { defineBuses } from "./buses";
import { definePower } from "./power";
import { pyb_replInfo } from "./repl-info";
import { sdCard } from "./sdcard";
import { defineServoFunctions } from "./servo";
import { pyb_replUart } from "./terminal";
import { defineUsbMode } from "./usb-mode";

const TICKS_MASK: u64 = 0x3fffffff;
const UNIQUE_ID: u32 = 0x1fff7a10;
const UNIQUE_BYTES: u32 = 12;

/** What `machine` has, too. */
export function defineShared(module: Ref): void {
  defineInModule(module, Q.disable_irq, function0(Q.disable_irq, pyb_disableIrq));
  defineInModule(module, Q.enable_irq, functionArgs(Q.enable_irq, 0, 1, pyb_enableIrq));
  defineInModule(module, Q.unique_id, function0(Q.unique_id, pyb_uniqueId));
  defineInModule(module, Q.rng, function0(Q.rng, pyb_rng));
}

export function initPyb(): Ref {
  const module = newNativeModule(Q.pyb, 96);
  defineShared(module);
  defineInModule(module, Q.millis, function0(Q.millis, pyb_millis));
  defineInModule(module, Q.micros, function0(Q.micros, pyb_micros));
  defineInModule(module, Q.elapsed_millis, function1(Q.elapsed_millis, pyb_elapsedMillis));
  defineInModule(module, Q.elapsed_micros, function1(Q.elapsed_micros, pyb_elapsedMicros));
  defineInModule(module, Q.delay, function1(Q.delay, pyb_delay));
  defineInModule(module, Q.udelay, function1(Q.udelay, pyb_udelay));
  defineInModule(module, Q.have_cdc, function0(Q.have_cdc, pyb_haveCdc));
  defineInModule(module, Q.LCD, typeOfKind(Kind.Lcd));
  defineInModule(module, Q.repl_uart, functionArgs(Q.repl_uart, 0, 1, pyb_replUart));
  defineInModule(module, Q.repl_info, function1(Q.repl_info, pyb_replInfo));
  defineInModule(module, Q.LED, typeOfKind(Kind.Led));
  defineInModule(module, Q.Pin, typeOfKind(Kind.Pin));
  defineInModule(module, Q.Switch, typeOfKind(Kind.Switch));
  defineInModule(module, Q.ExtInt, typeOfKind(Kind.ExtInt));
  defineBuses(module);
  definePower(module);
  defineInModule(module, Q.UART, typeOfKind(Kind.Uart));
  defineInModule(module, Q.ADC, typeOfKind(Kind.Adc));
  defineInModule(module, Q.ADCAll, typeOfKind(Kind.AdcAll));
  defineInModule(module, Q.DAC, typeOfKind(Kind.Dac));
  defineInModule(module, Q.Servo, typeOfKind(Kind.Servo));
  defineInModule(module, Q.Accel, typeOfKind(Kind.Accel));
  defineInModule(module, Q.RTC, typeOfKind(Kind.Rtc));
  defineServoFunctions(module);
  defineInModule(module, Q.Flash, typeOfKind(Kind.Flash));
  defineInModule(module, Q.SDCard, typeOfKind(Kind.SdCard));
  defineInModule(module, Q.SD, sdCard());
  defineBoardInfo(module);
  defineUsbMode(module);
  defineInModule(module, Q.Timer, typeOfKind(Kind.Timer));
  return module;
}

function ticksOf(count: f64): u32 {
  return <u32>(<u64>count & TICKS_MASK);
}

function pyb_millis(): Ref {
  return smallOf(ticksOf(boardMicros() / 1e3));
}

function pyb_micros(): Ref {
  return smallOf(ticksOf(boardMicros()));
}

function pyb_elapsedMillis(start: Ref): Ref {
  const since = <u32>toI32(start);
  return hasPending() ? NULL : smallOf((ticksOf(boardMicros() / 1e3) - since) & <u32>TICKS_MASK);
}

function pyb_elapsedMicros(start: Ref): Ref {
  const since = <u32>toI32(start);
  return hasPending() ? NULL : smallOf((ticksOf(boardMicros()) - since) & <u32>TICKS_MASK);
}

/** What became due meanwhile comes behind a wait. */
function waited(done: bool): Ref {
  if (!done) return NULL;
  servePoll();
  return hasPending() ? NULL : NONE;
}

function pyb_delay(x: Ref): Ref {
  const millis = toI32(x);
  if (hasPending()) return NULL;
  flush(STDOUT);
  return millis <= 0 ? NONE : waited(waitMillis(millis));
}

function pyb_udelay(x: Ref): Ref {
  const micros = toI32(x);
  if (hasPending()) return NULL;
  return micros <= 0 ? NONE : waited(waitMicros(micros));
}

/** Gives whether interrupts were on. */
function pyb_disableIrq(): Ref {
  const on = cpu.primask == 0;
  cpu.primask = 1;
  return boolRef(on);
}

function pyb_enableIrq(n: i32, args: usize): Ref {
  cpu.primask = n == 0 || truth(load<u32>(args)) ? 0 : 1;
  return waited(true);
}

function pyb_uniqueId(): Ref {
  const x = newRawStr(Kind.Bytes, UNIQUE_BYTES);
  if (x == NULL) return NULL;
  for (let i: u32 = 0; i < UNIQUE_BYTES; i += 4) {
    store<u32>(<usize>x + STR_DATA + i, readRegister(UNIQUE_ID + i, 4));
  }
  return hasPending() ? NULL : sealStr(x);
}

/** 30 random bits of the chip's generator. */
function pyb_rng(): Ref {
  return smallOf(randomWord() >>> 2);
}

function pyb_haveCdc(): Ref {
  return TRUE;
}
