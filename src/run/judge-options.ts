import { didYouMean } from "../documents/suggest.ts";
import { UsageError } from "../documents/usage-error.ts";
import type { Scenario } from "../engine/scenarios/document/scenario.ts";
import type { Profile } from "../profile/profile.ts";
import type { RunChecksOptions } from "./options.ts";

/** What the options are judged against. */
export interface Selected {
  readonly profile: Profile;
  readonly scenarios: readonly Scenario[];
  /** Profiles that the scenarios are played in; the run's own alone when there is a target. */
  readonly scenarioProfiles: readonly Profile[];
}

/** Throws `UsageError` for seats that do not exist, and for a number of people that nothing goes by. */
export function judgeOptions(options: RunChecksOptions, selected: Selected): void {
  rejectUnknownProducts(options, selected);
  rejectOccupied(options);
  rejectIdleUsers(options, selected.scenarios);
}

/** A profile that lists no product leaves it to the target which there are. */
function rejectUnknownProducts({ seats = [] }: RunChecksOptions, selected: Selected): void {
  const { profile, scenarios, scenarioProfiles } = selected;
  if (seats.length === 0) return;
  if (profile.seats === undefined) {
    throw new UsageError(
      `The profile ${profile.id} has no products, so a seat limit has no meaning.`,
      "Use --profile zoominfo, or a profile file with a seats section.",
    );
  }
  if (profile.seats.products.length === 0) return;
  const known = new Set([
    ...[profile, ...scenarioProfiles].flatMap((one) => one.seats?.products.map(({ name }) => name) ?? []),
    ...scenarios.flatMap((scenario) => Object.keys(scenario.seats)),
  ]);
  const unknown = seats.find(({ product }) => !known.has(product))?.product;
  if (unknown === undefined) return;
  const names = [...known];
  throw new UsageError(
    `The profile ${profile.id} has no product "${unknown}"${didYouMean(unknown, names) || "."}`,
    `It has ${names.join(", ")}; a profile file of your own can name others.`,
  );
}

/** The bundled server starts with all its seats free. */
function rejectOccupied({ url, seats = [] }: RunChecksOptions): void {
  const occupied = seats.find(({ total, available }) => available !== total);
  if (url !== undefined || occupied === undefined) return;
  throw new UsageError(
    `The bundled server starts with all seats of ${occupied.product} free, not with ${occupied.available} of ${occupied.total}.`,
    `Say --seats ${occupied.product}=${occupied.available}, or name a target.`,
  );
}

function rejectIdleUsers({ users }: RunChecksOptions, scenarios: readonly Scenario[]): void {
  if (users === undefined || scenarios.some(({ population }) => population.scalable)) return;
  throw new UsageError(
    "A number of people is given, but none of the scenarios takes a number of people.",
    "Leave --users out, or play a scenario whose population is scalable, for example seat-overflow.",
  );
}
