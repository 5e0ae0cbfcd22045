import type { StepOutcome } from "../../../src/engine/identity-provider.ts";
import { toSettings } from "../../../src/engine/scenarios/document/app-document.ts";
import type { ImportMatch, ImportRow } from "../import/import-review.ts";
import type { ConnectorTest } from "../org/test-connector.ts";
import { boundedText } from "../../../src/exchange/bounded-text.ts";
import type { OktaStage } from "./okta-stage.ts";
import { positionsOf, textsOf } from "./step-settings.ts";
import type { StepSettings } from "./step-settings.ts";

/** Steps about the connector and the Import tab. */
export const IMPORT_ACTIONS: Readonly<
  Record<string, (stage: OktaStage, settings: StepSettings) => Promise<StepOutcome>>
> = {
  "test-credentials": testCredentials,
  "change-settings": changeSettings,
  "set-api-integration": (stage, settings) => Promise.resolve(setApiIntegration(stage, settings)),
  import: importNow,
  "confirm-import": (stage, settings) => Promise.resolve(confirmImport(stage, settings)),
};

/** Results: `connected`, the `message` of the dialog, and the `features` with their ticks. */
async function testCredentials({ app }: OktaStage): Promise<StepOutcome> {
  return toConnectorOutcome(await app.testApiCredentials());
}

/** Saving the page tests the connector. */
async function changeSettings({ app }: OktaStage, settings: StepSettings): Promise<StepOutcome> {
  return toConnectorOutcome(await app.saveSettings(toSettings(settings)));
}

/** Results: none. */
function setApiIntegration({ app }: OktaStage, { enabled }: StepSettings): StepOutcome {
  app.enableApiIntegration(enabled === true);
  return { results: {}, notes: [] };
}

function toConnectorOutcome({ connected, features, notes, ...test }: ConnectorTest): StepOutcome {
  const message = boundedText(test.message);
  const rows = features.map(({ feature, ticked, target }) => `${feature} ${ticked ? "ticked" : "crossed"} (${target})`);
  const table = rows.length === 0 ? [] : [`Features as Okta shows them (and at the target): ${rows.join(", ")}.`];
  const evidence = { connected: { tooFew: message } };
  const shown = features.map((row) => ({ ...row }));
  return { results: { connected, message, features: shown }, notes: [`${message}.`, ...table, ...notes], evidence };
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
      message: error ?? stop ?? null,
    },
    evidence: { imported: { tooFew: error ?? stop } },
    notes: [error ?? `Users scanned: ${review.scanned}.`, ...review.notes],
  };
}

/** Results: `confirmed`, and of those `added` to the directory. */
function confirmImport(stage: OktaStage, settings: StepSettings): StepOutcome {
  const before = stage.org.users().length;
  const matches = textsOf(settings, "matches").filter(isConfirmable);
  const isChosen = settings["people"] === undefined ? undefined : isOfPeople(stage, positionsOf(settings));
  const confirmed = stage.app.confirmImport(matches.length === 0 ? CONFIRMABLE : matches, isChosen);
  for (const user of confirmed) {
    const position = stage.population.findIndex(({ userName }) => sameName(userName, user.profile.userName));
    if (position >= 0) stage.users.set(position, user);
  }
  const added = stage.org.users().length - before;
  return { results: { confirmed: confirmed.length, added }, notes: [] };
}

const CONFIRMABLE = ["new", "exact", "partial"] as const;

function isConfirmable(match: string): match is Exclude<ImportMatch, "conflict"> {
  return match === "new" || match === "exact" || match === "partial";
}

/** True for a row of the review that is about one of these people: by the account's user name, or as the directory's user. */
function isOfPeople(stage: OktaStage, positions: readonly number[]): (row: ImportRow) => boolean {
  return ({ account, user }) =>
    positions.some((position) => {
      const known = stage.users.get(position);
      if (user !== undefined) return user === known;
      return sameName(stage.population[position]?.userName ?? "", account.userName);
    });
}

function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
