import { toListBody } from "../../src/engine/verify.ts";
import type { Json, JsonObject } from "../../src/scim/json.ts";
import { getIgnoreCase, isArray, isObject } from "../../src/scim/json.ts";
import { rejectTextCounters } from "./find-account.ts";
import type { OktaClient } from "./okta-client.ts";
import { ProvisioningFailure } from "./provisioning-failure.ts";
import { OKTA_PAGE_SIZE, importPage } from "./wire/list-queries.ts";

/** What an import reads of an account; everything else in the answer is ignored. */
export interface ImportedAccount {
  readonly id: string;
  readonly userName: string;
  readonly givenName: string;
  readonly familyName: string;
  /** The primary e-mail; empty when there is none. */
  readonly email: string;
  readonly isActive: boolean;
}

/** Pages in a row that bring nothing new, and pages in all, after which a list counts as endless. */
const MAX_STALE_PAGES = 100;
const MAX_PAGES = 20_000;

/**
 * All resources of an endpoint, a hundred at a time. `startIndex` grows by a hundred whatever came, as long as the target
 * says that there is more; a page without anything ends it too. Throws `ProvisioningFailure` for an answer that is no list.
 */
export async function readAll(
  client: OktaClient,
  endpoint: "/Users" | "/Groups",
  context: string,
): Promise<readonly JsonObject[]> {
  const all: JsonObject[] = [];
  const seen = new Set<Json | undefined>();
  let total = 1;
  for (let startIndex = 1, stale = 0; startIndex <= total; startIndex += OKTA_PAGE_SIZE) {
    const list = client.objectOf(await client.send(importPage(endpoint, startIndex)), context);
    rejectTextCounters(list, context);
    const { totalResults, resources } = toListBody(list);
    if (resources.length === 0) break;
    const known = seen.size;
    for (const resource of resources) {
      all.push(resource);
      seen.add(getIgnoreCase(resource, "id"));
    }
    total = typeof totalResults === "number" ? totalResults : 0;
    // Whoever promises more than comes is asked on, but not for ever.
    stale = seen.size > known ? 0 : stale + 1;
    if (stale > MAX_STALE_PAGES || startIndex > MAX_PAGES * OKTA_PAGE_SIZE) {
      throw new ProvisioningFailure(`${context}: the list of ${endpoint} does not end`);
    }
  }
  return all;
}

/** The account in a resource; undefined when it has no id or no user name. */
export function toImportedAccount(resource: JsonObject): ImportedAccount | undefined {
  const name = getIgnoreCase(resource, "name");
  const names = isObject(name) ? name : {};
  const account = {
    id: textAt(resource, "id"),
    userName: textAt(resource, "userName"),
    givenName: textAt(names, "givenName"),
    familyName: textAt(names, "familyName"),
    email: primaryEmail(resource),
    isActive: getIgnoreCase(resource, "active") === true,
  };
  return account.id === "" || account.userName === "" ? undefined : account;
}

function primaryEmail(resource: JsonObject): string {
  const emails = getIgnoreCase(resource, "emails");
  const entries = isArray(emails) ? emails.filter(isObject) : [];
  const primary = entries.find((entry) => getIgnoreCase(entry, "primary") === true);
  return primary === undefined ? "" : textAt(primary, "value");
}

function textAt(object: JsonObject, name: string): string {
  const value = getIgnoreCase(object, name);
  return typeof value === "string" ? value : "";
}
