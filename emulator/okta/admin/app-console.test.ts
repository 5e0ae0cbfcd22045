import { describe, expect, test } from "vitest";
import { toCapabilities } from "../../../src/profile/capability/index.ts";
import { OktaOrg } from "../org/okta-org.ts";
import { json, list, person, referenceTarget, scimError, scriptedTarget } from "../target.fixture.ts";

/** Three people of whom those that are named are refused until the target is mended. */
async function setUp(...refused: readonly string[]) {
  const state = { refused: new Set(refused) };
  const target = await referenceTarget("generic", (next) => async (request) => {
    const body = request.method === "POST" ? await request.clone().text() : "";
    const name = [...state.refused].find((one) => body.includes(one));
    return name === undefined ? next(request) : scimError(400, `no ${name}`);
  });
  const { session, profile, clock } = target;
  const org = new OktaOrg({ clock });
  const app = org.createApp({ session, profile, clock, name: "App" });
  const people = ["Ann", "Bob", "Cem"].map((name) => org.addUser(person(name)));
  return { target, org, app, people, state, clock };
}

describe("the Tasks page", () => {
  test("has one task for everybody with a red X, with the whole text and the time", async () => {
    const { app, people, clock } = await setUp("Bob", "Cem");
    await clock.sleep(1000);
    await app.assignUsers(people);
    expect(app.console.views().tasks).toEqual([
      {
        userName: "bob@b.example",
        kind: "provision",
        message:
          "Automatic provisioning of user bob@b.example to app App failed: Error while creating user Bob Lee: Bad Request. Errors reported by remote server: no Bob",
        at: "1970-01-01T00:00:01.000Z",
      },
      expect.objectContaining({ userName: "cem@b.example", kind: "provision" }),
    ]);
  });

  test("retries the selected ones and no others", async () => {
    const { target, app, people, state } = await setUp("Bob", "Cem");
    await app.assignUsers(people);
    state.refused.clear();
    target.forget();
    const [, cem] = app.console.views().tasks;
    expect(await app.console.retryTasks(cem === undefined ? [] : [cem])).toMatchObject({ created: 1 });
    expect(target.requests()).toEqual([expect.stringContaining("cem@b.example"), "POST /Users"]);
    expect(app.console.views().tasks.map(({ userName }) => userName)).toEqual(["bob@b.example"]);
  });

  test("retries all, and is empty when all went well", async () => {
    const { app, people, state } = await setUp("Ann", "Cem");
    await app.assignUsers(people);
    state.refused.clear();
    expect(await app.retryFailed()).toMatchObject({ created: 2 });
    expect(app.console.views().tasks).toEqual([]);
  });

  test("forgets a task that is no longer to be done", async () => {
    const { app, people } = await setUp("Ann");
    await app.assignUsers(people);
    await app.unassignUsers(people);
    expect(app.console.views().tasks).toEqual([]);
  });
});

describe("the Assignments tab", () => {
  test("says who has the app, by name or by group, and in which state", async () => {
    const { org, app, people } = await setUp("Cem");
    const [ann, bob, cem] = people;
    if (ann === undefined || bob === undefined || cem === undefined) throw new Error("three people");
    await app.assignGroup(org.addGroup("Sales", [bob]));
    await app.assignUsers([ann, cem]);
    await app.unassignUsers([ann]);
    const { assignments } = app.console.views();
    expect(assignments.groups).toEqual(["Sales"]);
    expect(assignments.people).toEqual([
      { userName: "bob@b.example", status: "provisioned", error: null, assignedBy: "group" },
      { userName: "ann@b.example", status: "deprovisioned", error: null, assignedBy: "none" },
      {
        userName: "cem@b.example",
        status: "failed",
        error: expect.stringContaining("no Cem"),
        assignedBy: "person",
      },
    ]);
    expect(app.console.assigned()).toBe(2);
  });

  test("shows a long message whole, and one without end up to a bound", async () => {
    const detail = `begins ${"and goes on ".repeat(1000)}and ends`;
    const target = await scriptedTarget("generic", (request) =>
      request.startsWith("GET") ? list() : scimError(400, request.length > 0 ? detail : ""),
    );
    const { session, profile, clock } = target;
    const org = new OktaOrg({ clock });
    const app = org.createApp({ session, profile, clock });
    await app.assignUsers([org.addUser(person("Ann"))]);
    expect(app.console.views().assignments.people[0]?.error?.endsWith("goes on and ends")).toBe(true);
    expect(org.systemLog().at(-1)?.outcome.reason?.endsWith("goes on and ends")).toBe(true);

    const flood = await scriptedTarget("generic", () => scimError(400, "x".repeat(100_000)));
    const flooded = org.createApp({ session: flood.session, profile, clock });
    await flooded.assignUsers([org.addUser(person("Bob"))]);
    expect(flooded.assignments().users[0]?.error).toMatch(/x… \(\d{5} further characters\)$/);
  });
});

