import { counted } from "../../../src/exchange/counted.ts";
import { OKTA_FEATURES } from "../../../src/profile/okta-feature.ts";
import type { OktaFeature } from "../../../src/profile/okta-feature.ts";
import { signOf } from "../page.ts";
import type { Page } from "../page.ts";
import { groupSkips } from "./skipped.ts";
import { hanging } from "../text/wrap.ts";

/** What makes the rest mean less than it seems to: notes of the run, features that nothing was found out about, few checks. */
export function renderNotes(page: Page): readonly string[] {
  const { run, clean, measure } = page;
  const { okta, checks } = run.summary;
  // What a run that was cut short did not come to needs no reason of its own.
  const isCutShort = run.run.interrupted || run.run.lost !== null;
  const untestedFeatures = isCutShort ? [] : OKTA_FEATURES.filter((feature) => okta[feature] === "not tested");
  const notes = [
    ...run.run.notes.map(clean),
    ...untestedFeatures.flatMap((feature) => untested(page, feature)),
    ...(checks.skip * 2 > checks.total
      ? [`${checks.skip} of ${checks.total} checks judged nothing: this run says little about the target.`]
      : []),
  ];
  return notes.flatMap((note) => hanging(`${signOf(page, "warn")} `, note, measure));
}

/** Says nothing of a feature that no selected check is about. */
function untested(page: Page, feature: OktaFeature): readonly string[] {
  const about = page.run.findings.filter(({ verdict, blocks }) => verdict === "skip" && blocks.includes(feature));
  const [first] = groupSkips(about);
  if (first === undefined) return [];
  return [`${feature} is not tested, ${counted(about.length, "check")} could not judge: ${page.clean(first.reason)}`];
}
