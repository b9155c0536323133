import { readFileSync } from "node:fs";

/** What `-h` prints. */
export const help = `usage: adder [options] [-c command | -m module | file | -] [arguments]
       adder compile [options of mpy-cross] file.py
       adder dis [--march=thumb2] file
       adder ast | tokens file
       adder wasm [--function name] [-X emit=native|viper] file
       adder allocs file.py
       adder board [options] [-c command | file.py] [arguments]: on the emulated pyboard; -h tells more

Options:
  -h             print this text
  -V, --version  print the version
  -i             enter the interactive prompt when the program has ended
  -v             print what memory is in use at the end; -v -v: the bytecode of each source, too
  -O[N]          compile with optimization level N (1 when left out)

Implementation specific options (-X):
  compile-only                  compile, and run nothing
  emit=bytecode|native|viper    what functions become that no decorator says otherwise of
  machine=wasm|thumb|none       what runs machine code: the host by its Wasm engine (the default),
                                an emulated Cortex-M4F, as on the pyboard, or nothing
  viper=fast|checked            checked: bad pointers of viper code are Python exceptions
  jit=on|off|eager              when bytecode is compiled to Wasm: when it is hot (the default), never,
                                or at its first call
  heapsize=<n>[w][K|M]          a heap of exactly this size; by default it grows

Without a program: the interactive prompt on a terminal, else the program is standard input.
The environment variables MICROPYPATH and MICROPYINSPECT mean what they mean to micropython.
`;

/** The MicroPython whose language this is. */
export const LANGUAGE = "MicroPython v1.27.0";

/** The version of this package. */
export function packageVersion(): string {
  const file = new URL("../../package.json", import.meta.url);
  return (JSON.parse(readFileSync(file, "utf8")) as { version: string }).version;
}

/** What `-V` prints, and the prompt at its start. */
export function version(): string {
  const { platform, versions } = process;
  return `${LANGUAGE} on Adder ${packageVersion()}; ${platform} [node ${versions.node}] version`;
}
