import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** One run of a whole process. */
export interface ProcessRun {
  readonly wallMs: number;
  /** Peak resident memory of the process itself, in MB. */
  readonly peakMb: number;
  readonly exitCode: number;
}

/** Writes the peak memory of the process into the file that `ZSC_BENCH_USAGE` names, when the process ends. */
const REPORT_USAGE = `process.on("exit", () =>
  require("node:fs").writeFileSync(process.env.ZSC_BENCH_USAGE, String(process.resourceUsage().maxRSS)));
`;

/** Runs `node` with these arguments to its end, its output thrown away. */
export async function runNode(args: readonly string[]): Promise<ProcessRun> {
  const folder = mkdtempSync(join(tmpdir(), "zsc-bench-"));
  const usage = join(folder, "usage");
  const report = join(folder, "report-usage.cjs");
  writeFileSync(report, REPORT_USAGE);
  const started = performance.now();
  const exitCode = await new Promise<number>((resolve, reject) => {
    const child = spawn(process.execPath, ["--require", report, ...args], {
      stdio: "ignore",
      env: { ...process.env, ZSC_BENCH_USAGE: usage, SCIM_TOKEN: "" },
    });
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? -1));
  });
  const wallMs = performance.now() - started;
  const peakMb = Number(readFileSync(usage, "utf8")) / 1024;
  rmSync(folder, { recursive: true });
  return { wallMs, peakMb, exitCode };
}

/** Runs two commands in turn, A B A B ..., so that a machine whose speed drifts is fair to both. */
export async function alternate(
  a: readonly string[],
  b: readonly string[],
  rounds: number,
): Promise<readonly [readonly ProcessRun[], readonly ProcessRun[]]> {
  await runNode(a);
  await runNode(b);
  const runsA: ProcessRun[] = [];
  const runsB: ProcessRun[] = [];
  for (let round = 0; round < rounds; round += 1) {
    runsA.push(await runNode(a));
    runsB.push(await runNode(b));
  }
  return [runsA, runsB];
}

/** The middle value. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((x, y) => x - y);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
