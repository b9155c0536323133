import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { readDescriptor, withFile } from "../../compile/file-reader.js";
import { CompileError } from "../../compile/index.js";
import { MpyError } from "../../compile/mpy/mpy-error.js";
import { complain, writeAll } from "../streams.js";
import { chooseFunctions, compileForWasm, functionsIn, NoWasmError } from "./functions.js";
import { textOfModule } from "./print.js";

const STDIN = 0;
const STDOUT = 1;

const usage = `usage: adder wasm [--function NAME] [-X emit=bytecode|native|viper] FILE

Prints the text of the Wasm module that each native and viper function becomes; -X emit= says what
functions become that no decorator says otherwise of. FILE is a source (- for standard input) or a .mpy
file for wasm32.
`;

/** What the option -X says, and what it makes of the program. */
const emitters = {
  "emit=bytecode": "bytecode",
  "emit=native": "ahead",
  "emit=viper": "viper",
} as const;

interface WasmRequest {
  readonly file: string;
  readonly only: string | undefined;
  readonly emit: (typeof emitters)[keyof typeof emitters];
}

/** Runs `adder wasm`; gives the exit status. */
export async function runWasm(args: readonly string[]): Promise<number> {
  const request = readRequest(args);
  if (request === undefined) {
    complain(usage);
    return 1;
  }
  try {
    await show(request);
    return 0;
  } catch (error) {
    complain(`${explain(error, request.file)}\n`);
    return 1;
  }
}

function readRequest(args: readonly string[]): WasmRequest | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        function: { type: "string" },
        implementation: { type: "string", short: "X", default: "emit=bytecode" },
      },
    });
    const [file, more] = positionals;
    const { implementation } = values;
    if (file === undefined || more !== undefined || !isEmitter(implementation)) return undefined;
    return { file, only: values.function, emit: emitters[implementation] };
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

const isEmitter = (text: string): text is keyof typeof emitters => text in emitters;

async function show({ file, only, emit }: WasmRequest): Promise<void> {
  for (const { name, kind, module } of chooseFunctions(functionsIn(codeOf(file, emit)), only)) {
    const text = await textOfModule(module);
    print(`;; ${name}: ${kind}, ${module.length} bytes\n${text}`);
  }
}

function codeOf(file: string, emit: WasmRequest["emit"]): Uint8Array {
  if (file.endsWith(".mpy")) return readFileSync(file);
  if (file === "-") return compileForWasm(readDescriptor(STDIN, "<stdin>"), emit);
  return withFile(file, (reader) => compileForWasm(reader, emit));
}

function print(text: string): void {
  writeAll(STDOUT, new TextEncoder().encode(text));
}

/** What a person needs to know about an error; others go on. */
function explain(error: unknown, file: string): string {
  if (error instanceof CompileError) return error.message;
  if (error instanceof NoWasmError || error instanceof MpyError)
    return `adder: ${file}: ${error.message}`;
  const { code, path } = error as NodeJS.ErrnoException;
  if (code === undefined) throw error;
  return `adder: can't open '${path ?? ""}': ${code}`;
}
