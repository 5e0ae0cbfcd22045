import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { casesOf } from "../generate/arbitrary.ts";
import { PROPERTIES } from "../harness/judge.ts";
import type { Breach } from "../harness/judge.ts";
import { describeCase, writeCase } from "../hostile-case.ts";
import { isExplainedBy, shrink } from "./shrink.ts";
import type { Shrunk } from "./shrink.ts";
import type { Share, Told } from "./worker.ts";

/** How many targets, from which seed, in how many processes, and how many counter-examples are made simple. */
export interface ManyOptions {
  readonly count: number;
  readonly seed: number;
  readonly workers: number;
  readonly examples: number;
}

const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url));

/** Runs many hostile targets with a line of progress, and tells what they broke. Returns the exit code. */
export async function runMany(options: ManyOptions, write: (text: string) => void): Promise<number> {
  const told: Told[] = [];
  const started = performance.now();
  const onTold = (one: Told): void => {
    told.push(one);
    if (told.length % 25 === 0 || told.length === options.count) write(progressLine(told, options, started));
  };
  const parts = Array.from({ length: options.workers }, (_, part) => ({ ...options, part, of: options.workers }));
  await Promise.all(parts.map((share) => runProcess(share, onTold)));
  write(summary(told));
  const isWhole = told.length === options.count;
  if (!isWhole) write(`${options.count - told.length} targets were not run: a process ended before its time\n`);
  const broken = told.filter(({ breaches }) => breaches.length > 0).toSorted((a, b) => a.index - b.index);
  await tellExamples(broken, options, write);
  return broken.length === 0 && isWhole ? 0 : 1;
}

/** Runs a share in a process of its own; resolves when it ends. */
function runProcess({ seed, count, part, of }: Share, onTold: (told: Told) => void): Promise<void> {
  const args = [MAIN, "--seed", String(seed), "--count", String(count), "--part", `${part}/${of}`];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  createInterface({ input: child.stdout }).on("line", (line) => onTold(JSON.parse(line)));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", () => resolve());
  });
}

function progressLine(told: readonly Told[], { count }: ManyOptions, started: number): string {
  const broken = told.filter(({ breaches }) => breaches.length > 0).length;
  const seconds = Math.round((performance.now() - started) / 1000);
  return `${told.length} of ${count} targets, ${broken} of them broke something (${seconds} s)\n`;
}

function summary(told: readonly Told[]): string {
  const breaches = told.flatMap((one) => one.breaches);
  const byProperty = [...Map.groupBy(breaches, ({ property }) => property)].map(
    ([property, found]) => `  ${property.padEnd(22)} ${found.length}\n`,
  );
  const codes = [...Map.groupBy(told, ({ exitCode }) => exitCode)].map(([code, runs]) => `${runs.length} x ${code}`);
  const most = (of: (one: Told) => number): number => told.reduce((max, one) => Math.max(max, of(one)), 0);
  return [
    `exit codes: ${codes.join(", ")}; at most ${most(({ requests }) => requests)} requests`,
    ` and ${most(({ durationMs }) => durationMs)} ms a run\n`,
    byProperty.length === 0 ? "every property held\n" : `broken properties:\n${byProperty.join("")}`,
  ].join("");
}

interface Found {
  readonly index: number;
  readonly breach: Breach;
}

/** Makes the broken cases simple, one for each cause, the gravest first, and writes each as it can be committed. */
async function tellExamples(
  broken: readonly Told[],
  options: ManyOptions,
  write: (text: string) => void,
): Promise<void> {
  const cases = casesOf(options.seed, options.count);
  const known: Shrunk[] = [];
  for (const { index, breach } of gravestFirst(broken)) {
    const hostile = cases[index];
    if (hostile === undefined || known.length >= options.examples) break;
    if (known.some((one) => one.property === breach.property && isExplainedBy(one, hostile))) continue;
    const shrunk = (await shrink(options.seed, index, breach.property)) ?? lost({ hostile, breach });
    known.push(shrunk);
    write(example(shrunk));
  }
}

function gravestFirst(broken: readonly Told[]): readonly Found[] {
  const found = broken.flatMap(({ index, breaches }) => breaches.map((breach) => ({ index, breach })));
  const rank = ({ breach }: Found): number => PROPERTIES.indexOf(breach.property);
  return found.toSorted((a, b) => rank(a) - rank(b) || a.index - b.index);
}

function lost({ hostile, breach }: { readonly hostile: Shrunk["hostile"]; readonly breach: Breach }): Shrunk {
  return { hostile, property: breach.property, detail: `${breach.detail} (not again when it was run once more)` };
}

function example({ hostile, property, detail }: Shrunk): string {
  const written = writeCase(hostile, `${property}: ${detail}`);
  return `\n${property} with ${describeCase(hostile)}\n${JSON.stringify(written, undefined, 2)}\n`;
}
