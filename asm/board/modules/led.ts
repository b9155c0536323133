/** `pyb.LED`: | header | number | port | mask |. LEDs 3 and 4 are dimmed by channel 1 of TIM2 and TIM3. */
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { LED_COUNT, LED_PINS, LED_TIMERS } from "../../generated/pyboard";
import { Q } from "../../generated/qstrs";
import { headerWord } from "../../memory/header";
import { permanent } from "../../memory/permanent";
import { NONE, NULL, Ref, smallOf } from "../../memory/ref";
import { checkPositional } from "../../object/arguments";
import { putByte, putText, putUnsigned } from "../../object/builder";
import { method1, methodArgs } from "../../object/native-function";
import { Style } from "../../object/print";
import { hasPending, raise1 } from "../../object/raise";
import { reserveNames, typeAt, typeOfKind } from "../../object/type";
import { toI32 } from "../../types/number";
import { modifyRegister, readRegister, writeRegister } from "../access";
import { timerHertz } from "../clocks";
import { configurePin, PORT_BSRR, PORT_ODR, portAddress } from "../port";

@unmanaged
class Led {
  header: u32;
  number: u32;
  port: u32;
  bit: u32;
}

const RCC_APB1ENR: u32 = 0x40023840;
/** Where TIM2 is; the next ones follow. */
const TIM2: u32 = 0x40000000;
const TIMER_STEP: u32 = 0x400;
const TIM_CR1: u32 = 0x00;
const TIM_EGR: u32 = 0x14;
const TIM_CCMR1: u32 = 0x18;
const TIM_CCER: u32 = 0x20;
const TIM_PSC: u32 = 0x28;
const TIM_ARR: u32 = 0x2c;
const TIM_CCR1: u32 = 0x34;
/** PWM mode 1 with a preloaded compare register. */
const CCMR_PWM1: u32 = 0x68;
/** Microseconds of a period. */
const PERIOD: u32 = 10000;
const FULL: u32 = 255;

let leds: usize = 0;
/** The LEDs that a timer drives now, as bits by their numbers. */
let dimmed: u32 = 0;

function ledAt(x: Ref): Led {
  return changetype<Led>(<usize>x);
}

export function initLed(): void {
  leds = permanent(LED_COUNT * offsetof<Led>());
  for (let i: u32 = 0; i < LED_COUNT; i++) {
    const led = changetype<Led>(leds + i * offsetof<Led>());
    led.header = headerWord(Kind.Led, 1);
    led.number = i + 1;
    led.port = portAddress(load<u8>(LED_PINS + i));
    led.bit = load<u8>(LED_PINS + i) & 15;
  }
  const type = typeOfKind(Kind.Led);
  typeAt(type).make = led_make.index;
  typeAt(type).print = led_print.index;
  reserveNames(type, 4);
  method1(type, Q.on, led_on);
  method1(type, Q.off, led_off);
  method1(type, Q.toggle, led_toggle);
  methodArgs(type, Q.intensity, 1, 2, led_intensity);
}

function led_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (!checkPositional(n, nkw, 1, 1)) return NULL;
  const number = toI32(load<u32>(args));
  if (hasPending()) return NULL;
  if (number < 1 || number > <i32>LED_COUNT) return raise1(M.noLed, number);
  return <Ref>(leds + (<usize>number - 1) * offsetof<Led>());
}

function led_print(p: Ref, x: Ref, style: Style): bool {
  return putText(p, "LED(") && putUnsigned(p, ledAt(x).number) && putByte(p, 0x29);
}

function timerOf(led: Led): u32 {
  return TIM2 + (<u32>load<u8>(LED_TIMERS + led.number - 1) - 2) * TIMER_STEP;
}

function isDimmed(led: Led): bool {
  return ((dimmed >>> led.number) & 1) != 0;
}

function setState(led: Led, on: bool): void {
  writeRegister(led.port + PORT_BSRR, 4, (<u32>1) << (on ? led.bit : led.bit + 16));
  if (!isDimmed(led)) return;
  configurePin(led.port, led.bit, 1, 0);
  dimmed &= ~(1 << led.number);
}

function led_on(x: Ref): Ref {
  setState(ledAt(x), true);
  return NONE;
}

function led_off(x: Ref): Ref {
  setState(ledAt(x), false);
  return NONE;
}

function led_toggle(x: Ref): Ref {
  const led = ledAt(x);
  if (isDimmed(led)) setState(led, false);
  else {
    const levels = readRegister(led.port + PORT_ODR, 4);
    writeRegister(led.port + PORT_ODR, 4, levels ^ (1 << led.bit));
  }
  return NONE;
}

function led_intensity(n: i32, args: usize): Ref {
  const led = ledAt(load<u32>(args));
  if (n == 1) return smallOf(intensityOf(led));
  const intensity = toI32(load<u32>(args, 4));
  if (hasPending()) return NULL;
  if (intensity > 0 && intensity < <i32>FULL && load<u8>(LED_TIMERS + led.number - 1) != 0) {
    if (!isDimmed(led)) startDimming(led);
    writeRegister(timerOf(led) + TIM_CCR1, 4, (<u32>intensity * (PERIOD - 1)) / FULL);
  } else setState(led, intensity > 0);
  return NONE;
}

function intensityOf(led: Led): i32 {
  if (isDimmed(led)) {
    const compare = readRegister(timerOf(led) + TIM_CCR1, 4);
    return <i32>min<u32>((compare * FULL + PERIOD - 2) / (PERIOD - 1), FULL);
  }
  return ((readRegister(led.port + PORT_ODR, 4) >>> led.bit) & 1) != 0 ? <i32>FULL : 0;
}

function startDimming(led: Led): void {
  const number = <u32>load<u8>(LED_TIMERS + led.number - 1);
  const timer = timerOf(led);
  configurePin(led.port, led.bit, 2, number == 2 ? 1 : 2);
  modifyRegister(RCC_APB1ENR, 0, 1 << (number - 2));
  writeRegister(timer + TIM_ARR, 4, PERIOD - 1);
  writeRegister(timer + TIM_PSC, 4, timerHertz(number) / 1000000 - 1);
  writeRegister(timer + TIM_EGR, 4, 1);
  writeRegister(timer + TIM_CCR1, 4, 0);
  modifyRegister(timer + TIM_CCMR1, 0xff, CCMR_PWM1);
  modifyRegister(timer + TIM_CCER, 0xf, 1);
  modifyRegister(timer + TIM_CR1, 0, 1);
  dimmed |= 1 << led.number;
}
