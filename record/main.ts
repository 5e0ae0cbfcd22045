import { writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { compareRecords } from "./compare.ts";
import { readRecord, toRecord, writeRecord } from "./record-file.ts";
import type { Row } from "./row.ts";
import { runPart, runShared } from "./share.ts";
import { recordedServers } from "./servers.ts";
import type { Selection } from "./servers.ts";
import { tellComparison } from "./tell.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    // Where the record is written.
    out: { type: "string" },
    // Compares the two records that are named instead of making one.
    compare: { type: "boolean", default: false },
    // Only checks whose ids begin so, and only the defects that they must notice.
    only: { type: "string", default: "" },
    // How many defects at most.
    limit: { type: "string", default: "1000000" },
    // For the processes that share the work.
    part: { type: "string" },
  },
});

const USAGE = "npm run record -- --out FILE [--only PREFIX] [--limit N], or --compare FILE FILE [--only PREFIX]\n";

async function record(out: string, selection: Selection): Promise<number> {
  const started = performance.now();
  const count = recordedServers(selection).length;
  const rows: Row[] = [];
  let servers = 0;
  const tell = (): void => {
    const seconds = Math.round((performance.now() - started) / 1000);
    process.stderr.write(`${servers} of ${count} servers (${seconds} s)\n`);
  };
  await runShared(selection, (ofServer) => {
    rows.push(...ofServer);
    servers += 1;
    if (servers % 100 === 0 || servers === count) tell();
  });
  const text = writeRecord(toRecord(rows));
  writeFileSync(out, text);
  process.stderr.write(`${rows.length} verdicts in ${text.split("\n").length - 1} lines, ${text.length} characters\n`);
  return servers === count ? 0 : 1;
}

function compare([before, after]: readonly string[], only: string): number {
  if (before === undefined || after === undefined) return complain();
  const comparison = compareRecords(readRecord(before), readRecord(after), only);
  process.stdout.write(tellComparison(comparison));
  return comparison.verdicts.length + comparison.missing.length === 0 ? 0 : 1;
}

function complain(): number {
  process.stderr.write(USAGE);
  return 2;
}

async function main(): Promise<number> {
  const selection = { only: values.only, limit: Number(values.limit) };
  if (values.part !== undefined) {
    await runPart(Number(values.part), selection);
    return 0;
  }
  if (values.compare) return compare(positionals, values.only);
  return values.out === undefined ? complain() : record(values.out, selection);
}

process.exitCode = await main();
