import { getIgnoreCase, inList, totalOf, verify } from "../../../../src/kit/index.ts";
import type { Reply, UserBody } from "../../../../src/kit/index.ts";
import { connectorTest, findUser, importPage, OKTA_PAGE_SIZE } from "../../../../emulator/okta/wire/list-queries.ts";
import { verifyImported, verifyPrimaryEmail } from "../../words/import-user.ts";
import { matchUser } from "../../words/match-user.ts";
import { resourcesOf, verifyCounters, verifyPageOfTwo, verifyPastEnd, verifyUsersListed } from "../../words/page.ts";
import { send } from "../../words/send.ts";
import type { Account, Walker } from "./walker.ts";

/** The connector test with three people there, the pages of an import after it, and a page past the end. */
export async function readLists(walker: Walker, people: readonly Listable[]): Promise<void> {
  const { t, judge } = walker;
  const first = await t.settle(
    () => send(t, connectorTest()),
    (reply) => totalOf(reply) >= people.length,
  );
  await judge("okta.headers.accept", () => verify(first).status(200));
  const isList = await judge("okta.connector.list", () => verifyUsersListed(first), ["group-push"]);
  if (!isList) return;
  await judge("okta.connector.integers", () => verifyCounters(first));
  await judge("okta.connector.count", () => verifyPageOfTwo(first));
  const rest = await send(t, importPage("/Users", 3));
  await judgeEntries(walker, people, [first, rest]);
  await judge("okta.import.past-end", async () =>
    verifyPastEnd(await send(t, importPage("/Users", totalOf(first) + 10_001))),
  );
}

/** Who is on the pages. */
export interface Listable {
  readonly id: string;
  readonly person: UserBody;
}

async function judgeEntries(
  { judge }: Walker,
  people: readonly Listable[],
  pages: readonly [Reply, Reply],
): Promise<void> {
  const [first, rest] = pages;
  const isWhole = totalOf(first) <= OKTA_PAGE_SIZE && totalOf(first) === totalOf(rest);
  await judge("okta.import.every-user-once", () => {
    for (const page of pages) verify(page).list();
    if (isWhole) for (const { id, person } of people) verifyListedOnce(pages, id, person);
  });
  for (const { id, person } of people) {
    const listed = inList(first, id) ?? inList(rest, id);
    if (listed === undefined) continue;
    await judge("okta.import.profile", () => verifyImported(listed, person), ["create", "update", "deactivate"]);
    await judge("okta.import.primary-email", () => verifyPrimaryEmail(listed), ["create", "update", "deactivate"]);
  }
}

function verifyListedOnce([first, rest]: readonly [Reply, Reply], id: string, { userName }: UserBody): void {
  const listed = [first, rest].flatMap((page) => resourcesOf(page).map((entry) => getIgnoreCase(entry, "id")));
  const times = listed.filter((one) => one === id).length;
  verify(rest).that(
    times === 1,
    `two pages of all users show one of them ${times === 0 ? "never" : `${times} times`}`,
    {
      expected: `${userName} once in 2 pages`,
      actual: `${times} times`,
      others: [first],
    },
  );
}

/** The match query finds the account by a name in other letters, and shows it as it was made. */
export async function matchAccount({ t, judge }: Walker, account: Account): Promise<void> {
  const { userName } = account.person;
  const upper = await matchUser(t, userName.toUpperCase());
  const halts = ["create", "update", "deactivate", "import"] as const;
  const isFound = await judge("okta.match.letter-case", () => verify(upper).listsOnly(account));
  const found = isFound ? upper : await send(t, findUser(userName));
  await judge("okta.match.found", () => verify(found).listsOnly(account), [...halts, "group-push"]);
  await judge("okta.connector.integers", () => verifyCounters(found), ["update", "deactivate", "group-push"]);
}
