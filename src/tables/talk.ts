/**
 * What Damien George's talk "Writing fast and efficient MicroPython" (PyCon AU 2018) says of its demonstrations,
 * which ran on a pyboard at 168 MHz. The programs are in examples/talk.
 */

import type { FirmwareName } from "./firmwares.js";

/** What is counted in a second: times that the LED was on and off, or bytes read. */
export type TalkUnit = "Hz" | "B/s";

/** A demonstration and its figure. */
export interface TalkFigure {
  /** The program's file without `.py`. */
  readonly program: string;
  /** What it shows, in a word or two. */
  readonly label: string;
  /** Least and most in a second, equal where one figure was given. */
  readonly rate: readonly [number, number];
  readonly unit: TalkUnit;
  /** The talk's words, where the figure follows from them. */
  readonly said?: string;
}

/** The firmware of that summer. */
export const talkFirmware: FirmwareName = "1.9.4";

export const talkFigures: readonly TalkFigure[] = [
  { program: "led_1", label: "module level", rate: [57e3, 57e3], unit: "Hz" },
  { program: "led_2", label: "in a function", rate: [66e3, 66e3], unit: "Hz" },
  { program: "led_3", label: "preloaded", rate: [182e3, 182e3], unit: "Hz" },
  {
    program: "led_4",
    label: "unrolled",
    rate: [200e3, 200e3],
    unit: "Hz",
    said: "about 10 % more",
  },
  {
    program: "led_5",
    label: "native",
    rate: [440e3, 440e3],
    unit: "Hz",
    said: "about 220 % faster",
  },
  {
    program: "led_6",
    label: "viper",
    rate: [2.9e6, 3.4e6],
    unit: "Hz",
    said: "50 to 60 times number 1",
  },
  {
    program: "led_6_loop",
    label: "viper, not unrolled",
    rate: [2.9e6, 3.4e6],
    unit: "Hz",
    said: "50 to 60 times number 1",
  },
  { program: "led_7", label: "assembler", rate: [27e6, 27e6], unit: "Hz" },
  { program: "file_1", label: "read", rate: [1.5e6, 1.5e6], unit: "B/s" },
  {
    program: "file_2",
    label: "preloaded, unrolled",
    rate: [1.5e6, 1.5e6],
    unit: "B/s",
    said: "barely more",
  },
  { program: "file_3", label: "readinto", rate: [20e6, 20e6], unit: "B/s" },
];
