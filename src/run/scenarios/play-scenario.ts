import { loadProfile } from "../../documents/load-profile.ts";
import { readCapabilities } from "../../engine/target/capabilities.ts";
import { discover } from "../../engine/target/discover.ts";
import type { FixturePerson } from "../../../fixtures/people.ts";
import { valuesAt } from "../../profile/mappings/directory-attributes.ts";
import type { DirectoryValue, DirectoryValues } from "../../profile/mappings/directory-attributes.ts";
import type { Person } from "../../engine/directory.ts";
import { runScenario } from "../../engine/scenarios/play/scenario-run.ts";
import type { ScenarioResult } from "../../engine/run.ts";
import type { Scenario } from "../../engine/scenarios/document/scenario.ts";
import type { Stage } from "../../engine/target/stage.ts";
import { isCap } from "../../profile/seat-cap.ts";
import type { Profile } from "../../profile/profile.ts";
import type { SeatLimit } from "../../profile/seat-limit.ts";
import { fitProfile } from "../fit-profile.ts";
import { hookRunners } from "../hooks/hook-tools.ts";
import { createImpatientClock } from "../clocks/impatient-clock.ts";
import { openBundledStage } from "../main-stage.ts";
import type { RunContext } from "../../engine/run-context.ts";
import type { RunChecksOptions } from "../options.ts";
import { createWaitTeller } from "./tell-wait.ts";
import { scenarioSeats } from "./scenario-seats.ts";

/** What is played, beyond what the run knows. */
export interface ScenariosPlay extends Pick<RunChecksOptions, "users" | "domain"> {
  readonly scenarios: readonly Scenario[];
  /** Seats that the user states; they beat the scenario's own. */
  readonly seats?: readonly SeatLimit[];
}

/** Plays a scenario where it belongs: on the user's target, or on a fresh bundled server in the profile that it names. */
export function createPlay(
  run: RunContext,
  options: ScenariosPlay,
): (scenario: Scenario, main: Stage) => Promise<ScenarioResult> {
  const profiles = new Map<string, Promise<Profile>>();
  const profileOf = (name: string): Promise<Profile> => {
    const loading = profiles.get(name) ?? loadFitting(name, options);
    profiles.set(name, loading);
    return loading;
  };
  return async (scenario, main) =>
    run.bundled
      ? playBundled(scenario, {
          run,
          profile: isPlayedOn(main, scenario) ? main.profile : await profileOf(scenario.profile),
          options,
        })
      : play(scenario, main, { run, options });
}

/** A story of seats is played where the run's own profile has a cap on them: the products of its document are none there. */
function isPlayedOn({ profile }: Stage, scenario: Scenario): boolean {
  return scenario.profile === profile.id || (isCap(profile.seats) && scenario.needs.includes("seats"));
}

async function loadFitting(name: string, options: ScenariosPlay): Promise<Profile> {
  return fitProfile(await loadProfile(name), options.domain === undefined ? {} : { domain: options.domain });
}

interface Playing {
  readonly run: RunContext;
  readonly options: ScenariosPlay;
}

async function playBundled(
  scenario: Scenario,
  given: Playing & { readonly profile: Profile },
): Promise<ScenarioResult> {
  const { run, profile, options } = given;
  const seats = scenarioSeats(scenario, profile, options.seats ?? []);
  const opened = await openBundledStage(run, { profile, seats });
  try {
    const target = await discover(opened.session);
    opened.session.setTarget(target);
    const capabilities = readCapabilities({ profile, target, hasSeatLimits: opened.seats.length > 0 });
    return await play(scenario, { ...opened, target, capabilities }, given);
  } finally {
    await opened.close(true);
  }
}

async function play(scenario: Scenario, stage: Stage, { run, options }: Playing): Promise<ScenarioResult> {
  const tell = (text: string): void => run.onEvent({ type: "note", text });
  const tellWait = createWaitTeller(run.idp.title, tell);
  const clock = createImpatientClock(run.clock, (ms) => tell(wornOutNote(scenario, ms)));
  return runScenario({
    scenario,
    run,
    stage,
    users: options.users,
    population: await loadPopulation(scenario, { run, options, profile: stage.profile }),
    hooks: hookRunners(stage, { signal: run.signal, secrets: run.secrets }),
    clock,
    // Against a bundled server no wait takes time.
    ...(run.bundled ? {} : { onWait: (wait) => tellWait({ ...wait, lastsMs: clock.boundOf(wait.ms) }) }),
    timeoutMs: run.idp.timeoutMs,
  });
}

function wornOutNote({ id }: Scenario, waitedMs: number): string {
  const minutes = waitedMs / 60_000;
  return `the target has made ${id} wait for ${minutes} minutes in all (429): from now on it is asked again after a second`;
}

/** A person with what the profile states for its people. */
function withValues(person: FixturePerson, values: DirectoryValues, position: number): Person {
  const { firstName, lastName, displayName, locale, ...others } = valuesAt(values, position);
  const core = defined({ firstName, lastName, displayName, locale });
  return { ...person, ...core, attributes: { ...person.attributes, ...others } };
}

function defined(values: Readonly<Record<string, DirectoryValue | undefined>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)] as const])),
  );
}

/** People whose names carry the run's mark and the scenario's place in the run. */
async function loadPopulation(
  scenario: Scenario,
  { run, options, profile }: Playing & Pick<Stage, "profile">,
): Promise<(count: number) => readonly Person[]> {
  const { createPeople } = await import("../../../fixtures/people.ts");
  const runId = `${run.runId}-s${options.scenarios.indexOf(scenario) + 1}`;
  const { seed } = run;
  const { people, domain } = profile;
  return (count) => createPeople({ seed, runId, count, domain }).map((person, at) => withValues(person, people, at));
}
