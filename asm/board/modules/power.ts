/** Functions of `pyb` and `machine` about frequencies, sleep and resets. */
import { Exc } from "../../generated/exceptions";
import { M } from "../../generated/messages";
import { PowerRequest } from "../../generated/power";
import { Q } from "../../generated/qstrs";
import { boardPower } from "../../host";
import { NONE, NULL, Ref, smallOf } from "../../memory/ref";
import { flush, STDOUT } from "../../object/builder";
import { function0, functionArgs } from "../../object/native-function";
import { hasPending, raise, raiseValue } from "../../object/raise";
import { defineInModule } from "../../types/module";
import { toI32 } from "../../types/number";
import { newTuple, tupleItems } from "../../types/tuple";
import { servePoll } from "../../vm/poll";
import { readRegister } from "../access";
import { busHertz, coreHertz, systemHertz } from "../clocks";
import { enterStandby, enterStop, resetChip, setFrequencies } from "../power";
import { startSleepTimer, stopSleepTimer } from "../sleep-timer";
import { waitEvent } from "../ticks";

const RCC_CSR: u32 = 0x40023874;
const PWR_CSR: u32 = 0x40007004;
const PWR_SBF: u32 = 1 << 1;
const CSR_WATCHDOGS: u32 = 3 << 29;
const CSR_POWER: u32 = (1 << 27) | (1 << 25);
const CSR_PIN: u32 = 1 << 26;

const SOFT_RESET: i32 = 0;
const PWRON_RESET: i32 = 1;
const HARD_RESET: i32 = 2;
const WDT_RESET: i32 = 3;
const DEEPSLEEP_RESET: i32 = 4;

/** Of the module `pyb`. */
export function definePower(module: Ref): void {
  defineInModule(module, Q.freq, functionArgs(Q.freq, 0, 4, power_freq));
  defineInModule(module, Q.wfi, function0(Q.wfi, power_idle));
  defineInModule(module, Q.stop, function0(Q.stop, power_stop));
  defineInModule(module, Q.standby, function0(Q.standby, power_standby));
  defineInModule(module, Q.hard_reset, function0(Q.hard_reset, power_reset));
  defineBootloader(module);
}

function defineBootloader(module: Ref): void {
  defineInModule(module, Q.bootloader, functionArgs(Q.bootloader, 0, 1, power_bootloader));
}

/** Of the module `machine`. */
export function defineMachinePower(module: Ref): void {
  defineInModule(module, Q.freq, functionArgs(Q.freq, 0, 4, power_freq));
  defineInModule(module, Q.idle, function0(Q.idle, power_idle));
  defineInModule(module, Q.lightsleep, functionArgs(Q.lightsleep, 0, 1, power_lightsleep));
  defineInModule(module, Q.sleep, functionArgs(Q.sleep, 0, 1, power_lightsleep));
  defineInModule(module, Q.deepsleep, functionArgs(Q.deepsleep, 0, 1, power_deepsleep));
  defineInModule(module, Q.reset, function0(Q.reset, power_reset));
  defineBootloader(module);
  defineInModule(module, Q.soft_reset, function0(Q.soft_reset, power_softReset));
  defineInModule(module, Q.reset_cause, function0(Q.reset_cause, power_resetCause));
  defineInModule(module, Q.SOFT_RESET, smallOf(SOFT_RESET));
  defineInModule(module, Q.PWRON_RESET, smallOf(PWRON_RESET));
  defineInModule(module, Q.HARD_RESET, smallOf(HARD_RESET));
  defineInModule(module, Q.WDT_RESET, smallOf(WDT_RESET));
  defineInModule(module, Q.DEEPSLEEP_RESET, smallOf(DEEPSLEEP_RESET));
}

/** What became due meanwhile comes now. */
function settled(): Ref {
  servePoll();
  return hasPending() ? NULL : NONE;
}

/** `freq()` tells, `freq(sysclk, hclk, pclk1, pclk2)` sets. */
function power_freq(n: i32, args: usize): Ref {
  if (n == 0) return frequencies();
  const system = toI32(load<u32>(args));
  const ahb = n > 1 ? toI32(load<u32>(args, 4)) : system;
  const apb1 = n > 2 ? toI32(load<u32>(args, 8)) : ahb / 4;
  const apb2 = n > 3 ? toI32(load<u32>(args, 12)) : ahb / 2;
  if (hasPending()) return NULL;
  const same =
    <u32>system == systemHertz() &&
    <u32>ahb == coreHertz() &&
    <u32>apb1 == busHertz(1) &&
    <u32>apb2 == busHertz(2);
  if (same) return NONE;
  if (system < 0 || !setFrequencies(system, ahb, apb1, apb2)) {
    return hasPending() ? NULL : raise(M.frequency);
  }
  return settled();
}

/** The frequencies of the core, of its bus and of the peripherals' two. */
function frequencies(): Ref {
  const tuple = newTuple(4);
  if (tuple == NULL) return NULL;
  const items = tupleItems(tuple);
  store<u32>(items, smallOf(systemHertz()));
  store<u32>(items, smallOf(coreHertz()), 4);
  store<u32>(items, smallOf(busHertz(1)), 8);
  store<u32>(items, smallOf(busHertz(2)), 12);
  return tuple;
}

/** WFI. */
function power_idle(): Ref {
  return waitEvent() ? settled() : NULL;
}

function power_stop(): Ref {
  flush(STDOUT);
  enterStop();
  return settled();
}

function power_standby(): Ref {
  flush(STDOUT);
  enterStandby();
  return NULL;
}

/** `lightsleep(ms=None)` */
function power_lightsleep(n: i32, args: usize): Ref {
  if (n == 1 && !wakeAfter(load<u32>(args))) return NULL;
  flush(STDOUT);
  enterStop();
  if (n == 1) stopSleepTimer();
  return settled();
}

/** `deepsleep(ms=None)` */
function power_deepsleep(n: i32, args: usize): Ref {
  if (n == 1 && !wakeAfter(load<u32>(args))) return NULL;
  return power_standby();
}

/** Has the RTC wake the processor. false: an exception is pending. */
function wakeAfter(millis: Ref): bool {
  const time = toI32(millis);
  if (hasPending()) return false;
  if (!startSleepTimer(max(time, 0))) raise(M.wakeupLarge);
  return !hasPending();
}

function power_reset(): Ref {
  flush(STDOUT);
  resetChip();
  return NULL;
}

/** The chip's own program, which waits for firmware: the run ends. */
function power_bootloader(n: i32, args: usize): Ref {
  flush(STDOUT);
  boardPower(PowerRequest.Bootloader);
  return NULL;
}

/** The program ends, and has said that it wants to start again. */
function power_softReset(): Ref {
  boardPower(PowerRequest.SoftReset);
  return raiseValue(Exc.SystemExit, NULL);
}

function power_resetCause(): Ref {
  if ((readRegister(PWR_CSR, 4) & PWR_SBF) != 0) return smallOf(DEEPSLEEP_RESET);
  const flags = readRegister(RCC_CSR, 4);
  if ((flags & CSR_WATCHDOGS) != 0) return smallOf(WDT_RESET);
  if ((flags & CSR_POWER) != 0) return smallOf(PWRON_RESET);
  return smallOf((flags & CSR_PIN) != 0 ? HARD_RESET : SOFT_RESET);
}
