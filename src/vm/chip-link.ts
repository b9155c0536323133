import type { VmExports } from "./exports.js";
import { type MemoryWindow, type Peripherals, stm32f405 } from "./processor.js";

/** What a chip gets of the VM that it surrounds. */
export interface ChipSocket {
  readonly memory: WebAssembly.Memory;
  /** Where the part of the memory begins that both use; src/tables/board-memory.ts. */
  readonly address: number;
  /** Cycles since the start; to set it lets time pass. */
  cycles: number;
  /** The level of a peripheral's line to the interrupt controller. */
  line(number: number, on: boolean): void;
  /** The chip's flash memory; not to be kept. */
  flash(): Uint8Array;
  /** Forgets code in the flash, which has changed. */
  flashChanged(): void;
}

/** Peripherals that learn where they are before the program starts. */
export interface ChipLink extends Required<Peripherals> {
  connect(socket: ChipSocket): void;
}

/** Edges that fit into the log before the host has to take them. */
const EDGE_ROOM = 1 << 14;

/** Maps the chip's memories; only before the VM starts. Gives where each lies in linear memory. */
function mapMemories(vm: VmExports, windows: readonly MemoryWindow[]): number[] {
  return windows.map(({ start, size, writable, executable }, index) => {
    const address = vm.cpuReserve(size);
    vm.cpuMap(index, start, size, address, (writable ? 1 : 0) | (executable ? 2 : 0));
    return address;
  });
}

/** The VM's side for a chip; only before it starts. */
export function makeSocket(vm: VmExports, memory: WebAssembly.Memory): ChipSocket {
  const address = vm.boardStart(EDGE_ROOM);
  const [flash] = mapMemories(vm, stm32f405) as [number];
  const { size } = stm32f405[0]!;
  return {
    memory,
    address,
    get cycles() {
      return vm.cpuNow();
    },
    set cycles(cycle) {
      vm.cpuPass(cycle);
    },
    line: (number, on) => vm.cpuLine(number, on ? 1 : 0),
    flash: () => new Uint8Array(memory.buffer, flash, size),
    flashChanged: () => vm.cpuInvalidate(flash, size),
  };
}
