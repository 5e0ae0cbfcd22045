import { idOf } from "../../../src/exchange/resource-id.ts";
import { toListBody } from "../../../src/exchange/list-body.ts";
import type { JsonObject } from "../../../src/scim/json.ts";
import { getIgnoreCase } from "../../../src/scim/json.ts";
import type { AppUser } from "./app-user.ts";
import { ProvisioningFailure } from "./provisioning-failure.ts";
import type { ProvisioningContext } from "./provisioning-context.ts";
import { findUser } from "../wire/list-queries.ts";

/** The id of the account that the match query finds; undefined when there is none, which a 404 may say too. */
export async function findAccount(app: ProvisioningContext, row: AppUser): Promise<string | undefined> {
  const { userName } = app.values(row.user, "create");
  const context = app.texts.match(row.user.profile.userName);
  const live = await app.client.send(findUser(userName));
  if (live.response?.status === 404) return undefined;
  const list = app.client.objectOf(live, context);
  rejectTextCounters(list, context);
  const { resources } = toListBody(list);
  const [match] = resources;
  if (resources.length > 1) {
    throw new ProvisioningFailure(
      `${context}: Multiple users found by userName. Expected 0 or 1 results but was [${resources.length}]`,
    );
  }
  return match === undefined ? undefined : idFrom(match, context);
}

/** The id of a resource. Throws `ProvisioningFailure` when it has none that can be stored. */
export function idFrom(resource: JsonObject, context: string): string {
  const id = idOf(resource);
  if (id !== undefined) return id;
  throw new ProvisioningFailure(`${context}: the remote server returned a resource without an id`);
}

/**
 * The id of what a create has just made. Throws `ProvisioningFailure` when the answer shows something else than what was
 * sent: the real client would store that id and write to it from then on.
 */
export function idOfMade(app: ProvisioningContext, endpoint: "/Users" | "/Groups", made: Made): string {
  const id = idFrom(made.resource, made.context);
  if (app.client.isOwn(endpoint, id)) return id;
  throw new ProvisioningFailure(
    `${made.context}: the answer shows ${id}, which is not what was sent. Okta would store that id; here nothing more is sent.`,
  );
}

/** The answer to a create, and what the admin reads before the reason of a failure. */
interface Made {
  readonly resource: JsonObject;
  readonly context: string;
}

/** With counters that are not numbers Okta's client stops in silence; the admin finds a failure without a reason. */
export function rejectTextCounters(list: JsonObject, context: string): void {
  for (const name of ["totalResults", "startIndex", "itemsPerPage"]) {
    const value = getIgnoreCase(list, name);
    if (value === undefined || typeof value === "number") continue;
    throw new ProvisioningFailure(`${context}: no reason given (${name} is ${JSON.stringify(value)}, not a number)`);
  }
}
