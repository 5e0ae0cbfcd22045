import type { Exchange } from "../../exchange/exchange.ts";
import { counted } from "../../exchange/counted.ts";
import type { Finding, FindingClause, Run, ScenarioResult } from "../run.ts";
import type { Mismatch } from "../../exchange/violation.ts";

/** A clause in a few words: `RFC 7644 §3.3 MUST`, `Okta, documented`, or `own rule ACME-01 MUST`. Without `unicode` the sign is spelled out. */
export function formatClause(clause: FindingClause, unicode: boolean): string {
  if (clause.source === "own") return `own rule ${clause.requirements.join(", ")} ${clause.level}`;
  const source = clause.source.replace(/^RFC(?=\d)/, "RFC ");
  if (clause.section === null) return `${source}, ${clause.level}`;
  return `${source} ${unicode ? "§" : "section "}${clause.section} ${clause.level}`;
}

/** The acceptable outcomes in one phrase. */
export function formatExpected(mismatch: Mismatch): string {
  return mismatch.expected.join(" or ");
}

/** Where a scenario was played, when that is in another profile than the rest of the run; empty when it is not. */
export function formatPlace({ profile }: Pick<ScenarioResult, "profile">, { run }: Pick<Run, "run">): string {
  return profile === run.profile ? "" : `in the profile ${profile}`;
}

/** The steps of scenarios in which findings were seen: the first, and how many more; empty when there are none. */
export function formatSteps(findings: readonly Pick<Finding, "steps">[]): string {
  const all = findings.flatMap(({ steps = [] }) => steps);
  const [first] = all;
  if (first === undefined) return "";
  const more = new Set(all.map(({ scenario, step }) => `${scenario} ${step}`)).size - 1;
  return `scenario ${first.scenario}: ${first.step}${more === 0 ? "" : ` (and ${counted(more, "more step")})`}`;
}

/** Status of the response, or why none came. */
export function formatOutcome(exchange: Exchange): string {
  return exchange.response === null ? (exchange.failure?.message ?? "no answer") : String(exchange.response.status);
}
