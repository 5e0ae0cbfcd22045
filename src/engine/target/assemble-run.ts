import type { RuleTally } from "../../exchange/traffic/traffic-judge.ts";
import type { DeclaredRule, Suite } from "../../kit/check.ts";
import type { KnownFault } from "../report/causes/known/known-fault.ts";
import { assignCauses } from "../report/causes.ts";
import { toFinding } from "../checks/finding.ts";
import { mappingContradictions } from "../../profile/mappings/contradictions.ts";
import { breaksOfRule } from "../providers/breaks.ts";
import { chargeOwners } from "../checks/suppositions.ts";
import { toRuleOutcome } from "../checks/rule-outcome.ts";
import { toRequirementResults } from "../report/requirement-results.ts";
import { summarize } from "../report/summary.ts";
import type { Finding, Run, RunHeader } from "../run.ts";
import { tellRefusedDomain } from "./refused-domain.ts";
import { stepsBreaking, withBreaches } from "../report/scenario-breaches.ts";
import type { RunProgress, RunWork, Start } from "./run-state.ts";
import { tellSlowAnswers } from "./slow-answers.ts";

/** What was run, against what, as far as it is known by now. */
export function toHeader(work: RunWork, progress: RunProgress, startedAt: Start): RunHeader {
  const { run, stage, isQuick } = work;
  return {
    id: run.runId,
    seed: run.seed,
    profile: stage.profile.id,
    idp: run.idp.id,
    provider: { title: run.idp.title, features: run.idp.features.map(({ id, title }) => ({ id, title })) },
    dialect: run.dialect,
    startedAt: new Date(startedAt.date).toISOString(),
    durationMs: Math.round(performance.now() - startedAt.monotonic),
    interrupted: progress.interrupted,
    quick: isQuick === true,
    lost: progress.lost?.message ?? null,
    shard: null,
    ...(work.playsOnly === true ? { playsOnly: true as const } : {}),
    selective: run.selective,
    target: { baseUrl: stage.session.baseUrl, bundled: run.bundled, capabilities: progress.capabilities },
    notes: [...progress.notes, ...(progress.tidied?.notes ?? [])],
  };
}

/** The whole outcome, as far as it is known by now. */
export function toRun(work: RunWork, progress: RunProgress, startedAt: Start): Run {
  const { run } = work;
  const suites = [...work.suites, ...work.beside];
  const exchanges = run.transcript.exchanges();
  const tallies = run.judge.tallies().filter((tally) => isTold(tally, work));
  const rules = tallies.map((tally) => {
    const { breaksNothing } = tally.rule;
    const breaks = breaksNothing === true ? {} : breaksOfRule(tally, run.providers, progress.lost?.lastSeq);
    const subject = { suite: suiteOf(tally.rule, suites), declaration: tally.rule, breaks };
    const shown = breaks[run.idp.id] === undefined ? undefined : run.idp.id;
    const steps = stepsBreaking(tally, progress.scenarios);
    const finding = toFinding(subject, toRuleOutcome(tally, shown), run.requirements);
    return steps.length === 0 ? finding : { ...finding, steps };
  });
  // What broke a traffic rule for the first time is believed or not.
  const judged = rules.filter((f) => isBelieved({ exchanges: f.exchanges.slice(0, 1) }, progress));
  const unmet = progress.unmet.filter(({ violation }) => isBelieved(violation, progress));
  const found = chargeOwners(inOrder([...progress.findings, ...judged], suites), unmet);
  const { findings, causes } = withCauses(found, exchanges, run.knownFaults);
  const scenarios = withBreaches(progress.scenarios, tallies);
  const header = toHeader(work, progress, startedAt);
  return {
    schemaVersion: 1,
    tool: run.tool,
    run: withQuickNote({ ...header, notes: notesOf(work, header, exchanges) }, exchanges.length),
    summary: summarize({
      findings,
      scenarios,
      requirements: run.requirements,
      claimed: run.claimed,
      provider: run.idp,
      begun: run.watch.begun(),
      ...(run.submission === undefined ? {} : { submission: run.submission }),
      isWhole: !progress.interrupted && !progress.isStopped && progress.lost === undefined,
      ...(progress.tidied === undefined ? {} : { residue: progress.tidied.residue }),
    }),
    requirements: toRequirementResults(run.requirements, findings),
    findings,
    causes,
    scenarios,
    exchanges,
  };
}

/** What only the submission test demands leads nothing else, as it may not be shown among the failures. */
function withCauses(
  found: readonly Finding[],
  exchanges: Run["exchanges"],
  known: readonly KnownFault[],
): ReturnType<typeof assignCauses> {
  const [others, submitted] = [false, true].map((isSubmission) =>
    assignCauses(
      found.filter(({ submission = false }) => submission === isSubmission),
      exchanges,
      known,
    ),
  );
  const all = [...(others?.findings ?? []), ...(submitted?.findings ?? [])];
  const place = new Map(found.map(({ check }, at) => [check, at]));
  return {
    findings: all.toSorted((a, b) => (place.get(a.check) ?? 0) - (place.get(b.check) ?? 0)),
    causes: [...(others?.causes ?? []), ...(submitted?.causes ?? [])],
  };
}

/** What is told of the run as a whole. */
function notesOf({ stage }: RunWork, header: RunHeader, exchanges: Run["exchanges"]): readonly string[] {
  return [
    ...mappingContradictions(stage.profile),
    ...header.notes,
    ...tellRefusedDomain(exchanges, stage.profile.domain),
    ...tellSlowAnswers(exchanges, header.target.baseUrl),
  ];
}

/** A quick run says that it was one. */
function withQuickNote(header: RunHeader, requests: number): RunHeader {
  if (!header.quick) return header;
  const note = `This was a quick run: the table of ${header.provider.title} from ${requests} requests. Seat limits, crowds, large groups and the RFCs are not judged by it; run without --quick for them.`;
  return { ...header, notes: [note, ...header.notes] };
}

/** What was refused because the credentials had ended is not what was asked. */
export function isBelieved({ exchanges }: Pick<Finding, "exchanges">, { lost }: Pick<RunProgress, "lost">): boolean {
  return lost === undefined || exchanges.every((seq) => seq <= lost.lastSeq);
}

/** A rule that was not asked for is told of where it is broken; where no check was asked for, one that nothing was held against is not. */
function isTold({ rule, applied, broken, error }: RuleTally<DeclaredRule>, { beside, playsOnly }: RunWork): boolean {
  if (playsOnly === true) return applied > 0 || error !== undefined;
  const isAsked = !beside.some(({ trafficRules }) => trafficRules.includes(rule));
  return isAsked || broken > 0 || error !== undefined;
}

/** The id of the suite that declares a traffic rule. */
function suiteOf(rule: DeclaredRule, suites: readonly Suite[]): string {
  return suites.find((suite) => suite.trafficRules.includes(rule))?.id ?? "";
}

/** Findings in the order of the registry, whatever order the checks ended in. */
function inOrder(findings: readonly Finding[], suites: readonly Suite[]): readonly Finding[] {
  const ids = suites.flatMap((suite) => [...suite.checks, ...suite.trafficRules].map((declared) => declared.id));
  const place = new Map(ids.map((id, index) => [id, index]));
  return findings.toSorted((a, b) => (place.get(a.check) ?? 0) - (place.get(b.check) ?? 0));
}
