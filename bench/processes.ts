import { fileURLToPath } from "node:url";
import type { Measurement } from "./measurement.ts";
import { alternate, median } from "./measure-process.ts";
import type { ProcessRun } from "./measure-process.ts";

const BIN = fileURLToPath(new URL("../bin/zi-scim-check.cjs", import.meta.url));
const BARE: readonly string[] = ["-e", "0"];

/** Whole processes against a bare Node, which is the floor. Needs `npm run build`. */
export async function benchProcesses(): Promise<readonly Measurement[]> {
  return [...(await benchVersion()), ...(await benchRun()), ...(await benchSelfCheck())];
}

async function benchVersion(): Promise<readonly Measurement[]> {
  const [ours, bare] = await alternate([BIN, "--version"], BARE, 15);
  const ratio = median(walls(ours)) / median(walls(bare));
  return [row("--version, wall", [ours, bare], { ratio, bound: "at most 2.5", holds: ratio <= 2.5 })];
}

async function benchRun(): Promise<readonly Measurement[]> {
  const [ours, bare] = await alternate([BIN], BARE, 5);
  const wall = median(walls(ours));
  const peak = Math.max(...ours.map((run) => run.peakMb));
  const barePeak = Math.max(...bare.map((run) => run.peakMb));
  return [
    row("whole run without a URL, wall", [ours, bare], {
      ratio: wall / median(walls(bare)),
      bound: "under 3 s",
      holds: wall < 3000,
    }),
    {
      what: "whole run without a URL, peak memory",
      ours: `${peak.toFixed(0)} MB`,
      against: `node -e 0, ${barePeak.toFixed(0)} MB`,
      ratio: peak / barePeak,
      bound: "under 200 MB",
      holds: peak < 200,
    },
  ];
}

async function benchSelfCheck(): Promise<readonly Measurement[]> {
  const [ours, run] = await alternate([BIN, "self-check"], [BIN], 1);
  const wall = median(walls(ours));
  const ratio = wall / median(walls(run));
  return [
    row("self-check, wall", [ours, run], { ratio, bound: "under 20 s", holds: wall < 20_000, against: "whole run" }),
  ];
}

interface Bound {
  readonly ratio: number;
  readonly bound: string;
  readonly holds: boolean;
  readonly against?: string;
}

function row(
  what: string,
  [ours, floor]: readonly [readonly ProcessRun[], readonly ProcessRun[]],
  bound: Bound,
): Measurement {
  const against = `${bound.against ?? "node -e 0"}, ${median(walls(floor)).toFixed(0)} ms`;
  return { what, ours: `${median(walls(ours)).toFixed(0)} ms`, ...bound, against };
}

function walls(runs: readonly ProcessRun[]): readonly number[] {
  return runs.map((run) => run.wallMs);
}
