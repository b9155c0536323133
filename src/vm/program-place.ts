import { Layout } from "../tables/jit.js";
import type { VmExports } from "./exports.js";
import type { LinearMemory } from "./linear-memory.js";
import { PROGRAM_COUNTER } from "./processor.js";

const decoder = new TextDecoder();

/** The text of a str of the VM's. */
export function textAt(memory: LinearMemory, address: number): string {
  const length = memory.view(address + Layout.StrLength, 4).getUint32(0, true);
  return decoder.decode(memory.bytes(address + Layout.StrData, length));
}

/**
 * Where a program is, as the lines of a traceback, and the processor's pc when it is in machine code; empty when none
 * runs. It takes nothing of the VM's memory and may be asked for at any time.
 */
export function placeOfProgram(vm: VmExports, memory: LinearMemory): string {
  const innermost = vm.currentFrame.value as number;
  if (innermost === 0) return "";
  const text = (name: number): string => textAt(memory, vm.textOfName(name));
  const lines: string[] = [];
  for (let frame = innermost; frame !== 0; frame = vm.outerFrame(frame)) {
    const line = vm.lineOfFrame(frame);
    const name = text(vm.nameOfFrame(frame));
    const known = line === 0 ? "" : `, line ${line}`;
    lines.push(
      `  File "${text(vm.fileOfFrame(frame))}"${known}${name === "" ? "" : `, in ${name}`}`,
    );
  }
  lines.push("Traceback (most recent call last):");
  lines.reverse();
  if (vm.isMachineFrame(innermost) !== 0) lines.push(`  at pc ${programCounter(vm, memory)}`);
  return `${lines.join("\n")}\n`;
}

function programCounter(vm: VmExports, memory: LinearMemory): string {
  const pc = memory.view(vm.cpuRegisters() + PROGRAM_COUNTER, 4).getUint32(0, true);
  return `0x${pc.toString(16).padStart(8, "0")}`;
}
