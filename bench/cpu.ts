/**
 * Instructions per second of the processor beside rp2040js, a Cortex-M0+ in TypeScript: `npm run bench:cpu`. The loops of
 * both kinds are taken in turns, so that a slow moment of the machine meets both.
 */
import { RP2040 } from "rp2040js";
import { Assembler } from "../src/thumb/assembler.js";
import { Processor, ProcessorStop } from "../src/vm/processor.js";
import { type CodeProgram, codePrograms } from "./cpu-programs.js";

const SRAM = 0x20000000;
const DATA = SRAM + 0x8000;
const STACK = SRAM + 0x10000;
const SAMPLES = 7;
const ROUNDS = 4_000_000;
const PEER_ROUNDS = 200_000;
/** What is asked for, in million instructions a second. */
const bars: Readonly<Record<string, number>> = { "ALU and branch": 120, "load and store": 80 };
const MICROSECONDS = 1000;

const codeOf = ({ source }: CodeProgram): Uint8Array =>
  new Assembler().source(source).finish(SRAM).bytes;

interface Sample {
  readonly mips: number;
  /** Cycles per instruction, where they are counted. */
  readonly cycles?: number;
}

function sampleOurs(program: CodeProgram): Sample {
  const processor = new Processor();
  processor.load(SRAM, codeOf(program));
  processor.setRegister(4, DATA);
  const start = performance.now();
  const stop = processor.call(SRAM, [ROUNDS], STACK);
  const time = performance.now() - start;
  if (stop !== ProcessorStop.Returned) throw new Error(`${program.name}: ${ProcessorStop[stop]}`);
  const { instructions, cycles } = processor;
  return { mips: instructions / time / MICROSECONDS, cycles: cycles / instructions };
}

/** The address that the peer's program returns to, at which we stop. */
const PEER_END = SRAM + 0x4000;

function samplePeer(program: CodeProgram): Sample {
  const { core, ...chip } = peerChip();
  chip.load(codeOf(program));
  core.PC = SRAM;
  core.registers[0] = PEER_ROUNDS;
  core.registers[4] = DATA;
  core.registers[13] = STACK;
  core.registers[14] = PEER_END | 1;
  let count = 0;
  const start = performance.now();
  while (core.PC !== PEER_END) {
    core.executeInstruction();
    count++;
  }
  return { mips: count / (performance.now() - start) / MICROSECONDS };
}

function peerChip() {
  const chip = new RP2040();
  const load = (code: Uint8Array) => {
    for (const [index, byte] of code.entries()) chip.writeUint8(SRAM + index, byte);
  };
  return { core: chip.core, load };
}

const best = (samples: readonly Sample[]): Sample =>
  samples.reduce((one, other) => (other.mips > one.mips ? other : one));

function measure(program: CodeProgram): { ours: Sample; peer: Sample | undefined } {
  const ours: Sample[] = [];
  const peer: Sample[] = [];
  for (let round = 0; round < SAMPLES; round++) {
    ours.push(sampleOurs(program));
    if (program.small) peer.push(samplePeer(program));
  }
  return { ours: best(ours), peer: peer.length === 0 ? undefined : best(peer) };
}

function main(): void {
  console.log("million instructions per second, best of", SAMPLES);
  console.log("| loop | Adder | cycles per instruction | rp2040js | ratio | bar |");
  console.log("|---|---|---|---|---|---|");
  for (const program of codePrograms) {
    const { ours, peer } = measure(program);
    const ratio = peer === undefined ? "-" : (ours.mips / peer.mips).toFixed(1);
    const cells = [
      program.name,
      ours.mips.toFixed(0),
      ours.cycles!.toFixed(2),
      peer?.mips.toFixed(0) ?? "-",
      ratio,
      bars[program.name] ?? "-",
    ];
    console.log(`| ${cells.join(" | ")} |`);
    const bar = bars[program.name];
    if (bar !== undefined && ours.mips < bar) process.exitCode = 1;
  }
}

main();
