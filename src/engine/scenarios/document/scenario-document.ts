import type { Json } from "../../../scim/json.ts";
import { isArray } from "../../../scim/json.ts";
import type { AppSettings } from "../../directory.ts";
import type { Scenario, ScenarioStep } from "./scenario.ts";

/** A scenario as its YAML file says it, once `fixtures/schemas/scenario.schema.json` has accepted it: what is left out has a default. */
export interface ScenarioDocument {
  readonly id: string;
  readonly title?: string;
  readonly description?: string;
  readonly profile: string;
  readonly needs?: Scenario["needs"];
  readonly hooks?: Scenario["hooks"];
  /** Features of an identity provider. */
  readonly features?: readonly string[];
  readonly seats?: Readonly<Record<string, number>>;
  readonly takes?: number;
  readonly population: PopulationDocument;
  readonly app?: AppDocument;
  readonly providers?: Scenario["providers"];
  readonly steps: readonly StepDocument[];
  readonly defects?: readonly string[];
}

/** Who is in the directory. */
export interface PopulationDocument {
  readonly users: number;
  /** `users` when left out. */
  readonly "on-target"?: number | string;
  readonly scalable?: boolean;
  readonly outside?: SelectionDocument;
  /** Members by group name. */
  readonly groups?: Readonly<Record<string, SelectionDocument>>;
}

/** People: one selector, or several. */
export type SelectionDocument = string | number | readonly (string | number)[];

/** Settings of the app that differ from a fresh one's. */
export interface AppDocument {
  readonly "create-users"?: boolean;
  readonly "update-user-attributes"?: boolean;
  readonly "deactivate-users"?: boolean;
  readonly "user-import"?: boolean;
  readonly "import-profile-updates"?: boolean;
  readonly "import-groups"?: boolean;
  readonly "push-groups"?: boolean;
  readonly "import-inactive"?: boolean;
}

/** One step: a member named for its action, with the action's settings, and what must come of it. */
export type StepDocument = Readonly<Record<string, Json>>;

/** Members of a step that are no action. */
const STEP_MEMBERS: readonly string[] = ["expect", "headline"];

/** The scenario that a document describes, with the defaults filled in. */
export function toScenario(document: ScenarioDocument): Scenario {
  const { id, population, title = id } = document;
  return {
    id,
    title,
    description: (document.description ?? title).trim(),
    profile: document.profile,
    needs: document.needs ?? [],
    hooks: document.hooks ?? [],
    features: document.features ?? [],
    seats: document.seats ?? {},
    takes: document.takes ?? 0,
    population: {
      users: population.users,
      usersOnTarget: population["on-target"] ?? population.users,
      scalable: population.scalable ?? false,
      outside: toSelection(population.outside),
      groups: Object.entries(population.groups ?? {}).map(([name, members]) => ({
        name,
        members: toSelection(members),
      })),
    },
    app: toAppSettings(document.app ?? {}),
    ...(document.providers && { providers: document.providers }),
    steps: withHeadline(document.steps.map(toStep)),
    defects: document.defects ?? [],
  };
}

/** The actions that a step names; one when it is as it should be. */
export function actionsOf(step: StepDocument): readonly string[] {
  return Object.keys(step).filter((key) => !STEP_MEMBERS.includes(key));
}

/** Selectors as texts. */
export function toSelection(selection: SelectionDocument | undefined): readonly string[] {
  return [selection ?? []].flat().map(String);
}

function toAppSettings(app: AppDocument): AppSettings {
  return {
    createUsers: app["create-users"] ?? true,
    updateUserAttributes: app["update-user-attributes"] ?? true,
    deactivateUsers: app["deactivate-users"] ?? true,
    userImport: app["user-import"] ?? false,
    importProfileUpdates: app["import-profile-updates"] ?? false,
    importGroups: app["import-groups"] ?? false,
    pushGroups: app["push-groups"] ?? false,
    importInactive: app["import-inactive"] ?? false,
  };
}

function toStep(step: StepDocument): ScenarioStep {
  const [action = ""] = actionsOf(step);
  return {
    action,
    settings: toMembers(step[action]),
    expect: toMembers(step["expect"]),
    headline: step["headline"] === true,
  };
}

/** Where no step is named, the report shows the assignments after the last one. */
function withHeadline(steps: readonly ScenarioStep[]): readonly ScenarioStep[] {
  if (steps.some(({ headline }) => headline)) return steps;
  return steps.map((step, index) => ({ ...step, headline: index === steps.length - 1 }));
}

function toMembers(value: Json | undefined): Readonly<Record<string, Json>> {
  if (typeof value !== "object" || value === null || isArray(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]) => (member === undefined ? [] : [[name, member]])),
  );
}
