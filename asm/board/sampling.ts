/** Timer 6, which sets the pace of converters. */
import { modifyRegister } from "./access";
import { timerHertz } from "./clocks";
import { enableTimer, setTimeBase, startTimer, TIM_CR2, TIM_SMCR, timerBase } from "./timers";

const SAMPLING_TIMER: u32 = 6;
const TRIGGER_OUTPUT: u32 = 7 << 4;
const TRIGGER_UPDATE: u32 = 2 << 4;
const MASTER: u32 = 1 << 7;

/** Lets the sixth timer run at so many hertz. */
export function startSampling(hertz: i32): void {
  setSampling(hertz);
  startTimer(SAMPLING_TIMER);
}

function setSampling(hertz: i32): void {
  let period = hertz == 0 ? 1 : max<u32>(1, timerHertz(SAMPLING_TIMER) / <u32>hertz);
  let prescaler: u32 = 1;
  for (; period > 0xffff; period >>>= 1) prescaler <<= 1;
  enableTimer(SAMPLING_TIMER);
  setTimeBase(SAMPLING_TIMER, 0, 0, prescaler - 1, period - 1);
}

/** The same with a trigger for converters at each update. */
export function startTriggers(hertz: i32): void {
  setSampling(hertz);
  triggerAtUpdates(SAMPLING_TIMER);
  startTimer(SAMPLING_TIMER);
}

/** Makes a timer's updates its trigger output. */
export function triggerAtUpdates(number: u32): void {
  const base = timerBase(number);
  modifyRegister(base + TIM_CR2, TRIGGER_OUTPUT, TRIGGER_UPDATE);
  if (number != SAMPLING_TIMER && number != 7) modifyRegister(base + TIM_SMCR, MASTER, 0);
}
