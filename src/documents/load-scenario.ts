import { toScenario } from "../engine/scenarios/document/scenario-document.ts";
import type { ScenarioDocument } from "../engine/scenarios/document/scenario-document.ts";
import { scenarioProblems } from "../engine/scenarios/document/scenario-problems.ts";
import type { Scenario } from "../engine/scenarios/document/scenario.ts";
import { loadProfile } from "./load-profile.ts";
import { readDocument } from "./read-document.ts";
import { UsageError } from "./usage-error.ts";
import { rejectProblems, validateDocument } from "./validate-document.ts";

/**
 * A scenario by the name of a built-in one or the path of a YAML file. Throws `UsageError` with file, line and what is
 * wrong when there is none or it is not valid.
 */
export async function loadScenario(nameOrPath: string): Promise<Scenario> {
  const document = await readDocument("scenario", nameOrPath);
  const scenario = await validateDocument<ScenarioDocument>(document, "scenario");
  rejectProblems(document, scenarioProblems(scenario));
  if (!document.isBuiltIn) await rejectBadProfile(scenario.profile, document.placeOf(["profile"]));
  return toScenario(scenario);
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
