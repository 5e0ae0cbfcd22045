import { expect, test } from "vitest";
import type { Json } from "../../../src/scim/json.ts";
import { OktaOrg } from "../org/okta-org.ts";
import type { OktaUser } from "../org/directory.ts";
import { json, person, scriptedTarget } from "../target.fixture.ts";
import { stopOf } from "./safeguard.ts";

test.each([
  // Exactly 20 % goes on; 100 users are not more than 100, but they are the org's 100 assignments.
  [{ removed: 20, appUsers: 100, orgAssignments: 100 }, null],
  [{ removed: 21, appUsers: 100, orgAssignments: 100 }, "org"],
  [{ removed: 20, appUsers: 101, orgAssignments: 101 }, null],
  [{ removed: 21, appUsers: 101, orgAssignments: 101 }, "app"],
  [{ removed: 99, appUsers: 99, orgAssignments: 99 }, null],
  [{ removed: 60, appUsers: 60, orgAssignments: 400 }, null],
  [{ removed: 81, appUsers: 90, orgAssignments: 400 }, "org"],
  [{ removed: 0, appUsers: 500, orgAssignments: 500 }, null],
])("%j is stopped by the limit of: %s", (removals, level) => {
  expect(stopOf(removals)?.level ?? null).toBe(level);
});

/** A target with so many accounts, all of them imported, confirmed and assigned one by one. */
async function setUp(count: number) {
  const accounts = new Map(Array.from({ length: count }, (_, index) => [String(index), account(index)]));
  const target = await scriptedTarget("generic", (request) => {
    const start = Number(new URLSearchParams(request.split("?")[1]).get("startIndex"));
    const all = [...accounts.values()];
    return json({ totalResults: all.length, Resources: all.slice(start - 1, start + 99) });
  });
  for (const id of accounts.keys()) target.session.adopt("/Users", id);
  const { session, profile, clock } = target;
  const org = new OktaOrg({ clock });
  for (let index = 0; index < count; index += 1) org.addUser(person(`P${index}`));
  const app = org.createApp({ session, profile, clock, name: "App" });
  await app.importNow();
  expect(app.confirmImport(["exact"])).toHaveLength(count);
  target.forget();
  org.clearSystemLog();
  const types = (): readonly string[] => org.systemLog().map(({ eventType }) => eventType);
  return { accounts, target, org, app, types };
}

function account(index: number, more: Readonly<Record<string, Json>> = {}): Record<string, Json> {
  const userName = `p${index}@b.example`;
  const name = { givenName: `P${index}`, familyName: "Lee" };
  return { id: String(index), userName, name, emails: [{ value: userName, primary: true }], active: true, ...more };
}

function remove(accounts: Map<string, unknown>, count: number): void {
  for (let index = 0; index < count; index += 1) accounts.delete(String(index));
}

test("an import takes the app from people whose accounts are gone, and sends nothing about them", async () => {
  const { accounts, target, org, app, types } = await setUp(10);
  remove(accounts, 9);
  expect(await app.importNow()).toMatchObject({ scanned: 1, unchanged: 1, removed: 9, safeguard: null });
  expect(app.assignments().total).toBe(1);
  expect(target.requests()).toEqual(["GET /Users?startIndex=1&count=100"]);
  expect(types().slice(0, 3)).toEqual([
    "system.import.start",
    "system.import.user.delete",
    "application.user_membership.remove",
  ]);
  expect(org.systemLog()[1]?.target[0]?.displayName).toBe("p0@b.example");
});

test("more than 20 % of more than 100 users stop an import before it changes anything", async () => {
  const { accounts, app, types } = await setUp(105);
  remove(accounts, 22);
  const note =
    "Import safeguard: the import would take the app from 22 of 105 users of the app, more than 20 %. It was stopped, and nothing was changed.";
  expect(await app.importNow()).toMatchObject({
    error: null,
    safeguard: { level: "app", removed: 22, of: 105, percent: 20 },
    scanned: 83,
    removed: 22,
    rows: [],
    notes: [note],
  });
  expect(app.assignments().total).toBe(105);
  expect(types()).toEqual(["system.import.start", "system.import.roadblock"]);
});

