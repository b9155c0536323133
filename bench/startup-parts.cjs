/*
 * Preloaded into a process of the command: prints to standard error, as JSON, the milliseconds of each part of
 * its start.
 */
const fs = require("node:fs");
const vm = require("node:vm");

const parts = {};
let last = process.hrtime.bigint();

/** Ends a part: what came since the last mark. */
function mark(part) {
  const time = process.hrtime.bigint();
  parts[part] = (parts[part] ?? 0) + Number(time - last) / 1e6;
  last = time;
}

/** Replaces a constructor or function by one that marks the ends of what comes before it and of itself. */
function time(owner, name, before, own) {
  const original = owner[name];
  owner[name] = function (...args) {
    mark(before);
    const result = new.target ? new original(...args) : Reflect.apply(original, this, args);
    mark(own);
    return result;
  };
}

parts.node = performance.now();
time(vm, "Script", "read the bundle", "take its code from the cache");
time(WebAssembly, "Module", "initialise modules, read the VM", "compile the VM");
time(WebAssembly, "Instance", "compile the VM", "instantiate the VM");
time(fs, "writeSync", "start the VM, compile and run", "write");
process.on("exit", () => {
  mark("end");
  process.stderr.write(JSON.stringify(parts));
});
last = process.hrtime.bigint();
