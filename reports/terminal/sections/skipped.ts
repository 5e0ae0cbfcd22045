import type { Finding } from "../../../src/engine/run.ts";
import { withoutNames } from "../../../src/engine/report/without-names.ts";
import { heading } from "../page.ts";
import type { Page } from "../page.ts";
import { padStart } from "../text/text-width.ts";
import { hanging } from "../text/wrap.ts";

const MAX_REASONS = 12;

/** Skipped checks that have one reason. */
export interface SkipGroup {
  readonly reason: string;
  readonly count: number;
}

/** Skipped checks by their reason, the most frequent first; ids and names in the reasons do not tell them apart. */
export function groupSkips(findings: readonly Finding[]): readonly SkipGroup[] {
  const skipped = findings.filter(({ verdict }) => verdict === "skip");
  return [...Map.groupBy(skipped, ({ reason }) => withoutNames(reason)).values()]
    .map((group) => ({ reason: group[0]?.reason ?? "", count: group.length }))
    .sort((a, b) => b.count - a.count);
}

function sumOf(groups: readonly SkipGroup[]): number {
  return groups.reduce((sum, { count }) => sum + count, 0);
}

/** Why checks were skipped, one line a reason. */
export function renderSkipped(page: Page): readonly string[] {
  const groups = groupSkips(page.run.findings);
  if (groups.length === 0) return [];
  const shown = groups.slice(0, MAX_REASONS);
  const others = groups.slice(MAX_REASONS);
  const width = String(groups[0]?.count).length;
  return [
    heading(page, "SKIPPED", String(page.run.summary.checks.skip)),
    ...shown.flatMap(({ reason, count }) =>
      hanging(`  ${padStart(String(count), width)}  `, page.clean(reason), page.measure),
    ),
    ...(others.length > 0
      ? [`  ${padStart(String(sumOf(others)), width)}  for ${others.length} other reasons, told in the JSON report`]
      : []),
  ];
}
