import { Assembler } from "../../../src/thumb/assembler.js";
import { type Peripherals, Processor } from "../../../src/vm/processor.js";

export const FLASH = 0x08000000;
export const SRAM = 0x20000000;
export const STACK = SRAM + 0x10000;
const ENTRY = FLASH + 0x200;

/** A processor with an assembled program at the start of SRAM, about to run it. */
export function withProgram(source: string, peripherals?: Peripherals): Processor {
  const processor = new Processor(undefined, peripherals);
  processor.load(SRAM, new Assembler().source(source).finish(SRAM).bytes);
  processor.setRegister(13, STACK);
  processor.setRegister(15, SRAM);
  return processor;
}

/**
 * A processor that boots from flash: the program starts at `start`; labels that are names of vectors become their
 * handlers.
 */
export function withVectors(
  source: string,
  vectors: Readonly<Record<string, number>>,
  peripherals?: Peripherals,
): Processor {
  const processor = new Processor(undefined, peripherals);
  const { bytes, labels } = new Assembler().source(source).finish(ENTRY);
  const table = new DataView(new ArrayBuffer(0x200));
  table.setUint32(0, STACK, true);
  table.setUint32(4, labels.get("start")! | 1, true);
  for (const [name, number] of Object.entries(vectors)) {
    table.setUint32(number * 4, labels.get(name)! | 1, true);
  }
  processor.load(FLASH, new Uint8Array(table.buffer));
  processor.load(ENTRY, bytes);
  processor.boot(FLASH);
  return processor;
}

/** A word of memory. */
export function word(processor: Processor, address: number): number {
  const bytes = processor.bytes(address);
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
}

/** Lines that put a constant into a register. */
export function constant(register: string, value: number): string {
  return `movw ${register}, #${value & 0xffff}\nmovt ${register}, #${value >>> 16}\n`;
}

/** Lines that write a word to an address, by way of r0 and r1. */
export function poke(address: number, value: number): string {
  return `${constant("r0", address)}${constant("r1", value)}str r1, [r0]\n`;
}
