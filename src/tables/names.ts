/**
 * Names for interned strings that are no identifiers. `asm/` writes `Q.foo` for the string "foo"; the
 * generator collects those by itself. A string that cannot be written so has its enum name here.
 */
export const specialNames: Readonly<Record<string, string>> = {
  empty: "",
  newline: "\n",
  space: " ",
  slash: "/",
  slashFlash: "/flash",
  string_: "<string>",
  pythonVersion: "3.4.0; MicroPython v1.27.0",
  machineName: "Adder (WebAssembly)",
  boardName: "PYBv1.0 with STM32F405RG",
  releaseNumber: "1.27.0",
  releaseName: "v1.27.0",
  usbSerialStorage: "VCP+MSC",
  usbCdcStorage: "CDC+MSC",
  usbSerialInput: "VCP+HID",
  usbCdcInput: "CDC+HID",
  usbAll: "VCP+MSC+HID",
  frozenPath: ".frozen",
  prompt: ">>> ",
  continuationPrompt: "... ",
};
