import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { measureHere } from "./commands/measure.ts";
import { runMany } from "./commands/run-many.ts";
import { writeTable } from "./commands/table.ts";
import { runShare } from "./commands/worker.ts";

const { values } = parseArgs({
  options: {
    count: { type: "string", default: process.env["HOSTILE_COUNT"] ?? "1000" },
    seed: { type: "string", default: process.env["HOSTILE_SEED"] ?? "1" },
    workers: { type: "string", default: "2" },
    // How many counter-examples are made simple.
    examples: { type: "string", default: "5" },
    table: { type: "boolean", default: false },
    // One case, as JSON or the path of a file that holds it.
    case: { type: "string" },
    json: { type: "boolean", default: false },
    // For the processes that share the work.
    part: { type: "string" },
  },
});

const write = (text: string): void => void process.stdout.write(text);

/** A number that is given, or an end with a complaint. */
function numberOf(name: "count" | "seed" | "workers" | "examples"): number {
  const number = Number(values[name]);
  if (Number.isInteger(number) && number >= 0) return number;
  process.stderr.write(`--${name} takes a whole number, not "${values[name]}"\n`);
  process.exit(2);
}

async function runOne(given: string): Promise<number> {
  const text = given.trimStart().startsWith("{") ? given : readFileSync(given, "utf8");
  const measured = await measureHere(JSON.parse(text));
  write(`${JSON.stringify(measured, undefined, values.json ? undefined : 2)}\n`);
  return measured.breaches.length === 0 ? 0 : 1;
}

async function runPart(part: string): Promise<number> {
  const [index = 0, of = 1] = part.split("/").map(Number);
  const share = { seed: numberOf("seed"), count: numberOf("count"), part: index, of };
  await runShare(share, (told) => write(`${JSON.stringify(told)}\n`));
  return 0;
}

function main(): Promise<number> {
  if (values.case !== undefined) return runOne(values.case);
  if (values.part !== undefined) return runPart(values.part);
  if (values.table) return writeTable(numberOf("workers"), write);
  const counts = { count: numberOf("count"), seed: numberOf("seed"), workers: numberOf("workers") };
  return runMany({ ...counts, examples: numberOf("examples") }, write);
}

process.exitCode = await main();
