import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { ALL_RIGHT, DIMENSIONS, DIMENSION_NAMES } from "../dimensions/index.ts";
import type { DimensionName } from "../dimensions/index.ts";
import type { HostileCase } from "../hostile-case.ts";
import { sumOf } from "../harness/judge.ts";
import { measure } from "./measure.ts";
import type { Measured } from "./measure.ts";

const FILE = fileURLToPath(new URL("../../docs/hostile-targets.md", import.meta.url));

/** The number that the behaviours of the table go by, and what is run against each of them. */
const AT = 20;
const SELECTION = 0;

/** Measures every behaviour alone, all else right, and writes the table of them. Returns the exit code. */
export async function writeTable(workers: number, write: (text: string) => void): Promise<number> {
  const rows = DIMENSION_NAMES.flatMap((dimension) => namesOf(dimension).map((name) => ({ dimension, name })));
  const measured = new Map<string, Measured>();
  const queue = rows.values();
  const work = async (): Promise<void> => {
    for (const { dimension, name } of queue) {
      const result = await measure(caseOf(dimension, name));
      measured.set(`${dimension}/${name}`, result);
      write(`${measured.size} of ${rows.length}  ${dimension}=${name}  ${broken(result)}\n`);
    }
  };
  await Promise.all(Array.from({ length: workers }, work));
  const sections = DIMENSION_NAMES.map((dimension) => sectionOf(dimension, measured));
  writeFileSync(FILE, `${INTRODUCTION}\n${sections.join("\n")}`);
  spawnSync("npx", ["oxfmt", FILE], { stdio: "inherit" });
  write(`written: ${FILE}\n`);
  return [...measured.values()].every(({ breaches }) => breaches.length === 0) ? 0 : 1;
}

function namesOf(dimension: DimensionName): readonly string[] {
  return Object.keys(DIMENSIONS[dimension]);
}

function caseOf(dimension: DimensionName, name: string): HostileCase {
  return { behaviours: { ...ALL_RIGHT, [dimension]: name }, at: AT, selection: SELECTION };
}

function sectionOf(dimension: DimensionName, measured: ReadonlyMap<string, Measured>): string {
  const rows = Object.entries(DIMENSIONS[dimension]).map(([name, { says }]) => {
    const result = measured.get(`${dimension}/${name}`);
    const cells = result === undefined ? [] : cellsOf(result);
    return `| \`${name}\` | ${says} | ${cells.join(" | ")} |`;
  });
  return [`## ${dimension}`, "", ...HEAD, ...rows, ""].join("\n");
}

const HEAD = [
  "| behaviour | the target ... | exit code | judged | left | told | requests | memory | not kept |",
  "| --- | --- | --: | --: | --: | --- | --: | --: | --- |",
];

function cellsOf(result: Measured): readonly string[] {
  const { exitCode, judged, left, requests, peakBytes } = result;
  const memory = `${Math.round(peakBytes / 1024 / 1024)} MB`;
  return [
    `${exitCode}`,
    `${judged}`,
    `${left.users + left.groups}`,
    toldBy(result),
    `${requests}`,
    memory,
    broken(result),
  ];
}

function toldBy({ told }: Measured): string {
  if (told === undefined) return "not told";
  if (sumOf(told) === 0) return "0";
  return Object.entries(told)
    .flatMap(([kind, count]) => (count === 0 ? [] : [`${count} ${kind}`]))
    .join(", ");
}

function broken({ breaches }: Measured): string {
  return breaches.map(({ property }) => property).join(", ");
}

const INTRODUCTION = `# Hostile targets

What the tool does on targets that each do one thing wrong, all else right. \`npm run hostile -- --table\` writes this file;
\`npm run hostile\` runs 1000 targets that do several things wrong at once. Each target holds 200 users and 50 groups of
somebody else, and each run is the same 30 checks and two scenarios; _n_ is ${AT}.

- **exit code**: 0 nothing fails, 1 something fails, 3 nothing can be claimed
- **judged**: checks and scenarios with a verdict
- **left**: users and groups of the run that are still there when it has ended
- **told**: what the report says may be left
- **memory**: the most that the process took, the target included
- **not kept**: properties that did not hold, of those that must hold everywhere: no stranger is changed, nor named by a
  write; what is left is told; the journal stays exactly as long as something may be left; time and requests are bounded;
  the report is valid; no secret is written anywhere; no fault of the tool's own
`;
