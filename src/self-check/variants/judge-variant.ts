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
    ...outcome.failing
      .filter((name) => !(name in variant.stumbles))
      .map((name) => `${name} (feature): it fails in the summary`),
    ...outcome.left,
    ...(isWhole ? [...unusedNames(variant, news), ...tooQuiet(outcome)] : []),
  ];
}

function judgeFinding({ skips, warns, stumbles }: Allowed, finding: JudgedFinding): readonly string[] {
  const { check, verdict, reason, isVendors } = finding;
  const isNamed = {
    pass: () => true,
    skip: () => isMatched(Object.keys(skips), check),
    warn: () => isVendors && isMatched(Object.keys(warns), check),
    fail: () => isVendors && isMatched(Object.values(stumbles).flat(), check),
    error: () => false,
  };
  return isNamed[verdict]() ? [] : [`${check} (${verdict}): ${reason}`];
}

function judgeScenario({ skips, stumbles }: Allowed, scenario: JudgedScenario): readonly string[] {
  const { id, verdict, reason, features } = scenario;
  const isNamed = {
    pass: () => true,
    skip: () => isMatched(Object.keys(skips), id),
    fail: () => features.some((feature) => feature in stumbles),
    error: () => false,
  };
  return isNamed[verdict]() ? [] : [`${id} (${verdict}): ${reason}`];
}

function isMatched(patterns: readonly string[], id: string): boolean {
  return patterns.some((pattern) => toPattern(pattern).test(id));
}

/** What a variant names and what did not come about: it hides something, or is out of date. */
function unusedNames({ skips, warns, stumbles }: Allowed, outcome: Outcome): readonly string[] {
  const unused = (patterns: readonly string[], verdict: "skip" | "warn" | "fail"): readonly string[] => {
    const ids = [...idsThat(verdict, outcome)];
    return patterns.filter((pattern) => !ids.some((id) => isMatched([pattern], id)));
  };
  const fine = Object.entries(stumbles).filter(([name, ids]) => ids.length === 0 && !outcome.failing.includes(name));
  return [
    ...unused(Object.keys(skips), "skip").map(
      (id) => `skips names "${id}", and nothing more skips here that is named so`,
    ),
    ...unused(Object.keys(warns), "warn").map((id) => `warns names "${id}", and nothing warns that is named so`),
    ...unused(Object.values(stumbles).flat(), "fail").map(
      (id) => `stumbles names "${id}", and nothing fails that is named so`,
    ),
    ...fine.map(([feature]) => `stumbles names "${feature}", which does not fail`),
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
