// Bundles the fuzzer and runs it: `npm run fuzz -- [--seed N] [--count N] [--keep-going]`.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const outfile = here("../../build/fuzz/main.js");

await build({
  entryPoints: [here("main.ts")],
  outfile,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  packages: "external",
  sourcemap: "inline",
  logLevel: "warning",
});
const { main } = await import(outfile);
await main(here("oracle-process.mjs"));
