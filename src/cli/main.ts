import { parseArguments } from "./arguments.js";
import { run } from "./run.js";
import { complain } from "./streams.js";

const subcommands = ["compile", "dis", "ast", "tokens"];

/** Does what the command line says; gives the process's exit status. */
async function main(args: readonly string[]): Promise<number> {
  const [first, ...rest] = args;
  if (first !== undefined && subcommands.includes(first)) {
    const { runSubcommand } = await import("./subcommands.js");
    return runSubcommand(first, rest);
  }
  if (first === "tiers") {
    const { runTiers } = await import("./tiers/command.js");
    return runTiers(rest);
  }
  if (first === "allocs") {
    const { runAllocs } = await import("./allocs/command.js");
    return runAllocs(rest);
  }
  if (first === "wasm") {
    const { runWasm } = await import("./wasm/command.js");
    return runWasm(rest);
  }
  if (first === "board") {
    const { runBoard } = await import("./board/command.js");
    return process.exit(await runBoard(rest));
  }
  const request = parseArguments(args);
  switch (request.kind) {
    case "help":
    case "version": {
      const { help, version } = await import("./help.js");
      process.stdout.write(request.kind === "help" ? help : `${version()}\n`);
      return 0;
    }
    case "invalid":
      complain(`adder: ${request.reason}. Use -h option for help.\n`);
      return 1;
    case "run":
      // A run writes synchronously, so nothing is left to wait for: taking Node apart would take time.
      return process.exit(await run(request));
  }
}

// No await: the bundle of this module is no ES module.
main(process.argv.slice(2)).then((status) => {
  process.exitCode = status;
});
