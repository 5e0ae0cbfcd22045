import type { Suite } from "../../kit/check.ts";
import { isPresent } from "../../profile/capability/index.ts";
import { cleanUp } from "../clean-up/clean-up.ts";
import type { ContextOptions } from "./context/create-check-context.ts";
import type { SessionControl } from "../session/create-session.ts";
import type { EventListener } from "../event.ts";
import { toFinding } from "./finding.ts";
import type { Requirements } from "../../../suites/requirements/requirement.ts";
import { runPool } from "./run-pool.ts";
import { runCheck } from "./run-check.ts";
import type { CheckOutcome } from "./run-check.ts";
import type { Finding } from "../run.ts";
import { placeBallast, removeBallast } from "./seat-ballast.ts";
import { planChecks, skipReason } from "./select-checks.ts";
import type { PlannedCheck } from "./select-checks.ts";

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
 * Runs the checks of the suites, several at a time, exclusive ones last and alone. A check that others disturbed is run again
 * alone before it is judged. What has been found is handed to `onFinding` as it is found, so that an interrupted run keeps it.
 * False when there were so many failures that the run is to end there. Rejects when it must end at once.
 */
export async function runSuites(options: RunSuitesOptions, onFinding: (finding: Finding) => void): Promise<boolean> {
  let failures = 0;
  const isOver = (): boolean => failures >= (options.maxFailures ?? Infinity);
  const report = (finding: Finding): void => {
    if (finding.verdict === "fail") failures += 1;
    onFinding(finding);
    options.onEvent({ type: "finding", finding });
  };
  const runAlone = async (checks: readonly PlannedCheck[], how: Alone = {}): Promise<void> => {
    for (const planned of checks) {
      if (!isOver()) await runPlanned(planned, how.using ?? options, { scope: how.again ?? "", report });
    }
  };
  const plan = planChecks(options.suites);
  const alone = plan.filter(({ check }) => check.exclusive);
  const ofSeats = alone.filter(({ check }) => check.needs?.includes("seats"));
  const disturbed: PlannedCheck[] = [];
  const jobs = plan
    .filter(({ check }) => !check.exclusive)
    .map((planned) => async (): Promise<void> => {
      if (isOver()) return;
      const isAlone = options.session.width() === 1;
      await runPlanned(planned, options, {
        scope: "",
        report: (finding, isDisturbed) => {
          if (isDisturbed && !isAlone) disturbed.push(planned);
          else report(finding);
        },
      });
    });
  await runPool(jobs, options.session.width);
  await runAlone(disturbed, { again: "/again" });
  await runAlone(alone.filter((planned) => !ofSeats.includes(planned)));
  await withBallast(options, isOver() ? 0 : ofSeats.length, (using) => runAlone(ofSeats, { using }));
  return !isOver();
}

interface Alone {
  readonly using?: RunSuitesOptions;
  /** Ends the scope of the names, so that they are not those of an earlier try. */
  readonly again?: string;
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

interface Manner {
  /** Ends the scope of the names. */
  readonly scope: string;
  /** Told before anything is removed: the target may be lost meanwhile. */
  readonly report: (finding: Finding, isDisturbed: boolean) => void;
}

async function runPlanned(planned: PlannedCheck, options: RunSuitesOptions, manner: Manner): Promise<void> {
  const { suite, check } = planned;
  const subject = { suite: suite.id, declaration: check };
  const reason = skipReason(check, options.profile, options.capabilities);
  if (reason !== undefined) {
    manner.report(toFinding(subject, skipped(reason), options.requirements), false);
    return;
  }
  options.onEvent({ type: "check-start", check: check.id, suite: suite.id });
  const { outcome, isDisturbed } = await runCheck(check, options, check.id + manner.scope);
  manner.report(toFinding(subject, outcome, options.requirements), isDisturbed);
  if (!options.keep) await cleanUp(options.session, check.id);
}

function skipped(reason: string): CheckOutcome {
  return { kind: "skip", reason, exchanges: [], exchangeCount: 0, durationMs: 0 };
}
