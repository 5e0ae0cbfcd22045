import { loadProfile } from "../documents/load-profile.ts";
import { readCapabilities } from "../engine/target/capabilities.ts";
import { discover } from "../engine/target/discover.ts";
import type { EventListener } from "../engine/event.ts";
import type { IdentityProvider } from "../engine/identity-provider.ts";
import type { Person } from "../engine/directory.ts";
import { runScenario } from "../engine/scenarios/play/scenario-run.ts";
import type { ScenarioResult } from "../engine/run.ts";
import type { Scenario } from "../engine/scenarios/document/scenario.ts";
import type { Stage } from "../engine/target/stage.ts";
import type { Profile } from "../profile/profile.ts";
import type { SeatLimit } from "../profile/seat-limit.ts";
import { hookRunners } from "./hooks/hook-tools.ts";
import { createImpatientClock } from "./clocks/impatient-clock.ts";
import { openBundledStage } from "./main-stage.ts";
import type { RunFrame } from "./open-session.ts";
import { scenarioSeats } from "./scenario-seats.ts";

/** How long Okta waits for an answer. */
const OKTA_TIMEOUT_MS = 60_000;

/** What playing the scenarios of a run takes. */
export interface PlayOptions {
  /** The target of the user; scenarios of a run without one play on fresh bundled servers. */
  readonly url?: string;
  readonly frame: RunFrame & { readonly seed: number };
  readonly idp: IdentityProvider;
  readonly dialect: string;
  readonly scenarios: readonly Scenario[];
  /** Seats that the user states; they beat the scenario's own. */
  readonly seats?: readonly SeatLimit[];
  readonly users?: number;
  readonly settleMs?: number;
  readonly onEvent: EventListener;
}

/** Plays a scenario where it belongs: on the user's target, or on a fresh bundled server in the profile that it names. */
export function createPlay(options: PlayOptions): (scenario: Scenario, main: Stage) => Promise<ScenarioResult> {
  const profiles = new Map<string, Promise<Profile>>();
  const profileOf = (name: string): Promise<Profile> => {
    const loading = profiles.get(name) ?? loadProfile(name);
    profiles.set(name, loading);
    return loading;
  };
  return async (scenario, main) =>
    options.url === undefined
      ? playBundled(
          scenario,
          scenario.profile === main.profile.id ? main.profile : await profileOf(scenario.profile),
          options,
        )
      : play(scenario, main, options);
}

async function playBundled(scenario: Scenario, profile: Profile, options: PlayOptions): Promise<ScenarioResult> {
  const seats = scenarioSeats(scenario, profile, options.seats ?? []);
  const opened = await openBundledStage({ frame: options.frame, profile, seats });
  try {
    const target = await discover(opened.session);
    opened.session.setTarget(target);
    const capabilities = readCapabilities({ profile, target, hasSeatLimits: opened.seats.length > 0 });
    return await play(scenario, { ...opened, capabilities }, options);
  } finally {
    await opened.close(true);
  }
}

async function play(scenario: Scenario, stage: Stage, options: PlayOptions): Promise<ScenarioResult> {
  const { frame, idp, dialect, users, onEvent } = options;
  return runScenario({
    scenario,
    idp,
    dialect,
    session: stage.session,
    profile: stage.profile,
    capabilities: stage.capabilities,
    seats: stage.seats,
    bundled: options.url === undefined,
    users,
    population: await loadPopulation(scenario, options),
    hooks: hookRunners(stage, { signal: frame.signal, secrets: frame.secrets }),
    clock: createImpatientClock(frame.clock, (ms) => onEvent({ type: "note", text: wornOutNote(scenario, ms) })),
    timeoutMs: OKTA_TIMEOUT_MS,
    settleMs: options.settleMs ?? (options.url === undefined ? 0 : 2000),
    onEvent,
    signal: frame.signal,
  });
}

function wornOutNote({ id }: Scenario, waitedMs: number): string {
  const minutes = waitedMs / 60_000;
  return `the target has made ${id} wait for ${minutes} minutes in all (429): from now on it is asked again after a second`;
}

/** People whose names carry the run's mark and the scenario's place in the run. */
async function loadPopulation(
  scenario: Scenario,
  { frame, scenarios }: PlayOptions,
): Promise<(count: number) => readonly Person[]> {
  const { createPeople } = await import("../../fixtures/people.ts");
  const runId = `${frame.runId}-s${scenarios.indexOf(scenario) + 1}`;
  return (count) => createPeople({ seed: frame.seed, runId, count, domain: "example.com" });
}
