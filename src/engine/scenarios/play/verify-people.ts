import { getIgnoreCase, isArray, isObject } from "../../../scim/json.ts";
import type { JsonObject } from "../../../scim/json.ts";
import type { Profile } from "../../../profile/profile.ts";
import { findStale } from "./find-stale.ts";
import { inBatches } from "../../checks/in-batches.ts";
import type { DirectoryEntry, Evidence, StepOutcome } from "../../identity-provider.ts";
import type { ScenarioPlay } from "./scenario-play.ts";
import { findByName, takeOver } from "./scenario-requests.ts";
import type { ScenarioStep } from "../document/scenario.ts";

/** Readings at a time. */
const WIDTH = 4;

/** What reading one person back showed. */
interface Reading {
  readonly position: number;
  readonly entry: DirectoryEntry;
  /** Undefined when the target finds nobody. */
  readonly user: JsonObject | undefined;
  readonly isActive: boolean;
  /** False when the id is another one than when the person was first read back. */
  readonly isIdKept: boolean;
  /** What is out of date, in words; undefined when nothing is. */
  readonly stale: string | undefined;
  readonly isHolding: boolean;
}

/**
 * Reads people back by user name, never from the answer to a write. Results: how many were `found`, are `active` or
 * `inactive`, are `up-to-date` (user name, names and e-mail as the directory has them), have their `id-kept`, and are `holding`
 * exactly the products that the app gives them.
 */
export async function verifyUsers(play: ScenarioPlay, settings: ScenarioStep["settings"]): Promise<StepOutcome> {
  const positions = isArray(settings["people"]) ? settings["people"].map(Number) : [];
  const entries = play.instance.people();
  const jobs = positions.flatMap((position) => {
    const entry = entries[position];
    return entry === undefined ? [] : [() => readBack(play, position, entry)];
  });
  const readings = await inBatches(jobs, WIDTH);
  const found = readings.filter((reading) => reading.user !== undefined);
  return {
    results: {
      people: readings.length,
      found: found.length,
      active: found.filter((r) => r.isActive).length,
      inactive: found.filter((r) => !r.isActive).length,
      "up-to-date": found.filter((r) => r.stale === undefined).length,
      "id-kept": found.filter((r) => r.isIdKept).length,
      holding: found.filter((r) => r.isHolding).length,
    },
    notes: [],
    evidence: evidenceOf(readings),
    shown: new Map(readings.map(({ position, user }) => [position, user])),
  };
}

async function readBack(play: ScenarioPlay, position: number, entry: DirectoryEntry): Promise<Reading> {
  const { profile } = play.options.stage;
  const user = await findByName(play, "/Users", entry.person.userName);
  if (user === undefined) {
    return { position, entry, user, isActive: false, isIdKept: false, stale: undefined, isHolding: false };
  }
  const id = takeOver(play, "/Users", user) ?? "";
  const first = play.ids.get(position) ?? entry.targetId ?? id;
  play.ids.set(position, first);
  return {
    position,
    entry,
    user,
    isActive: getIgnoreCase(user, "active") === true,
    isIdKept: id === first,
    stale: findStale(profile, entry, user),
    isHolding: isHolding(profile, entry, user),
  };
}

function isHolding({ seats }: Profile, { products }: DirectoryEntry, user: JsonObject): boolean {
  if (seats?.attribute === undefined) return true;
  const { urn, name } = seats.attribute;
  const extension = getIgnoreCase(user, urn);
  const held = isObject(extension) ? getIgnoreCase(extension, name) : undefined;
  const names = isArray(held) ? held.map(String) : [];
  return names.length === products.length && products.every((product) => names.includes(product));
}

function evidenceOf(readings: readonly Reading[]): Readonly<Record<string, Evidence>> {
  const example = (isOne: (r: Reading) => boolean, say: (r: Reading) => string): string | undefined => {
    const reading = readings.find(isOne);
    return reading === undefined ? undefined : `for example ${reading.entry.person.userName} ${say(reading)}`;
  };
  const isThere = (r: Reading): boolean => r.user !== undefined;
  const missing = example(
    (r) => !isThere(r),
    () => "is not found",
  );
  const active = example(
    (r) => r.isActive,
    () => "is active",
  );
  const inactive = example(
    (r) => isThere(r) && !r.isActive,
    () => "is not active",
  );
  const products = (r: Reading): string => r.entry.products.join(", ");
  return {
    found: { tooMany: example(isThere, () => "is there"), tooFew: missing },
    active: { tooMany: active, tooFew: inactive ?? missing },
    inactive: { tooMany: inactive, tooFew: active ?? missing },
    "up-to-date": {
      tooFew:
        example(
          (r) => r.stale !== undefined,
          (r) => `is out of date: ${r.stale ?? ""}`,
        ) ?? missing,
    },
    "id-kept": {
      tooFew:
        example(
          (r) => isThere(r) && !r.isIdKept,
          () => "has another id than before",
        ) ?? missing,
    },
    holding: {
      tooFew:
        example(
          (r) => isThere(r) && !r.isHolding,
          (r) => `does not hold ${products(r)}`,
        ) ?? missing,
    },
  };
}
