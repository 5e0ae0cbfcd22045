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
import { REQUIREMENTS } from "../../suites/requirements/index.ts";
import { judgedRules, toFinding } from "../engine/checks/finding.ts";
import { claimedIds } from "../exchange/clause.ts";
import type { Clause } from "../exchange/clause.ts";
import { judgeEvidence } from "./evidence/judge-evidence.ts";
import type { Noticed } from "./evidence/judge-evidence.ts";
import type { ReportJudge } from "./evidence/report-judge.ts";
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
  /** What is wrong with the evidence of the violation, each one sentence. */
  readonly evidence: readonly string[];
}

/** What all proofs have in common. */
export interface ProofOptions {
  readonly profiles: readonly Profile[];
  readonly judgeReport: ReportJudge;
  /** Others that rest on the same rule. */
  readonly peers: readonly (Check | DeclaredRule)[];
}

/** What a check is proven with. */
export interface CheckProofOptions extends ProofOptions {
  /** Defects of other checks that it must notice too. */
  readonly also: readonly Defect[];
}

/** Proves a check in both directions: no failure on the sound server, and each of its defects noticed. */
export async function proveCheck(check: Check, suite: Suite, options: CheckProofOptions): Promise<Proof> {
  const { also } = options;
  return prove({ declaration: check, suite, kind: "check", also, rules: [] }, options);
}

/** Proves a traffic rule: its probe breaks nothing on the sound server, and each of its defects is noticed. */
export async function proveTrafficRule(rule: DeclaredRule, suite: Suite, options: ProofOptions): Promise<Proof> {
  return prove({ declaration: rule, suite, kind: "traffic rule", also: [], rules: [rule] }, options);
}

interface Subject {
  readonly declaration: Check | DeclaredRule;
  readonly suite: Suite;
  readonly kind: Proof["kind"];
  readonly also: readonly Defect[];
  /** Traffic rules that judge what is sent. */
  readonly rules: readonly DeclaredRule[];
}

async function prove(subject: Subject, options: ProofOptions): Promise<Proof> {
  const { declaration, suite, kind, rules, also } = subject;
  const passing: Profile[] = [];
  const alarms: string[] = [];
  const skips: string[] = [];
  const judged = new Set<string>();
  for (const profile of options.profiles) {
    const outcome = await judge(declaration, await openGround({ profile, rules }));
    if (outcome.kind === "pass") passing.push(profile);
    else if (outcome.kind === "skip") skips.push(`${profile.id}: ${outcome.reason}`);
    else alarms.push(`false alarm in ${profile.id}: ${describe(outcome)}`);
    for (const id of judgedRules(declaration.clause, outcome)) judged.add(id);
  }
  if (passing.length === 0 && alarms.length === 0) alarms.push(`it applies nowhere: ${skips.join("; ")}`);
  if (passing.length > 0) alarms.push(...unjudged(declaration.clause, judged));
  const defects: DefectProof[] = [];
  for (const defect of declaration.defects)
    defects.push(await proveDefect(subject, defect, { ...options, passing, isOwn: true }));
  alarms.push(...(await judgeDistinct(subject, { ...options, passing })));
  for (const defect of also) defects.push(await proveDefect(subject, defect, { ...options, passing, isOwn: false }));
  const passesIn = passing.map((profile) => profile.id);
  return { id: declaration.id, suite: suite.id, kind, passesIn, alarms, defects };
}

/** A rule that a check claims is judged by name where there are several, or nobody knows that it was. */
function unjudged(clause: Clause, judged: ReadonlySet<string>): readonly string[] {
  return claimedIds(clause)
    .filter((id) => !judged.has(id))
    .map((id) => `it passes on the sound server without judging ${id}: say verify(reply, { rule: "${id}" })`);
}

interface DefectProofOptions extends ProofOptions {
  readonly passing: readonly Profile[];
  /** The check declares the defect itself, and says which of its rules it breaks. */
  readonly isOwn: boolean;
}

