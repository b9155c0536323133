/** What Python has on the board and not elsewhere. The host's build has nothing of this folder. */
import { Q } from "../../generated/qstrs";
import { Ref } from "../../memory/ref";
import { initAccel } from "./accel";
import { initAdc } from "./adc";
import { initAdcAll } from "./adc-all";
import { initBuses } from "./buses";
import { initDac } from "./dac";
import { initExtInt } from "./extint";
import { initFlash } from "./flash";
import { initLcd } from "./lcd";
import { initLed } from "./led";
import { initMachineModule } from "./machine";
import { initMem } from "./mem";
import { initPins } from "./pin";
import { initPinFunctions } from "./pin-function";
import { initPyb } from "./pyb";
import { initRtc } from "./rtc";
import { initSdCard } from "./sdcard";
import { initSelect, initSelectModule } from "./select";
import { initServo } from "./servo";
import { initStm } from "./stm";
import { initSwitch } from "./switch";
import { initTimer } from "./timer";
import { initTimerChannel } from "./timer-channel";

/** The board's types. */
export function describeBoardTypes(): void {
  initMem();
  initBuses();
  initLed();
  initPinFunctions();
  initPins();
  initExtInt();
  initSwitch();
  initTimer();
  initTimerChannel();
  initAdc();
  initAdcAll();
  initDac();
  initServo();
  initAccel();
  initRtc();
  initSdCard();
  initFlash();
  initLcd();
  initSelect();
}

/** Makes the board's modules known: those that nothing replaces, and those that a file of their name goes before. */
export function defineBoardModules(
  fixed: (name: i32, module: Ref) => void,
  extensible: (name: i32, module: Ref) => void,
): void {
  fixed(Q.pyb, initPyb());
  fixed(Q.stm, initStm());
  extensible(Q.machine, initMachineModule());
  extensible(Q.select, initSelectModule());
}
