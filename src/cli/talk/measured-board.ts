import type { Board } from "../../board/board.js";
import { createBoard, type Pyboard } from "../../board/pyboard.js";
import { readMpy, type StoredFunction } from "../../compile/mpy/reader.js";
import type { FirmwareName } from "../../tables/firmwares.js";
import { compileSource } from "../../vm/compile.js";

/** What a program took on the board, from its start to its end. */
export interface MeasuredRun {
  /** What it printed. */
  readonly output: string;
  readonly seconds: number;
  /** Of the heap, in blocks of 16 bytes. */
  readonly objects: number;
  readonly bytes: number;
  /** Of its bytecode and machine code. */
  readonly codeBytes: number;
  readonly joules: number;
}

/** A board that tells what programs take. */
export class MeasuredBoard {
  private readonly pyboard: Pyboard;
  private output = "";

  /** @param firmware whose cycles are counted, by default those of the board's own default */
  constructor(firmware?: FirmwareName) {
    this.pyboard = createBoard({
      ...(firmware !== undefined && { firmware }),
      stdout: (bytes) => {
        this.output += new TextDecoder().decode(bytes);
      },
    });
  }

  get board(): Board {
    return this.pyboard.board;
  }

  /** Runs boot.py and main.py of the fresh board, whose globals are those of what comes behind them. */
  startUp(): void {
    this.pyboard.startUp();
  }

  /** Runs a program. @throws PythonError */
  measure(source: string, filename: string): MeasuredRun {
    const before = this.used();
    this.output = "";
    this.pyboard.run(source, { filename });
    const after = this.used();
    return {
      output: this.output,
      seconds: after.seconds - before.seconds,
      objects: after.objects - before.objects,
      bytes: after.bytes - before.bytes,
      codeBytes: codeBytes(source),
      joules: after.joules - before.joules,
    };
  }

  private used() {
    const { seconds, joules } = this.board.energy();
    return { seconds, joules, ...this.pyboard.runtime.allocated };
  }
}

/** The bytes of all of a program's functions. */
function codeBytes(source: string): number {
  const compiled = compileSource(source, "<board>", "exec", { machine: "thumb", build: "board" });
  if ("error" in compiled) throw compiled.error;
  const sum = ({ bytes, children }: StoredFunction): number =>
    children.reduce((total, child) => total + sum(child), bytes.length);
  return sum(readMpy(compiled.mpy).code);
}
