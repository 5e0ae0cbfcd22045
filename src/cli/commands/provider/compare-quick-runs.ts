import { counted } from "../../../exchange/counted.ts";
import { createFittingPool } from "../../../self-check/pool/fitting-pool.ts";
import type { ProviderJob } from "../../../self-check/built-in-proofs.ts";
import type { QuickComparison } from "../../../self-check/providers/compare-quick.ts";
import { writeLines } from "../../command-io.ts";
import type { CommandIo } from "../../command-io.ts";
import { styleOf } from "../../output/output-style.ts";
import type { OutputStyle } from "../../output/output-style.ts";
import { paint, sign } from "../../output/paint.ts";
import { whenAborted } from "../../output/when-aborted.ts";

/** What a quick run promises: so many requests at most on a sound server. */
export const MOST_REQUESTS = 60;
/** Of all servers with a defect on so many the quick table is that of the whole run. */
export const LEAST_AGREEMENT = 0.98;

/**
 * Compares quick runs with whole ones and tells in what they differ; exit code 1 when too many do, or a sound server is told wrong or
 * asked too much.
 */
export async function compareQuickRuns(jobs: readonly ProviderJob[], io: CommandIo): Promise<number> {
  const style = styleOf(io.stdout, io.env);
  const pool = createFittingPool(jobs.length);
  try {
    const comparing = Promise.all(
      jobs.map(async (job) => {
        const comparison = await pool.run({ kind: "quick", ...job });
        void writeLines(io.stdout, describe(comparison, style));
        return comparison;
      }),
    );
    const comparisons = await Promise.race([comparing, whenAborted(io.interruption.signal)]);
    if (!comparisons) return io.interruption.exitCode() ?? 130;
    const isGood = isEnough(comparisons);
    await writeLines(io.stdout, ["", `${sign(style, isGood)} ${summarise(comparisons)}`]);
    return isGood ? 0 : 1;
  } finally {
    await pool.close();
  }
}

/** True when sound servers are told right from few requests, and of the others as many as must be. */
export function isEnough(comparisons: readonly QuickComparison[]): boolean {
  const sound = comparisons.filter(({ server }) => server === "sound");
  const others = comparisons.filter(({ server }) => server !== "sound");
  const agreeing = others.filter(({ differs }) => differs.length === 0).length;
  const isSoundRight = sound.every(({ differs, requests }) => differs.length === 0 && requests <= MOST_REQUESTS);
  return isSoundRight && agreeing >= LEAST_AGREEMENT * others.length;
}

function describe({ server, profile, differs, requests }: QuickComparison, style: OutputStyle): readonly string[] {
  if (differs.length === 0 && server !== "sound") return [];
  const told = `in ${profile}, ${counted(requests, "request")}`;
  return [
    `${sign(style, differs.length === 0)} ${server} ${paint(style, "dim", told)}`,
    ...differs.map((one) => `    ${one}`),
  ];
}

function summarise(comparisons: readonly QuickComparison[]): string {
  const most = Math.max(0, ...comparisons.map(({ requests }) => requests));
  return `the quick table is that of the whole run on ${countSame(comparisons)}, of which ${100 * LEAST_AGREEMENT} % are asked for; from ${most} requests at most`;
}

function countSame(comparisons: readonly QuickComparison[]): string {
  const same = comparisons.filter(({ differs }) => differs.length === 0).length;
  const percent = ((100 * same) / Math.max(comparisons.length, 1)).toFixed(1);
  return `${same} of ${comparisons.length} servers (${percent} %)`;
}