/** A defect counts as noticed when the check fails in one of the profiles in which it passes on the sound server. */
async function proveDefect(subject: Subject, defect: Defect, options: DefectProofOptions): Promise<DefectProof> {
  const { rules } = subject;
  const named = { defect: defect.name, breaks: defect.breaks };
  const reasons: string[] = [];
  for (const profile of options.passing) {
    const ground = await openGround({ profile, defect, rules });
    const outcome = await judge(subject.declaration, ground);
    if (outcome.kind === "violation") {
      const evidence = [
        ...(options.isOwn ? judgeBroken(subject, defect, outcome) : []),
        ...judgeEvidence(outcome, ground.traffic),
        ...judgeDocument(subject, outcome, { ground, judgeReport: options.judgeReport }),
      ];
      return { ...named, noticed: true, reason: outcome.violation.message, evidence };
    }
    reasons.push(`${profile.id}: ${describe(outcome)}`);
  }
  if (reasons.length === 0) reasons.push("it was not tried, as no profile is left in which the sound server passes");
  return { ...named, noticed: false, reason: reasons.join("; "), evidence: [] };
}

/** Two checks of the same rule are one, unless each notices a defect that the others do not. */
async function judgeDistinct(
  { declaration }: Subject,
  options: ProofOptions & { readonly passing: readonly Profile[] },
): Promise<readonly string[]> {
  if (options.peers.length === 0) return [];
  const others: string[] = [];
  for (const defect of declaration.defects) {
    const noticing: string[] = [];
    for (const peer of options.peers) {
      if (await notices(peer, defect, options.passing)) noticing.push(peer.id);
    }
    if (noticing.length === 0) return [];
    others.push(`${defect.name} by ${noticing.join(" and ")}`);
  }
  return [`others of the same rule notice all of its defects too: ${others.join(", ")}`];
}

/** Whether a declaration fails on a server with this defect, in one of the profiles. */
async function notices(declared: Check | DeclaredRule, defect: Defect, profiles: readonly Profile[]): Promise<boolean> {
  const rules = "run" in declared ? [] : [declared];
  for (const profile of profiles) {
    const outcome = await judge(declared, await openGround({ profile, defect, rules }));
    if (outcome.kind === "violation") return true;
  }
  return false;
}

/** A violation names the rule that the defect breaks, where there are several. */
function judgeBroken({ declaration }: Subject, defect: Defect, { violation }: Noticed): readonly string[] {
  const claimed = claimedIds(declaration.clause);
  const broken = violation.rule ?? (claimed.length === 1 ? claimed[0] : undefined);
  return broken === defect.breaks ? [] : [`it is put down to ${broken ?? "no rule"}, but breaks ${defect.breaks}`];
}

/** The finding as the JSON report writes it, with its exchanges. */
function judgeDocument(
  { declaration, suite }: Subject,
  outcome: Noticed,
  { ground, judgeReport }: { readonly ground: ProvingGround; readonly judgeReport: ReportJudge },
): readonly string[] {
  const finding = toFinding({ suite: suite.id, declaration }, outcome, REQUIREMENTS);
  const exchanges = finding.exchanges.flatMap((seq) => ground.traffic.exchangeOf(seq) ?? []);
  return judgeReport({ ...finding, cause: finding.check }, exchanges);
}

async function judge(declaration: Check | DeclaredRule, ground: ProvingGround): Promise<CheckOutcome> {
  return "run" in declaration ? judgeCheck(declaration, ground) : judgeTrafficRule(declaration, ground);
}

async function judgeCheck(check: Check, ground: ProvingGround): Promise<CheckOutcome> {
  const reason = skipReason(check, ground.profile, ground.capabilities);
  if (reason !== undefined) return { kind: "skip", reason, exchanges: [], exchangeCount: 0, durationMs: 0 };
  return (await runCheck(check, contextOptions(ground))).outcome;
}

async function judgeTrafficRule(rule: DeclaredRule, ground: ProvingGround): Promise<CheckOutcome> {
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
