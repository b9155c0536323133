/** `pyb.Servo`: pulses of timer 5, in units of ten microseconds, and their way to what they shall become. */
import { FunctionKind, Irq } from "../../generated/chip";
import { Kind } from "../../generated/kinds";
import { M } from "../../generated/messages";
import { SERVO_COUNT, SERVO_PLACES } from "../../generated/pyboard";
import { Q } from "../../generated/qstrs";
import { headerWord } from "../../memory/header";
import { permanent } from "../../memory/permanent";
import { NONE, NULL, Ref, smallOf } from "../../memory/ref";
import { checkPositional } from "../../object/arguments";
import { putText, putUnsigned } from "../../object/builder";
import { function2, methodArgs } from "../../object/native-function";
import { Style } from "../../object/print";
import { hasPending, raise1 } from "../../object/raise";
import { reserveNames, typeAt, typeOfKind } from "../../object/type";
import { defineInModule } from "../../types/module";
import { toFloat, toI32 } from "../../types/number";
import { newTuple, tupleItems } from "../../types/tuple";
import { readRegister, writeRegister } from "../access";
import { timerHertz } from "../clocks";
import { enablePort, initPin, portAddress } from "../port";
import { compareRegister, preloadCompare, setOutput, startChannel } from "../timer-channels";
import {
  clearFlags,
  disableInterrupts,
  enableInterrupts,
  enableTimer,
  enableUpdateInterrupt,
  SERVO_TIMER,
  setTimeBase,
  TIM_ARR,
  TIM_DIER,
  TIM_SR,
  timerBase,
  UPDATE,
} from "../timers";
import { findFunction, pinAtPlace } from "./pin";

@unmanaged
class Servo {
  header: u32;
  number: u32;
  /** The least and the largest pulse, and that of the middle. */
  min: u32;
  max: u32;
  centre: i32;
  /** What a pulse at 90 degrees and one at full speed have more than that. */
  angle90: i32;
  speed100: i32;
  current: i32;
  target: i32;
  /** Periods that are left for the way to the target, and what division has left over. */
  left: i32;
  rest: i32;
}

const MODE_ALTERNATE: u32 = 2;
const PWM_MODE: u32 = 0x60;
const RCC_APB1ENR: u32 = 0x40023840;
const RCC_TIM5: u32 = 1 << 3;
/** Hertz of the timer, and its counts in a period. */
const COUNTS: u32 = 100000;
const PERIOD: u32 = 2000;
/** Milliseconds of a period. */
const PERIOD_MILLIS: i32 = 20;
/** Pulses that `pyb.servo` makes. */
const LEAST: i32 = 50;
const MOST: i32 = 250;
const PWM_CHANNEL: u32 = 2;

let servos: usize = 0;

function servoAt(x: Ref): Servo {
  return changetype<Servo>(<usize>x);
}

function servoOf(index: u32): Servo {
  return changetype<Servo>(servos + index * offsetof<Servo>());
}

export function initServo(): void {
  servos = permanent(SERVO_COUNT * offsetof<Servo>());
  for (let i: u32 = 0; i < SERVO_COUNT; i++) {
    const servo = servoOf(i);
    servo.header = headerWord(Kind.Servo, 3);
    servo.number = i + 1;
    servo.min = 64;
    servo.max = 242;
    servo.centre = 150;
    servo.angle90 = 97;
    servo.speed100 = 70;
    servo.current = 150;
  }
  const type = typeOfKind(Kind.Servo);
  typeAt(type).make = servo_make.index;
  typeAt(type).print = servo_print.index;
  reserveNames(type, 4);
  methodArgs(type, Q.pulse_width, 1, 2, servo_pulseWidth);
  methodArgs(type, Q.calibration, 1, 6, servo_calibration);
  methodArgs(type, Q.angle, 1, 3, servo_angle);
  methodArgs(type, Q.speed, 1, 3, servo_speed);
}

