import type { Capabilities } from "../../profile/capability.ts";
import { readCapabilities } from "./capabilities.ts";
import { assignCauses } from "../report/causes.ts";
import type { Suite } from "../check.ts";
import { cleanUp } from "../session/clean-up.ts";
import { createCheckContext } from "../checks/create-check-context.ts";
import type { ContextOptions } from "../checks/create-check-context.ts";
import { discover } from "./discover.ts";
import type { EventListener, RunPlan } from "../event.ts";
import { toFinding } from "../checks/finding.ts";
import type { IdentityProvider } from "../identity-provider.ts";
import { Interrupted } from "../session/interrupted.ts";
import { createInterruptibleClock } from "../session/interruptible-clock.ts";
import type { InvariantJudge } from "../checks/invariant-judge.ts";
import { preflight } from "./preflight.ts";
import { probeCapabilities } from "./probe-capabilities.ts";
import type { Requirements } from "../requirement.ts";
import { runSuites } from "../checks/run-suites.ts";
import type { Finding, Run, RunHeader, ScenarioResult } from "../run.ts";
import type { Scenario } from "../scenario.ts";
import type { Stage } from "./stage.ts";
import { summarize } from "../report/summary.ts";
import { sweepFinding } from "../session/sweep-results.ts";
import { tellPartial } from "./tell-partial.ts";
import { tidyUp } from "./tidy-up.ts";
import type { Transcript } from "../session/transcript.ts";
import { UnreachableTarget } from "../session/unreachable-target.ts";

/** Everything that a run is made of. */
export interface RunTargetOptions {
  readonly tool: Run["tool"];
  readonly runId: string;
  readonly seed: number;
  readonly dialect: string;
  readonly idp: IdentityProvider;
  /** Where the checks run. */
  readonly stage: Omit<Stage, "capabilities">;
  readonly bundled: boolean;
  readonly suites: readonly Suite[];
  readonly scenarios: readonly Scenario[];
  /** Where a scenario is played, and how. */
  readonly play: (scenario: Scenario, main: Stage) => Promise<ScenarioResult>;
  readonly requirements: Requirements;
  /** Ids of the requirements that checks of the whole tool rest on. */
  readonly claimed: ReadonlySet<string>;
  readonly invariants: InvariantJudge;
  readonly transcript: Transcript;
  readonly concurrency: number;
  readonly settleMs: number;
  readonly maxFailures: number | undefined;
  readonly keep: boolean;
  readonly onEvent: EventListener;
  readonly clock: ContextOptions["clock"];
  readonly signal: AbortSignal;
}

interface Start {
  /** Epoch milliseconds, of the run's clock. */
  readonly date: number;
  /** For durations: the run's clock may leap. */
  readonly monotonic: number;
}

interface Progress {
  readonly findings: Finding[];
  readonly scenarios: ScenarioResult[];
  readonly notes: string[];
  capabilities: Capabilities;
  interrupted: boolean;
}

/**
 * Runs checks and scenarios against a target and returns the whole outcome. Interrupted, it stops sending, removes what it
 * made and returns what it has. Rejects with `UnreachableTarget` when nothing can be claimed about the target.
 */
export async function runTarget(options: RunTargetOptions): Promise<Run> {
  const startedAt = { date: options.clock.now(), monotonic: performance.now() };
  const progress: Progress = {
    findings: [],
    scenarios: [],
    notes: [],
    interrupted: false,
    capabilities: readCapabilities({ ...options.stage, target: NOTHING_KNOWN, hasSeatLimits: false }),
  };
  const partial = tellPartial({
    ...options,
    judged: () => progress.findings.length + progress.scenarios.length,
    toRun: () => toPartialRun(options, progress, startedAt),
  });
  try {
    await perform(options, progress, startedAt);
  } catch (error) {
    if (!endsByInterruption(error, options.signal)) {
      // What was made is removed all the same; the error that ended the run is the one to be told.
      if (!options.keep) await tidyUp(options.stage.session).catch(() => undefined);
      partial.stop();
      throw error;
    }
    partial.tell();
  }
  if (!options.keep) progress.notes.push(...(await tidyUp(options.stage.session)));
  partial.stop();
  progress.interrupted = options.signal.aborted;
  const run = toRun(options, progress, startedAt);
  options.onEvent({ type: "run-end", run });
  return run;
}

