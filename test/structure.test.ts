import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");

/** What each layer of `src` may import besides itself (D12). */
const layers: Readonly<Record<string, readonly string[]>> = {
  tables: [],
  compile: ["tables"],
  "jit-wasm": ["tables", "compile"],
  thumb: ["tables", "compile"],
  vm: ["tables", "compile", "jit-wasm", "thumb"],
  board: ["tables", "compile", "jit-wasm", "thumb", "vm"],
};

const MAX_LINES = 800;

interface SourceFile {
  /** Its path from the project's folder, with slashes. */
  readonly path: string;
  readonly text: string;
}

function sourcesBelow(folder: string): SourceFile[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|mjs)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({
      path: relative(root, path).replaceAll("\\", "/"),
      text: readFileSync(path, "utf8"),
    }));
}

const asm = sourcesBelow("asm").filter(({ path }) => !path.startsWith("asm/generated/"));
const src = sourcesBelow("src");

/** The files that a file imports, as paths from the project's folder. */
function importsOf({ path, text }: SourceFile): string[] {
  return [...text.matchAll(/^(?:import|export)\b[^;]*?from "(\.[^"]*)"/gm)].map((match) =>
    normalize(join(dirname(path), match[1]!)).replaceAll("\\", "/"),
  );
}

const layerOf = (path: string): string | undefined =>
  Object.keys(layers).find((layer) => path.startsWith(`src/${layer}/`));

describe("imports", () => {
  it("point one way between the layers of src", () => {
    const wrong = src.flatMap((file) => {
      const layer = layerOf(file.path);
      if (layer === undefined) return [];
      const allowed = [layer, ...layers[layer]!].map((name) => `src/${name}/`);
      return importsOf(file)
        .filter((target) => !allowed.some((prefix) => target.startsWith(prefix)))
        .map((target) => `${file.path} imports ${target}`);
    });
    expect(wrong).toEqual([]);
  });

  it("of asm stay in asm", () => {
    const wrong = asm.flatMap((file) =>
      importsOf(file)
        .filter((target) => !target.startsWith("asm/"))
        .map((target) => `${file.path} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  it("of src do not reach asm, tests or benchmarks", () => {
    const wrong = src.flatMap((file) =>
      importsOf(file)
        .filter((target) => !target.startsWith("src/"))
        .map((target) => `${file.path} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });
});

it(`no file but tables has more than ${MAX_LINES} lines`, () => {
  const files = ["asm", "src", "test", "bench", "scripts"].flatMap(sourcesBelow);
  const long = files
    .filter(({ path }) => !path.startsWith("src/tables/") && !path.includes("/generated/"))
    .filter(({ text }) => text.split("\n").length > MAX_LINES)
    .map(({ path }) => path);
  expect(long).toEqual([]);
});
