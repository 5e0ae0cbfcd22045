import { counted } from "../../exchange/counted.ts";
import { readCapabilities } from "./capabilities.ts";
import { cleanUp } from "../clean-up/clean-up.ts";
import { countSeats } from "./count-seats.ts";
import { createCheckContext } from "../checks/context/create-check-context.ts";
import { discover } from "./discover.ts";
import type { RunPlan } from "../event.ts";
import { Interrupted } from "../endurance/interrupted.ts";
import { preflight } from "./preflight.ts";
import { probeCapabilities } from "./probe-capabilities.ts";
import type { Suite } from "../../kit/check.ts";
import { runSuites } from "../checks/run-suites.ts";
import { boundCleanUp } from "../quick/allowance.ts";
import { runWalks } from "../quick/run-walk.ts";
import type { Run } from "../run.ts";
import type { Stage } from "./stage.ts";
import { tellKept, tellKnown, tidyUp } from "../clean-up/tidy-up.ts";
import { LostTarget } from "../endurance/lost-target.ts";
import { isBelieved, toHeader, toRun } from "./assemble-run.ts";
import type { RunProgress, RunWork, Start } from "./run-state.ts";
import { tellPartial } from "./tell-partial.ts";
import { UnreachableTarget } from "../endurance/unreachable-target.ts";

/**
 * Runs checks and scenarios against a target and returns the whole outcome. Interrupted, it stops sending, removes what it
 * made and returns what it has; so it does when the target is lost after the run has begun. Rejects with `UnreachableTarget`
 * when nothing can be claimed about the target.
 */
export async function runTarget(work: RunWork): Promise<Run> {
  const { run, stage } = work;
  const cleaning = work.isQuick === true ? boundCleanUp(stage.session, run) : stage.session;
  const startedAt = { date: run.clock.now(), monotonic: performance.now() };
  const progress: RunProgress = {
    findings: [],
    unmet: [],
    scenarios: [],
    notes: [],
    interrupted: false,
    isStopped: false,
    lost: undefined,
    tidied: undefined,
    capabilities: readCapabilities({ ...stage, target: NOTHING_KNOWN, hasSeatLimits: false }),
  };
  const partial = tellPartial({
    ...run,
    judged: () => progress.findings.length + progress.scenarios.length,
    toRun: () => toPartialRun(work, progress, startedAt),
  });
  try {
    await perform(work, progress, startedAt);
  } catch (error) {
    if (!noteEnd(error, progress, run.signal)) {
      // What was made is removed all the same; the error that ended the run is the one to be told.
      if (!run.keep) await tidyUp(cleaning).catch(() => undefined);
      partial.stop();
      throw error;
    }
    partial.tell();
  }
  progress.tidied = run.keep ? tellKept(stage.session) : await tidyUp(cleaning);
  partial.stop();
  progress.interrupted = run.signal.aborted;
  const whole = toRun(work, progress, startedAt);
  run.onEvent({ type: "run-end", run: whole });
  return whole;
}

/** Notes how a run ended before its time; false for an error that leaves nothing to report. */
function noteEnd(error: unknown, progress: RunProgress, signal: AbortSignal): boolean {
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
function toPartialRun(work: RunWork, progress: RunProgress, startedAt: Start): Run {
  const tidied = (work.run.keep ? tellKept : tellKnown)(work.stage.session);
  return toRun(work, { ...progress, interrupted: true, tidied }, startedAt);
}

const NOTHING_KNOWN = { serviceProviderConfig: undefined, resourceTypes: undefined, schemas: undefined };

async function perform(given: RunWork, progress: RunProgress, startedAt: Start): Promise<void> {
  const { run, scenarios } = given;
  await preflight(given.stage.session);
  const stage = await learn(given, progress);
  const work = withoutAbsent(given, stage, progress);
  const { suites } = work;
  run.onEvent({ type: "run-start", run: toHeader(work, progress, startedAt), plan: planOf(work) });
  if (work.isQuick === true) return walk(work, stage, progress);
  const goesOn = await runSuites({ run, stage, suites }, (finding, unmet) => {
    progress.findings.push(finding);
    if (unmet !== undefined) progress.unmet.push(unmet);
  });
  if (!goesOn) {
    const notes = stoppedNotes(work, progress);
    progress.isStopped = notes.length > 0;
    progress.notes.push(...notes);
    return;
  }
  for (const scenario of scenarios) {
    if (run.signal.aborted) throw new Interrupted();
    progress.scenarios.push(await work.play(scenario, stage));
    if (!run.keep) await cleanUp(stage.session, scenario.id);
  }
  if (run.signal.aborted) throw new Interrupted();
}

/** What a target does not have is told once, not by each check that is about it. */
function withoutAbsent(work: RunWork, { target }: Stage, progress: RunProgress): RunWork {
  if (work.isOpen !== true) return work;
  const absent = new Map(work.suites.map((suite) => [suite, suite.absence?.(target)]));
  const told = [...absent].flatMap(([{ id }, why]) =>
    why === undefined ? [] : [`The suite ${id} was left out: ${why}.`],
  );
  progress.notes.push(...told);
  return { ...work, suites: work.suites.filter((suite) => absent.get(suite) === undefined) };
}

/** What was made on the way is removed when the run ends. */
async function walk({ run, suites }: RunWork, stage: Stage, progress: RunProgress): Promise<void> {
  await runWalks({ run, stage, suites }, (finding) => {
    progress.findings.push(finding);
    run.onEvent({ type: "finding", finding });
  });
  if (run.signal.aborted) throw new Interrupted();
}

function stoppedNotes(work: RunWork, { findings }: RunProgress): readonly string[] {
  const checks = planOf(work).checks - findings.length;
  const scenarios = work.scenarios.length;
  if (checks + scenarios === 0) return [];
  const what = `${counted(checks, "check")} and ${counted(scenarios, "scenario")} were not judged`;
  const failures = counted(work.run.maxFailures ?? 0, "failing check");
  return [`Stopped after ${failures}, as --max-failures says: ${what}. Traffic rules do not count.`];
}

/** Reads what the target publishes and probes for what it does not tell. */
async function learn(work: RunWork, progress: RunProgress): Promise<Stage> {
  const { run, stage: bare, suites, isQuick } = work;
  const { session, profile, seats } = bare;
  if (work.isBare === true) return { ...bare, target: NOTHING_KNOWN, capabilities: progress.capabilities };
  const target = await discover(session);
  session.setTarget(target);
  const known = readCapabilities({ profile, target, hasSeatLimits: seats.length > 0 });
  const stage = { ...bare, target, capabilities: known };
  const probe = createCheckContext({ run, stage }, { kind: "discovery", id: "discovery" });
  const needed = new Set(suites.flatMap(({ checks }) => checks.flatMap(({ needs }) => needs ?? [])));
  progress.capabilities = await probeCapabilities(probe, known, (name) => isQuick !== true || needed.has(name));
  await cleanUp(session, "discovery");
  const counted = await countSeats(probe, seats);
  progress.notes.push(...counted.notes);
  return { ...stage, seats: counted.seats, capabilities: progress.capabilities };
}

function planOf({ suites, scenarios, isQuick }: RunWork): RunPlan {
  const countChecks = ({ checks, walk }: Suite): number =>
    isQuick === true ? (walk?.checks.length ?? 0) : checks.length;
  const checks = suites.reduce((sum, suite) => sum + countChecks(suite), 0);
  const sizes = suites.map((suite) => [suite.id, countChecks(suite) + suite.trafficRules.length] as const);
  return { checks, scenarios: scenarios.length, suites: Object.fromEntries(sizes) };
}
