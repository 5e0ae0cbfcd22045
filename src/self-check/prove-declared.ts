import type { Suite } from "../kit/check.ts";
import { judgedRules } from "../engine/checks/finding.ts";
import { claimedIds } from "../exchange/clause.ts";
import type { Clause } from "../exchange/clause.ts";
import type { Defect } from "../kit/defect.ts";
import type { Profile } from "../profile/profile.ts";
import { judgeNoticed } from "./evidence/judge-noticed.ts";
import type { ReportJudge } from "./evidence/report-judge.ts";
import { describeJudged, judgeDeclared } from "./judge-declared.ts";
import type { Declared } from "./judge-declared.ts";
import type { DefectProof, Proof } from "./proof.ts";
import { proveDistinct } from "./prove-distinct.ts";

/** A check or traffic rule that is to be proven. */
export interface ProofSubject {
  readonly declared: Declared;
  readonly suite: Suite;
  /** Defects of other checks that it must notice too. */
  readonly also: readonly Defect[];
  /** Others that rest on one of the same rules. */
  readonly peers: readonly Declared[];
}

/** What all proofs have in common. */
export interface ProofOptions {
  /** Of the reference server. */
  readonly profiles: readonly Profile[];
  readonly judgeReport: ReportJudge;
}

/**
 * Proves a check or traffic rule in both directions: no failure on the sound server, each of its rules judged there, and each
 * of its defects noticed with evidence that shows it.
 */
export async function proveDeclared(subject: ProofSubject, options: ProofOptions): Promise<Proof> {
  const { declared, suite, also, peers } = subject;
  const { passing, alarms } = await proveSound(declared, options.profiles);
  const defects: DefectProof[] = [];
  for (const defect of [...declared.defects, ...also]) {
    defects.push(await proveDefect(subject, defect, { ...options, profiles: passing }));
  }
  alarms.push(...(await proveDistinct(declared, peers, passing)));
  const kind = "run" in declared ? "check" : "traffic rule";
  const passesIn = passing.map((profile) => profile.id);
  return { id: declared.id, suite: suite.id, kind, passesIn, alarms, defects };
}

interface SoundProof {
  readonly passing: readonly Profile[];
  readonly alarms: string[];
}

async function proveSound(declared: Declared, profiles: readonly Profile[]): Promise<SoundProof> {
  const passing: Profile[] = [];
  const alarms: string[] = [];
  const skips: string[] = [];
  const judged = new Set<string>();
  for (const profile of profiles) {
    const { outcome } = await judgeDeclared(declared, profile);
    if (outcome.kind === "pass") passing.push(profile);
    else if (outcome.kind === "skip") skips.push(`${profile.id}: ${outcome.reason}`);
    else alarms.push(`false alarm in ${profile.id}: ${describeJudged(outcome)}`);
    for (const id of judgedRules(declared.clause, outcome)) judged.add(id);
  }
  if (passing.length === 0 && alarms.length === 0) alarms.push(`it applies nowhere: ${skips.join("; ")}`);
  if (passing.length > 0) alarms.push(...unjudged(declared.clause, judged));
  return { passing, alarms };
}

/** A rule that a check claims is judged by name where there are several, or nobody knows that it was. */
function unjudged(clause: Clause, judged: ReadonlySet<string>): readonly string[] {
  return claimedIds(clause)
    .filter((id) => !judged.has(id))
    .map((id) => `it passes on the sound server without judging ${id}: say verify(reply, { rule: "${id}" })`);
}

/** A defect counts as noticed when the check fails in one of the profiles in which it passes on the sound server. */
async function proveDefect(subject: ProofSubject, defect: Defect, options: ProofOptions): Promise<DefectProof> {
  const { declared, suite } = subject;
  const named = { defect: defect.name, breaks: defect.breaks };
  const reasons: string[] = [];
  for (const profile of options.profiles) {
    const { outcome, ground } = await judgeDeclared(declared, profile, defect);
    if (outcome.kind === "violation") {
      const notice = { subject: { suite: suite.id, declaration: declared }, defect, outcome, traffic: ground.traffic };
      const evidence = judgeNoticed(notice, options.judgeReport);
      return { ...named, noticed: true, reason: outcome.violation.message, evidence };
    }
    reasons.push(`${profile.id}: ${describeJudged(outcome)}`);
  }
  if (reasons.length === 0) reasons.push("it was not tried, as no profile is left in which the sound server passes");
  return { ...named, noticed: false, reason: reasons.join("; "), evidence: [] };
}
