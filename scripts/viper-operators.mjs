/**
 * Records what the reference compiler makes of every operator of viper code on every pair of types.
 *
 *     node scripts/viper-operators.mjs --mpy-cross PATH --micropython PATH
 *
 * The paths are those of `mpy-cross` 1.27 and of the interpreter for Unix, whose words count: mpy-cross lacks the
 * names of some operators. `test/viper/operators.json` then has the types, and for each form of a function (with T and U
 * for the types of x and y) a verdict for each pair of types, by number: 0 for code, others for the texts
 * of the errors; `code` is a hash of all `.mpy` files of the form for armv7emsp, one after the other.
 */
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs, promisify } from "node:util";
import { mapSome, root } from "./corpus.mjs";

const JOBS = 2;
const HASH_DIGITS = 16;
const run = promisify(execFile);

const { values } = parseArgs({
  options: { "mpy-cross": { type: "string" }, micropython: { type: "string" } },
});
if (values["mpy-cross"] === undefined || values.micropython === undefined) {
  console.error("usage: node scripts/viper-operators.mjs --mpy-cross PATH --micropython PATH");
  process.exit(2);
}
const cross = resolve(values["mpy-cross"]);
const micropython = resolve(values.micropython);

const types = ["object", "bool", "int", "uint", "ptr", "ptr8", "ptr16", "ptr32"];
const arithmetic = ["+", "-", "*", "/", "//", "%", "**", "@", "&", "|", "^", "<<", ">>"];
const relations = ["<", ">", "<=", ">=", "==", "!=", "in", "not in", "is", "is not"];
const expressions = [...arithmetic, ...relations, "and", "or"].map((op) => `x ${op} y`);
const unary = ["-x", "~x", "+x", "not x", "x if y else x", ...types.slice(1).map((t) => `${t}(x)`)];

const form = (result, ...body) =>
  [
    "@micropython.viper",
    `def f(x: T, y: U) -> ${result}:`,
    ...body.map((l) => `    ${l}`),
    "",
  ].join("\n");
const forms = [
  ...[...expressions, ...unary, "x[0]", "x[y]"].map((text) => form("int", `return int(${text})`)),
  ...arithmetic.map((op) => form("int", `x ${op}= y`, "return int(x)")),
  ...["x = y", "x[0] = y", "x[y] = 1", "x[y] = y"].map((text) => form("int", text, "return 0")),
  ...["if x: return 1", "while x: return 1", "raise x"].map((text) =>
    form("int", text, "return 0"),
  ),
  ...types.map((type) => form(type, "return x")),
];

const scratch = mkdtempSync(join(tmpdir(), "adder-viper-"));
let number = 0;

/** The bytes for a source, or the last line of what the compiler says. */
async function compile(source) {
  const name = join(scratch, `${number++}`);
  writeFileSync(`${name}.py`, source);
  try {
    await run(cross, ["-march=armv7emsp", "-s", "f.py", "-o", `${name}.mpy`, `${name}.py`]);
    return { bytes: readFileSync(`${name}.mpy`) };
  } catch {
    return { text: await errorOf(`${name}.py`) };
  }
}

/** The last line of what the interpreter says about a file that it refuses. */
async function errorOf(file) {
  try {
    await run(micropython, ["-X", "compile-only", file]);
  } catch (error) {
    return error.stdout.trimEnd().split("\n").at(-1);
  }
  throw new Error(`${file} is refused by mpy-cross only`);
}

const texts = ["code"];

async function record(template) {
  const pairs = types.flatMap((t) => types.map((u) => [t, u]));
  const found = [];
  for (const [t, u] of pairs) {
    found.push(await compile(template.replace("T", t).replace("U", u)));
  }
  const hash = createHash("sha256");
  for (const { bytes } of found) if (bytes !== undefined) hash.update(bytes);
  return { form: template, found, code: hash.digest("hex").slice(0, HASH_DIGITS) };
}

const recorded = await mapSome(forms, JOBS, record);
rmSync(scratch, { recursive: true });
const rows = recorded.map(({ form: template, found, code }) => ({
  form: template,
  verdicts: found.map(({ text = texts[0] }) => {
    if (!texts.includes(text)) texts.push(text);
    return texts.indexOf(text);
  }),
  code,
}));
const lines = rows.map((row) => `  ${JSON.stringify(row)}`).join(",\n");
writeFileSync(
  join(root, "test/viper/operators.json"),
  `{\n "types": ${JSON.stringify(types)},\n "texts": ${JSON.stringify(texts, undefined, 1)},\n "rows": [\n${lines}\n ]\n}\n`,
);
console.log(`${rows.length} forms, ${types.length ** 2} pairs of types, ${texts.length - 1} texts`);
