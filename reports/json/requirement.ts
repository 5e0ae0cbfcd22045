import type { RequirementResult } from "../../src/engine/run.ts";

/** What became of a rule, in the documented order of members. */
export function toRequirementDocument({ id, level, verdict, checks }: RequirementResult): RequirementResult {
  return { id, level, verdict, checks };
}
