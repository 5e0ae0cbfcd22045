import { counted } from "../../../src/exchange/counted.ts";
import { signOf } from "../page.ts";
import type { Page } from "../page.ts";
import { hanging } from "../text/wrap.ts";

/** What makes the rest mean less than it seems to: notes of the run, features that nothing was found out about, few checks. */
export function renderNotes(page: Page): readonly string[] {
  const { run, clean, measure } = page;
  const { checks, untested } = run.summary;
  // What a run that was cut short did not come to needs no reason of its own.
  const isCutShort = run.run.interrupted || run.run.lost !== null;
  const features = isCutShort ? [] : Object.entries(untested[run.run.idp] ?? {});
  const notes = [
    ...run.run.notes.map(clean),
    ...features.flatMap(([feature, reason]) => tellUntested(page, feature, reason)),
    ...(checks.skip * 2 > checks.total
      ? [`${checks.skip} of ${checks.total} checks judged nothing: this run says little about the target.`]
      : []),
  ];
  return notes.flatMap((note) => hanging(`${signOf(page, "warn")} `, note, measure));
}

/** Says nothing of a feature that no selected check is about. */
function tellUntested({ run, clean }: Page, feature: string, reason: string): readonly string[] {
  const about = run.findings.filter(({ breaks }) => breaks[run.run.idp]?.includes(feature));
  if (about.length === 0) return [];
  const skipped = about.filter(({ verdict }) => verdict === "skip").length;
  const told = skipped === 0 ? "" : `, ${counted(skipped, "check")} could not judge`;
  return [`${feature} is not tested${told}: ${clean(reason)}`];
}
