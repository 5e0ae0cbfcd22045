import type { SeatLimit } from "../../../profile/seat-limit.ts";
import { evaluateNumber } from "../document/scenario-expression.ts";
import type { ScenarioValues } from "../document/scenario-expression.ts";
import { selectPeople } from "../document/scenario-selection.ts";
import { namesOf, scopedName } from "../document/scenario-settings.ts";
import { withNamed } from "../document/scoped-names.ts";
import type { ScenarioOptions, ScenarioPlay } from "./scenario-play.ts";
import { createStepSession } from "./step-session.ts";

/** Makes the organisation, its people and its app: all that the steps work with. */
export async function openPlay(options: ScenarioOptions): Promise<ScenarioPlay> {
  const { scenario, run, stage } = options;
  const product = productOf(options);
  const bought = new Map<string, number>();
  const limits = limitValues(stage.seats, product);
  const count = populationSize(options, limits);
  const people = withNamed(options.population(count), scenario.population.named);
  const session = createStepSession(stage.session, run.signal);
  const choice = { count, statuses: [], names: namesOf(scenario) };
  const instance = await run.idp.create({
    session,
    profile: stage.profile,
    dialect: run.dialect,
    scenario: scenario.id,
    population: people,
    outside: selectPeople(scenario.population.outside, choice),
    staged: selectPeople(scenario.population.staged, choice),
    groups: scenario.population.groups.map(({ name, members }) => ({
      name: scopedName(session.runId, name),
      members: selectPeople(members, choice),
    })),
    app: scenario.app,
    setUp: scenario.setUp,
    configured: { ...stage.profile.providers?.[run.idp.id], ...scenario.providers?.[run.idp.id] },
    capabilities: stage.capabilities,
    seats: stage.seats,
    clock: options.clock,
    ...(options.onWait === undefined ? {} : { onWait: options.onWait }),
    timeoutMs: options.timeoutMs,
    onProgress: (progress) => run.onEvent({ type: "progress", scenario: scenario.id, ...progress }),
  });
  const values = (): ScenarioValues => ({ users: count, ...limits, ...boughtValues(stage.seats, bought, product) });
  const otherProduct = otherProductOf(options);
  return { options, session, instance, people, product, otherProduct, bought, ids: new Map(), told: new Set(), values };
}

/**
 * The product that the scenario names; else, of those with a stated limit, the scarcest one where seats are to be used up and
 * the most plentiful one where they are not; else the first that the profile knows.
 */
export function productOf({ scenario, stage }: ScenarioOptions): string | undefined {
  const { seats, profile } = stage;
  const named = Object.keys(scenario.seats).find((name) => seats.some((limit) => limit.product === name));
  const byFreeSeats = seats.toSorted((a, b) => a.available - b.available);
  const fitting = scenario.needs.includes("seats") ? byFreeSeats[0] : byFreeSeats.at(-1);
  return named ?? fitting?.product ?? profile.seats?.products[0]?.name;
}

/** The first other product, of those with a stated limit, else of those that the profile knows. */
export function otherProductOf(options: ScenarioOptions): string | undefined {
  const { seats, profile } = options.stage;
  if (profile.seats?.attribute === undefined) return undefined;
  const known = [...seats.map(({ product }) => product), ...profile.seats.products.map(({ name }) => name)];
  return known.find((product) => product !== productOf(options));
}

function limitValues(seats: readonly SeatLimit[], product: string | undefined): ScenarioValues {
  const own = seats.find((limit) => limit.product === product);
  return {
    ...(own !== undefined && { seats: own.total, available: own.available }),
    ...Object.fromEntries(seats.map((limit) => [`seats.${limit.product}`, limit.total])),
    ...Object.fromEntries(seats.map((limit) => [`available.${limit.product}`, limit.available])),
  };
}

function boughtValues(
  seats: readonly SeatLimit[],
  bought: ReadonlyMap<string, number>,
  product: string | undefined,
): ScenarioValues {
  const byProduct = seats.map((limit) => [`bought.${limit.product}`, bought.get(limit.product) ?? 0] as const);
  return { bought: bought.get(product ?? "") ?? 0, ...Object.fromEntries(byProduct) };
}

function populationSize({ scenario, users, run }: ScenarioOptions, limits: ScenarioValues): number {
  const { population } = scenario;
  if (population.scalable && users !== undefined) return users;
  return run.bundled ? population.users : evaluateNumber(population.usersOnTarget, limits);
}
