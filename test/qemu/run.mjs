// Bundles the comparison with QEMU and runs it: `npm run test:qemu -- [instructions] [seed]`.
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const output = fileURLToPath(new URL("../../build/qemu/compare.js", import.meta.url));
await build({
  entryPoints: [fileURLToPath(new URL("compare.ts", import.meta.url))],
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
