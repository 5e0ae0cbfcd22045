// What each setting changes in what is sent, in both of its values, to a small server that records it and to the reference server.
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Json } from "../../src/scim/json.ts";
import { isArray, isObject } from "../../src/scim/json.ts";
import { pathTo } from "../../src/scim/request-path.ts";
import type { OktaUser } from "./org/directory.ts";
import type { OktaAppOptions } from "./org/app-options.ts";
import type { OktaApp } from "./org/okta-app.ts";
import { OktaOrg } from "./org/okta-org.ts";
import { OKTA_SETTINGS, readOktaSettings } from "./settings.ts";
import type { OktaSettings } from "./settings.ts";
import { smallTarget } from "./small-target.fixture.ts";
import { person, referenceTarget } from "./target.fixture.ts";
import type { TestTarget } from "./target.fixture.ts";

const FIND = "GET /Users?filter";
const SERVERS = [
  ["a small server", smallTarget],
  ["the reference server", () => referenceTarget("generic")],
] as const;

interface Scene {
  readonly target: TestTarget;
  readonly org: OktaOrg;
  readonly app: OktaApp;
  readonly ann: OktaUser;
}

async function setUp(
  open: () => Promise<TestTarget>,
  configured: Partial<OktaSettings>,
  options: Partial<OktaAppOptions> = {},
): Promise<Scene> {
  const target = await open();
  const org = new OktaOrg();
  const { session, profile, clock } = target;
  const app = org.createApp({ session, profile, clock, configured, settings: { pushGroups: true }, ...options });
  const ann = org.addUser(person("Ann"));
  return { target, org, app, ann };
}

/** Requests as `PUT /Users/{id}`, queries cut off behind their first name. */
function sent(target: TestTarget): readonly string[] {
  const shapes = target.requests().map((request) => {
    const [before = ""] = request.split("=");
    return before.replace(/^(\w+ \/\w+)\/[^?]+/, "$1/{id}");
  });
  target.forget();
  return shapes;
}

function operationsOf(body: Json | undefined): readonly Json[] {
  const operations = isObject(body) ? body["Operations"] : undefined;
  return isArray(operations) ? operations : [];
}

/** The passwords in all bodies, each once. */
function passwordsIn(target: TestTarget): readonly string[] {
  const found = [...JSON.stringify(target.bodies()).matchAll(/"password":"([^"]+)"/g)];
  return [...new Set(found.map(([, password = ""]) => password))];
}

function lastBody(target: TestTarget): Json | undefined {
  return target.bodies().at(-1);
}

