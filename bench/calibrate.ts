import { calibrate } from "./calibrate/run.js";

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error("usage: npm run bench -- calibrate FOLDER (tests/perf_bench of MicroPython)");
  process.exitCode = 1;
} else {
  calibrate(folder);
}
