/**
 * Records what the GNU assembler makes of instructions, and how the GNU disassembler reads codes.
 *
 *     node scripts/thumb-golden.mjs --as PATH --objdump PATH [--show]
 *
 * The paths are of `arm-none-eabi-as` and `arm-none-eabi-objdump` (Debian: binutils-arm-none-eabi).
 * `test/thumb/golden.json` then has
 * - `lines`: the code of each line in hexadecimal, first halfword first. The lines are random instructions of
 *   each row of the table as our disassembler prints them, with all its ways to write the operands;
 * - `blocks`: the same for lines that stand behind `it ne`;
 * - `refused`: the lines of ours that the GNU assembler does not take, with its reason;
 * - `narrow` and `wide`: of all 16-bit codes, and of random 32-bit ones, how many have the same
 *   mnemonic here and there; the others by pair of mnemonics (ours, theirs) with their count and a code, and
 *   those that are no instructions here by their mnemonic. `digest` is that of all our mnemonics.
 *
 * `--show` prints instead of writing: lines that we assemble otherwise, and the pairs.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const goldenPath = join(root, "test/thumb/golden.json");
const CPU = ["-mcpu=cortex-m4", "-mfpu=fpv4-sp-d16", "-mfloat-abi=hard", "-mthumb"];
const LINES_OF_A_ROW = 3;
const LINES_IN_A_BLOCK = 1;
const WIDE_CODES = 200_000;
const FIRST_WIDE = 0xe800;

const { values } = parseArgs({
  options: { as: { type: "string" }, objdump: { type: "string" }, show: { type: "boolean" } },
});
if (values.as === undefined || values.objdump === undefined) {
  console.error("usage: node scripts/thumb-golden.mjs --as PATH --objdump PATH [--show]");
  process.exit(2);
}

const scratch = mkdtempSync(join(tmpdir(), "thumb-golden-"));

/** The modules of the project that this needs, compiled into one. */
async function loadThumb() {
  const outfile = join(scratch, "thumb.mjs");
  const modules = [
    "src/thumb/assemble",
    "src/thumb/disassemble",
    "src/tables/thumb-registers",
    "src/thumb/it-block",
    "src/thumb/operands",
    "src/thumb/row",
    "src/thumb/template",
    "test/thumb/samples",
    "test/thumb/mnemonic-class",
  ];
  const contents = modules.map((name) => `export * from "./${name}.js";`).join("\n");
  const stdin = { contents, resolveDir: root };
  await build({ stdin, outfile, bundle: true, format: "esm", platform: "node", logLevel: "error" });
  return import(pathToFileURL(outfile));
}

const thumb = await loadThumb();

function execute(command, args) {
  const options = { encoding: "utf8", maxBuffer: 1 << 28 };
  const { stdout, stderr, error } = spawnSync(command, args, options);
  if (error !== undefined) throw error;
  return { stdout, stderr };
}

/** Assembles a source; the objections by line, and the bytes by line. */
function runAs(source) {
  const input = join(scratch, "lines.s");
  const object = join(scratch, "lines.o");
  const listing = join(scratch, "lines.lst");
  writeFileSync(input, source);
  const { stderr } = execute(values.as, [...CPU, `-aln=${listing}`, "-o", object, input]);
  const objections = new Map();
  for (const [, line, reason] of stderr.matchAll(/:(\d+): Error: (.*)/g)) {
    objections.set(Number(line), reason);
  }
  const bytes = new Map();
  if (objections.size === 0) {
    const text = readFileSync(listing, "utf8");
    for (const [, line, hex] of text.matchAll(/^\s*(\d+) [0-9a-f]{4,} ([0-9A-F]+)/gm)) {
      bytes.set(Number(line), hex.toLowerCase());
    }
  }
  return { objections, bytes, object };
}

const HEADER = ".syntax unified\n.thumb\n";
const HEADER_LINES = 2;