describe.each(SERVERS)("%s is sent", (_, open) => {
  test("profile-updates: patch, after a GET a replace of what has changed and a remove of what is empty", async () => {
    const { target, org, app, ann } = await setUp(open, {});
    await app.assignUsers([ann]);
    target.forget();
    const changes = { lastName: "Park", email: "ann.park@b.example", displayName: "" };
    expect(await org.updateProfile(ann, changes)).toMatchObject({ updated: 1, refused: 0 });
    expect(lastBody(target)).toEqual({
      schemas: ["urn:ietf:params:scim:api:messages:2.0:PatchOp"],
      Operations: [
        {
          op: "replace",
          value: {
            name: { givenName: "Ann", familyName: "Park" },
            emails: [{ primary: true, value: "ann.park@b.example", type: "work" }],
          },
        },
        { op: "remove", path: "displayName" },
      ],
    });
    expect(sent(target)).toEqual(["GET /Users/{id}", "PATCH /Users/{id}"]);
    await org.updateProfile(ann, { lastName: "Park" });
    expect(sent(target)).toEqual([]);
  });

  test("profile-updates: put, GET and PUT of the whole", async () => {
    const { target, org, app, ann } = await setUp(open, { profileUpdates: "put" });
    await app.assignUsers([ann]);
    target.forget();
    await org.updateProfile(ann, { lastName: "Park" });
    expect(lastBody(target)).toMatchObject({ userName: "ann@b.example", name: { familyName: "Park" }, active: true });
    expect(sent(target)).toEqual(["GET /Users/{id}", "PUT /Users/{id}"]);
  });

  test("a PUT by an app of the wizard, whatever profile-updates says", async () => {
    const { target, org, app, ann } = await setUp(open, { profileUpdates: "patch" }, { dialect: "aiw" });
    await app.assignUsers([ann]);
    target.forget();
    await org.updateProfile(ann, { lastName: "Park" });
    expect(sent(target)).toEqual(["GET /Users/{id}", "PUT /Users/{id}"]);
  });

  test.each([
    ["filter", "oin", [FIND, "PATCH /Users/{id}", "GET /Users/{id}", "PUT /Users/{id}"]],
    ["filter", "aiw", [FIND, "GET /Users/{id}", "PUT /Users/{id}"]],
    ["stored-id", "oin", ["GET /Users/{id}", "PATCH /Users/{id}", "GET /Users/{id}", "PUT /Users/{id}"]],
    ["stored-id", "aiw", ["GET /Users/{id}", "GET /Users/{id}", "PUT /Users/{id}"]],
  ] as const)("reassign: %s, by an app that is %s", async (reassign, dialect, expected) => {
    const { target, app, ann } = await setUp(open, { reassign }, { dialect });
    await app.assignUsers([ann]);
    const id = app.appUser(ann)?.targetId;
    await app.unassignUsers([ann]);
    target.forget();
    expect(await app.assignUsers([ann])).toMatchObject({ reactivated: 1 });
    expect(sent(target)).toEqual(expected);
    expect(app.appUser(ann)?.targetId).toBe(id);
  });

  test.each([
    ["once", ["GET /Users/{id}", "PUT /Users/{id}"]],
    ["twice", ["GET /Users/{id}", "PUT /Users/{id}", "GET /Users/{id}", "PUT /Users/{id}"]],
  ] as const)("push-on-link: %s", async (pushOnLink, pairs) => {
    const { target, app, ann } = await setUp(open, { pushOnLink });
    const cause = { kind: "scenario", id: "test" } as const;
    const schemas = ["urn:ietf:params:scim:schemas:core:2.0:User"];
    const headers = { "content-type": "application/scim+json" };
    const body = { schemas, userName: "ann@b.example" };
    await target.session.send({ method: "POST", path: "/Users", headers, body, cause });
    target.forget();
    expect(await app.assignUsers([ann])).toMatchObject({ linked: 1 });
    expect(sent(target)).toEqual([FIND, ...pairs]);
  });

  test.each([
    ["okta-password", "oin", ["PATCH /Users/{id}"]],
    ["okta-password", "aiw", ["GET /Users/{id}", "PUT /Users/{id}"]],
    ["random", "oin", ["PATCH /Users/{id}"]],
    ["none", "oin", []],
    ["none", "aiw", []],
  ] as const)("password-sync: %s, by an app that is %s", async (passwordSync, dialect, expected) => {
    const { target, org, app, ann } = await setUp(open, { passwordSync }, { dialect });
    await app.assignUsers([ann]);
    expect(lastBody(target)).toMatchObject({ password: expect.stringMatching(/^\w{8}$/) });
    target.forget();
    const report = await org.changePasswords([ann]);
    if (expected.length > 0) {
      const password = expect.stringMatching(/^\w{8}$/);
      const change = { Operations: [{ op: "replace", value: { password } }] };
      expect(lastBody(target)).toMatchObject(dialect === "oin" ? change : { userName: "ann@b.example", password });
    }
    expect(sent(target)).toEqual(expected);
    expect([report.updated, report.notes]).toEqual(
      passwordSync === "none" ? [0, ["Sync Password is off: changes of passwords are not sent."]] : [1, []],
    );
  });

  test("password-sync: okta-password, one password to all apps, and another one to all after a change", async () => {
    const configured = { passwordSync: "okta-password" } as const;
    const { target, org, app, ann } = await setUp(open, configured);
    const { session, profile, clock } = target;
    const other = org.createApp({ session, profile, clock, configured, dialect: "aiw" });
    await app.assignUsers([ann]);
    await other.assignUsers([ann]);
    const [first, ...none] = passwordsIn(target);
    expect([first?.length, none]).toEqual([8, []]);
    target.forget();
    expect(await org.changePasswords([ann])).toMatchObject({ updated: 2 });
    const [second, ...others] = passwordsIn(target);
    expect([second?.length, others]).toEqual([8, []]);
    expect(second).not.toBe(first);
  });

  test("a changed password that was refused, by a retry once more", async () => {
    const { target, org, app, ann } = await setUp(open, { passwordSync: "random" }, { dialect: "aiw" });
    await app.assignUsers([ann]);
    const id = app.appUser(ann)?.targetId ?? "";
    const cause = { kind: "scenario", id: "test" } as const;
    await target.session.send({ method: "DELETE", path: pathTo`/Users/${id}`, headers: {}, cause });
    target.forget();
    expect(await org.changePasswords([ann])).toMatchObject({ refused: 1 });
    expect(app.assignments().users[0]?.error).toBe(
      "Automatic password push of user ann@b.example to app Generic SCIM 2.0 failed: Error while trying to push password update for ann@b.example: Matching user not found",
    );
    await app.retryFailed();
    expect(sent(target)).toEqual(["GET /Users/{id}", "GET /Users/{id}"]);
  });

  test("staged-users: provision, an account, and not that the person leaves a pushed group", async () => {
    const { target, org, app } = await setUp(open, {});
    const eve = org.addUser(person("Eve"), "staged");
    const group = org.addGroup("Staff", [eve]);
    expect(await app.assignUsers([eve])).toMatchObject({ created: 1 });
    await app.pushGroup(group);
    expect(operationsOf(lastBody(target))).toMatchObject([{ op: "add", path: "members" }]);
    target.forget();
    expect((await org.removeFromGroup(group, [eve])).groupPushes).toEqual([]);
    await org.activateUsers([eve]);
    expect(sent(target)).toEqual([]);
    await org.addToGroup(group, [eve]);
    target.forget();
    await org.removeFromGroup(group, [eve]);
    expect(operationsOf(lastBody(target))).toMatchObject([{ op: "remove" }]);
  });

  test("staged-users: provision, by an app of the wizard a group that keeps the person", async () => {
    const { target, org, app, ann } = await setUp(open, {}, { dialect: "aiw" });
    const eve = org.addUser(person("Eve"), "staged");
    const group = org.addGroup("Staff", [ann, eve]);
    await app.assignUsers([ann, eve]);
    await app.pushGroup(group);
    await org.removeFromGroup(group, [ann, eve]);
    const left = { value: app.appUser(eve)?.targetId };
    expect(lastBody(target)).toMatchObject({ members: [left] });
  });

  test("staged-users: wait, nothing before the activation", async () => {
    const { target, org, app } = await setUp(open, { stagedUsers: "wait" });
    const eve = org.addUser(person("Eve"), "staged");
    await app.assignUsers([eve]);
    expect(sent(target)).toEqual([]);
    expect(app.assignments().users[0]?.status).toBe("pending");
    expect(await org.activateUsers([eve])).toMatchObject({ created: 1 });
    expect(sent(target)).toEqual([FIND, "POST /Users"]);
  });

  test.each([
    ["empty", [], ["GET /Groups?filter", "POST /Groups", "PATCH /Groups/{id}", "PATCH /Groups/{id}"]],
    ["members", ["ann@b.example"], ["GET /Groups?filter", "POST /Groups", "PATCH /Groups/{id}"]],
  ] as const)("group-create: %s", async (groupCreate, names, expected) => {
    const { target, org, app, ann } = await setUp(open, { groupCreate });
    await app.assignUsers([ann]);
    target.forget();
    await app.pushGroup(org.addGroup("Staff", [ann]));
    expect(target.bodies()[1]).toMatchObject({ members: names.map((display) => ({ display })) });
    expect(sent(target)).toEqual(expected);
  });

  test("rename-app-groups: true, the name with every change; false, none at all", async () => {
    for (const [renameAppGroups, count] of [
      [true, 2],
      [false, 1],
    ] as const) {
      const { target, org, app, ann } = await setUp(open, { renameAppGroups });
      await app.assignUsers([ann]);
      const group = org.addGroup("Staff");
      await app.pushGroup(group);
      target.forget();
      await org.renameGroup(group, "Crew");
      expect(sent(target)).toEqual(renameAppGroups ? ["PATCH /Groups/{id}"] : []);
      await org.addToGroup(group, [ann]);
      expect(sent(target)).toHaveLength(count);
    }
  });

  test.each([
    [true, "Crew"],
    [false, "Staff"],
  ])("rename-app-groups: %s, by an app of the wizard a PUT with the name %s", async (renameAppGroups, name) => {
    const { target, org, app } = await setUp(open, { renameAppGroups }, { dialect: "aiw" });
    const group = org.addGroup("Staff");
    await app.pushGroup(group);
    target.forget();
    await org.renameGroup(group, "Crew");
    expect(lastBody(target)).toMatchObject({ displayName: name });
    await app.pushNow(group);
    expect(lastBody(target)).toMatchObject({ displayName: name });
    expect(sent(target)).toEqual(["GET /Groups/{id}", "PUT /Groups/{id}", "GET /Groups/{id}", "PUT /Groups/{id}"]);
  });

  test.each([
    ["cloud", ["PATCH /Users/{id}"], [FIND, "PATCH /Users/{id}", "GET /Users/{id}", "PUT /Users/{id}"]],
    ["on-premises", ["GET /Users/{id}", "PUT /Users/{id}"], [FIND, "GET /Users/{id}", "PUT /Users/{id}"]],
  ] as const)("client: %s", async (client, off, on) => {
    const { target, org, app, ann } = await setUp(open, { client });
    await app.assignUsers([ann]);
    target.forget();
    await app.unassignUsers([ann]);
    expect(sent(target)).toEqual(off);
    await app.assignUsers([ann]);
    expect(sent(target)).toEqual(on);
    await org.updateProfile(ann, { lastName: "Park" });
    expect(sent(target)).toEqual(["GET /Users/{id}", client === "cloud" ? "PATCH /Users/{id}" : "PUT /Users/{id}"]);
  });

  test("a rehire under a new user name: by the filter a second account, which is told, by the stored id none", async () => {
    for (const reassign of ["filter", "stored-id"] as const) {
      const { target, org, app, ann } = await setUp(open, { reassign });
      await app.assignUsers([ann]);
      const first = app.appUser(ann)?.targetId;
      await app.unassignUsers([ann]);
      await org.updateProfile(ann, { userName: "ann.park@b.example", email: "ann.park@b.example" });
      target.forget();
      const report = await app.assignUsers([ann]);
      const second = app.appUser(ann)?.targetId;
      if (reassign === "filter") {
        expect(second).not.toBe(first);
        expect(report.notes).toEqual([
          `ann.park@b.example had the account ${first} as ann@b.example. The match query for the new user name found nobody, so the second account ${second} was created.`,
        ]);
      } else {
        expect(report).toMatchObject({ reactivated: 1, created: 0, notes: [] });
        expect(second).toBe(first);
      }
    }
  });

  test("by the stored id of an account that is gone, the match query and a create, which is told", async () => {
    const { target, app, ann } = await setUp(open, { reassign: "stored-id" });
    await app.assignUsers([ann]);
    const id = app.appUser(ann)?.targetId ?? "";
    await app.unassignUsers([ann]);
    const cause = { kind: "scenario", id: "test" } as const;
    await target.session.send({ method: "DELETE", path: pathTo`/Users/${id}`, headers: {}, cause });
    target.forget();
    const report = await app.assignUsers([ann]);
    expect(sent(target)).toEqual(["GET /Users/{id}", FIND, "POST /Users"]);
    expect(report.notes).toEqual([
      `ann@b.example had the account ${id}, which the match query does not find any more, so the account ${app.appUser(ann)?.targetId} was created.`,
    ]);
  });
});

