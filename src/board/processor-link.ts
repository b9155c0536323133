import type { MemoryWindow, Peripherals } from "../vm/processor.js";
import { Processor, stm32f405 } from "../vm/processor.js";
import { Chip, type ChipOptions } from "./chip.js";
import type { CycleCounter } from "./clock.js";
import type { SystemBus } from "./dma.js";
import { SharedMemory } from "./shared-memory.js";

/** Edges that fit into the log before the host has to take them. */
const EDGE_ROOM = 1 << 14;

/** What the processor's clock is to the chip; it is set when the processor has been made. */
class LinkedCounter implements CycleCounter {
  processor: Processor | undefined;

  get cycles(): number {
    return this.processor?.now ?? 0;
  }

  set cycles(cycle: number) {
    this.processor?.passTo(cycle);
  }
}

/** What connects a chip with whatever executes: `time` and the accesses of `Peripherals`. */
export function peripheralsOf(chip: () => Chip): Required<Peripherals> {
  return {
    read: (address, size) => chip().read(address, size),
    write: (address, size, value) => chip().write(address, size, value),
    time: (waiting) => {
      const { clock } = chip();
      if (waiting) {
        if (clock.next === Number.POSITIVE_INFINITY) return false;
        clock.advanceTo(clock.next);
      } else clock.deliver();
      return true;
    },
  };
}

/** Tells the processor in time of the chip's next event. */
export function shareHorizon(chip: Chip): void {
  let last = Number.POSITIVE_INFINITY;
  chip.clock.onNext((cycle) => {
    chip.memory.setHorizon(cycle, cycle < last);
    last = cycle;
  });
}

/** A processor with its memory and the chip's peripherals: an STM32F405 for machine code alone. */
export function linkProcessor(options: Omit<ChipOptions, "counter" | "memory"> = {}): {
  readonly processor: Processor;
  readonly chip: Chip;
} {
  let chip: Chip | undefined;
  const counter = new LinkedCounter();
  const windows: readonly MemoryWindow[] = stm32f405;
  const processor = new Processor(
    windows,
    peripheralsOf(() => chip!),
  );
  counter.processor = processor;
  const { memory, address } = processor.shareBoard(EDGE_ROOM);
  chip = new Chip({
    systemMemory: memoryOf(processor),
    ...options,
    counter,
    memory: SharedMemory.at(memory, address),
  });
  chip.interrupts.connect((number, level) => processor.line(number, level));
  chip.flash.use(
    () => processor.bytes(FLASH),
    () => processor.invalidate(),
  );
  shareHorizon(chip);
  return { processor, chip };
}

const FLASH = stm32f405[0]!.start;

/** The processor's memories, for DMA. */
function memoryOf(processor: Processor): SystemBus {
  const inside = (address: number, size: number): boolean =>
    stm32f405.some(
      (window) => address >= window.start && address + size <= window.start + window.size,
    );
  const view = (address: number, size: number): DataView => {
    const bytes = processor.bytes(address);
    return new DataView(bytes.buffer, bytes.byteOffset, size);
  };
  return {
    read: (address, size) => {
      if (!inside(address, size)) return undefined;
      const place = view(address, size);
      if (size === 1) return place.getUint8(0);
      return size === 2 ? place.getUint16(0, true) : place.getUint32(0, true);
    },
    write: (address, size, value) => {
      if (!inside(address, size)) return false;
      const place = view(address, size);
      if (size === 1) place.setUint8(0, value);
      else if (size === 2) place.setUint16(0, value, true);
      else place.setUint32(0, value, true);
      return true;
    },
  };
}
