/** The classes of the board's buses. */
import { Kind } from "../../generated/kinds";
import { Q } from "../../generated/qstrs";
import { Ref } from "../../memory/ref";
import { typeOfKind } from "../../object/type";
import { defineInModule } from "../../types/module";
import { initCan } from "./can";
import { initI2c } from "./i2c";
import { initI2cMethods } from "./i2c-methods";
import { initI2cTarget } from "./i2c-target";
import { initI2s } from "./i2s";
import { initIrq } from "./irq";
import { initMachineAdc } from "./machine-adc";
import { initMachineI2c } from "./machine-i2c";
import { initMachineTimer } from "./machine-timer";
import { initPwm } from "./pwm";
import { initSignal } from "./signal";
import { initSoftI2c } from "./soft-i2c";
import { initSoftSpi } from "./soft-spi";
import { initSpi } from "./spi";
import { initUart } from "./uart";
import { defineUsbHid, initUsbHid } from "./usb-hid";
import { initUsbVcp } from "./usb-vcp";
import { initWdt } from "./wdt";

export function initBuses(): void {
  initIrq();
  initUart();
  initI2c();
  initMachineI2c();
  initSoftI2c();
  initI2cMethods();
  initI2cTarget();
  initI2s();
  initSpi();
  initSoftSpi();
  initCan();
  initMachineTimer();
  initWdt();
  initUsbVcp();
  initUsbHid();
  initSignal();
  initMachineAdc();
  initPwm();
}

/** Those of the module `pyb`. */
export function defineBuses(pyb: Ref): void {
  defineInModule(pyb, Q.UART, typeOfKind(Kind.Uart));
  defineInModule(pyb, Q.I2C, typeOfKind(Kind.I2c));
  defineInModule(pyb, Q.USB_VCP, typeOfKind(Kind.UsbVcp));
  defineUsbHid(pyb);
  defineInModule(pyb, Q.CAN, typeOfKind(Kind.Can));
  defineInModule(pyb, Q.SPI, typeOfKind(Kind.Spi));
}
