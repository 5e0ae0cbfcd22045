import { describe, expect, test } from "vitest";
import { Skip } from "../../../src/exchange/violation.ts";
import type { Json } from "../../../src/scim/json.ts";
import type { OktaUser } from "../org/directory.ts";
import { matchAccounts } from "./import-review.ts";
import type { ImportedAccount } from "./import-users.ts";
import { OktaOrg } from "../org/okta-org.ts";
import { json, person, scriptedTarget } from "../target.fixture.ts";

function account(id: string, name: string, more: Partial<Record<string, Json>> = {}): Record<string, Json> {
  const address = `${name.toLowerCase()}@b.example`;
  return {
    id,
    userName: address,
    name: { givenName: name, familyName: "Lee" },
    emails: [{ value: address, type: null, primary: true }],
    active: true,
    ...Object.fromEntries(Object.entries(more).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]]))),
  };
}

/** A target that holds these accounts, all of them made by this run unless listed as strangers. */
async function setUp(accounts: readonly Record<string, Json>[], strangers: readonly string[] = []) {
  const target = await scriptedTarget("generic", (request) => {
    const start = Number(new URLSearchParams(request.split("?")[1]).get("startIndex"));
    const page = accounts.slice(start - 1, start + 99);
    return json({ totalResults: accounts.length, startIndex: start, itemsPerPage: page.length, Resources: page });
  });
  for (const { id } of accounts) if (!strangers.includes(String(id))) target.session.adopt("/Users", String(id));
  const org = new OktaOrg();
  const { session, profile, clock } = target;
  return { target, org, create: (settings = {}) => org.createApp({ session, profile, clock, settings }) };
}

test("an import reads a hundred at a time until the total is reached", async () => {
  const accounts = Array.from({ length: 201 }, (_, index) => account(String(index), `P${index}`));
  const { target, create } = await setUp(accounts);
  expect(await create().importNow()).toMatchObject({ error: null, scanned: 201, unchanged: 0 });
  expect(target.requests()).toEqual([
    "GET /Users?startIndex=1&count=100",
    "GET /Users?startIndex=101&count=100",
    "GET /Users?startIndex=201&count=100",
  ]);
});

test("inactive accounts are skipped, unless the app lists them", async () => {
  const { create } = await setUp([account("1", "Ann"), account("2", "Bob", { active: false })]);
  expect(await create().importNow()).toMatchObject({
    scanned: 1,
    notes: ["Inactive accounts skipped: 1. Only active ones are imported."],
  });
  expect(await create({ importInactive: true }).importNow()).toMatchObject({
    scanned: 2,
    notes: ["Inactive accounts listed: 1. A real tenant may skip them."],
  });
});

test("accounts of strangers are counted and left alone", async () => {
  const { create } = await setUp([account("1", "Ann"), account("2", "Bob")], ["2"]);
  const review = await create().importNow();
  expect(review.rows.map((row) => row.account.userName)).toEqual(["ann@b.example"]);
  expect(review.notes).toEqual(["Accounts that this run did not make, left alone: 1."]);
});

test("accounts that the run has removed and that are listed all the same are told apart from those of strangers", async () => {
  const { create } = await setUp([account("1", "Ann"), account("2", "zsc-RUN1-bob"), account("3", "Cid")], ["2", "3"]);
  expect((await create().importNow()).notes).toEqual([
    "Accounts with this run's mark that should not be there any more, left alone: 1.",
    "Accounts that this run did not make, left alone: 1.",
  ]);
});

test("confirmed accounts are assigned without a request, and linked by the first push", async () => {
  const { target, org, create } = await setUp([account("1", "Ann"), account("2", "Bob")]);
  const ann = org.addUser(person("Ann"));
  const app = create();
  const review = await app.importNow();
  expect(review.rows.map((row) => [row.account.id, row.match])).toEqual([
    ["1", "exact"],
    ["2", "new"],
  ]);
  target.forget();
  const confirmed = app.confirmImport(["exact", "new"]);
  expect(confirmed.map((user) => user.profile.userName)).toEqual(["ann@b.example", "bob@b.example"]);
  expect(org.users()).toHaveLength(2);
  expect(target.requests()).toEqual([]);
  expect(app.assignments()).toMatchObject({ total: 2, provisioned: 2 });
  await app.assignUsers([ann]);
  expect(target.requests()).toEqual(["GET /Users/1", "PUT /Users/1"]);
  expect((await app.importNow()).unchanged).toBe(2);
});

test("an account without a name is listed but cannot be confirmed", async () => {
  const { create } = await setUp([account("1", "Ann", { name: { givenName: "Ann" } })]);
  const app = create();
  const review = await app.importNow();
  expect(review.notes).toEqual([
    "Accounts without a first name, a last name or an e-mail: 1. They cannot be imported.",
  ]);
  expect(app.confirmImport(["new"])).toEqual([]);
});

test("an import of a target that answers nonsense fails with what the admin reads", async () => {
  const target = await scriptedTarget("generic", () => json({ totalResults: "2", Resources: [account("1", "Ann")] }));
  const { session, profile, clock } = target;
  const app = new OktaOrg().createApp({ session, profile, clock });
  expect((await app.importNow()).error).toBe(
    'Import from app Generic SCIM 2.0 failed: Error while downloading users and groups: no reason given (totalResults is "2", not a number)',
  );
});

