import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { CompileError } from "../../compile/index.js";
import { complain, writeAll } from "../streams.js";
import { difference } from "./compare.js";
import { type Measurement, measure, type Refusal } from "./measure.js";
import { type Comparison, jsonOf, tableOf } from "./report.js";
import { findSubjects, type Subject, SubjectError, withoutAssembler } from "./subject.js";
import { tiers } from "./tier.js";

const STDOUT = 1;

const usage = `usage: adder tiers FILE [--function NAME] [--json] [--svg FILE]

Compares functions of a file as bytecode, native and viper code on this machine, and as bytecode,
native, viper and assembler code on the emulated pyboard. The arguments of f are in the tuple f_args,
or made by the function f_args; f_asm is f for the inline assembler. Results that differ are an error.
--svg writes a bar chart.
`;

/** Runs `adder tiers`; gives the exit status: 1 when results differ or the file is refused. */
export async function runTiers(args: readonly string[]): Promise<number> {
  const request = readRequest(args);
  if (request === undefined) {
    complain(usage);
    return 1;
  }
  try {
    return await report(request);
  } catch (error) {
    if (!(error instanceof SubjectError || error instanceof CompileError)) throw error;
    complain(`adder: ${request.file}: ${error.message}\n`);
    return 1;
  }
}

async function report(request: TiersRequest): Promise<number> {
  const source = readFileSync(request.file, "utf8");
  const comparisons = findSubjects(source, request.file, request.name).map((subject) =>
    compareTiers(source, subject),
  );
  if (request.json) print(JSON.stringify(comparisons.map(jsonOf), undefined, 2));
  else print(comparisons.map((each) => tableOf(each).join("\n")).join("\n\n"));
  if (request.svg !== undefined) {
    const { chartOf } = await import("./chart.js");
    writeFileSync(request.svg, chartOf(comparisons));
  }
  return reportDifferences(comparisons);
}

interface TiersRequest {
  readonly file: string;
  readonly name: string | undefined;
  readonly json: boolean;
  /** Where the chart goes. */
  readonly svg: string | undefined;
}

function readRequest(args: readonly string[]): TiersRequest | undefined {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        function: { type: "string" },
        json: { type: "boolean", default: false },
        svg: { type: "string" },
      },
    });
    const [file, more] = positionals;
    if (file === undefined || more !== undefined) return undefined;
    return { file, name: values.function, json: values.json, svg: values.svg };
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** Measures a function in all tiers. */
export function compareTiers(source: string, subject: Subject): Comparison {
  const plain = withoutAssembler(source, subject.name);
  const outcomes = tiers.map((tier) =>
    measure(tier.place === "host" ? plain : source, subject, tier),
  );
  const measurements = outcomes.filter((each): each is Measurement => "time" in each);
  const refusals = outcomes.filter((each): each is Refusal => "reason" in each);
  return { name: subject.name, measurements, refusals, difference: difference(measurements) };
}

function reportDifferences(comparisons: readonly Comparison[]): number {
  let status = 0;
  for (const { name, difference: text } of comparisons) {
    if (text === undefined) continue;
    complain(`adder: the results of ${name} differ: ${text}\n`);
    status = 1;
  }
  return status;
}

function print(text: string): void {
  writeAll(STDOUT, new TextEncoder().encode(`${text}\n`));
}