test("an import that was stopped is resumed without another request", async () => {
  const { accounts, target, app, types } = await setUp(105);
  remove(accounts, 22);
  await app.importNow();
  target.forget();
  expect(app.console.resumeImport()).toMatchObject({ safeguard: null, removed: 22 });
  expect(app.assignments().total).toBe(83);
  expect(target.requests()).toEqual([]);
  expect(types()).toContain("system.import.roadblock.reschedule_and_resume");
  expect(app.console.resumeImport()).toBeNull();
});

test("one that was stopped is canceled, or the next import cancels it", async () => {
  const { accounts, app, types } = await setUp(105);
  remove(accounts, 22);
  await app.importNow();
  app.console.cancelImport();
  app.console.cancelImport();
  expect(app.console.resumeImport()).toBeNull();
  await app.importNow();
  await app.importNow();
  expect(types().filter((eventType) => eventType === "system.import.roadblock.resume")).toHaveLength(2);
  expect(app.assignments().total).toBe(105);
});

test("who has the app by a group keeps it, and who has lost it already is not removed", async () => {
  const { accounts, org, app } = await setUp(3);
  const [first, second] = org.users() as readonly [OktaUser, OktaUser];
  await app.assignGroup(org.addGroup("Sales", [first]));
  await app.unassignUsers([second]);
  accounts.clear();
  expect(await app.importNow()).toMatchObject({ removed: 1 });
  expect(app.console.views().assignments.people.map(({ userName, assignedBy }) => [userName, assignedBy])).toEqual([
    ["p0@b.example", "group"],
    ["p1@b.example", "none"],
  ]);
});

test("an account that is listed again belongs to its person as before, with what the assignment gave", async () => {
  const { accounts, org, app } = await setUp(2);
  const [first] = org.users() as readonly [OktaUser];
  await app.assignUsers([first], { locale: "de-DE" });
  accounts.delete("0");
  await app.importNow();
  expect(app.appUser(first)).toBeUndefined();
  accounts.set("0", account(0));
  expect(await app.importNow()).toMatchObject({
    unchanged: 2,
    removed: 0,
    rows: [],
    notes: ["Accounts that were missing from an earlier import and are listed again: 1."],
  });
  expect(app.appUser(first)).toMatchObject({ targetId: "0", status: "provisioned" });
  expect(app.attributeOf(first, "locale")).toBe("de-DE");
});

test("pages that repeat themselves say nothing about who is missing", async () => {
  let isRepeating = false;
  const target = await scriptedTarget("generic", () => {
    return json(isRepeating ? { totalResults: 500, Resources: [account(1)] } : { Resources: [account(0), account(1)] });
  });
  for (const id of ["0", "1"]) target.session.adopt("/Users", id);
  const { session, profile, clock } = target;
  const app = new OktaOrg({ clock }).createApp({ session, profile, clock });
  await app.importNow();
  expect(app.confirmImport(["new"])).toHaveLength(2);
  isRepeating = true;
  expect(await app.importNow()).toMatchObject({ scanned: 1, removed: 0 });
  expect(app.assignments().total).toBe(2);
});

test("an account that says something else is updated once, in names exactly, in addresses whatever the letter case", async () => {
  const { accounts, app, types } = await setUp(3);
  accounts.set("0", account(0, { name: { givenName: "P0", familyName: "Poe" } }));
  accounts.set("1", account(1, { userName: "P1@B.EXAMPLE", emails: [{ value: "P1@b.example", primary: true }] }));
  expect(await app.importNow()).toMatchObject({ updated: 1, unchanged: 2 });
  expect(types()).toContain("system.import.user.update");
  expect(await app.importNow()).toMatchObject({ updated: 0, unchanged: 3 });
});