/** A target whose pages are made from their startIndex, and the requests that it got. */
async function setUpPages(pageAt: (startIndex: number) => Record<string, Json>) {
  const target = await scriptedTarget("generic", (request) =>
    json(pageAt(Number(new URLSearchParams(request.split("?")[1]).get("startIndex")))),
  );
  const { session, profile, clock } = target;
  return { app: new OktaOrg().createApp({ session, profile, clock }), requests: target.requests };
}

test("a page that repeats an earlier one ends an import, and the admin is told what was read", async () => {
  const { app, requests } = await setUpPages(() => ({ totalResults: 250, Resources: [account("1", "Ann")] }));
  expect(await app.importNow()).toMatchObject({
    error: null,
    scanned: 1,
    notes: [
      "Only 1 resources could be read: the page at startIndex=101 of /Users repeats earlier ones, and totalResults is 250.",
      "Accounts that this run did not make, left alone: 1.",
    ],
  });
  expect(requests()).toHaveLength(2);
});

test("a target that gives all its users on each page is read twice, and nothing is said", async () => {
  const all = Array.from({ length: 250 }, (_, index) => account(String(index), `P${index}`));
  const { app, requests } = await setUpPages(() => ({ totalResults: 250, Resources: all }));
  expect(await app.importNow()).toMatchObject({
    error: null,
    scanned: 250,
    notes: ["Accounts that this run did not make, left alone: 250."],
  });
  expect(requests()).toHaveLength(2);
});

test("an import that would never end fails with what the admin reads", async () => {
  const endless = { totalResults: 2 ** 53, Resources: [account("1", "Ann")] };
  const { app, requests } = await setUpPages(() => endless);
  expect((await app.importNow()).error).toBe(
    "Import from app Generic SCIM 2.0 failed: Error while downloading users and groups: the import has no end: the page at startIndex=101 of /Users repeats earlier ones, and totalResults is 9007199254740992",
  );
  expect(requests()).toHaveLength(2);
});

test("users without an id end an import too", async () => {
  const { app, requests } = await setUpPages(() => ({ totalResults: 2 ** 53, Resources: [{ userName: "ann" }] }));
  expect((await app.importNow()).error).toContain("the import has no end");
  expect(requests()).toHaveLength(2);
});

test("more users than a run reads are no fault of the target's", async () => {
  const { app, requests } = await setUpPages((start) => ({
    totalResults: 2 ** 53,
    Resources: [account(String(start), "Ann")],
  }));
  await expect(app.importNow()).rejects.toThrow(
    new Skip("GET /Users lists 9007199254740992 resources; an import of more than 200000 is not played to its end"),
  );
  expect(requests()).toHaveLength(2000);
});

describe("an account is matched", () => {
  const imported = (userName: string, givenName: string, familyName: string): ImportedAccount => {
    return { id: userName, userName, givenName, familyName, email: userName, isActive: true };
  };
  const user = (userName: string, firstName: string, lastName: string): OktaUser => {
    return { id: userName, status: "active", profile: { userName, firstName, lastName, email: userName } };
  };
  const matches = (
    accounts: readonly ImportedAccount[],
    users: readonly OktaUser[],
  ): readonly (string | undefined)[][] =>
    matchAccounts(accounts, users).map((row) => [row.account.userName, row.match, row.user?.profile.userName]);

  test("exactly by user name, in any letter case", () => {
    expect(matches([imported("ANN@x", "A", "B")], [user("ann@x", "Ann", "Lee")])).toEqual([
      ["ANN@x", "exact", "ann@x"],
    ]);
  });

  test("partially by first and last name", () => {
    expect(matches([imported("old@x", "Ann", "Lee")], [user("ann@x", "Ann", "Lee")])).toEqual([
      ["old@x", "partial", "ann@x"],
    ]);
  });

  test("with nobody else once somebody has the user name", () => {
    const users = [user("ann@x", "Ann", "Lee")];
    expect(matches([imported("ann@x", "Ann", "Lee"), imported("two@x", "Ann", "Lee")], users)).toEqual([
      ["ann@x", "exact", "ann@x"],
      ["two@x", "new", undefined],
    ]);
  });

  test("in conflict when two people, or two accounts, have the name", () => {
    const [one, two] = [user("a1@x", "Ann", "Lee"), user("a2@x", "Ann", "Lee")];
    expect(matches([imported("old@x", "Ann", "Lee")], [one, two])).toEqual([["old@x", "conflict", undefined]]);
    expect(matches([imported("o1@x", "Ann", "Lee"), imported("o2@x", "Ann", "Lee")], [one])).toEqual([
      ["o1@x", "conflict", undefined],
      ["o2@x", "conflict", undefined],
    ]);
  });
});

test("a page may hold more than an argument list", async () => {
  const page = Array.from({ length: 150_000 }, (_, index) => ({ id: String(index) }));
  const target = await scriptedTarget("generic", () => json({ totalResults: 1, Resources: page }));
  const { session, profile, clock } = target;
  expect((await new OktaOrg().createApp({ session, profile, clock }).importNow()).error).toBeNull();
});
