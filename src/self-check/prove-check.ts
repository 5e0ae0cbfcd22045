import type { Check, DeclaredRule, Suite } from "../kit/check.ts";
import { cleanUp } from "../engine/clean-up/clean-up.ts";
import { createCheckContext } from "../engine/checks/context/create-check-context.ts";
import type { ContextOptions } from "../engine/checks/context/create-check-context.ts";
import type { Defect } from "../kit/defect.ts";
import { runCheck } from "../engine/checks/run-check.ts";
import type { CheckOutcome } from "../engine/checks/run-check.ts";
import { toRuleOutcome } from "../engine/checks/rule-outcome.ts";
import { skipReason } from "../engine/checks/select-checks.ts";
import { Skip } from "../exchange/violation.ts";
import type { Profile } from "../profile/profile.ts";
import { openGround } from "./proving-ground.ts";
import type { ProvingGround } from "./proving-ground.ts";

/** What the proof of one check came to. */
export interface Proof {
  readonly id: string;
  readonly suite: string;
  readonly kind: "check" | "traffic rule" | "scenario";
  /** Profiles in which it passes on the sound server. */
  readonly passesIn: readonly string[];
  /** Why the sound server does not pass it; empty when it does. */
  readonly alarms: readonly string[];
  /** Its own defects, then those of other checks that it notices too (`also`). */
  readonly defects: readonly DefectProof[];
}

/** Whether one defect was noticed. */
export interface DefectProof {
  readonly defect: string;
  readonly breaks: string;
  readonly noticed: boolean;
  /** The violation, or what came instead of one. */
  readonly reason: string;
}

/** What a check is proven with. */
export interface CheckProofOptions {
  readonly profiles: readonly Profile[];
  /** Defects of other checks that it must notice too. */
  readonly also: readonly Defect[];
}

/** Where a proof is made: the profiles of the server, and the suites whose traffic rules judge its traffic. */
interface ProofOptions {
  readonly profiles: readonly Profile[];
  readonly rules: readonly DeclaredRule[];
}

/** Proves a check in both directions: no failure on the sound server, and each of its defects noticed. */
export async function proveCheck(check: Check, suite: Suite, options: CheckProofOptions): Promise<Proof> {
  const judge: Judge = (ground) => judgeCheck(check, ground);
  const defects = [...check.defects, ...options.also];
  const subject = { id: check.id, suite: suite.id, kind: "check", defects, judge } as const;
  return prove(subject, { profiles: options.profiles, rules: [] });
}

/** Proves a traffic rule: its probe breaks nothing on the sound server, and each of its defects is noticed. */
export async function proveTrafficRule(rule: DeclaredRule, suite: Suite, profiles: readonly Profile[]): Promise<Proof> {
  const judge: Judge = (ground) => judgeTrafficRule(rule, ground);
  const subject = { id: rule.id, suite: suite.id, kind: "traffic rule", defects: rule.defects, judge } as const;
  return prove(subject, { profiles, rules: [rule] });
}

type Judge = (ground: ProvingGround) => Promise<CheckOutcome>;

interface Subject {
  readonly id: string;
  readonly suite: string;
  readonly kind: Proof["kind"];
  readonly defects: readonly Defect[];
  readonly judge: Judge;
}

async function prove(subject: Subject, options: ProofOptions): Promise<Proof> {
  const passing: Profile[] = [];
  const alarms: string[] = [];
  const skips: string[] = [];
  for (const profile of options.profiles) {
    const outcome = await subject.judge(await openGround({ profile, rules: options.rules }));
    if (outcome.kind === "pass") passing.push(profile);
    else if (outcome.kind === "skip") skips.push(`${profile.id}: ${outcome.reason}`);
    else alarms.push(`false alarm in ${profile.id}: ${describe(outcome)}`);
  }
  if (passing.length === 0 && alarms.length === 0) alarms.push(`it applies nowhere: ${skips.join("; ")}`);
  const defects: DefectProof[] = [];
  for (const defect of subject.defects) defects.push(await proveDefect(subject, defect, { ...options, passing }));
  const { id, suite, kind } = subject;
  return { id, suite, kind, passesIn: passing.map((profile) => profile.id), alarms, defects };
}

/** A defect counts as noticed when the check fails in one of the profiles in which it passes on the sound server. */
async function proveDefect(
  subject: Subject,
  defect: Defect,
  options: ProofOptions & { readonly passing: readonly Profile[] },
): Promise<DefectProof> {
  const reasons: string[] = [];
  for (const profile of options.passing) {
    const outcome = await subject.judge(await openGround({ profile, defect, rules: options.rules }));
    if (outcome.kind === "violation") {
      return { defect: defect.name, breaks: defect.breaks, noticed: true, reason: outcome.violation.message };
    }
    reasons.push(`${profile.id}: ${describe(outcome)}`);
  }
  if (reasons.length === 0) reasons.push("it was not tried, as no profile is left in which the sound server passes");
  return { defect: defect.name, breaks: defect.breaks, noticed: false, reason: reasons.join("; ") };
}

async function judgeCheck(check: Check, ground: ProvingGround): Promise<CheckOutcome> {
  const reason = skipReason(check, ground.profile, ground.capabilities);
  if (reason !== undefined) return { kind: "skip", reason, exchanges: [], exchangeCount: 0, durationMs: 0 };
  return (await runCheck(check, contextOptions(ground))).outcome;
}

async function judgeTrafficRule(rule: DeclaredRule, ground: ProvingGround): Promise<CheckOutcome> {
  const context = createCheckContext(contextOptions(ground), { kind: "check", id: rule.id }, () => undefined);
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

function describe(outcome: CheckOutcome): string {
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
