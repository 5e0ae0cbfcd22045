import type { Finding } from "../../run.ts";
import { withoutNames } from "../without-names.ts";

/** Skipped checks that have one reason. */
export interface SkipGroup {
  readonly reason: string;
  readonly count: number;
}

/** Skipped checks by their reason, the most frequent first; ids and names in the reasons do not tell them apart. */
export function groupSkips(findings: readonly Pick<Finding, "verdict" | "reason">[]): readonly SkipGroup[] {
  const skipped = findings.filter(({ verdict }) => verdict === "skip");
  return [...Map.groupBy(skipped, ({ reason }) => withoutNames(reason)).values()]
    .map((group) => ({ reason: group[0]?.reason ?? "", count: group.length }))
    .sort((a, b) => b.count - a.count);
}
