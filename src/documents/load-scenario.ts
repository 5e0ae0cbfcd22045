import { IDENTITY_PROVIDERS } from "../../emulator/index.ts";
import type { DocumentProblem } from "../profile/document-problem.ts";
import { isArray, isObject } from "../scim/json.ts";
import type { JsonObject } from "../scim/json.ts";
import { toScenario } from "../engine/scenarios/document/scenario-document.ts";
import type { ScenarioDocument } from "../engine/scenarios/document/scenario-document.ts";
import { scenarioProblems } from "../engine/scenarios/document/scenario-problems.ts";
import type { Scenario } from "../engine/scenarios/document/scenario.ts";
import { loadProfile } from "./load-profile.ts";
import { withProviderSettings } from "./provider-settings.ts";
import { readDocument } from "./read-document.ts";
import { UsageError } from "./usage-error.ts";
import { rejectProblems, validateDocument } from "./validate-document.ts";

/**
 * A scenario by the name of a built-in one or the path of a YAML file. Throws `UsageError` with file, line and what is
 * wrong when there is none or it is not valid.
 */
export async function loadScenario(nameOrPath: string): Promise<Scenario> {
  const document = await readDocument("scenario", nameOrPath);
  const scenario = await validateDocument<ScenarioDocument>(document, "scenario", (schema) =>
    withProviderSettings(withActions(schema), "scenario"),
  );
  rejectProblems(document, [...scenarioProblems(scenario), ...featureProblems(scenario)]);
  if (!document.isBuiltIn) await rejectBadProfile(scenario.profile, document.placeOf(["profile"]));
  return toScenario(scenario);
}

/** The schema with the steps that identity providers describe themselves. */
function withActions(schema: JsonObject): JsonObject {
  const actions = IDENTITY_PROVIDERS.flatMap((provider) => provider.actions);
  const settings = actions.flatMap((action) => (action.settings === undefined ? [] : [[action.name, action.settings]]));
  const results = actions.flatMap((action) => action.results ?? []);
  const step = objectIn(objectIn(schema, "$defs"), "step");
  const properties = objectIn(step, "properties");
  const expect = objectIn(properties, "expect");
  const names = objectIn(expect, "propertyNames");
  const known = isArray(names["enum"]) ? names["enum"] : [];
  const expected = { ...expect, propertyNames: { ...names, enum: [...new Set([...known, ...results])] } };
  const described = { ...properties, ...Object.fromEntries(settings), expect: expected };
  return { ...schema, $defs: { ...objectIn(schema, "$defs"), step: { ...step, properties: described } } };
}

function objectIn(object: JsonObject, name: string): JsonObject {
  const value = object[name];
  return isObject(value) ? value : {};
}

function featureProblems({ features = [] }: ScenarioDocument): readonly DocumentProblem[] {
  const known = IDENTITY_PROVIDERS.flatMap((provider) => provider.features.map(({ id }) => id));
  return features
    .filter((feature) => !known.includes(feature))
    .map((feature) => ({
      path: ["features", features.indexOf(feature)],
      message: `names the feature "${feature}", which no identity provider has; there are ${known.join(", ")}`,
    }));
}

/** The run loads the profile only when it comes to the scenario: too late to say that nothing has been sent. */
async function rejectBadProfile(profile: string, place: string): Promise<void> {
  try {
    await loadProfile(profile);
  } catch (cause) {
    if (!(cause instanceof UsageError)) throw cause;
    throw new UsageError(`${place}: ${cause.message}`, cause.hint, { cause });
  }
}
