import { isPresent } from "../../profile/capability.ts";
import { cleanUp } from "../session/clean-up.ts";
import type { ContextOptions } from "./create-check-context.ts";
import type { SessionControl } from "../session/create-session.ts";
import type { EventListener } from "../event.ts";
import { toFinding } from "./finding.ts";
import { inBatches } from "./in-batches.ts";
import type { Requirements } from "../requirement.ts";
import { runCheck } from "./run-check.ts";
import type { CheckOutcome } from "./run-check.ts";
import type { Finding } from "../run.ts";
import { placeBallast, removeBallast } from "./seat-ballast.ts";
import { planChecks, skipReason } from "./select-checks.ts";
import type { PlannedCheck } from "./select-checks.ts";
import type { Suite } from "../check.ts";

/** What the checks of a run work with. */
export interface RunSuitesOptions extends ContextOptions {
  readonly session: SessionControl;
  readonly suites: readonly Suite[];
  readonly requirements: Requirements;
  /** Leaves what was made on the target. */
  readonly keep: boolean;
  /** Ends the run after so many failing checks. */
  readonly maxFailures: number | undefined;
  readonly onEvent: EventListener;
}

/**
 * Runs the checks of the suites, several at a time, exclusive ones last and alone. What has been found is handed to
 * `onFinding` as it is found, so that an interrupted run keeps it. False when there were so many failures that the run is to
 * end there. Rejects when it must end at once.
 */
export async function runSuites(options: RunSuitesOptions, onFinding: (finding: Finding) => void): Promise<boolean> {
  let failures = 0;
  const isOver = (): boolean => failures >= (options.maxFailures ?? Infinity);
  const job = (planned: PlannedCheck, using: RunSuitesOptions) => async (): Promise<void> => {
    if (isOver()) return;
    const finding = await runPlanned(planned, using);
    if (finding.verdict === "fail") failures += 1;
    onFinding(finding);
    options.onEvent({ type: "finding", finding });
  };
  const runAll = (checks: readonly PlannedCheck[], width: number, using = options): Promise<unknown> =>
    inBatches(
      checks.map((planned) => job(planned, using)),
      width,
    );
  const plan = planChecks(options.suites);
  const alone = plan.filter(({ check }) => check.exclusive);
  const ofSeats = alone.filter(({ check }) => check.needs?.includes("seats"));
  await runAll(
    plan.filter(({ check }) => !check.exclusive),
    options.concurrency,
  );
  await runAll(
    alone.filter((planned) => !ofSeats.includes(planned)),
    1,
  );
  await withBallast(options, isOver() ? 0 : ofSeats.length, (using) => runAll(ofSeats, 1, using));
  return !isOver();
}

/** Several checks of the seat limit find most seats taken; `count` is how many there are. */
async function withBallast(
  options: RunSuitesOptions,
  count: number,
  run: (using: RunSuitesOptions) => Promise<unknown>,
): Promise<void> {
  if (count < 2 || !isPresent(options.capabilities.seats)) {
    await run(options);
    return;
  }
  const seats = await placeBallast(options);
  await run({ ...options, seats });
  if (!options.keep) await removeBallast(options.session);
}

async function runPlanned({ suite, check }: PlannedCheck, options: RunSuitesOptions): Promise<Finding> {
  const subject = { suite: suite.id, declaration: check };
  const reason = skipReason(check, options.profile, options.capabilities);
  if (reason !== undefined) return toFinding(subject, skipped(reason), options.requirements);
  options.onEvent({ type: "check-start", check: check.id, suite: suite.id });
  const outcome = await runCheck(check, options);
  if (!options.keep) await cleanUp(options.session, check.id);
  return toFinding(subject, outcome, options.requirements);
}

function skipped(reason: string): CheckOutcome {
  return { kind: "skip", reason, exchanges: [], exchangeCount: 0, durationMs: 0 };
}
