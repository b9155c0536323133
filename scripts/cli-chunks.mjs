/**
 * Splits the command line into chunks: what is imported dynamically, or by a module of a folder `lazy`, is
 * not loaded before it is asked for.
 */
import { readFileSync } from "node:fs";
import { basename } from "node:path";
import { build, transformSync } from "esbuild";

const lazyForm =
  /^import \* as (\w+) from ("[^"]+");\s*(?:\/\*\*.*?\*\/\s*)?export const (\w+) = \(\): typeof \1 => \1;\s*$/s;

/** Makes the import of a module in a folder `lazy` a synchronous one at its first call. */
const lazyImports = {
  name: "lazy-imports",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]lazy[\\/][^\\/]+\.ts$/ }, ({ path }) => {
      const match = lazyForm.exec(readFileSync(path, "utf8"));
      if (match === null)
        throw new Error(`${path}: expected one import and the function that gives it`);
      const [, , file, name] = match;
      return { contents: `export const ${name} = () => chunkNow(import(${file}));`, loader: "ts" };
    });
  },
};

/** Stands for node:module, whose only use is a `require`. */
const ownRequire = {
  name: "own-require",
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:module$/ }, ({ path }) => ({ path, namespace: "own-require" }));
    onLoad({ filter: /.*/, namespace: "own-require" }, () => ({
      contents: "export const createRequire = () => require;",
    }));
  },
};

/** @typedef {{ name: string, text: string, inputs: string[], needs: string[] }} Chunk */

/** @returns {Promise<Chunk[]>} the chunks with the names of those that each needs at once */
export async function makeChunks(entry) {
  const { outputFiles, metafile } = await build({
    entryPoints: [entry],
    outdir: "build/cli",
    bundle: true,
    splitting: true,
    write: false,
    metafile: true,
    platform: "node",
    target: "node20",
    format: "esm",
    chunkNames: "[name]-[hash]",
    external: ["binaryen"],
    define: { "import.meta.url": "bundleUrl", "performance.now": "monotonicTime" },
    plugins: [lazyImports, ownRequire],
    logLevel: "error",
  });
  return Object.entries(metafile.outputs).map(([path, { inputs, imports }]) => ({
    name: `./${basename(path, ".js")}`,
    text: toBody(outputFiles.find((file) => file.path.replaceAll("\\", "/").endsWith(path)).text),
    inputs: Object.keys(inputs),
    needs: imports
      .filter(({ kind, external }) => kind === "import-statement" && !external)
      .map((one) => `./${basename(one.path, ".js")}`),
  }));
}

/** The body of a CommonJS module: names of chunks without `.js`, those asked for later required then. */
function toBody(text) {
  const named = text.replace(/\bimport\s*\("\.\/([^"]+)\.js"\)/g, 'import("./$1")');
  const asked = named
    .replace(/\bchunkNow\(import\(("\.\/[^"]+")\)\)/g, "require($1)")
    .replace(/\bimport\(("\.\/[^"]+")\)/g, "Promise.resolve().then(() => require($1))")
    .replace(/\bimport\(("[^"./]+")\)/g, "require.package($1)")
    .replace(/(\bfrom |^import )"\.\/([^"]+)\.js"/gm, '$1"./$2"');
  const { code } = transformSync(asked, {
    format: "cjs",
    platform: "node",
    target: "node20",
    charset: "ascii",
    minify: true,
  });
  // Copying all properties of a module of Node's would load what stands behind some of them.
  return code.replace(/\b\w+\((require\("node:\w+"\)),1\)/g, "$1").replace(/^"use strict";/, "");
}

/** The names of a chunk and of all that it needs at once. */
export function closure(chunks, name) {
  const found = new Set([name]);
  for (const one of found) for (const next of chunks.get(one).needs) found.add(next);
  return [...found];
}
