import { groupSkips } from "../../../src/engine/report/features/group-skips.ts";
import type { SkipGroup } from "../../../src/engine/report/features/group-skips.ts";
import { heading } from "../page.ts";
import type { Page } from "../page.ts";
import { padStart } from "../text/text-width.ts";
import { hanging } from "../text/wrap.ts";

const MAX_REASONS = 12;

function sumOf(groups: readonly SkipGroup[]): number {
  return groups.reduce((sum, { count }) => sum + count, 0);
}

/** Why checks were skipped, one line a reason. */
export function renderSkipped(page: Page): readonly string[] {
  const groups = groupSkips(page.run.findings.filter(({ submission }) => submission !== true));
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