/** A target that is lost while the run is being stopped ends nothing that was not at its end. */
function endsByInterruption(error: unknown, signal: AbortSignal): boolean {
  return error instanceof Interrupted || (signal.aborted && error instanceof UnreachableTarget);
}

/** The run in the moment of its interruption; should it never get further, this is what there is to read. */
function toPartialRun(options: RunTargetOptions, progress: Progress, startedAt: Start): Run {
  const { session } = options.stage;
  const cleanUpLater = `zi-scim-check cleanup ${session.baseUrl} --run ${session.runId} removes it.`;
  const notes = options.bundled || options.keep ? [] : [`What the run made may still be there: ${cleanUpLater}`];
  return toRun(options, { ...progress, interrupted: true, notes: [...progress.notes, ...notes] }, startedAt);
}

const NOTHING_KNOWN = { serviceProviderConfig: undefined, resourceTypes: undefined, schemas: undefined };

async function perform(options: RunTargetOptions, progress: Progress, startedAt: Start): Promise<void> {
  const { session } = options.stage;
  await preflight(session);
  const context = await learn(options, progress);
  options.onEvent({ type: "run-start", run: toHeader(options, progress, startedAt), plan: planOf(options) });
  const goesOn = await runSuites({ ...options, ...context, session }, (finding) => progress.findings.push(finding));
  if (!goesOn) {
    progress.notes.push(...stoppedNotes(options, progress));
    return;
  }
  const main: Stage = { ...options.stage, capabilities: progress.capabilities };
  for (const scenario of options.scenarios) {
    if (options.signal.aborted) throw new Interrupted();
    progress.scenarios.push(await options.play(scenario, main));
    if (!options.keep) await cleanUp(session, scenario.id);
  }
  if (options.signal.aborted) throw new Interrupted();
}

function stoppedNotes(options: RunTargetOptions, { findings }: Progress): readonly string[] {
  const checks = planOf(options).checks - findings.length;
  const scenarios = options.scenarios.length;
  if (checks + scenarios === 0) return [];
  const what = `${checks} checks and ${scenarios} scenarios were not run`;
  return [`Stopped after ${options.maxFailures} failures, as --max-failures says: ${what}.`];
}

/** Reads what the target publishes and probes for what it does not tell. */
async function learn(options: RunTargetOptions, progress: Progress): Promise<ContextOptions> {
  const { session, profile, seats } = options.stage;
  const target = await discover(session);
  session.setTarget(target);
  const known = readCapabilities({ profile, target, hasSeatLimits: seats.length > 0 });
  const clock = createInterruptibleClock(options.clock, options.signal);
  const context = { ...options, clock, session, profile, seats, target, capabilities: known };
  const probe = createCheckContext(context, { kind: "discovery", id: "discovery" }, () => undefined);
  progress.capabilities = await probeCapabilities(probe, known);
  await cleanUp(session, "discovery");
  return { ...context, capabilities: progress.capabilities };
}

function planOf(options: RunTargetOptions): RunPlan {
  const { suites, scenarios } = options;
  const checks = suites.reduce((sum, suite) => sum + suite.checks.length, 0);
  const sizes = suites.map((suite) => [suite.id, suite.checks.length + suite.invariants.length] as const);
  return { checks, scenarios: scenarios.length, suites: Object.fromEntries(sizes) };
}

function toHeader(options: RunTargetOptions, progress: Progress, startedAt: Start): RunHeader {
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
    shard: null,
    target: { baseUrl: stage.session.baseUrl, bundled: options.bundled, capabilities: progress.capabilities },
    notes: progress.notes,
  };
}

function toRun(options: RunTargetOptions, progress: Progress, startedAt: Start): Run {
  const exchanges = options.transcript.exchanges();
  const judged = options.invariants.outcomes().map(({ suite, invariant, outcome }) => {
    const finding = toFinding({ suite: suite.id, declaration: invariant }, outcome, options.requirements);
    return sweepFinding(finding, options.stage.session.sweep);
  });
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
      interrupted: progress.interrupted,
    }),
    findings,
    scenarios,
    exchanges,
  };
}

/** Findings in the order of the registry, whatever order the checks ended in. */
function inOrder(findings: readonly Finding[], suites: readonly Suite[]): readonly Finding[] {
  const ids = suites.flatMap((suite) => [...suite.checks, ...suite.invariants].map((declared) => declared.id));
  const place = new Map(ids.map((id, index) => [id, index]));
  return findings.toSorted((a, b) => (place.get(a.check) ?? 0) - (place.get(b.check) ?? 0));
}
