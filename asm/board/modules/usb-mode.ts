/** `pyb.usb_mode`: what the board shows itself as to its USB host. */
import { M } from "../../generated/messages";
import { Q } from "../../generated/qstrs";
import { NONE, NULL, qstrRef, Ref } from "../../memory/ref";
import {
  endArguments,
  needRef,
  optInt,
  optRef,
  startArguments,
} from "../../object/argument-reader";
import { functionKeywords } from "../../object/native-function";
import { internedOrNull } from "../../object/qstr";
import { raise, raise1 } from "../../object/raise";
import { isStr } from "../../object/str";
import { defineInModule } from "../../types/module";
import { hideHid, mouseDescription, showHid } from "./usb-hid";

/** The present mode's name, or None. */
let mode: Ref = 0;

export function defineUsbMode(module: Ref): void {
  mode = qstrRef(Q.usbSerialStorage);
  defineInModule(module, Q.usb_mode, functionKeywords(Q.usb_mode, 0, 0xff, pyb_usbMode));
}

/** The mode of a name, of which some are from earlier; NULL: there is none. */
function modeNamed(name: Ref): Ref {
  if (name == qstrRef(Q.VCP) || name == qstrRef(Q.CDC)) return qstrRef(Q.VCP);
  if (name == qstrRef(Q.usbSerialStorage) || name == qstrRef(Q.usbCdcStorage)) {
    return qstrRef(Q.usbSerialStorage);
  }
  if (name == qstrRef(Q.usbSerialInput) || name == qstrRef(Q.usbCdcInput)) {
    return qstrRef(Q.usbSerialInput);
  }
  return name == qstrRef(Q.MSC) || name == qstrRef(Q.usbAll) ? name : NULL;
}

/** Whether an input device belongs to a mode. */
function hasInput(named: Ref): bool {
  return named == qstrRef(Q.usbSerialInput) || named == qstrRef(Q.usbAll);
}

/** `usb_mode()` tells the mode, `usb_mode(mode, *, port, vid, pid, msc, hid)` sets it; None: nothing is shown. */
function pyb_usbMode(n: i32, nkw: i32, args: usize): Ref {
  if (n == 0 && nkw == 0) return mode;
  startArguments(n, nkw, args, 0);
  const wanted = needRef(Q.mode);
  optInt(Q.port, -1);
  optInt(Q.vid, -1);
  optInt(Q.pid, -1);
  optRef(Q.msc, NONE);
  const hid = optRef(Q.hid, mouseDescription());
  if (!endArguments()) return NULL;
  if (wanted != NONE && !isStr(wanted)) return raise1(M.cannotConvertToStr, wanted);
  const found = wanted == NONE ? NONE : modeNamed(internedOrNull(wanted));
  if (found == NULL) return raise(M.usbMode);
  if (hasInput(found)) {
    if (!showHid(hid)) return NULL;
  } else hideHid();
  mode = found;
  return NONE;
}
