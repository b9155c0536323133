/** What was measured on a PYBv1.0 or 1.1 at 168 MHz and published: the figures that the clock is calibrated on. */

/** A program of MicroPython's `tests/perf_bench`, with the parameters that N=100, M=100 selects. */
export interface Figure {
  readonly program: string;
  /** How it was compiled. */
  readonly emit: "bytecode" | "native";
  /** Microseconds. */
  readonly micros: number;
}

/** Commit f2040bfc7e of MicroPython, 2021-10-22: what its message says of the state behind it. */
const bytecode: Readonly<Record<string, number>> = {
  bm_chaos: 139903,
  bm_fft: 302448,
  bm_hexiom: 208638,
  bm_pidigits: 100781,
  core_import_mpy_multi: 85986,
  core_import_mpy_single: 14890,
  core_qstr: 62383,
  misc_mandel: 117079,
  misc_raytrace: 133686,
  viper_call0: 52403,
  viper_call1a: 54924,
  viper_call1b: 68858,
  viper_call2a: 56354,
};

/** Commit d4d53e9e11 of MicroPython, 2022-05-20, likewise; all code compiled to machine code. */
const native: Readonly<Record<string, number>> = {
  bm_fannkuch: 59289,
  bm_float: 37623,
  bm_nqueens: 187752,
  bm_pidigits: 102720,
  core_qstr: 62412,
  core_yield_from: 64286,
  misc_aes: 48503,
  misc_raytrace: 126997,
  viper_call0: 52932,
  viper_call1a: 55543,
  viper_call1b: 69430,
  viper_call2a: 56886,
};

const list = (emit: Figure["emit"], micros: Readonly<Record<string, number>>): Figure[] =>
  Object.entries(micros).map(([program, value]) => ({ program, emit, micros: value }));

export const figures: readonly Figure[] = [
  ...list("bytecode", bytecode),
  ...list("native", native),
];
