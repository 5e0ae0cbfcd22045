import { basename } from "node:path";
import { IDENTITY_PROVIDERS } from "../../emulator/index.ts";
import { isArray, isObject } from "../scim/json.ts";
import type { Json, JsonObject } from "../scim/json.ts";
import { toScenario } from "../engine/scenarios/document/scenario-document.ts";
import type { ScenarioDocument } from "../engine/scenarios/document/scenario-document.ts";
import { strangeToProfile } from "../engine/scenarios/problems/profile-problems.ts";
import { scenarioProblems } from "../engine/scenarios/problems/scenario-problems.ts";
import type { Scenario } from "../engine/scenarios/document/scenario.ts";
import { isProgram, loadProgram } from "./programs/load-program.ts";
import { loadProfile } from "./load-profile.ts";
import { withProviderSettings } from "./provider-settings.ts";
import { readDocument } from "./read-document.ts";
import { UsageError } from "./usage-error.ts";
import { besides, complaintsOf, inOrder, rejectComplaints, schemaComplaints } from "./validate-document.ts";
import type { Complaint } from "./validate-document.ts";
import type { YamlDocument } from "./yaml-document.ts";

/**
 * A scenario by the name of a built-in one, the path of a YAML file, or that of a program whose default export is one. Throws
 * `UsageError` with file, line and all that is wrong when there is none or it is not valid.
 */
export async function loadScenario(nameOrPath: string): Promise<Scenario> {
  if (isProgram(nameOrPath)) return loadProgram(nameOrPath);
  const document = await readDocument("scenario", nameOrPath);
  // A test holds the built-in ones against all of this, so that no run has to.
  if (!document.isBuiltIn) rejectComplaints(await complaintsAbout(document));
  return toScenarioOf(document);
}

/** All that is wrong with the document of a scenario, in its own profile, in the order of its lines. */
export async function complaintsAbout(document: YamlDocument): Promise<readonly Complaint[]> {
  const { value } = document;
  const ofSchema = await schemaComplaints(document, "scenario", (schema) =>
    withProviderSettings(withActions(schema), "scenario"),
  );
  const ofMeaning = complaintsOf(document, scenarioProblems(value, IDENTITY_PROVIDERS));
  const ofProfile = await profileComplaints(document);
  const clear = ofSchema.filter((one) => !isClearerIn(ofMeaning, one));
  return inOrder(document, [...clear, ...besides(clear, [...ofMeaning, ...ofProfile])]);
}

/** An unknown key that is near to none says less than a sentence with all that there are. */
function isClearerIn(others: readonly Complaint[], { path, sentence }: Complaint): boolean {
  const place = path.join("/");
  return sentence.endsWith('"') && others.some((other) => other.path.join("/") === place);
}

function toScenarioOf(document: YamlDocument): Scenario {
  // Its schema has accepted it.
  const value = document.value as unknown as ScenarioDocument;
  const name = basename(document.file).replace(/\.\w+$/, "");
  const problemsIn: NonNullable<Scenario["origin"]>["problemsIn"] = (profile, products) =>
    complaintsOf(document, strangeToProfile(document.value, { profile, products })).map(({ sentence }) => sentence);
  return { ...toScenario(value, name), origin: { problemsIn } };
}

/** The schema with the steps that identity providers describe themselves. */
function withActions(schema: JsonObject): JsonObject {
  const actions = IDENTITY_PROVIDERS.flatMap((provider) => provider.actions);
  const settings = actions.flatMap((action) => (action.settings === undefined ? [] : [[action.name, action.settings]]));
  const step = objectIn(objectIn(schema, "$defs"), "step");
  const described = { ...objectIn(step, "properties"), ...Object.fromEntries(settings) };
  return { ...schema, $defs: { ...objectIn(schema, "$defs"), step: { ...step, properties: described } } };
}

function objectIn(object: JsonObject, name: string): JsonObject {
  const value = object[name];
  return isObject(value) ? value : {};
}

/** The run loads the profile only when it comes to the scenario: too late to say that nothing has been sent. */
async function profileComplaints(document: YamlDocument): Promise<readonly Complaint[]> {
  const named = profileOf(document.value);
  if (named === undefined) return [];
  try {
    const profile = await loadProfile(named);
    return complaintsOf(document, strangeToProfile(document.value, { profile, products: [] }));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    const path = ["profile"];
    return [{ path, place: document.placeOf(path), sentence: `${document.placeOf(path)}: ${error.message}` }];
  }
}

function profileOf(document: Json): string | undefined {
  if (!isObject(document) || isArray(document)) return undefined;
  const { profile = "generic" } = document;
  return typeof profile === "string" && profile !== "" ? profile : undefined;
}
