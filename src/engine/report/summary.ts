import type { OktaFeature, OktaFeatureVerdict } from "../../profile/okta-feature.ts";
import type { Requirements } from "../../../suites/requirements/requirement.ts";
import { isCounted } from "./requirement-results.ts";
import { NO_RESIDUE } from "../clean-up/residue.ts";
import type { Finding, Residue, ScenarioResult, Summary } from "../run.ts";

/** What a summary is made of. */
export interface SummaryInput {
  readonly findings: readonly Finding[];
  readonly scenarios: readonly ScenarioResult[];
  readonly requirements: Requirements;
  /** Requirement ids that some check of the tool rests on, whether it ran or not. */
  readonly claimed: ReadonlySet<string>;
  /** The run was cut short: what has not failed may still, so nothing is said to work. */
  readonly interrupted?: boolean;
  /** What the run has left on its target; nothing when left out. */
  readonly residue?: Residue;
}

/** Counts everything and says what works in Okta. */
export function summarize(input: SummaryInput): Summary {
  const { findings, scenarios } = input;
  return {
    checks: {
      total: findings.length,
      pass: count(findings, "pass"),
      fail: count(findings, "fail"),
      warn: count(findings, "warn"),
      skip: count(findings, "skip"),
      error: count(findings, "error"),
    },
    scenarios: {
      total: scenarios.length,
      pass: count(scenarios, "pass"),
      fail: count(scenarios, "fail"),
      skip: count(scenarios, "skip"),
      error: count(scenarios, "error"),
    },
    requirements: countRequirements(input),
    okta: judgeFeatures(input),
    residue: input.residue ?? NO_RESIDUE,
  };
}

type Judged = Pick<Finding, "verdict" | "blocks"> & Partial<Pick<Finding, "setUpFailed">>;

function count(results: readonly Pick<Finding, "verdict">[], verdict: Finding["verdict"]): number {
  return results.filter((result) => result.verdict === verdict).length;
}

function countRequirements({ findings, requirements, claimed }: SummaryInput): Summary["requirements"] {
  const observable = [...requirements.values()].filter(isCounted).map(({ id }) => id);
  const exercised = new Set(findings.flatMap(({ judged }) => judged));
  const vendor = [...claimed].filter((id) => !requirements.has(id));
  return {
    observable: observable.length,
    covered: observable.filter((id) => claimed.has(id)).length,
    exercised: observable.filter((id) => exercised.has(id)).length,
    vendor: { total: vendor.length, exercised: vendor.filter((id) => exercised.has(id)).length },
  };
}

function judgeFeatures({ findings, scenarios, interrupted = false }: SummaryInput): Summary["okta"] {
  const judged: readonly Judged[] = [...findings, ...scenarios];
  const verdictOf = (feature: OktaFeature): OktaFeatureVerdict => {
    const about = judged.filter(({ blocks }) => blocks.includes(feature));
    if (about.some(({ verdict }) => verdict === "fail")) return "fails";
    const passed = count(about, "pass");
    const refused = about.filter(({ setUpFailed }) => setUpFailed === true).length;
    return passed > 0 && passed >= refused && !interrupted ? "works" : "not tested";
  };
  return {
    create: verdictOf("create"),
    update: verdictOf("update"),
    deactivate: verdictOf("deactivate"),
    import: verdictOf("import"),
    "group-push": verdictOf("group-push"),
  };
}
