import type { Suite } from "../../kit/check.ts";
import { isPresent } from "../../profile/capability/index.ts";
import { cleanUp } from "../clean-up/clean-up.ts";
import { toFinding } from "./finding.ts";
import { breaksOf } from "../providers/breaks.ts";
import type { RunContext } from "../run-context.ts";
import type { Stage } from "../target/stage.ts";
import type { PoolPlace } from "./places.ts";
import { withinSeats } from "./within-seats.ts";
import { runPool } from "./run-pool.ts";
import { runCheck } from "./run-check.ts";
import type { CheckOutcome } from "./run-check.ts";
import type { UnmetSupposition } from "./suppositions.ts";
import type { Finding } from "../run.ts";
import { placeBallast, removeBallast } from "./seat-ballast.ts";
import { planChecks, skipReason } from "./select-checks.ts";
import type { PlannedCheck } from "./select-checks.ts";

/** What checks are run, where, and how. */
export interface SuitesRun {
  readonly run: Pick<
    RunContext,
    | "seed"
    | "settleMs"
    | "concurrency"
    | "clock"
    | "dialect"
    | "signal"
    | "keep"
    | "maxFailures"
    | "requirements"
    | "providers"
    | "onEvent"
  >;
  readonly stage: Omit<Stage, "hookValues">;
  readonly suites: readonly Suite[];
}

/** Told of each finding as it is found, and of what its check supposed and did not find. */
export type OnFinding = (finding: Finding, unmet?: UnmetSupposition) => void;

/**
 * Runs the checks of the suites, several at a time, exclusive ones last and alone. A check that others disturbed is run again
 * alone before it is judged. What has been found is handed to `onFinding` as it is found, so that an interrupted run keeps it.
 * False when there were so many failures that the run is to end there. Rejects when it must end at once.
 */
export async function runSuites(given: SuitesRun, onFinding: OnFinding): Promise<boolean> {
  const { run, stage, suites } = given;
  let failures = 0;
  const isOver = (): boolean => failures >= (run.maxFailures ?? Infinity);
  const report: OnFinding = (finding, unmet) => {
    // What was under way when the last failure came is as good as not run.
    if (isOver()) return;
    if (finding.verdict === "fail" && finding.submission !== true) failures += 1;
    onFinding(finding, unmet);
    run.onEvent({ type: "finding", finding });
  };
  const runAlone = async (checks: readonly PlannedCheck[], how: Alone = {}): Promise<void> => {
    for (const planned of checks) {
      if (!isOver())
        await runPlanned(planned, how.using ?? given, {
          scope: how.again ?? "",
          report: ({ finding, unmet }) => report(finding, unmet),
        });
    }
  };
  const plan = planChecks(suites);
  const alone = plan.filter(({ check }) => check.exclusive);
  const ofSeats = alone.filter(({ check }) => check.needs?.includes("seats"));
  const disturbed: PlannedCheck[] = [];
  const atATime = withinSeats(run.concurrency, stage);
  // A user who is kept while its check waits may hold a seat that the next check needs.
  const isScarce = atATime < run.concurrency;
  const width = (): number => Math.min(stage.session.width(), atATime);
  const jobs = plan
    .filter(({ check }) => !check.exclusive)
    .map((planned) => async (place: PoolPlace): Promise<void> => {
      if (isOver()) return;
      const isAlone = width() === 1;
      await runPlanned(planned, isScarce ? given : leavingPlace(given, place), {
        scope: "",
        report: ({ finding, unmet, isDisturbed }) => {
          if (isDisturbed && !isAlone) disturbed.push(planned);
          else report(finding, unmet);
        },
      });
    });
  await runPool(jobs, width);
  await runAlone(disturbed, { again: "/again" });
  await runAlone(alone.filter((planned) => !ofSeats.includes(planned)));
  await withBallast(given, isOver() ? 0 : ofSeats.length, (using) => runAlone(ofSeats, { using }));
  return !isOver();
}

/** Whoever sleeps leaves the place to others. */
function leavingPlace(given: SuitesRun, place: PoolPlace): SuitesRun {
  const { clock } = given.run;
  const sleep: typeof clock.sleep = (ms, signal) => place.idle(() => clock.sleep(ms, signal));
  return { ...given, run: { ...given.run, clock: { now: clock.now, sleep } } };
}

interface Alone {
  readonly using?: SuitesRun;
  /** Ends the scope of the names, so that they are not those of an earlier try. */
  readonly again?: string;
}

/** Several checks of the seat limit find most seats taken; `count` is how many there are. */
async function withBallast(
  given: SuitesRun,
  count: number,
  runAll: (using: SuitesRun) => Promise<unknown>,
): Promise<void> {
  const { run, stage } = given;
  if (count < 2 || !isPresent(stage.capabilities.seats)) {
    await runAll(given);
    return;
  }
  const seats = await placeBallast(given);
  await runAll({ ...given, stage: { ...stage, seats } });
  if (!run.keep) await removeBallast(stage.session);
}

interface Manner {
  /** Ends the scope of the names. */
  readonly scope: string;
  /** Told before anything is removed: the target may be lost meanwhile. */
  readonly report: (judged: Judged) => void;
}

interface Judged {
  readonly finding: Finding;
  readonly unmet?: UnmetSupposition | undefined;
  readonly isDisturbed: boolean;
}

async function runPlanned(planned: PlannedCheck, given: SuitesRun, manner: Manner): Promise<void> {
  const { suite, check } = planned;
  const { run, stage } = given;
  const breaks = breaksOf(suite.id, check.features ?? [], run.providers);
  const subject = { suite: suite.id, declaration: check, breaks, isSubmission: suite.isSubmission };
  const reason = skipReason(check, { ...stage, dialect: run.dialect });
  if (reason !== undefined) {
    manner.report({ finding: toFinding(subject, skipped(reason), run.requirements), isDisturbed: false });
    return;
  }
  run.onEvent({ type: "check-start", check: check.id, suite: suite.id });
  const { outcome, isDisturbed } = await runCheck(check, given, check.id + manner.scope);
  const finding = toFinding(subject, outcome, run.requirements);
  manner.report({ finding, unmet: unmetIn(check.id, outcome), isDisturbed });
  if (!run.keep) await cleanUp(stage.session, check.id);
}

function unmetIn(check: string, outcome: CheckOutcome): UnmetSupposition | undefined {
  if (outcome.kind !== "skip" || outcome.unmet === undefined) return undefined;
  const { owner, violation } = outcome.unmet;
  return { check, owner, violation };
}

function skipped(reason: string): CheckOutcome {
  return { kind: "skip", reason, exchanges: [], exchangeCount: 0, durationMs: 0 };
}