/** The functions `servo` and `pwm`, older than the class. */
export function defineServoFunctions(module: Ref): void {
  defineInModule(module, Q.servo, function2(Q.servo, pyb_servo));
  defineInModule(module, Q.pwm, function2(Q.pwm, pyb_pwm));
}

function pulseRegister(index: u32): u32 {
  return compareRegister(SERVO_TIMER, index);
}

function pyb_servo(port: Ref, pulse: Ref): Ref {
  const number = toI32(port);
  const width = max(LEAST, min(MOST, toI32(pulse)));
  if (hasPending()) return NULL;
  if (number >= 1 && number <= 4) writeRegister(pulseRegister(number - 1), 4, width);
  return hasPending() ? NULL : NONE;
}

function pyb_pwm(period: Ref, pulse: Ref): Ref {
  const counts = toI32(period);
  const width = toI32(pulse);
  if (hasPending()) return NULL;
  writeRegister(timerBase(SERVO_TIMER) + TIM_ARR, 4, counts);
  writeRegister(pulseRegister(PWM_CHANNEL), 4, width);
  return hasPending() ? NULL : NONE;
}

function servo_make(type: Ref, n: i32, nkw: i32, args: usize): Ref {
  if (!checkPositional(n, nkw, 1, 1)) return NULL;
  const number = toI32(load<u32>(args));
  if (hasPending()) return NULL;
  if (number < 1 || number > <i32>SERVO_COUNT) return raise1(M.noServo, number);
  const servo = servoOf(number - 1);
  servo.target = servo.current;
  servo.left = 0;
  start(servo);
  return hasPending() ? NULL : changetype<usize>(servo);
}

/** Lets the servo's pin have its pulses. */
function start(servo: Servo): void {
  const place = <u32>load<u8>(SERVO_PLACES + servo.number - 1);
  const port = portAddress(place);
  const af = findFunction(pinAtPlace(place), FunctionKind.TIM, SERVO_TIMER);
  enablePort(port);
  initPin(port, place & 15, MODE_ALTERNATE, 0, af);
  if ((readRegister(RCC_APB1ENR, 4) & RCC_TIM5) == 0) startTimer5();
  setOutput(SERVO_TIMER, servo.number - 1, PWM_MODE, servo.current, false);
  preloadCompare(SERVO_TIMER, servo.number - 1);
  startChannel(SERVO_TIMER, servo.number - 1, true);
}

function startTimer5(): void {
  enableTimer(SERVO_TIMER);
  enableUpdateInterrupt(SERVO_TIMER);
  setTimeBase(SERVO_TIMER, 0, 0, timerHertz(SERVO_TIMER) / COUNTS - 1, PERIOD - 1);
}

/** Serves timer 5 when it brings servos on their way. */
export function serveServos(): void {
  const base = timerBase(SERVO_TIMER);
  const active = readRegister(base + TIM_SR, 4) & readRegister(base + TIM_DIER, 4);
  if ((active & UPDATE) == 0) return;
  clearFlags(SERVO_TIMER, UPDATE);
  moveAll();
}

/** Whether an interrupt is that of the servos. */
export function isServoInterrupt(interrupt: u32): bool {
  return interrupt == Irq.TIM5;
}

/** Brings each servo a step nearer to its target; with the interrupt, as long as one is on its way. */
function moveAll(): void {
  let moving = false;
  for (let i: u32 = 0; i < SERVO_COUNT; i++) {
    if (move(servoOf(i))) moving = true;
  }
  if (moving) enableInterrupts(SERVO_TIMER, UPDATE);
  else disableInterrupts(SERVO_TIMER, UPDATE);
}

