import { readCapabilities } from "./capabilities.ts";
import { cleanUp } from "../clean-up/clean-up.ts";
import { createCheckContext } from "../checks/context/create-check-context.ts";
import type { ContextOptions } from "../checks/context/create-check-context.ts";
import { discover } from "./discover.ts";
import type { RunPlan } from "../event.ts";
import { Interrupted } from "../endurance/interrupted.ts";
import { createInterruptibleClock } from "../endurance/interruptible-clock.ts";
import { preflight } from "./preflight.ts";
import { probeCapabilities } from "./probe-capabilities.ts";
import { runSuites } from "../checks/run-suites.ts";
import type { Run } from "../run.ts";
import type { Stage } from "./stage.ts";
import { tellKept, tellKnown, tidyUp } from "../clean-up/tidy-up.ts";
import { LostTarget } from "../endurance/lost-target.ts";
import { isBelieved, toHeader, toRun } from "./assemble-run.ts";
import type { Progress, RunTargetOptions, Start } from "./run-state.ts";
import { tellPartial } from "./tell-partial.ts";
import { UnreachableTarget } from "../endurance/unreachable-target.ts";

/**
 * Runs checks and scenarios against a target and returns the whole outcome. Interrupted, it stops sending, removes what it
 * made and returns what it has; so it does when the target is lost after the run has begun. Rejects with `UnreachableTarget`
 * when nothing can be claimed about the target.
 */
export async function runTarget(options: RunTargetOptions): Promise<Run> {
  const startedAt = { date: options.clock.now(), monotonic: performance.now() };
  const progress: Progress = {
    findings: [],
    scenarios: [],
    notes: [],
    interrupted: false,
    lost: undefined,
    tidied: undefined,
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
    if (!noteEnd(error, progress, options.signal)) {
      // What was made is removed all the same; the error that ended the run is the one to be told.
      if (!options.keep) await tidyUp(options.stage.session).catch(() => undefined);
      partial.stop();
      throw error;
    }
    partial.tell();
  }
  progress.tidied = options.keep ? tellKept(options.stage.session) : await tidyUp(options.stage.session);
  partial.stop();
  progress.interrupted = options.signal.aborted;
  const run = toRun(options, progress, startedAt);
  options.onEvent({ type: "run-end", run });
  return run;
}

/** Notes how a run ended before its time; false for an error that leaves nothing to report. */
function noteEnd(error: unknown, progress: Progress, signal: AbortSignal): boolean {
  // A target that is lost while the run is being stopped ends nothing that was not at its end.
  if (error instanceof Interrupted || (signal.aborted && error instanceof UnreachableTarget)) {
    progress.interrupted = true;
    return true;
  }
  if (!(error instanceof LostTarget)) return false;
  progress.lost = error;
  progress.notes.push(`${error.message}.`, error.hint);
  progress.findings.splice(0, Infinity, ...progress.findings.filter((finding) => isBelieved(finding, progress)));
  return true;
}

/** The run in the moment of its interruption; should it never get further, this is what there is to read. */
function toPartialRun(options: RunTargetOptions, progress: Progress, startedAt: Start): Run {
  const tidied = (options.keep ? tellKept : tellKnown)(options.stage.session);
  return toRun(options, { ...progress, interrupted: true, tidied }, startedAt);
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
  const sizes = suites.map((suite) => [suite.id, suite.checks.length + suite.trafficRules.length] as const);
  return { checks, scenarios: scenarios.length, suites: Object.fromEntries(sizes) };
}
