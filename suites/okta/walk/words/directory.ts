import {
  getIgnoreCase,
  inList,
  isArray,
  isObject,
  totalOf,
  valueAt,
  verify,
  withPlusForSpace,
} from "../../../../src/kit/index.ts";
import type { JsonObject, Reply, UserBody } from "../../../../src/kit/index.ts";
import { connectorTest, findUser, importPage, OKTA_PAGE_SIZE } from "../../../../emulator/okta/wire/list-queries.ts";
import { entryOf, verifyImported, verifyPrimaryEmail } from "../../words/import-user.ts";
import { isAlone, matchBy, matchUser } from "../../words/match-user.ts";
import {
  resourcesOf,
  verifyAtMost,
  verifyCounters,
  verifyFirstPage,
  verifyFullPage,
  verifyPageOfTwo,
  verifyPastEnd,
  verifyPublishedLimit,
  verifyUsersListed,
  wantedOf,
} from "../../words/page.ts";
import { send } from "../../words/send.ts";
import { hasAnyOf } from "./walker.ts";
import type { Account, WhoIsThere, Walker } from "./walker.ts";

/**
 * The connector test with all these people there, the pages of an import after it, and a page past the end. `inactive` is one who was
 * switched off, and is not looked at further.
 */
export async function readLists(walker: Walker, active: readonly WhoIsThere[], inactive?: Account): Promise<void> {
  const { t, judge } = walker;
  const people = inactive === undefined ? active : [...active, inactive];
  const first = await t.settle(
    () => send(t, connectorTest()),
    (reply) => totalOf(reply) >= people.length,
  );
  // Without anybody there an answer shows nothing but its status.
  if (people.length > 0 || first.status !== 200) await judge("okta.headers.accept", () => verify(first).status(200));
  if (people.length === 0) return;
  const resources = isObject(first.body) ? getIgnoreCase(first.body, "Resources") : undefined;
  if (!(await judge("okta.connector.list", () => verifyUsersListed(first), isArray(resources) ? [] : ["group-push"])))
    return;
  await judge("okta.connector.integers", () => verifyCounters(first));
  if (people.length > 2) await judge("okta.connector.count", () => verifyPageOfTwo(first));
  const rest = await send(t, importPage("/Users", 3));
  await judge("okta.import.every-user-once", () => verifyEachOnce([first, rest], people));
  for (const { id, person } of active) {
    const listed = inList(first, id) ?? inList(rest, id);
    if (listed === undefined) continue;
    await judge("okta.import.profile", () => verifyImported(listed, person));
    await judge("okta.import.primary-email", () => verifyPrimaryEmail(listed));
  }
  const off = inactive && (inList(first, inactive.id) ?? inList(rest, inactive.id));
  if (off && getIgnoreCase(inactive.current, "active") === false)
    await judge("okta.import.inactive", () => entryOf(off).at("active").is(false), ["deactivate"]);
  await readFirstPage(walker, people);
  const last = await send(t, importPage("/Users", totalOf(first) + 10_001));
  await judge("okta.import.past-end", () => verifyPastEnd(last));
}

/** The page that an import begins with, and how many resources an answer holds by what the target publishes. */
async function readFirstPage({ t, judge }: Walker, people: readonly WhoIsThere[]): Promise<void> {
  const read = (): Promise<Reply> => send(t, importPage("/Users", 1));
  const page = await t.settle(read, (reply) => resourcesOf(reply).length >= wantedOf(reply));
  // An answer without counters is allowed.
  await judge("okta.import.first-page", () => verifyFirstPage(page, () => undefined));
  const isFull = await judge("okta.import.full-page", () => verifyFullPage(page));
  // Okta's next page begins at 101: who is not on this one is never imported.
  if (!isFull && totalOf(page) <= OKTA_PAGE_SIZE)
    await judge("okta.import.every-user-once", () => verifyAllOn(page, people));
  const published = Number(valueAt(t.target.serviceProviderConfig ?? null, "filter", "maxResults"));
  if (!(published > 0 && published < OKTA_PAGE_SIZE)) return;
  const config = await t.get("/ServiceProviderConfig");
  await judge("okta.import.full-page", () => verifyPublishedLimit(config, page));
}

function verifyAllOn(page: Reply, people: readonly WhoIsThere[]): void {
  const missing = people.find(({ id }) => inList(page, id) === undefined);
  verify(page).that(missing === undefined, `the page of the first ${OKTA_PAGE_SIZE} users leaves one of them out`, {
    expected: `${missing?.person.userName} in Resources`,
    at: ["Resources"],
  });
}

/** Of a big directory, or one that changes meanwhile, two pages say nothing. */
function verifyEachOnce(pages: readonly [Reply, Reply], people: readonly WhoIsThere[]): void {
  const [first, rest] = pages;
  for (const page of pages) verify(page).list();
  if (totalOf(first) > OKTA_PAGE_SIZE || totalOf(first) !== totalOf(rest)) return;
  const listed = pages.flatMap((page) => resourcesOf(page).map((entry) => getIgnoreCase(entry, "id")));
  for (const { id, person } of people) {
    const times = listed.filter((one) => one === id).length;
    const found = times === 0 ? "never" : `${times} times`;
    verify(rest).that(times === 1, `two pages of all users show one of them ${found}`, {
      expected: `${person.userName} once in 2 pages`,
      actual: `${times} times`,
      others: [first],
    });
  }
}

