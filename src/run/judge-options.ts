import { didYouMean } from "../documents/suggest.ts";
import { UsageError } from "../documents/usage-error.ts";
import type { Scenario } from "../engine/scenarios/document/scenario.ts";
import { THE_PLAN, isCap, statedSeats } from "../profile/seat-cap.ts";
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
  rejectMixedSeats(options, selected);
  rejectIdleCap(options, selected);
  rejectUnknownProducts(options, selected);
  rejectOccupied(options);
  rejectIdleUsers(options, selected.scenarios);
}

/** Throws `UsageError` for a cap on all users beside products: seats are of the one or of the others. */
export function rejectMixedSeats(
  { seats = [] }: Pick<RunChecksOptions, "seats">,
  { profile }: Pick<Selected, "profile">,
): void {
  const cap = seats.find(({ product }) => product === THE_PLAN);
  const named = seats.find(({ product }) => product !== THE_PLAN);
  if (cap !== undefined && named !== undefined) {
    throw new UsageError(
      `--seats ${cap.total} is a cap on all active users, and --seats ${named.product}=${named.total} names a product: they exclude each other.`,
      "Leave one of them out.",
    );
  }
  if (cap !== undefined && profile.seats?.attribute !== undefined) {
    throw new UsageError(
      `The profile ${profile.id} has products with seats, so --seats ${cap.total}, a cap on all active users, has no meaning.`,
      `Name a product, for example --seats ${profile.seats.products[0]?.name ?? "Sales"}=${cap.total}, or take --profile generic.`,
    );
  }
  if (named !== undefined && isCap(profile.seats)) {
    throw new UsageError(
      `The profile ${profile.id} has one cap on all active users, so a limit of ${named.product} has no meaning.`,
      `Say --seats ${named.total}.`,
    );
  }
}

/** Without a target a scenario plays in its own profile, where a cap on the run's profile counts for nothing. */
function rejectIdleCap({ url, seats = [], checks }: RunChecksOptions, { profile, scenarios }: Selected): void {
  const cap = seats.find(({ product }) => product === THE_PLAN);
  const isPlayed = scenarios.some((scenario) => scenario.profile === profile.id || scenario.needs.includes("seats"));
  if (cap === undefined || url !== undefined || checks !== false || isPlayed) return;
  throw new UsageError(
    `--seats ${cap.total} is given, but no scenario plays on a server with that cap.`,
    "Play seat-overflow, or name a target.",
  );
}

/** A profile that lists no product leaves it to the target which there are. */
function rejectUnknownProducts({ seats = [] }: RunChecksOptions, selected: Selected): void {
  const { profile, scenarios, scenarioProfiles } = selected;
  if (seats.length === 0) return;
  if (profile.seats === undefined) {
    throw new UsageError(
      `The profile ${profile.id} has no products, so a seat limit has no meaning.`,
      `Say --seats ${seats[0]?.total ?? 10} for a cap on all active users, or use --profile zoominfo, or a profile file with a seats section.`,
    );
  }
  if (profile.seats.products.length === 0 || isCap(profile.seats)) return;
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
    `Say --seats ${statedSeats(occupied.product, occupied.available)}, or name a target.`,
  );
}

function rejectIdleUsers({ users }: RunChecksOptions, scenarios: readonly Scenario[]): void {
  if (users === undefined || scenarios.some(({ population }) => population.scalable)) return;
  throw new UsageError(
    "A number of people is given, but none of the scenarios takes a number of people.",
    "Leave --users out, or play a scenario whose population is scalable, for example seat-overflow.",
  );
}
