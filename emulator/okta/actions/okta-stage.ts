import type { DirectoryEntry, IdentityProviderOptions } from "../../../src/engine/identity-provider.ts";
import type { Person } from "../../../src/engine/directory.ts";
import { Skip } from "../../../src/exchange/violation.ts";
import { isArray } from "../../../src/scim/json.ts";
import { sameUrn } from "../../../src/scim/urns.ts";
import type { OktaGroup, OktaUser, OktaUserProfile } from "../org/directory.ts";
import type { OktaApp } from "../org/okta-app.ts";
import { OktaOrg } from "../org/okta-org.ts";
import type { OktaDialect } from "../provisioning/ways.ts";
import { seededRandom } from "../org/random.ts";
import { readOktaSettings } from "../settings.ts";

/** An org and its app, set up for a scenario. */
export interface OktaStage {
  readonly org: OktaOrg;
  readonly app: OktaApp;
  readonly population: readonly Person[];
  /** By position in the population; those outside the directory have none. */
  readonly users: Map<number, OktaUser>;
  readonly groups: ReadonlyMap<string, OktaGroup>;
  /** The attribute of the app profile that gives products; undefined where the target has none. */
  readonly productAttribute: string | undefined;
}

/** Sets up an org with the scenario's people and groups. Ids follow from the run and the scenario. */
export function createOktaStage(options: IdentityProviderOptions): OktaStage {
  const { population, outside, session, scenario, profile } = options;
  const org = new OktaOrg({ random: seededRandom(`${session.runId}/${scenario}`), clock: options.clock });
  const users = new Map<number, OktaUser>();
  for (const [position, person] of population.entries()) {
    if (!outside.includes(position)) users.set(position, org.addUser(toProfile(person)));
  }
  const groups = options.groups.map(({ name, members }) => {
    return [
      name,
      org.addGroup(
        name,
        members.map((position) => userAt({ users, population }, position)),
      ),
    ] as const;
  });
  const app = org.createApp({
    session,
    profile,
    dialect: toDialect(options.dialect),
    settings: options.app,
    configured: readOktaSettings(options.configured, options.capabilities),
    capabilities: options.capabilities,
    seats: options.seats,
    clock: options.clock,
    timeoutMs: options.timeoutMs,
    cause: { kind: "scenario", id: scenario },
    onProgress: options.onProgress,
    ...(options.onWait === undefined ? {} : { onWait: options.onWait }),
  });
  const productAttribute = productAttributeOf(options);
  // The story begins here.
  org.clearSystemLog();
  return { org, app, population, users, groups: new Map(groups), productAttribute };
}

/** The person at a position. Throws `Skip` for one whom only an import would have brought into the directory. */
export function userAt(stage: Pick<OktaStage, "users" | "population">, position: number): OktaUser {
  const user = stage.users.get(position);
  if (user !== undefined) return user;
  throw new Skip(
    `person ${position + 1} of ${stage.population.length} is not in the directory: no import brought them`,
  );
}

/** The population as the org has it at the moment. */
export function directoryEntries(stage: OktaStage): readonly DirectoryEntry[] {
  return stage.population.map((person, position) => toEntry(stage, person, stage.users.get(position)));
}

function toEntry(stage: OktaStage, person: Person, user: OktaUser | undefined): DirectoryEntry {
  if (user === undefined) return { person, targetId: undefined, status: undefined, products: [] };
  const row = stage.app.appUser(user);
  const products = stage.productAttribute === undefined ? [] : stage.app.attributeOf(user, stage.productAttribute);
  return {
    person: toPerson(user),
    targetId: row?.targetId,
    status: row?.status,
    products: isArray(products) ? products.map(String) : [],
  };
}

function toProfile({ attributes, ...person }: Person): OktaUserProfile {
  return { ...attributes, ...person };
}

function toPerson({ profile }: OktaUser): Person {
  const { userName, firstName, lastName, email, displayName, locale, ...others } = profile;
  return {
    userName,
    firstName,
    lastName,
    email,
    displayName: displayName ?? `${firstName} ${lastName}`,
    locale: locale ?? "en-US",
    attributes: Object.fromEntries(
      Object.entries(others).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
    ),
  };
}

function productAttributeOf({ profile }: IdentityProviderOptions): string | undefined {
  const attribute = profile.seats?.attribute;
  if (attribute === undefined) return undefined;
  return profile.mappings.find(
    ({ namespace, externalName }) => externalName === attribute.name && sameUrn(namespace, attribute.urn),
  )?.name;
}

function toDialect(dialect: string): OktaDialect {
  if (dialect === "oin" || dialect === "aiw") return dialect;
  throw new Error(`Okta has no dialect "${dialect}"; it has oin and aiw`);
}