/** The match query finds the account, and shows it as it was made. Whoever has a similar name is not found with it. */
export async function matchAccount(
  { t, judge }: Walker,
  account: Account,
  others: readonly WhoIsThere[],
): Promise<void> {
  const { id, person } = account;
  const found = await matchUser(t, person.userName);
  const isSimilar = resourcesOf(found).length === 2 && hasAnyOf(found, others);
  if (isSimilar) await judge("okta.match.single", () => verifyAtMost(found, 1));
  const listed = inList(found, id);
  const ofName = resourcesOf(found).find((entry) => isOfName(entry, person));
  const isAlone = resourcesOf(found).length === 1 || isSimilar;
  const halts = [
    ...(isAlone && listed !== undefined ? [] : (["create", "update", "deactivate"] as const)),
    ...(listed === undefined ? (["import"] as const) : []),
    ...((ofName === undefined && !isLeftOut(found)) || !isListResponse(found) ? (["group-push"] as const) : []),
  ];
  await judge("okta.match.found", () => verifyFinds(found, { id, others }), halts);
  await judge("okta.connector.integers", () => verifyCounters(found), isFound(found) ? [] : WITH_TEXTS);
  if (listed === undefined) return;
  await judge("okta.import.profile", () => verifyImported(listed, person), ["create", "update", "deactivate"]);
  await judge("okta.create.active", () => entryOf(listed).at("active").is(true), WITH_TEXTS);
}

/** What a text in the place of a counter, or of `active`, keeps Okta's client from. */
const WITH_TEXTS = ["create", "update", "deactivate", "group-push"] as const;

function isFound({ body }: Reply): boolean {
  const counters = isObject(body)
    ? ["totalResults", "startIndex", "itemsPerPage"].map((name) => getIgnoreCase(body, name))
    : [];
  return counters.every((value) => value === undefined || typeof value === "number");
}

/** True where somebody is counted and nobody is shown: Okta creates then. */
export function isLeftOut(found: Reply): boolean {
  return resourcesOf(found).length === 0 && totalOf(found) > 0;
}

function isListResponse({ body }: Reply): boolean {
  const schemas = isObject(body) ? getIgnoreCase(body, "schemas") : undefined;
  return !isArray(schemas) || schemas.some((urn) => String(urn).endsWith(":ListResponse"));
}

function isOfName(entry: JsonObject, { userName }: Pick<UserBody, "userName">): boolean {
  return String(getIgnoreCase(entry, "userName")).toLowerCase() === userName.toLowerCase();
}

/** Whom a query is to find, by which name, and the check that is about that. */
export interface Sought {
  readonly id: string;
  readonly userName: string;
  /** The name in other letters. */
  readonly spelled: string;
  readonly check: string;
  readonly others: readonly WhoIsThere[];
}

/**
 * The match query by a name in other letters, and where that does not find the account by the name in its own: then nothing but the
 * letters was wrong. Gives the answer that tells.
 */
export async function matchInOtherLetters({ t, judge }: Walker, sought: Sought): Promise<Reply> {
  const { id, userName, spelled, check } = sought;
  const other = await matchUser(t, spelled);
  const isFound = inList(other, id) !== undefined;
  const told = isFound ? other : await send(t, findUser(userName));
  const twins = resourcesOf(told).filter((entry) => isOfName(entry, { userName }));
  // Two of one name, of whom Okta was told that the second one is refused.
  const isTwice = twins.length > 1 && inList(told, id) !== undefined;
  const isRight = await judge(isTwice ? "okta.duplicate.unchanged" : check, () => verifyFinds(told, sought));
  if (isRight) await judge("okta.match.letter-case", () => verifyFinds(other, sought));
  return told;
}

/** The query with a plus sign for each space, as an older edition of Okta's documents has it; `found` is the answer to the one with %20. */
export async function matchWithPlus({ t, judge }: Walker, sought: Sought, found: Reply): Promise<void> {
  if (inList(found, sought.id) === undefined) return;
  const { path, headers } = findUser(sought.spelled);
  const asked = await matchBy(t, () => t.get(withPlusForSpace(path), { headers }));
  const options = { others: [found], although: "the same query with %20 finds the user" };
  const { id } = sought;
  await judge("okta.match.plus-for-space", () =>
    isAlone(found, id) ? verify(asked, options).listsOnly({ id }) : verify(asked, options).lists({ id }),
  );
}

/** Who has a similar name may be found too: okta.match.single is about that. */
function verifyFinds(reply: Reply, { id, others }: Pick<Sought, "id" | "others">): void {
  if (resourcesOf(reply).length === 2 && hasAnyOf(reply, others)) verify(reply).lists({ id });
  else verify(reply).listsOnly({ id });
}
