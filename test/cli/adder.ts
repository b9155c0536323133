import { type SpawnSyncReturns, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

/** The command as it is built. */
export const command = resolve("build/cli/main.js");

/** How the command ended. */
export type Ended = Pick<SpawnSyncReturns<string>, "status" | "stdout" | "stderr">;

/** A folder for the files of a test, and the command run in it. */
export class Workplace {
  readonly folder = mkdtempSync(join(tmpdir(), "adder-cli-"));

  /** Removes the folder. */
  remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  /** Writes a file, and the folders above it. */
  write(name: string, content: string | Uint8Array): string {
    const path = join(this.folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  }

  /** Runs the command to its end. */
  run(
    args: readonly string[],
    input: string | Uint8Array = "",
    env: NodeJS.ProcessEnv = {},
  ): Ended {
    const { status, stdout, stderr } = spawnSync(process.execPath, [command, ...args], {
      cwd: this.folder,
      input,
      encoding: "utf8",
      env: { ...process.env, ...env },
      timeout: 20_000,
    });
    return { status, stdout, stderr };
  }
}
