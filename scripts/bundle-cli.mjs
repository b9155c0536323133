/**
 * Bundles the command line into one file with V8's compiled code beside it, because the time to start is
 * mostly the time to read and compile JavaScript.
 *
 *     build/cli/main.js      the entry: loads the bundle with the compiled code
 *     build/cli/adder.cjs    the bundle
 *     build/cli/adder.cache  V8's code for it; another version of V8 ignores it
 */
import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { buildSync } from "esbuild";

const folder = "build/cli";

const entry = `#!/usr/bin/env node
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import { Script, constants } from "node:vm";

const filename = fileURLToPath(new URL("./adder.cjs", import.meta.url));
const cache = fileURLToPath(new URL("./adder.cache", import.meta.url));
const script = new Script(
  "(function (exports, require, module, __filename, __dirname) {" + readFileSync(filename, "utf8") + "\\n})",
  {
    filename,
    ...(existsSync(cache) && { cachedData: readFileSync(cache) }),
    importModuleDynamically: constants?.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  },
);
if (process.env.ADDER_WRITE_CACHE) process.on("exit", () => writeFileSync(cache, script.createCachedData()));
script.runInThisContext()({}, createRequire(import.meta.url), {}, filename, dirname(filename));
`;

rmSync(`${folder}/adder.cache`, { force: true });
buildSync({
  entryPoints: ["src/cli/main.ts"],
  outfile: `${folder}/adder.cjs`,
  bundle: true,
  minifySyntax: true,
  minifyWhitespace: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  external: ["binaryen"],
  define: { "import.meta.url": "bundleUrl" },
  banner: { js: 'const bundleUrl = require("node:url").pathToFileURL(__filename).href;' },
  logLevel: "error",
});
writeFileSync(`${folder}/main.js`, entry, { mode: 0o755 });

// Functions compile when first called: what a small program needs gets into the cache by running one.
const warm = spawnSync(process.execPath, [`${folder}/main.js`, "-c", "print(1)"], {
  env: { ...process.env, ADDER_WRITE_CACHE: "1" },
});
if (warm.status !== 0) {
  console.error(`bundle-cli: ${warm.stderr}`);
  process.exitCode = 1;
}
