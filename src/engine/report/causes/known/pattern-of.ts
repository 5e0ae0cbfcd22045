import type { Run } from "../../../run.ts";
import { isBreach } from "../lead.ts";
import { toSymptom } from "../symptom.ts";
import { readTraffic } from "../traffic/facts.ts";
import { markOf } from "./known-fault.ts";

/** By the id of each check of a run that fails or warns, the mark of what it found: the pattern of whatever is wrong with the target. */
export function patternOf({ findings, exchanges }: Pick<Run, "findings" | "exchanges">): ReadonlyMap<string, string> {
  const breaches = findings.filter(isBreach);
  const facts = readTraffic(exchanges, breaches);
  return new Map(breaches.map((finding) => [finding.check, markOf(finding, toSymptom(finding, facts))]));
}