test("the README names every setting, its default and its other values", () => {
  const readme = readFileSync(new URL("README.md", import.meta.url), "utf8");
  for (const { key, fallback, schema } of Object.values(OKTA_SETTINGS)) {
    const row = readme.split("\n").find((line) => line.startsWith(`| \`${key}\``)) ?? "";
    const [, , first = "", others = ""] = row.split("|");
    const values = isArray(schema["enum"]) ? schema["enum"].map(String) : [];
    expect([key, first.trim()]).toEqual([key, `\`${String(fallback)}\``]);
    for (const value of values.slice(1)) expect(others).toContain(`\`${value}\``);
  }
});

test("what a section leaves out has its default, the first of its values, but for PATCH where there is none", () => {
  expect(readOktaSettings({}, { patch: "absent" }).profileUpdates).toBe("put");
  expect(readOktaSettings({ "profile-updates": "patch" }, { patch: "absent" }).profileUpdates).toBe("patch");
  expect(readOktaSettings({}, { patch: "unknown" }).profileUpdates).toBe("patch");
  expect(readOktaSettings({ reassign: "stored-id", "members-per-request": 10 })).toEqual({
    profileUpdates: "patch",
    reassign: "stored-id",
    pushOnLink: "once",
    passwordSync: "none",
    stagedUsers: "provision",
    groupCreate: "empty",
    renameAppGroups: true,
    membersPerRequest: 10,
    client: "cloud",
  });
});