/** Assembles lines one by one, each at a multiple of 4: the codes, and what was refused. */
function assembleAll(lines, before) {
  const linesOfOne = before === undefined ? 2 : 3;
  const source = (some) =>
    HEADER + some.map((line) => `.balign 4\n${before ? `${before}\n` : ""}${line}\n`).join("");
  const lineOf = (index) => HEADER_LINES + (index + 1) * linesOfOne;
  const refused = {};
  let accepted = lines;
  let result = runAs(source(accepted));
  // A line that is refused in an IT block can make the assembler refuse the next one as well.
  while (result.objections.size > 0) {
    const { objections } = result;
    accepted = accepted.filter((line, index) => {
      const reason = objections.get(lineOf(index));
      if (reason === undefined || objections.has(lineOf(index - 1))) return true;
      refused[line] = reason;
      return false;
    });
    result = runAs(source(accepted));
  }
  const codes = {};
  accepted.forEach((line, index) => {
    codes[line] = halfwords(result.bytes.get(lineOf(index)));
  });
  return { codes, refused };
}

/** Bytes in memory order as halfwords. */
function halfwords(hex) {
  return hex.replace(/(..)(..)/g, "$2$1");
}

/** An instruction with each of its row's ways to write the operands that can be printed. */
function textsOf(row, fields, place) {
  const decoded = { row, fields };
  return row.syntaxes.flatMap((syntax) => {
    try {
      return [thumb.format(decoded, place, row.syntaxes.indexOf(syntax))];
    } catch {
      return [];
    }
  });
}

function sampleLines(count, place) {
  const random = thumb.randomNumbers(0x601d);
  const lines = thumb.rows
    .filter((row) => row.root !== "it")
    .filter((row) => place.condition === undefined || row.traits.it !== "outside")
    .flatMap((row) =>
      Array.from({ length: count }, () => textsOf(row, thumb.sampleFields(row, random), place)),
    )
    .flat();
  return [...new Set(lines)];
}

/** Ways to write an instruction that the disassembler never takes. */
const handWritten = [
  "adr r0, .+8",
  "adr r0, .+1028",
  "adr.w r9, .+101",
  "adr r3, .-200",
  "ldr r1, .+12",
  "ldr r10, .+12",
  "ldr r1, .-8",
  "ldrh r1, .+2",
  "ldrd r1, r2, .-16",
  "vldr s3, .+20",
  "vldr d3, .-20",
  "pld .+40",
  "mov r0, #-1",
  "mov r0, #0x1234",
  "mvn r0, #-5",
  "add r0, r1, #-1",
  "add r0, r1, #4095",
  "sub r0, r1, #4095",
  "cmp r0, #-1",
  "cmn r0, #-256",
  "and r0, r1, #0xffffff00",
  "bic r0, r1, #-2",
  "adcs r0, r1, #0xfffffffe",
  "push {r8}",
  "pop {r8}",
  "push {r0, r8-r11, lr}",
  "pop {r4-r7, pc}",
  "ldm r0, {r1, r2}",
  "stmfd sp!, {r4, lr}",
  "ldmfd sp!, {r4, pc}",
  "vmov.f32 s0, #-1.25",
  "ands r0, r0, r1",
  "ands r0, r1, r0",
  "muls r0, r1, r0",
  "and r0, r0, r1",
  "add r0, r0, r1",
  "add r8, r0",
  "adds r0, r0, #7",
  "adds r0, r0, #8",
  "add sp, sp, #508",
  "add sp, #512",
  "sub sp, sp, #16",
  "str r0, [sp, #1020]",
  "str r0, [sp, #1024]",
  "ldr r0, [r1, #124]",
  "ldr r0, [r1, #128]",
  "ldr r0, [r1, #-4]",
  "ldrb r0, [r1, #31]",
  "ldrb r0, [r1, #32]",
  "ldrsb r0, [r1]",
  "movs r0, #255",
  "movs r0, #256",
  "mov r0, #255",
  "lsls r0, r1, #0",
  "lsl r0, r1, #3",
  "asrs r0, r0, r1",
  "dmb",
  "msr apsr, r0",
  "mrs r0, psp",
  "nop",
  "nop.w",
  "b .+2050",
  "b .+2052",
  "beq .+258",
  "beq .+260",
  "bhs .+4",
  "blo .+4",
  "cbz r3, .+130",
  "bl .-16777212",
];

