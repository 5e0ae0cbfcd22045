import type { HookName } from "../../../profile/hook.ts";
import { fillTemplate } from "../../../profile/template.ts";
import type { Json } from "../../../scim/json.ts";
import { isArray, isObject } from "../../../scim/json.ts";
import { HookFailure } from "./hook-run.ts";
import type { HookRunner } from "./hook-run.ts";
import type { StepOutcome } from "../../identity-provider.ts";
import type { Person } from "../../directory.ts";
import type { RunnerAction, ScenarioOptions, ScenarioPlay } from "./scenario-play.ts";
import { awaitNamed, create, describeRefusal, findByName, takeOver } from "./scenario-requests.ts";
import type { ScenarioStep } from "../document/scenario.ts";
import { isSuccess } from "../../../exchange/reply.ts";
import { shown } from "../../../exchange/shown.ts";
import { RefusedSetUp, Skip } from "../../../exchange/violation.ts";

/** Steps that only the vendor's own console can carry out. */
export const VENDOR_ACTIONS: Readonly<Record<string, RunnerAction>> = {
  "buy-seats": buySeats,
  "verify-seats": verifySeats,
  "add-portal-users": addPortalUsers,
};

/** Results: `bought`, the seats bought by this step. */
async function buySeats(play: ScenarioPlay, settings: ScenarioStep["settings"]): Promise<StepOutcome> {
  const product = String(settings["product"]);
  const seats = Number(settings["seats"]);
  if (seats <= 0) return { results: { bought: 0 }, notes: ["There are seats enough: none is bought."] };
  await hookOf(play, "buy-seats")({ product, seats });
  play.bought.set(product, (play.bought.get(product) ?? 0) + seats);
  return { results: { bought: seats }, notes: [`${seats} more seats of ${product} were bought.`] };
}

/** Results: `total` and `used` seats of a product, as the vendor's console shows them. */
async function verifySeats(play: ScenarioPlay, settings: ScenarioStep["settings"]): Promise<StepOutcome> {
  const product = String(settings["product"]);
  const answer = await hookOf(play, "read-seats")({ product });
  const products = isObject(answer) ? answer["products"] : answer;
  const found = (isArray(products) ? products : [products]).find((one) => isObject(one) && one["name"] === product);
  if (!isObject(found)) throw new HookFailure(`the hook read-seats tells nothing of ${product}: ${shown(answer)}`);
  return { results: { total: Number(found["total"]), used: Number(found["used"]) }, notes: [] };
}

/**
 * Makes people known to the target before the identity provider knows them; with `former: true` under another user name and
 * e-mail. `otherwise: scim` makes them by SCIM where there is no hook. Results: `made`.
 */
async function addPortalUsers(play: ScenarioPlay, settings: ScenarioStep["settings"]): Promise<StepOutcome> {
  const bySCIM = play.options.hooks["add-portal-user"] === undefined && settings["otherwise"] === "scim";
  const add = bySCIM ? addByScim : addByHook;
  const positions = isArray(settings["people"]) ? settings["people"].map(Number) : [];
  const problems: string[] = [];
  const made: Person[] = [];
  for (const position of positions) {
    const known = play.people[position];
    if (known === undefined) continue;
    const person = settings["former"] === true ? toFormer(known) : known;
    const problem = await add(play, person, settings["products"] ?? []);
    if (problem === undefined) made.push(person);
    else problems.push(problem);
  }
  for (const { userName } of made) await awaitNamed(play, "/Users", userName);
  const [example] = problems;
  // These people are there before the story begins: nothing that follows says anything without them.
  if (example !== undefined) throw new RefusedSetUp(example);
  return {
    results: { made: positions.length },
    notes: bySCIM ? ["Without a hook for the vendor's console these users were made by SCIM."] : [],
  };
}

async function addByHook(play: ScenarioPlay, person: Person, products: Json): Promise<string | undefined> {
  const { userName, firstName, lastName, email } = person;
  const added = await hookOf(play, "add-portal-user")({ userName, firstName, lastName, email, products });
  const id = isObject(added) ? takeOver(play, "/Users", added) : undefined;
  if (id !== undefined) return undefined;
  const found = await findByName(play, "/Users", userName);
  if (found !== undefined) takeOver(play, "/Users", found);
  return undefined;
}

async function addByScim(play: ScenarioPlay, person: Person): Promise<string | undefined> {
  const { userName, firstName, lastName, email, displayName, locale } = person;
  const body = fillTemplate(play.options.stage.profile.templates.user, {
    name: userName.split("@", 1).join(""),
    userName,
    email,
    displayName,
    locale,
    givenName: firstName,
    familyName: lastName,
    externalId: userName,
    password: `Zs1!${play.session.runId}Portal`,
  });
  const reply = await create(play, "/Users", { ...body, userName });
  if (isSuccess(reply)) return undefined;
  return describeRefusal(reply, ` of ${userName}`);
}

/** The same person under an earlier address. */
function toFormer(person: Person): Person {
  const former = (address: string): string => address.replace("@", ".former@");
  return { ...person, userName: former(person.userName), email: former(person.email) };
}

function hookOf(play: ScenarioPlay, name: HookName): HookRunner {
  const hook = play.options.hooks[name];
  if (hook !== undefined) return hook;
  const isNamed = play.options.stage.profile.hooks[name] !== undefined;
  throw new Skip(`only the vendor's console can do this${isNamed ? ": " : ", and "}${whyNoHook(play.options, name)}`);
}

/** Why the vendor's console cannot be made to do something here. */
function whyNoHook({ stage }: ScenarioOptions, name: HookName): string {
  return stage.profile.hooks[name] === undefined
    ? `the profile has no hook "${name}" for this target`
    : `the profile's hook "${name}" reaches a zi-scim-check serve by SCIM_ADMIN_URL and SCIM_ADMIN_SECRET, and another target needs a hook of its own`;
}

/** Why a hook that a scenario needs is missing; undefined when all are there. */
export function missingHook(options: ScenarioOptions): string | undefined {
  const name = options.scenario.hooks.find((one) => options.hooks[one] === undefined);
  return name === undefined ? undefined : `it needs the vendor's console: ${whyNoHook(options, name)}`;
}
