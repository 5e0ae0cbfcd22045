import { IDENTITY_PROVIDERS } from "../../../emulator/index.ts";
import { loadScenario } from "../../documents/load-scenario.ts";
import { builtInNames } from "../../documents/read-document.ts";
import type { Scenario } from "../../engine/scenarios/document/scenario.ts";
import { BUILT_IN_SCENARIOS } from "../../run/scenarios/built-in-scenarios.ts";
import { allDeclarations } from "../declarations.ts";
import { toTable } from "../output/table.ts";
import { listedDefects } from "./defects.ts";
import type { KnownDefect } from "./defects.ts";

/** Explains a defect by its name, whatever the letter case; undefined when there is none. */
export function explainDefect(name: string): readonly string[] | undefined {
  const known = listedDefects().find(({ defect }) => isSame(defect.name, name));
  return known === undefined ? undefined : describeDefect(known);
}

/** Explains a built-in scenario by its id, whatever the letter case; undefined when there is none. */
export async function explainScenario(id: string): Promise<readonly string[] | undefined> {
  const name = (await builtInNames("scenario")).find((one) => isSame(one, id));
  return name === undefined ? undefined : describeScenario(await loadScenario(name));
}

/** True for two spellings of one id. */
export function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** What breaks in a provider when a check or scenario of these features fails, a line a provider. */
export function breaksLines(featuresOf: (provider: string) => readonly string[]): readonly string[] {
  return IDENTITY_PROVIDERS.flatMap(({ id, title }) => {
    const features = featuresOf(id);
    return features.length === 0 ? [] : [`Breaks in ${title}: ${features.join(", ")}.`];
  });
}

function describeDefect({ defect: { name, breaks }, noticedBy }: KnownDefect): readonly string[] {
  const titles = new Map(allDeclarations().map(({ declared }) => [declared.id, declared.title]));
  return [
    name,
    `A fault of the reference server that breaks ${breaks}.`,
    ...IDENTITY_PROVIDERS.filter(({ defects }) => defects?.unmet.includes(name)).map(
      ({ title }) => `The requests of ${title}'s client do not meet it; docs/providers.md says why.`,
    ),
    "",
    "Who notices it",
    ...toTable(
      noticedBy.map((id) => [id, titles.get(id) ?? ""]),
      Infinity,
    ).flat(),
    "",
    "To see it",
    `  zi-scim-check serve --defect ${name}`,
  ];
}

function describeScenario(scenario: Scenario): readonly string[] {
  const { id, title, description, profile, features, defects } = scenario;
  return [
    id,
    title,
    "",
    `A scenario; one that fails makes the run fail. Its own server has the profile ${profile}.`,
    ...(BUILT_IN_SCENARIOS.includes(id) ? [] : [`A run plays it only where it is named: --scenario ${id}.`]),
    ...breaksLines((provider) => knownFeatures(provider, features)),
    "",
    description.trim(),
    "",
    "To play it alone",
    `  zi-scim-check emulate ${id}`,
    "",
    "It is proven against a server with",
    ...defects.map((name) => `  ${name}`),
  ];
}

function knownFeatures(provider: string, features: readonly string[]): readonly string[] {
  const known = IDENTITY_PROVIDERS.find(({ id }) => id === provider)?.features ?? [];
  return known.filter(({ id }) => features.includes(id)).map(({ id }) => id);
}
