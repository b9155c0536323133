// Bundles a benchmark and runs it: `npm run bench -- [startup|compile|jit|calibrate|board] [options]`.
// Without a name it is the comparison of the engines, `bench/run.ts`.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const benchmarks = [
  "run",
  "startup",
  "compile",
  "cpu",
  "tiers",
  "jit",
  "calibrate",
  "viper",
  "board",
];
const named = benchmarks.includes(process.argv[2] ?? "");
const name = named ? process.argv.splice(2, 1)[0] : "run";
const output = fileURLToPath(new URL(`../build/bench/${name}.js`, import.meta.url));

await build({
  entryPoints: [fileURLToPath(new URL(`${name}.ts`, import.meta.url))],
  outfile: output,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  packages: "external",
  sourcemap: "inline",
  logLevel: "warning",
});
await import(output);
