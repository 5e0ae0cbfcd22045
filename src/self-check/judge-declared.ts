import type { Check, DeclaredRule } from "../kit/check.ts";
import { cleanUp } from "../engine/clean-up/clean-up.ts";
import { createCheckContext } from "../engine/checks/context/create-check-context.ts";
import type { ContextOptions } from "../engine/checks/context/create-check-context.ts";
import { runCheck } from "../engine/checks/run-check.ts";
import type { CheckOutcome } from "../engine/checks/run-check.ts";
import { toRuleOutcome } from "../engine/checks/rule-outcome.ts";
import { skipReason } from "../engine/checks/select-checks.ts";
import { Skip } from "../exchange/violation.ts";
import type { Defect } from "../kit/defect.ts";
import type { Profile } from "../profile/profile.ts";
import { openGround } from "./proving-ground.ts";
import type { ProvingGround } from "./proving-ground.ts";

/** A check or a traffic rule. */
export type Declared = Check | DeclaredRule;

/** What became of one check or traffic rule on one server. */
export interface Judged {
  readonly outcome: CheckOutcome;
  readonly ground: ProvingGround;
}

/** Judges a fresh server, sound or with a defect, by one check or traffic rule. */
export async function judgeDeclared(declared: Declared, profile: Profile, defect?: Defect): Promise<Judged> {
  const isCheck = "run" in declared;
  const rules = isCheck ? [] : [declared];
  const ground = await openGround({ profile, rules, ...(defect === undefined ? {} : { defect }) });
  return { ground, outcome: await (isCheck ? judgeByCheck(declared, ground) : judgeByRule(declared, ground)) };
}

async function judgeByCheck(check: Check, ground: ProvingGround): Promise<CheckOutcome> {
  const reason = skipReason(check, ground);
  if (reason !== undefined) return { kind: "skip", reason, exchanges: [], exchangeCount: 0, durationMs: 0 };
  return (await runCheck(check, contextOptions(ground))).outcome;
}

async function judgeByRule(rule: DeclaredRule, ground: ProvingGround): Promise<CheckOutcome> {
  const context = createCheckContext(contextOptions(ground), { kind: "check", id: rule.id });
  try {
    await rule.probe(context);
  } catch (error) {
    // A defect may well stop the probe half-way: what was exchanged by then is judged. The sound server must not.
    if (!ground.isFaulty && !(error instanceof Skip)) return failed(error);
  }
  await cleanUp(ground.session);
  const [tally] = ground.judge.tallies();
  if (tally === undefined) throw new Error(`the traffic rule ${rule.id} was not judged`);
  return toRuleOutcome(tally);
}

function failed(error: unknown): CheckOutcome {
  return { kind: "error", error, exchanges: [], exchangeCount: 0, durationMs: 0 };
}

function contextOptions(ground: ProvingGround): ContextOptions {
  return { run: ground.run, stage: ground };
}

/** An outcome in one phrase. */
export function describeJudged(outcome: CheckOutcome): string {
  switch (outcome.kind) {
    case "pass":
      return "passed";
    case "violation":
      return `failed: ${outcome.violation.message} (expected ${outcome.violation.mismatch.expected.join(" or ")}, found ${outcome.violation.mismatch.actual})`;
    case "skip":
      return `skipped: ${outcome.reason}`;
    case "no-set-up":
      return `no set-up: ${outcome.reason}`;
    case "error":
      return `error: ${outcome.error instanceof Error ? (outcome.error.stack ?? outcome.error.message) : String(outcome.error)}`;
  }
}