/** Every IT instruction with the instructions of its block: its code. */
function blockStarts() {
  const lines = thumb.rows
    .filter((row) => row.root === "it")
    .flatMap((row) =>
      allBlocks().map((fields) => ({ fields, line: thumb.format({ row, fields }) })),
    );
  const source = lines.map(({ fields: { c, k }, line }) => {
    const names = thumb.blockConditions(c, k).map((condition) => thumb.conditions[condition]);
    return `${line}${names.map((name) => `; mov${name} r0, r0`).join("")}\n`;
  });
  const { objections, bytes } = runAs(HEADER + source.join(""));
  const entries = lines.map(({ line }, index) => {
    const number = HEADER_LINES + index + 1;
    if (objections.has(number)) throw new Error(objections.get(number));
    return [line, halfwords(bytes.get(number).slice(0, 4))];
  });
  return Object.fromEntries(entries);
}

/** All conditions but AL, with all masks. */
function allBlocks() {
  return Array.from({ length: 14 * 15 }, (_, index) => ({
    c: index % 14,
    k: 1 + Math.floor(index / 14),
  }));
}

/** What our disassembler and theirs say about codes; a pair is `ours|theirs`. */
function compareMnemonics(codes, size) {
  const nops = "nop\nnop\nnop\nnop\n";
  const source = codes.map((code) =>
    size === 2 ? `.inst.n ${code}\n${code >>> 8 === 0xbf ? nops : ""}` : `.inst.w ${code}\n`,
  );
  const { object } = runAs(HEADER + source.join(""));
  const { stdout } = execute(values.objdump, ["-d", object]);
  const theirs = new Map();
  for (const [, hex, text] of stdout.matchAll(/^\s*[0-9a-f]+:\t([0-9a-f ]+?)\s*\t(.*)$/gm)) {
    theirs.set(Number.parseInt(hex.replace(" ", ""), 16), text);
  }
  const pairs = {};
  const undefinedHere = {};
  let equal = 0;
  for (const code of codes) {
    const [first, second] = size === 2 ? [code, 0] : [code >>> 16, code & 0xffff];
    const ours = thumb.ourClass(first, second);
    const their = thumb.theirClass(theirs.get(code) ?? "missing");
    if (ours === their) {
      equal += 1;
      continue;
    }
    if (ours === thumb.UNDEFINED) {
      undefinedHere[their] = (undefinedHere[their] ?? 0) + 1;
      continue;
    }
    const pair = `${ours} | ${their}`;
    pairs[pair] ??= { count: 0, code: code.toString(16).padStart(size * 2, "0") };
    pairs[pair].count += 1;
    if (values.show) pairs[pair].text = theirs.get(code);
  }
  return { codes: codes.length, equal, digest: thumb.digestOf(codes, size), pairs, undefinedHere };
}

const plain = assembleAll([...sampleLines(LINES_OF_A_ROW, {}), ...handWritten]);
const NOT_EQUAL = 1;
const block = assembleAll(sampleLines(LINES_IN_A_BLOCK, { condition: NOT_EQUAL }), "it ne");
const narrow = compareMnemonics([...new Array(FIRST_WIDE).keys()], 2);
const wide = compareMnemonics(thumb.wideCodes(WIDE_CODES), 4);
const golden = {
  lines: { ...plain.codes, ...blockStarts() },
  blocks: block.codes,
  refused: { ...plain.refused, ...block.refused },
  narrow,
  wide,
};
if (values.show) {
  show(golden);
} else {
  writeFileSync(goldenPath, `${JSON.stringify(golden, null, 2)}\n`);
}

rmSync(scratch, { recursive: true });

function showDifferences(lines, place) {
  for (const [line, code] of Object.entries(lines)) {
    let ours;
    try {
      const { code: found, size } = thumb.assemble(line, place);
      ours = found.toString(16).padStart(size * 2, "0");
    } catch (error) {
      ours = error.message;
    }
    if (ours !== code) console.log(`${line}: ours ${ours}, theirs ${code}`);
  }
}

function show({ lines, blocks, refused }) {
  console.log(`${Object.keys(lines).length} lines, ${Object.keys(blocks).length} in blocks`);
  showDifferences(lines, {});
  showDifferences(blocks, { condition: NOT_EQUAL, last: true });
  console.log(refused);
  for (const { pairs, ...figures } of [narrow, wide]) {
    console.log(figures);
    console.table(pairs);
  }
}