describe("the dialog of the connector", () => {
  test("shows the ticks of its moment, and beside them what the target has shown by now", async () => {
    const { app, people } = await setUp();
    await app.saveSettings({ pushGroups: true });
    const columns = (): readonly unknown[] =>
      app.console.views().connector?.features.map(({ feature, ticked, target }) => [feature, ticked, target]) ?? [];
    expect(columns()).toEqual([
      ["User Import", false, "offered"],
      ["Import Profile Updates", false, "offered"],
      ["Create Users", true, "not tried"],
      ["Update User Attributes", true, "not tried"],
      ["Push Groups", true, "not tried"],
      ["Import Groups", false, "not tried"],
    ]);
    await app.assignUsers(people);
    await app.importNow();
    expect(columns().slice(0, 4)).toEqual([
      ["User Import", false, "works"],
      ["Import Profile Updates", false, "works"],
      ["Create Users", true, "works"],
      ["Update User Attributes", true, "not tried"],
    ]);
  });

  test("says of a feature that never worked that it fails", async () => {
    const { app, people } = await setUp("Ann", "Bob", "Cem");
    await app.testApiCredentials();
    await app.assignUsers(people);
    expect(app.console.views().connector?.features[2]).toEqual({
      feature: "Create Users",
      ticked: true,
      target: "fails",
    });
  });

  test("says what the target publishes about groups", async () => {
    const { session, profile, clock } = await referenceTarget("generic");
    const dialogWith = async (groups: "advertised" | "absent" | "unclear"): Promise<string | undefined> => {
      const capabilities = { ...toCapabilities(() => "absent"), groups };
      const app = new OktaOrg().createApp({ session, profile, clock, capabilities });
      await app.testApiCredentials();
      return app.console.views().connector?.features.at(-1)?.target;
    };
    expect(await dialogWith("advertised")).toBe("offered");
    expect(await dialogWith("absent")).toBe("not offered");
    expect(await dialogWith("unclear")).toBe("not tried");
  });

  test("is not there before the first test, and has no ticks after one that failed", async () => {
    const { session, profile, clock } = await scriptedTarget("generic", () => scimError(401, "wrong token"));
    const app = new OktaOrg({ clock }).createApp({ session, profile, clock });
    expect(app.console.views().connector).toBeNull();
    await app.testApiCredentials();
    expect(app.console.views().connector).toEqual({
      at: "1970-01-01T00:00:00.000Z",
      connected: false,
      message: "Error authenticating: Unauthorized. Errors reported by remote server: wrong token",
      features: [],
      notes: [],
    });
  });
});

test("rows of an import are confirmed one by one, and conflicts are not", async () => {
  const named = (id: string, given: string, userName: string) => ({
    id,
    userName,
    name: { givenName: given, familyName: "Lee" },
    emails: [{ value: userName, primary: true }],
    active: true,
  });
  const accounts = [
    named("1", "Ann", "ann@b.example"),
    named("2", "Bob", "bob@b.example"),
    named("3", "Cem", "old-1@b.example"),
    named("4", "Cem", "old-2@b.example"),
  ];
  const target = await scriptedTarget("generic", () => json({ totalResults: 4, Resources: accounts }));
  for (const { id } of accounts) target.session.adopt("/Users", id);
  const { session, profile, clock } = target;
  const org = new OktaOrg({ clock });
  for (const name of ["Ann", "Cem"]) org.addUser(person(name));
  const app = org.createApp({ session, profile, clock });
  await app.importNow();
  target.forget();
  expect(app.console.confirmImportRows(["1", "3"]).map(({ profile: { userName } }) => userName)).toEqual([
    "ann@b.example",
  ]);
  expect(app.console.confirmImportRows(["1"])).toEqual([]);
  expect(target.requests()).toEqual([]);
  const [review] = app.console.views().imports;
  expect(review?.counts).toEqual({
    scanned: 4,
    new: 1,
    exact: 1,
    partial: 0,
    conflict: 2,
    updated: 0,
    unchanged: 0,
    removed: 0,
    groups: 0,
  });
  expect(review?.rows.map(({ id, match, user, state }) => [id, match, user, state])).toEqual([
    ["1", "exact", "ann@b.example", "confirmed"],
    ["2", "new", null, "unconfirmed"],
    ["3", "conflict", null, "unconfirmed"],
    ["4", "conflict", null, "unconfirmed"],
  ]);
  expect(app.confirmImport(["new", "exact", "partial"])).toHaveLength(1);
});
