/*
 * The entry of the command: runs the chunks that scripts/bundle-cli.mjs makes. A file of chunks is a function that
 * gives an object of CommonJS bodies; `startup.cjs` has all that a small program needs, each further file is
 * read when one of its chunks is asked for. See docs/decisions/startup.md.
 */
const { existsSync, readFileSync, writeFileSync } = require("node:fs");
const { pathToFileURL } = require("node:url");
const { Script } = require("node:vm");

const [seconds, nanoseconds] = process.hrtime();
const bundleUrl = pathToFileURL(__filename).href;
const bodies = {};
const modules = {};
const scripts = [];

/** `performance.now`, without the modules behind it. */
function monotonicTime() {
  const time = process.hrtime();
  return (time[0] - seconds) * 1e3 + (time[1] - nanoseconds) / 1e6;
}

function load(file) {
  const filename = `${__dirname}/${file}.cjs`;
  const cache = `${__dirname}/${file}.cache`;
  const script = new Script(readFileSync(filename, "latin1"), {
    filename,
    ...(existsSync(cache) && { cachedData: readFileSync(cache) }),
  });
  scripts.push({ cache, script });
  Object.assign(bodies, script.runInThisContext());
}

function requireChunk(name) {
  if (!name.startsWith("./")) return require(name);
  if (name in modules) return modules[name].exports;
  if (!(name in bodies)) load(name.slice(2));
  const module = { exports: {} };
  modules[name] = module;
  bodies[name](module, module.exports, requireChunk, bundleUrl, monotonicTime);
  return module.exports;
}

/** Imports an ES module of another package. */
requireChunk.package = (name) => import(name);

if (process.env.ADDER_WRITE_CACHE) {
  process.on("exit", () => {
    for (const { cache, script } of scripts) writeFileSync(cache, script.createCachedData());
  });
}
load("startup");
requireChunk("./main");
