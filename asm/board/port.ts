/** GPIO ports as the firmware's HAL handles them. A place of a pin is its port times 16 plus its bit. */
import { PORT_STEP, PORTS_START } from "../generated/board";
import { modifyRegister, readRegister, writeRegister } from "./access";

export const PORT_MODER: u32 = 0x00;
export const PORT_OTYPER: u32 = 0x04;
export const PORT_OSPEEDR: u32 = 0x08;
export const PORT_PUPDR: u32 = 0x0c;
export const PORT_IDR: u32 = 0x10;
export const PORT_ODR: u32 = 0x14;
export const PORT_BSRR: u32 = 0x18;
export const PORT_AFR: u32 = 0x20;
const RCC_AHB1ENR: u32 = 0x40023830;
const RCC_APB2ENR: u32 = 0x40023844;
const RCC_SYSCFG: u32 = 1 << 14;
const SYSCFG_EXTICR: u32 = 0x40013808;
const EXTI: u32 = 0x40013c00;
const EXTI_IMR: u32 = EXTI;
const EXTI_EMR: u32 = EXTI + 0x04;
const EXTI_RTSR: u32 = EXTI + 0x08;
const EXTI_FTSR: u32 = EXTI + 0x0c;
const SPEED_HIGH: u32 = 2;

/** Fields of the HAL's modes: MODER, open drain, interrupt, event, edges. */
export const MODE_FIELD: u32 = 0x03;
export const MODE_OPEN_DRAIN: u32 = 0x10;
export const MODE_INTERRUPT: u32 = 0x00010000;
export const MODE_EVENT: u32 = 0x00020000;
export const MODE_RISING: u32 = 0x00100000;
export const MODE_FALLING: u32 = 0x00200000;

export function portAddress(place: u32): u32 {
  return PORTS_START + (place >>> 4) * PORT_STEP;
}

/** Gives a port its clock. */
export function enablePort(port: u32): void {
  modifyRegister(RCC_AHB1ENR, 0, 1 << ((port - PORTS_START) / PORT_STEP));
}

/** MODER and the alternate function of a pin. */
export function configurePin(port: u32, bit: u32, mode: u32, af: u32): void {
  const shift = bit << 1;
  modifyRegister(port + PORT_MODER, 3 << shift, mode << shift);
  setFunction(port, bit, af);
}

function setFunction(port: u32, bit: u32, af: u32): void {
  const shift = (bit & 7) << 2;
  modifyRegister(port + PORT_AFR + ((bit >>> 3) << 2), 15 << shift, af << shift);
}

export function functionOf(port: u32, bit: u32): u32 {
  return (readRegister(port + PORT_AFR + ((bit >>> 3) << 2), 4) >>> ((bit & 7) << 2)) & 15;
}

/** The mode of a pin, without edges. */
export function modeOf(port: u32, bit: u32): u32 {
  const mode = (readRegister(port + PORT_MODER, 4) >>> (bit << 1)) & 3;
  if (mode == 0 || mode == 3) return mode;
  return mode | (((readRegister(port + PORT_OTYPER, 4) >>> bit) & 1) << 4);
}

export function pullOf(port: u32, bit: u32): u32 {
  return (readRegister(port + PORT_PUPDR, 4) >>> (bit << 1)) & 3;
}

/** Sets a pin up, in the order of the HAL's `HAL_GPIO_Init`. */
export function initPin(port: u32, bit: u32, mode: u32, pull: u32, af: u32): void {
  const shift = bit << 1;
  const field = mode & MODE_FIELD;
  if (field == 1 || field == 2) {
    modifyRegister(port + PORT_OSPEEDR, 3 << shift, SPEED_HIGH << shift);
    modifyRegister(port + PORT_OTYPER, 1 << bit, (mode & MODE_OPEN_DRAIN) != 0 ? 1 << bit : 0);
  }
  if (field != 3) modifyRegister(port + PORT_PUPDR, 3 << shift, pull << shift);
  if (field == 2) setFunction(port, bit, af);
  modifyRegister(port + PORT_MODER, 3 << shift, field << shift);
  if ((mode & (MODE_INTERRUPT | MODE_EVENT)) == 0) return;
  routeLine(port, bit);
  setEdges(bit, mode);
  modifyRegister(EXTI_EMR, 1 << bit, (mode & MODE_EVENT) != 0 ? 1 << bit : 0);
  modifyRegister(EXTI_IMR, 1 << bit, (mode & MODE_INTERRUPT) != 0 ? 1 << bit : 0);
}

/** Connects a line with a port. */
export function routeLine(port: u32, line: u32): void {
  modifyRegister(RCC_APB2ENR, 0, RCC_SYSCFG);
  const shift = (line & 3) << 2;
  const number = (port - PORTS_START) / PORT_STEP;
  modifyRegister(SYSCFG_EXTICR + (line & ~3), 15 << shift, number << shift);
}

/** The edges at which a line asks. */
export function setEdges(line: u32, mode: u32): void {
  modifyRegister(EXTI_RTSR, 1 << line, (mode & MODE_RISING) != 0 ? 1 << line : 0);
  modifyRegister(EXTI_FTSR, 1 << line, (mode & MODE_FALLING) != 0 ? 1 << line : 0);
}

/** Drives an output. */
export function writePin(port: u32, bit: u32, high: bool): void {
  writeRegister(port + PORT_BSRR, 4, (<u32>1) << (high ? bit : bit + 16));
}

export function readPin(port: u32, bit: u32): u32 {
  return (readRegister(port + PORT_IDR, 4) >>> bit) & 1;
}
