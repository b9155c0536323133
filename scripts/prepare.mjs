/**
 * Makes a fresh clone ready: installs the dependencies when they are missing or stale, then builds
 * what is stale (tables -> generator -> asc -> tsc -> bundle). Needs nothing but Node.
 *
 * `node scripts/prepare.mjs [--force]`
 */
import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = join(dirname(fileURLToPath(import.meta.url)), "..");
process.chdir(root);
const force = process.argv.includes("--force");

function run(command, args) {
  const done = spawnSync(command, args, { stdio: "inherit", shell: process.platform === "win32" });
  if (done.status !== 0) {
    console.error(`prepare: ${command} ${args.join(" ")} failed`);
    process.exit(done.status ?? 1);
  }
}

/** The newest modification time of a file or of all files below a folder, 0 when there is none. */
function newest(path) {
  if (!existsSync(path)) return 0;
  const stat = statSync(path);
  if (!stat.isDirectory()) return stat.mtimeMs;
  let time = 0;
  for (const name of readdirSync(path)) time = Math.max(time, newest(join(path, name)));
  return time;
}

function installDependencies() {
  const lock = readFileSync("package-lock.json");
  const stamp = "node_modules/.adder-lock";
  if (existsSync(stamp) && readFileSync(stamp).equals(lock)) return;
  if (
    existsSync("node_modules/.package-lock.json") &&
    newest("node_modules/.package-lock.json") >= newest("package-lock.json")
  ) {
    writeFileSync(stamp, lock);
    return;
  }
  console.log("prepare: installing dependencies");
  run("npm", ["ci", "--no-audit", "--no-fund"]);
  writeFileSync(stamp, lock);
}

/** Runs `action` when an input is newer than the stamp of the last time. */
function step(name, inputs, action) {
  const stamp = join("build", `.${name}`);
  const time = Math.max(...inputs.map((path) => newest(path)));
  if (!force && existsSync(stamp) && statSync(stamp).mtimeMs >= time) return;
  console.log(`prepare: ${name}`);
  action();
  writeFileSync(stamp, "");
}

const bin = (name) => join("node_modules", ".bin", name);

async function generate() {
  const esbuild = await import("esbuild");
  const outfile = join("build", "generate.mjs");
  await esbuild.build({
    entryPoints: ["scripts/generate.ts"],
    bundle: true,
    platform: "node",
    format: "esm",
    outfile,
    logLevel: "error",
  });
  await import(`${pathToFileURL(outfile)}?${Date.now()}`);
}

function assemble(target, ...more) {
  run(bin("asc"), ["--config", "asconfig.json", "--target", target, ...more]);
}

installDependencies();
mkdirSync("build", { recursive: true });
await generate();
step("wasm", ["asm", "asconfig.json"], () => assemble("release"));
step("wasm-board", ["asm", "asconfig.json", "scripts/address-mask.mjs"], () =>
  assemble("board", "--transform", "./scripts/address-mask.mjs"),
);
// The package is a bundle for browsers whose loading is asynchronous: its library is loaded by ourselves.
copyFileSync(join("node_modules", "fatfs-wasm", "ff_exfat.wasm"), join("build", "fat.wasm"));
step("typescript", ["src", "tsconfig.build.json", "tsconfig.json"], () =>
  run(bin("tsc"), ["-p", "tsconfig.build.json"]),
);
step("cli", ["src", "scripts/bundle-cli.mjs", "tsconfig.build.json", "tsconfig.json"], () =>
  run(process.execPath, [join("scripts", "bundle-cli.mjs")]),
);
