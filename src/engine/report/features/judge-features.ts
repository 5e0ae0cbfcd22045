import type { IdentityProvider } from "../../identity-provider.ts";
import { groupSkips } from "./group-skips.ts";
import { judgeFeature, whyUntested } from "./provider-verdict.ts";
import type { FeatureEvidence, Untested } from "./provider-verdict.ts";
import type { Breaks, Finding, ScenarioResult, Summary } from "../../run.ts";

/** What the features of a provider are judged by. */
export interface FeatureInput {
  readonly provider: Pick<IdentityProvider, "id" | "title" | "features">;
  readonly findings: readonly Finding[];
  readonly scenarios: readonly ScenarioResult[];
  /** Ids of the features whose first request has succeeded. */
  readonly begun: ReadonlySet<string>;
  /** The run came to its end. */
  readonly isWhole: boolean;
}

/** What became of each feature of the provider, and of those that are not tested, why. */
export function judgeFeatures(input: FeatureInput): Pick<Summary, "providers" | "untested"> {
  const { provider } = input;
  const judged = provider.features.map((feature) => ({ feature, evidence: gather(input, feature.id) }));
  const verdicts = judged.map(({ feature, evidence }) => [feature.id, judgeFeature(evidence)] as const);
  const untested = judged.flatMap(({ feature, evidence }) => {
    const why = judgeFeature(evidence) === "not tested" ? whyUntested(evidence) : undefined;
    return why === undefined ? [] : [[feature.id, reasonOf(input, feature, why)] as const];
  });
  return {
    providers: { [provider.id]: Object.fromEntries(verdicts) },
    untested: { [provider.id]: Object.fromEntries(untested) },
  };
}

function gather({ provider, findings, scenarios, begun, isWhole }: FeatureInput, feature: string): FeatureEvidence {
  const isAbout = ({ breaks }: { readonly breaks: Breaks }): boolean => breaks[provider.id]?.includes(feature) ?? false;
  const about = [...findings.filter(isAbout), ...scenarios.filter(isAbout)];
  const count = (verdict: Finding["verdict"]): number => about.filter((one) => one.verdict === verdict).length;
  return {
    failed: count("fail"),
    passed: count("pass"),
    refused: findings.filter((finding) => finding.setUpFailed && isAbout(finding)).length,
    hasBegun: begun.has(feature),
    isWhole,
  };
}

function reasonOf(
  { provider, findings, scenarios }: FeatureInput,
  feature: IdentityProvider["features"][number],
  why: Untested,
): string {
  if (why === "cut short") return "the run was cut short";
  if (why === "not begun") return `no ${feature.first.text} of ${provider.title}'s client has succeeded`;
  const isAbout = ({ breaks }: { readonly breaks: Breaks }): boolean =>
    breaks[provider.id]?.includes(feature.id) ?? false;
  const [skip] = groupSkips([...findings.filter(isAbout), ...scenarios.filter(isAbout)]);
  return skip?.reason ?? "no check or scenario about it has judged anything";
}
