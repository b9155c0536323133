/**
 * Bundles the command line, with V8's compiled code beside it, because the time to start is mostly the time to
 * read and compile JavaScript.
 *
 *     build/cli/main.js        the entry
 *     build/cli/startup.cjs    all that a small program needs
 *     build/cli/NAME.cjs       what is loaded when asked for
 *     build/cli/*.cache        V8's code for it; another version of V8 ignores it
 *     build/cli/chunks.json    which source is in which file
 */
import { spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { buildSync, transformSync } from "esbuild";
import { closure, makeChunks } from "./cli-chunks.mjs";

const folder = "build/cli";

// Functions compile when first called: what gets into the cache is what these programs need.
const hotLoop = "def f(n):\n s = 0\n for i in range(n): s += i\n return s\nf(300000)";
const viper =
  "import micropython\n@micropython.viper\ndef f(n: int) -> int: return n + 1\nprint(f(1))";
const warmups = [
  ["-c", viper],
  ["-X", "machine=thumb", "-c", viper],
  ["-X", "jit=on", "-c", hotLoop],
  ["-c", "print(1)"],
];

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
writeFileSync(`${folder}/package.json`, '{ "type": "commonjs" }\n');
await writeChunks();
writeEntry();
buildSync({
  entryPoints: ["src/cli/signal-thread.ts"],
  outfile: `${folder}/signal-thread.js`,
  bundle: true,
  platform: "node",
  target: "node20",
  format: "cjs",
  logLevel: "error",
});
buildSync({
  entryPoints: ["src/cli/tour.ts"],
  outfile: `${folder}/tour.mjs`,
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
  logLevel: "error",
});
for (const args of warmups) warm(args);

async function writeChunks() {
  const chunks = new Map((await makeChunks("src/cli/main.ts")).map((chunk) => [chunk.name, chunk]));
  const files = { startup: closure(chunks, "./main") };
  for (const name of chunks.keys()) {
    if (!files.startup.includes(name)) files[name.slice(2)] = [name];
  }
  const listing = {};
  for (const [file, names] of Object.entries(files)) {
    const own = names.map((name) => chunks.get(name));
    const bodies = own.map(
      ({ name, text }) =>
        `${JSON.stringify(name)}(module,exports,require,bundleUrl,monotonicTime){"use strict";${text}}`,
    );
    writeFileSync(`${folder}/${file}.cjs`, `({${bodies.join(",\n")}})`);
    listing[file] = own.flatMap(({ inputs }) => inputs);
  }
  writeFileSync(`${folder}/chunks.json`, JSON.stringify(listing, null, 1));
}

function writeEntry() {
  const source = readFileSync("scripts/cli-entry.cjs", "utf8");
  const { code } = transformSync(source, { minify: true, target: "node20" });
  writeFileSync(`${folder}/main.js`, `#!/usr/bin/env node\n${code}`, { mode: 0o755 });
}

function warm(args) {
  const { status, stderr } = spawnSync(process.execPath, [`${folder}/main.js`, ...args], {
    env: { ...process.env, ADDER_WRITE_CACHE: "1" },
    encoding: "utf8",
  });
  if (status === 0) return;
  console.error(`bundle-cli: ${args.join(" ")}: ${stderr}`);
  process.exitCode = 1;
}
