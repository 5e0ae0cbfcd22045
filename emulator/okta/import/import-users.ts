import { idOf } from "../../../src/exchange/resource-id.ts";
import { toListBody } from "../../../src/exchange/list-body.ts";
import type { JsonObject } from "../../../src/scim/json.ts";
import { getIgnoreCase, isArray, isObject } from "../../../src/scim/json.ts";
import { Skip } from "../../../src/exchange/violation.ts";
import { rejectTextCounters } from "../provisioning/find-account.ts";
import type { OktaClient } from "../org/okta-client.ts";
import { ProvisioningFailure } from "../provisioning/provisioning-failure.ts";
import { OKTA_PAGE_SIZE, importPage } from "../wire/list-queries.ts";

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

/** What is read of an endpoint, and how. */
export interface ImportReading<T> {
  readonly endpoint: "/Users" | "/Groups";
  /** What the admin reads before the reason of a failure. */
  readonly context: string;
  /** What is kept of a resource, nothing else of it is; undefined leaves it out. */
  readonly keep: (resource: JsonObject) => T | undefined;
}

/** What was read of an endpoint. */
export interface ImportedList<T> {
  /** One for each id, in the order in which the ids came first. */
  readonly entries: readonly T[];
  /** What the admin should know of the pages, one sentence each. */
  readonly notes: readonly string[];
}

/** A run reads 200,000 resources of an endpoint at most: more than most tenants have, and few enough for the memory. */
const MAX_PAGES = 2000;

/**
 * All resources of an endpoint, a hundred at a time. `startIndex` grows by a hundred whatever came, as long as the target
 * says that there is more; a page without anything ends it too, and so does one whose ids have all come before. Throws
 * `ProvisioningFailure` for an answer that is no list and for pages that repeat themselves without an end, and `Skip` when
 * there is more than a run reads.
 */
export async function readAll<T>(client: OktaClient, reading: ImportReading<T>): Promise<ImportedList<T>> {
  const { endpoint, context, keep } = reading;
  const byId = new Map<string, T | undefined>();
  let total = 1;
  for (let startIndex = 1; startIndex <= total; startIndex += OKTA_PAGE_SIZE) {
    if (startIndex > MAX_PAGES * OKTA_PAGE_SIZE) throw tooMany(endpoint, total);
    const list = client.objectOf(await client.send(importPage(endpoint, startIndex)), context);
    rejectTextCounters(list, context);
    const { totalResults, resources } = toListBody(list);
    if (resources.length === 0) break;
    total = typeof totalResults === "number" ? totalResults : 0;
    const before = byId.size;
    for (const resource of resources) byId.set(idOf(resource) ?? "", keep(resource));
    if (byId.size > before) continue;
    return { entries: present(byId), notes: noteRepeated(reading, { startIndex, total, found: byId.size }) };
  }
  return { entries: present(byId), notes: [] };
}

function tooMany(endpoint: string, total: number): Skip {
  const most = MAX_PAGES * OKTA_PAGE_SIZE;
  return new Skip(`GET ${endpoint} lists ${total} resources; an import of more than ${most} is not played to its end`);
}

interface Repetition {
  readonly startIndex: number;
  readonly total: number;
  readonly found: number;
}

/** Okta would go on to the total: a note where that is an end, a failure where it is none. */
function noteRepeated(
  { endpoint, context }: ImportReading<unknown>,
  { startIndex, total, found }: Repetition,
): readonly string[] {
  // Whoever gives all at once and does not page has nothing more to give.
  if (found >= total) return [];
  const what = `the page at startIndex=${startIndex} of ${endpoint} repeats earlier ones, and totalResults is ${total}`;
  if (total > MAX_PAGES * OKTA_PAGE_SIZE) throw new ProvisioningFailure(`${context}: the import has no end: ${what}`);
  return [`Only ${found} resources could be read: ${what}.`];
}

function present<T>(byId: ReadonlyMap<string, T | undefined>): readonly T[] {
  return [...byId.values()].filter((entry) => entry !== undefined);
}

/** The account in a resource; undefined when it has no id or no user name. */
export function toImportedAccount(resource: JsonObject): ImportedAccount | undefined {
  const name = getIgnoreCase(resource, "name");
  const names = isObject(name) ? name : {};
  const account = {
    id: idOf(resource) ?? "",
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
