import type { StepOutcome } from "../../../src/engine/identity-provider.ts";
import { boundedText } from "../../../src/exchange/bounded-text.ts";
import type { ImportMatch } from "../import/import-review.ts";
import type { OktaStage } from "./okta-stage.ts";
import { textsOf } from "./step-settings.ts";
import type { StepSettings } from "./step-settings.ts";

/** Steps about the connector and the Import tab. */
export const IMPORT_ACTIONS: Readonly<
  Record<string, (stage: OktaStage, settings: StepSettings) => Promise<StepOutcome>>
> = {
  "test-credentials": testCredentials,
  import: importNow,
  "confirm-import": (stage, settings) => Promise.resolve(confirmImport(stage, settings)),
};

/** Results: `connected`. */
async function testCredentials({ app }: OktaStage): Promise<StepOutcome> {
  const { connected, features, notes, ...test } = await app.testApiCredentials();
  const message = boundedText(test.message);
  const rows = features.map(({ feature, ticked, target }) => `${feature} ${ticked ? "ticked" : "crossed"} (${target})`);
  const table = rows.length === 0 ? [] : [`Features as Okta shows them (and at the target): ${rows.join(", ")}.`];
  const evidence = { connected: { tooFew: message } };
  return { results: { connected }, notes: [`${message}.`, ...table, ...notes], evidence };
}

/**
 * Results: `imported`, of the accounts that this run made how many are `new`, `exact`, `partial`, in `conflict`, and of those of app
 * users how many are `unchanged`, `updated` and `removed`.
 */
async function importNow({ app }: OktaStage): Promise<StepOutcome> {
  const review = await app.importNow();
  const error = review.error === null ? undefined : boundedText(review.error);
  const [stop] = review.safeguard === null ? [] : review.notes;
  const count = (match: ImportMatch): number => review.rows.filter((row) => row.match === match).length;
  return {
    results: {
      imported: review.error === null && review.safeguard === null,
      new: count("new"),
      exact: count("exact"),
      partial: count("partial"),
      conflict: count("conflict"),
      unchanged: review.unchanged,
      updated: review.updated,
      removed: review.removed,
    },
    evidence: { imported: { tooFew: error ?? stop } },
    notes: [error ?? `Users scanned: ${review.scanned}.`, ...review.notes],
  };
}

/** Results: `confirmed`, and of those `added` to the directory. */
function confirmImport(stage: OktaStage, settings: StepSettings): StepOutcome {
  const before = stage.org.users().length;
  const confirmed = stage.app.confirmImport(textsOf(settings, "matches").filter(isConfirmable));
  for (const user of confirmed) {
    const position = stage.population.findIndex(({ userName }) => sameName(userName, user.profile.userName));
    if (position >= 0) stage.users.set(position, user);
  }
  const added = stage.org.users().length - before;
  return { results: { confirmed: confirmed.length, added }, notes: [] };
}

function isConfirmable(match: string): match is Exclude<ImportMatch, "conflict"> {
  return match === "new" || match === "exact" || match === "partial";
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