/** Whether it is on its way still. */
function move(servo: Servo): bool {
  if (servo.current == servo.target) return false;
  servo.target = max<i32>(servo.min, min<i32>(servo.max, servo.target));
  const arrives = servo.left <= 1;
  if (arrives) {
    servo.current = servo.target;
    servo.left = 0;
  } else {
    servo.rest += servo.target - servo.current;
    servo.current += servo.rest / servo.left;
    servo.rest %= servo.left;
    servo.left--;
  }
  writeRegister(pulseRegister(servo.number - 1), 4, servo.current);
  return !arrives;
}

function servo_pulseWidth(n: i32, args: usize): Ref {
  const servo = servoAt(load<u32>(args));
  if (n == 1) return smallOf(servo.current * 10);
  const micros = toI32(load<u32>(args, 4));
  if (hasPending()) return NULL;
  servo.target = (micros / 10) & 0xffff;
  servo.left = 0;
  moveAll();
  return hasPending() ? NULL : NONE;
}

function calibrationTuple(servo: Servo): Ref {
  const tuple = newTuple(5);
  if (tuple == NULL) return NULL;
  const items = tupleItems(tuple);
  store<u32>(items, smallOf(servo.min * 10));
  store<u32>(items, smallOf(servo.max * 10), 4);
  store<u32>(items, smallOf(servo.centre * 10), 8);
  store<u32>(items, smallOf((servo.centre + servo.angle90) * 10), 12);
  store<u32>(items, smallOf((servo.centre + servo.speed100) * 10), 16);
  return tuple;
}

/** A pulse in the firmware's units, of which a byte is kept. */
function pulseArgument(args: usize, place: usize): i32 {
  return toI32(load<u32>(args + (place << 2))) / 10;
}

function servo_calibration(n: i32, args: usize): Ref {
  const servo = servoAt(load<u32>(args));
  if (n == 1) return calibrationTuple(servo);
  if (n != 4 && n != 6) return raise1(M.servoCalibration, n);
  servo.min = pulseArgument(args, 1) & 0xff;
  servo.max = pulseArgument(args, 2) & 0xff;
  servo.centre = pulseArgument(args, 3) & 0xff;
  if (n == 6) {
    servo.angle90 = (pulseArgument(args, 4) - servo.centre) & 0xff;
    servo.speed100 = (pulseArgument(args, 5) - servo.centre) & 0xff;
  }
  return hasPending() ? NULL : NONE;
}

function servo_angle(n: i32, args: usize): Ref {
  const servo = servoAt(load<u32>(args));
  if (n == 1) return position(servo, servo.angle90, 90);
  return go(servo, n, args, servo.angle90, 90);
}

function servo_speed(n: i32, args: usize): Ref {
  const servo = servoAt(load<u32>(args));
  if (n == 1) return position(servo, servo.speed100, 100);
  return go(servo, n, args, servo.speed100, 100);
}

/** Where a servo is, if `more` of a pulse are `full`. */
function position(servo: Servo, more: i32, full: i32): Ref {
  return smallOf(more == 0 ? 0 : ((servo.current - servo.centre) * full) / more);
}

/** Goes to where the arguments say, at once or within a time. */
function go(servo: Servo, n: i32, args: usize, more: i32, full: f32): Ref {
  const wanted = <f32>toFloat(load<u32>(args, 4));
  const millis = n == 3 ? toI32(load<u32>(args, 8)) : 0;
  if (hasPending()) return NULL;
  const pulse = max<f32>(-32768, min<f32>(32767, (<f32>more * wanted) / full));
  servo.target = (servo.centre + <i32>pulse) & 0xffff;
  servo.left = (millis / PERIOD_MILLIS) & 0xffff;
  servo.rest = 0;
  moveAll();
  return hasPending() ? NULL : NONE;
}

function servo_print(p: Ref, x: Ref, style: Style): bool {
  return (
    putText(p, "<Servo ") &&
    putUnsigned(p, servoAt(x).number) &&
    putText(p, " at ") &&
    putUnsigned(p, servoAt(x).current * 10) &&
    putText(p, "us>")
  );
}
