import { RAM_START } from "../tables/board-memory.js";
import type { FlashRequest, PowerRequest, UsbRequest } from "../tables/power-requests.js";
import type { VmExports } from "./exports.js";
import { LinearMemory } from "./linear-memory.js";
import { type Peripherals, stm32f405 } from "./processor.js";
import { placeOfProgram, textAt } from "./program-place.js";

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
  /** Where the program is; empty when none runs. */
  place(): string;
  /** Lets so many cycles pass in which the processor does nothing, interrupts neither. */
  stall(cycles: number): void;
  /** Forgets code in the flash, which has changed. */
  flashChanged(): void;
  /** What `pyb.main` was given. */
  mainFile(): string | undefined;
  /** Shows what an input of the prompt took, if the program wants it. */
  showReplInfo(millis: number): void;
  /** Reads what DMA reaches; undefined: it is no memory. */
  read(address: number, size: number): number | undefined;
  /** Writes to it; false: it is no memory, or cannot be written. */
  write(address: number, size: number, value: number): boolean;
}

/** Peripherals that learn where they are before the program starts. */
export interface ChipLink extends Required<Peripherals> {
  connect(socket: ChipSocket): void;
  /** The next event is to be at this cycle at the latest, Infinity for no more. */
  alarm?(cycle: number): void;
  /** What is about USB; `put` takes the bytes that were asked for, `get` gives `value` bytes that are told. */
  usb?(
    request: UsbRequest,
    value: number,
    put: (bytes: ArrayLike<number>) => void,
    get: () => Uint8Array,
  ): number;
  /** The blocks of the flash's file system, counted from its partition table; false: they are not there. */
  blocks?(request: FlashRequest, block: number, offset: number, bytes: Uint8Array): boolean;
  /** The processor sleeps or is reset; what it throws ends the run. */
  power?(request: PowerRequest): void;
}

/** Edges that fit into the log before the host has to take them. */
const EDGE_ROOM = 1 << 14;

/** Maps the chip's memories but the RAM; only before the VM starts. Gives where the first lies in linear memory. */
function mapMemories(vm: VmExports): number {
  const places = stm32f405
    .filter(({ start }) => start !== RAM_START)
    .map(({ start, size, writable, executable }, index) => {
      const address = vm.cpuReserve(size);
      vm.cpuMap(index, start, size, address, (writable ? WRITE : 0) | (executable ? EXECUTE : 0));
      return address;
    });
  return places[0]!;
}

/** What may be done with memory besides reading; `WindowRight` of asm/cpu/memory-map.ts. */
const WRITE = 1;
const EXECUTE = 2;

/** The core-coupled memory, which only the processor reaches. */
const CORE_COUPLED = stm32f405[1]!;

/** The bytes that DMA reaches at an address; undefined: there are none with these rights. */
function viewOf(
  vm: VmExports,
  memory: LinearMemory,
  address: number,
  size: number,
  rights: number,
): DataView | undefined {
  const distance = address - CORE_COUPLED.start;
  if (distance >= 0 && distance < CORE_COUPLED.size) return undefined;
  const place = vm.cpuPlace(address, size, rights);
  return place === 0 ? undefined : memory.view(place, size);
}

/** The VM's side for a chip; only before it starts. */
export function makeSocket(vm: VmExports, memory: WebAssembly.Memory): ChipSocket {
  const address = vm.boardStart(EDGE_ROOM);
  const flash = mapMemories(vm);
  const { size } = stm32f405[0]!;
  const linear = new LinearMemory(memory, "board");
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
    showReplInfo: (millis) => vm.showReplInfo(millis),
    place: () => placeOfProgram(vm, linear),
    stall: (cycles) => vm.cpuStall(cycles),
    flashChanged: () => vm.cpuInvalidate(flash, size),
    mainFile: () => {
      const name = vm.boardMain();
      return name === 0 ? undefined : textAt(linear, vm.textOfName(name));
    },
    read: (address, bytes) => {
      const view = viewOf(vm, linear, address, bytes, 0);
      if (bytes === 1) return view?.getUint8(0);
      return bytes === 2 ? view?.getUint16(0, true) : view?.getUint32(0, true);
    },
    write: (address, bytes, value) => {
      const view = viewOf(vm, linear, address, bytes, WRITE);
      if (bytes === 1) view?.setUint8(0, value);
      else if (bytes === 2) view?.setUint16(0, value, true);
      else view?.setUint32(0, value, true);
      return view !== undefined;
    },
  };
}
