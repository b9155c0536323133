/**
 * Runs the talk's demonstrations and tips on the emulated board and writes their tables and pictures into README.md
 * and docs: `node scripts/board-figures.mjs`, after a build.
 */
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const outfile = "build/scripts/board-figures.mjs";
await build({
  entryPoints: ["scripts/board-figures.ts"],
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
  outfile,
  logLevel: "error",
});
await import(pathToFileURL(resolve(outfile)).href);
