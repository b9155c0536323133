/** The chip's generator of random numbers (RM0090, chapter 24). */
import { Clock } from "../generated/chip";
import { modifyRegister, readRegister } from "./access";
import { enableClock } from "./clocks";
import { waitFlag } from "./waits";

const CR: u32 = 0x50060800;
const SR: u32 = CR + 0x04;
const DR: u32 = CR + 0x08;
const ENABLE: u32 = 4;
const READY: u32 = 1;
/** Milliseconds after which the firmware gives up, with a 0. */
const TIMEOUT: f64 = 10;

/** 32 random bits. */
export function randomWord(): u32 {
  enableClock(Clock.RNG);
  modifyRegister(CR, 0, ENABLE);
  return waitFlag(SR, READY, TIMEOUT) ? readRegister(DR, 4) : 0;
}
