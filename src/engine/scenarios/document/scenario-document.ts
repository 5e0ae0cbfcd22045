import type { Json } from "../../../scim/json.ts";
import { isArray } from "../../../scim/json.ts";
import type { AppSettings, AppSetUp } from "../../directory.ts";
import { toSettings } from "./app-document.ts";
import type { AppDocument } from "./app-document.ts";
import { toPopulation } from "./population-document.ts";
import type { PopulationDocument } from "./population-document.ts";
import type { Scenario, ScenarioStep } from "./scenario.ts";

/**
 * A scenario as its YAML file says it, once `fixtures/schemas/scenario.schema.json` has accepted it: what is left out has a
 * default. What is for runs and for the self-check has a part of its own; older documents have it at the top.
 */
export interface ScenarioDocument {
  readonly $schema?: string;
  /** The name of its file when left out. */
  readonly id?: string;
  readonly title?: string;
  readonly description?: string;
  /** `generic` when left out. */
  readonly profile?: string;
  readonly run?: RunPart;
  readonly "self-check"?: SelfCheckPart;
  readonly needs?: RunPart["needs"];
  readonly hooks?: RunPart["hooks"];
  readonly features?: RunPart["features"];
  readonly seats?: RunPart["seats"];
  readonly takes?: RunPart["takes"];
  readonly defects?: SelfCheckPart["defects"];
  readonly population: PopulationDocument;
  readonly app?: AppDocument;
  readonly providers?: Scenario["providers"];
  readonly steps: readonly StepDocument[];
}

/** What runs go by. */
export interface RunPart {
  readonly needs?: Scenario["needs"];
  readonly hooks?: Scenario["hooks"];
  /** Features of an identity provider. */
  readonly features?: readonly string[];
  readonly seats?: Readonly<Record<string, number>>;
  readonly takes?: number;
}

/** What the self-check goes by. */
export interface SelfCheckPart {
  readonly defects?: readonly string[];
}

/** One step: a member named for its action, with the action's settings, and what must come of it. */
export type StepDocument = Readonly<Record<string, Json>>;

/** The scenario that a document describes, with the defaults filled in; `name` is that of its file. */
export function toScenario(document: ScenarioDocument, name = "scenario"): Scenario {
  const { id = name, title = id } = document;
  const forRuns = { ...document, ...document.run };
  const forSelfCheck = { ...document, ...document["self-check"] };
  return {
    id,
    title,
    description: (document.description ?? title).trim(),
    profile: document.profile ?? "generic",
    needs: forRuns.needs ?? [],
    hooks: forRuns.hooks ?? [],
    features: forRuns.features ?? [],
    seats: forRuns.seats ?? {},
    takes: forRuns.takes ?? 0,
    population: toPopulation(document.population),
    app: { ...FRESH_APP, ...toSettings({ ...document.app }) },
    setUp: toSetUp(document.app ?? {}),
    ...(document.providers && { providers: document.providers }),
    steps: withHeadline(document.steps.map(toStep)),
    defects: forSelfCheck.defects ?? [],
  };
}

/** Members of a step that are no action. */
const STEP_MEMBERS: readonly string[] = ["expect", "headline"];

/** The actions that a step names; one when it is as it should be. */
export function actionsOf(step: StepDocument): readonly string[] {
  return Object.keys(step).filter((key) => !STEP_MEMBERS.includes(key));
}

/** A step as it is played. */
export function toStep(step: StepDocument): ScenarioStep {
  const [action = ""] = actionsOf(step);
  return {
    action,
    settings: toMembers(step[action]),
    expect: toMembers(step["expect"]),
    headline: step["headline"] === true,
  };
}

const FRESH_APP: AppSettings = {
  createUsers: true,
  updateUserAttributes: true,
  deactivateUsers: true,
  userImport: false,
  importProfileUpdates: false,
  importGroups: false,
  pushGroups: false,
  importInactive: false,
};

function toSetUp(app: AppDocument): AppSetUp {
  return {
    apiIntegration: app["api-integration"] ?? true,
    fullProfilePush: app["full-profile-push"] ?? false,
    combined: app.combined ?? [],
    concurrency: app.concurrency ?? 1,
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
