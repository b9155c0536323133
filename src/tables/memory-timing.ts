/**
 * What the buses and memories of an STM32F405 add to the cycles of the processor's pipeline: in cycles of HCLK, or what
 * the row says. The bench `calibrate` compares what follows from it with measured programs.
 */

/** A parameter of the model. */
export interface MemoryTimingRow {
  readonly value: number;
  readonly source: string;
}

export const memoryTiming = {
  fetch: {
    value: 2,
    source:
      "a word of code over the system bus: one cycle and one for the register in its way (ARM DDI 0439, 2.3.1)",
  },
  data: {
    value: 2,
    source:
      "a load or store between fetches: address and data without overlap; a port of AHB1 takes as long (it changes every 2 cycles at most: data sheet of the STM32F405, table 58)",
  },
  prefetchWords: { value: 3, source: "the prefetch unit's buffer (ARM DDI 0439, 2.3)" },
  bridge: {
    value: 2,
    source: "cycles of the APB for an access, setup and access (AMBA APB, ARM IHI 0024)",
  },
  flashLine: { value: 16, source: "bytes that the flash gives at once (RM0090, 3.5.2)" },
  flashLines: { value: 64, source: "lines of the cache for code (RM0090, 3.5.2)" },
  flashDataLines: { value: 8, source: "lines of the cache for constants (RM0090, 3.5.2)" },
} as const satisfies Readonly<Record<string, MemoryTimingRow>>;
