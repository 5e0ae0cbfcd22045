import type { Check, Suite } from "../../kit/check.ts";
import type { Walk } from "../../kit/walk.ts";
import { createCheckContext } from "../checks/context/create-check-context.ts";
import { toFinding } from "../checks/finding.ts";
import { settleOutcome } from "../checks/run-check.ts";
import { skipReason } from "../checks/select-checks.ts";
import { breaksOf, featuresIn } from "../providers/breaks.ts";
import type { RunContext } from "../run-context.ts";
import type { Finding } from "../run.ts";
import type { SessionControl } from "../session/create-session.ts";
import type { Session } from "../session/session.ts";
import type { Stage } from "../target/stage.ts";
import { parseResourcePath } from "../../exchange/resource-url.ts";
import { learnFinding } from "../clean-up/find-by-mark.ts";
import { boundWalk } from "./allowance.ts";
import { createJudge } from "./judge.ts";
import type { Judged } from "./judge.ts";
import { WALK } from "./walk-id.ts";

/** Where a walk takes place. */
export interface WalkRun {
  readonly run: RunContext;
  readonly stage: Stage;
  readonly suites: readonly Suite[];
}

/**
 * Carries out the walks of the suites, and gives a finding for each check as which they judge: those that they did not come to are
 * skipped. What was judged before a run ends is told. Rejects when the whole run must end.
 */
export async function runWalks(given: WalkRun, onFinding: (finding: Finding) => void): Promise<void> {
  for (const suite of given.suites) {
    if (suite.walk !== undefined) await runWalk(given, suite, { walk: suite.walk, onFinding });
  }
}

interface Walking {
  readonly walk: Walk;
  readonly onFinding: (finding: Finding) => void;
}

async function runWalk(given: WalkRun, suite: Suite, { walk, onFinding }: Walking): Promise<void> {
  const { run, stage } = given;
  const judged = new Map<string, Judged>();
  const { judge, onReply } = createJudge(judged);
  const session = boundWalk({ ...learning(stage.session), ownership: stage.session.ownership }, run);
  // No two walks give the same names.
  const scope = `${WALK}.${suite.id}`;
  const context = createCheckContext({ run, stage, session, scope }, { kind: "check", id: WALK }, { onReply });
  const tell = (why: string): void => {
    for (const check of suite.checks) if (walk.checks.includes(check.id)) onFinding(findingOf(check, why));
  };
  const findingOf = (check: Check, why: string): Finding => {
    const one = judged.get(check.id);
    const features = [...featuresIn(run.dialect, check), ...(one?.halts ?? [])];
    const subject = { suite: suite.id, declaration: check, breaks: breaksOf(suite.id, features, run.providers) };
    // What a whole run does not judge here is not judged either.
    const reason = skipReason(check, { ...stage, dialect: run.dialect });
    const outcome = reason === undefined ? (one?.outcome ?? notReached(why)) : notReached(reason);
    return toFinding(subject, outcome, run.requirements);
  };
  try {
    const ending = await settleOutcome(() => walk.run(context, judge, run.dialect));
    if (ending.kind === "error") throw ending.error;
    tell("reason" in ending ? ending.reason : "the quick run did not come to it");
  } catch (error) {
    tell("the run ended before it");
    throw error;
  }
}

/** What is deleted on the way cannot teach any more how the clean-up finds what a run has left: it is looked for before. */
function learning(session: SessionControl): Session {
  return {
    ...session,
    send: async (request) => {
      const { endpoint, id } = parseResourcePath(request.path);
      if (request.method === "DELETE" && id !== undefined && session.isMarking)
        await learnFinding(session, { endpoint, id, madeBy: WALK });
      return session.send(request);
    },
  };
}

function notReached(reason: string): Judged["outcome"] {
  return { kind: "skip", reason, exchanges: [], exchangeCount: 0, durationMs: 0 };
}
