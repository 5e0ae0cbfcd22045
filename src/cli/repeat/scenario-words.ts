import { loadScenario } from "../../documents/load-scenario.ts";
import { UsageError } from "../../documents/usage-error.ts";
import { quoteShell } from "../../engine/report/shell.ts";
import { BUILT_IN_SCENARIOS } from "../../run/scenarios/built-in-scenarios.ts";
import type { RunCommandOptions } from "../parse/option-groups.ts";

/**
 * The words that play a scenario again, by its id, where they are others than `--scenario <id>`: a document of the user's own
 * goes by its path, and `--users` is taken only with a scenario that takes a number of people.
 */
export async function scenarioWords({
  scenario = BUILT_IN_SCENARIOS,
  users,
}: Pick<Partial<RunCommandOptions>, "scenario" | "users">): Promise<Readonly<Record<string, string>>> {
  const told = scenario.filter((name) => users !== undefined || !BUILT_IN_SCENARIOS.includes(name));
  const entries = await Promise.all(told.map((name) => wordsOf(name, users)));
  return Object.fromEntries(entries.filter((entry) => entry !== undefined));
}

/** Nothing for a document that cannot be loaded: the run itself complains. */
async function wordsOf(name: string, users: string | undefined): Promise<readonly [string, string] | undefined> {
  try {
    const { id, population } = await loadScenario(name);
    const people = users !== undefined && population.scalable ? ` --users ${quoteShell(users)}` : "";
    return [id, `--scenario ${quoteShell(name)}${people}`];
  } catch (error) {
    if (error instanceof UsageError) return undefined;
    throw error;
  }
}
