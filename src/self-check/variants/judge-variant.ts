import type { SoundVariant } from "../../kit/variant.ts";
import { toPattern } from "../../run/select.ts";
import type { JudgedFinding, JudgedScenario, Outcome } from "./outcome.ts";

/** At least so many checks and traffic rules must have something to say of a server, or its silence means nothing. */
const ENOUGH = 250;

/** What a variant is held against. */
export interface Against {
  /** What the plain reference server came to in the same run. */
  readonly plain: Outcome;
  /** All suites and scenarios were played, so that what the variant names must have come about. */
  readonly isWhole: boolean;
}

type Allowed = Pick<SoundVariant, "skips" | "warns" | "stumbles">;

/** What is wrong with a variant, or with a check that complains about it: one sentence each; none when it is sound. */
export function judgeVariant(variant: Allowed, outcome: Outcome, { plain, isWhole }: Against): readonly string[] {
  const skipsAnyway = idsThat("skip", plain);
  const news = {
    ...outcome,
    findings: outcome.findings.filter(({ check, verdict }) => verdict !== "skip" || !skipsAnyway.has(check)),
    scenarios: outcome.scenarios.filter(({ id, verdict }) => verdict !== "skip" || !skipsAnyway.has(id)),
  };
  return [
    ...news.findings.flatMap((finding) => judgeFinding(variant, finding)),
    ...news.scenarios.flatMap((scenario) => judgeScenario(variant, scenario)),
    ...outcome.failing.filter((name) => !(name in variant.stumbles)).map((name) => `"${name}" fails in the summary`),
    ...outcome.left,
    ...(isWhole ? [...unusedNames(variant, news), ...tooQuiet(outcome)] : []),
  ];
}

function judgeFinding({ skips, warns, stumbles }: Allowed, finding: JudgedFinding): readonly string[] {
  const { check, verdict, reason, isVendors } = finding;
  const isNamed = {
    pass: () => true,
    skip: () => isSkipNamed(skips, check),
    warn: () => isVendors && check in warns,
    fail: () => isVendors && Object.values(stumbles).flat().includes(check),
    error: () => false,
  };
  return isNamed[verdict]() ? [] : [`${check}: ${verdict}: ${reason}`];
}

function judgeScenario({ skips, stumbles }: Allowed, scenario: JudgedScenario): readonly string[] {
  const { id, verdict, reason, features } = scenario;
  const isNamed = {
    pass: () => true,
    skip: () => isSkipNamed(skips, id),
    fail: () => features.some((feature) => feature in stumbles),
    error: () => false,
  };
  return isNamed[verdict]() ? [] : [`${id}: ${verdict}: ${reason}`];
}

function isSkipNamed(skips: Allowed["skips"], id: string): boolean {
  return Object.keys(skips).some((pattern) => toPattern(pattern).test(id));
}

/** What a variant names and what did not come about: it hides something, or is out of date. */
function unusedNames({ skips, warns, stumbles }: Allowed, outcome: Outcome): readonly string[] {
  const [skipped, warned, failed] = [idsThat("skip", outcome), idsThat("warn", outcome), idsThat("fail", outcome)];
  const patterns = Object.keys(skips).filter((pattern) => ![...skipped].some((id) => toPattern(pattern).test(id)));
  const quiet = Object.keys(warns).filter((id) => !warned.has(id));
  const fine = Object.keys(stumbles).filter((feature) => !outcome.failing.includes(feature));
  const passing = Object.values(stumbles)
    .flat()
    .filter((id) => !failed.has(id));
  return [
    ...patterns.map((pattern) => `skips names "${pattern}", and nothing of that name skips here that does not skip anyway`),
    ...quiet.map((id) => `warns names "${id}", which does not warn`),
    ...fine.map((feature) => `stumbles names "${feature}", which does not fail`),
    ...passing.map((id) => `stumbles names "${id}", which does not fail`),
  ];
}

function tooQuiet(outcome: Outcome): readonly string[] {
  const count = countJudged(outcome);
  return count >= ENOUGH ? [] : [`only ${count} checks have something to say of it, and ${ENOUGH} are needed`];
}

/** How many checks and traffic rules came to a judgement. */
export function countJudged({ findings }: Outcome): number {
  return findings.filter(({ verdict }) => verdict === "pass" || verdict === "fail" || verdict === "warn").length;
}

function idsThat(verdict: "skip" | "warn" | "fail", { findings, scenarios }: Outcome): ReadonlySet<string> {
  const ids = [...findings.map(({ check, ...rest }) => ({ id: check, ...rest })), ...scenarios];
  return new Set(ids.filter((one) => one.verdict === verdict).map(({ id }) => id));
}
