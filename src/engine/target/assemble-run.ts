import { assignCauses } from "../report/causes.ts";
import type { Suite } from "../check.ts";
import { toFinding } from "../checks/finding.ts";
import { summarize } from "../report/summary.ts";
import type { Finding, Run, RunHeader } from "../run.ts";
import type { Progress, RunTargetOptions, Start } from "./run-state.ts";

/** What was run, against what, as far as it is known by now. */
export function toHeader(options: RunTargetOptions, progress: Progress, startedAt: Start): RunHeader {
  const { stage } = options;
  return {
    id: options.runId,
    seed: options.seed,
    profile: stage.profile.id,
    idp: options.idp.id,
    dialect: options.dialect,
    startedAt: new Date(startedAt.date).toISOString(),
    durationMs: Math.round(performance.now() - startedAt.monotonic),
    interrupted: progress.interrupted,
    lost: progress.lost?.message ?? null,
    shard: null,
    target: { baseUrl: stage.session.baseUrl, bundled: options.bundled, capabilities: progress.capabilities },
    notes: [...progress.notes, ...(progress.tidied?.notes ?? [])],
  };
}

/** The whole outcome, as far as it is known by now. */
export function toRun(options: RunTargetOptions, progress: Progress, startedAt: Start): Run {
  const exchanges = options.transcript.exchanges();
  const invariants = options.invariants.outcomes().map(({ suite, invariant, outcome }) => {
    return toFinding({ suite: suite.id, declaration: invariant }, outcome, options.requirements);
  });
  // The first exchange that broke an invariant decides.
  const judged = invariants.filter((f) => isBelieved({ exchanges: f.exchanges.slice(0, 1) }, progress));
  const findings = assignCauses(inOrder([...progress.findings, ...judged], options.suites), exchanges);
  const { scenarios } = progress;
  return {
    schemaVersion: 1,
    tool: options.tool,
    run: toHeader(options, progress, startedAt),
    summary: summarize({
      findings,
      scenarios,
      requirements: options.requirements,
      claimed: options.claimed,
      interrupted: progress.interrupted || progress.lost !== undefined,
      ...(progress.tidied === undefined ? {} : { residue: progress.tidied.residue }),
    }),
    findings,
    scenarios,
    exchanges,
  };
}

/** What was refused because the credentials had ended is not what was asked. */
export function isBelieved({ exchanges }: Pick<Finding, "exchanges">, { lost }: Pick<Progress, "lost">): boolean {
  return lost === undefined || exchanges.every((seq) => seq <= lost.lastSeq);
}

/** Findings in the order of the registry, whatever order the checks ended in. */
function inOrder(findings: readonly Finding[], suites: readonly Suite[]): readonly Finding[] {
  const ids = suites.flatMap((suite) => [...suite.checks, ...suite.invariants].map((declared) => declared.id));
  const place = new Map(ids.map((id, index) => [id, index]));
  return findings.toSorted((a, b) => (place.get(a.check) ?? 0) - (place.get(b.check) ?? 0));
}
