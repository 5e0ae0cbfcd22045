import type { Json, JsonObject } from "../../../scim/json.ts";
import type { HookName } from "../../../profile/hook.ts";
import type { AppSettings } from "../../directory.ts";

/** A story that is replayed through an identity provider's client, and what must come of it. Read from a YAML document. */
export interface Scenario {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  /** The profile of the fresh bundled server that it plays against when no target is named. */
  readonly profile: string;
  /** Features of the target without which it is skipped. */
  readonly needs: readonly ("groups" | "seats")[];
  /** Hooks of the vendor's console without which it is skipped as a whole, before anything is sent. */
  readonly hooks: readonly HookName[];
  /** Features of an identity provider that do not work when it fails. */
  readonly features: readonly string[];
  /** Seats of the bundled server, by product; empty for the profile's own. */
  readonly seats: Readonly<Record<string, number>>;
  /** Seats of `$product` that it takes, where the target has products: with fewer free ones it is skipped. */
  readonly takes: number;
  readonly population: Population;
  readonly app: AppSettings;
  /** How the client of an identity provider is configured, by the provider's id; beats what the profile says. */
  readonly providers?: Readonly<Record<string, JsonObject>>;
  readonly steps: readonly ScenarioStep[];
  /** Names of defects that the scenario must notice. */
  readonly defects: readonly string[];
}

/** Who is in the directory. */
export interface Population {
  /** Number of people; `--users` changes it where `scalable` is true. */
  readonly users: number;
  /** Number of people on a foreign target, where small is polite: a number, or an expression over `available`. */
  readonly usersOnTarget: number | string;
  readonly scalable: boolean;
  /** People who are not in the directory when the scenario begins, chosen like a group's members. */
  readonly outside: readonly string[];
  readonly groups: readonly ScenarioGroup[];
}

/** A group of the directory and the people in it. */
export interface ScenarioGroup {
  readonly name: string;
  /** `all`, a range of people from 1 as `1-10` or `3-last`, or single ones as `3`. */
  readonly members: readonly string[];
}

/** One step: who does what, and what must come of it. */
export interface ScenarioStep {
  readonly action: string;
  /** The action's own settings, as the document gives them. */
  readonly settings: Readonly<Record<string, Json>>;
  /** Results by name and what they must be: true, false, a number, or an expression as text, for example `min(users, available)`. */
  readonly expect: Readonly<Record<string, Json>>;
  /** The step that the scenario is named for: the report's assignments are the state after it. */
  readonly headline: boolean;
}
