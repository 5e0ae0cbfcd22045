import { describe, expect, test } from "vitest";
import type { Json } from "../../../src/scim/json.ts";
import { isObject } from "../../../src/scim/json.ts";
import type { OktaAppOptions } from "./app-options.ts";
import type { OktaApp } from "./okta-app.ts";
import { OktaOrg } from "./okta-org.ts";
import { seededRandom } from "./random.ts";
import { list, person, referenceTarget, scimError } from "../target.fixture.ts";
import type { TestTarget } from "../target.fixture.ts";

const FIND_ANN = 'GET /Users?filter=userName eq "ann@b.example"&startIndex=1&count=100';

interface Set {
  readonly org: OktaOrg;
  readonly app: OktaApp;
}

function setUp(target: TestTarget, options: Partial<OktaAppOptions> = {}): Set {
  const org = new OktaOrg({ random: seededRandom("test") });
  const { session, profile, clock } = target;
  return { org, app: org.createApp({ session, profile, clock, ...options }) };
}

/** Requests with ids of resources replaced by `{id}`. */
function shapes(target: TestTarget): readonly string[] {
  return target.requests().map((request) => request.replace(/\/[0-9a-f]{8}-[0-9a-f-]{27}/, "/{id}"));
}

function memberOf(body: Json | undefined, name: string): Json | undefined {
  return isObject(body) ? body[name] : undefined;
}

describe("a catalogue app", () => {
  test("looks for a user before it creates one", async () => {
    const target = await referenceTarget("generic");
    const { org, app } = setUp(target);
    const report = await app.assignUsers([org.addUser(person("Ann"))]);
    expect(report).toMatchObject({ created: 1, refused: 0 });
    expect(shapes(target)).toEqual([FIND_ANN, "POST /Users"]);
    expect(memberOf(target.bodies()[1], "externalId")).toMatch(/^00u[0-9A-Za-z]{17}$/);
    expect(memberOf(target.bodies()[1], "password")).toMatch(/^[A-Za-z0-9]{8}$/);
  });

  test("pushes a changed profile by GET and PUT where it is configured to, and nothing when nothing changed", async () => {
    const target = await referenceTarget("generic");
    const { org, app } = setUp(target, { configured: { profileUpdates: "put" } });
    const ann = org.addUser(person("Ann"));
    await app.assignUsers([ann]);
    target.forget();
    expect(await org.updateProfile(ann, { lastName: "Lee-Smith" })).toMatchObject({ updated: 1 });
    expect(shapes(target)).toEqual(["GET /Users/{id}", "PUT /Users/{id}"]);
    expect(memberOf(target.bodies()[1], "name")).toEqual({ givenName: "Ann", familyName: "Lee-Smith" });
    target.forget();
    expect(await org.updateProfile(ann, { lastName: "Lee-Smith" })).toMatchObject({ updated: 0, unchanged: 1 });
    expect(shapes(target)).toEqual([]);
  });

  test("switches off by PATCH, and on again by the match query, PATCH, GET and PUT", async () => {
    const target = await referenceTarget("generic");
    const { org, app } = setUp(target);
    const ann = org.addUser(person("Ann"));
    await app.assignUsers([ann]);
    target.forget();
    expect(await app.unassignUsers([ann])).toMatchObject({ deactivated: 1 });
    expect(shapes(target)).toEqual(["PATCH /Users/{id}"]);
    expect(app.assignments().users).toEqual([{ userName: "ann@b.example", status: "deprovisioned", error: null }]);
    target.forget();
    expect(await app.assignUsers([ann])).toMatchObject({ reactivated: 1 });
    expect(shapes(target)).toEqual([FIND_ANN, "PATCH /Users/{id}", "GET /Users/{id}", "PUT /Users/{id}"]);
  });

  test("pushes a group empty, then its name, then its members", async () => {
    const target = await referenceTarget("generic");
    const { org, app } = setUp(target, { settings: { pushGroups: true } });
    const group = org.addGroup("Staff", [org.addUser(person("Ann"))]);
    await app.assignUsers(group.members);
    target.forget();
    expect(await app.pushGroup(group)).toBe("created");
    expect(shapes(target)).toEqual([
      'GET /Groups?filter=displayName eq "Staff"&startIndex=1&count=100',
      "POST /Groups",
      "PATCH /Groups/{id}",
      "PATCH /Groups/{id}",
    ]);
    expect(memberOf(target.bodies()[1], "members")).toEqual([]);
  });
});

describe("an app made in the wizard", () => {
  test("switches off and on by GET and PUT", async () => {
    const target = await referenceTarget("generic");
    const { org, app } = setUp(target, { dialect: "aiw" });
    const ann = org.addUser(person("Ann"));
    await app.assignUsers([ann]);
    target.forget();
    await app.unassignUsers([ann]);
    await app.assignUsers([ann]);
    expect(shapes(target)).toEqual([
      "GET /Users/{id}",
      "PUT /Users/{id}",
      FIND_ANN,
      "GET /Users/{id}",
      "PUT /Users/{id}",
    ]);
    expect(target.bodies().map((body) => memberOf(body, "active"))).toEqual([
      undefined,
      false,
      undefined,
      undefined,
      true,
    ]);
  });

  test("creates a group with its members, reads it and replaces it", async () => {
    const target = await referenceTarget("generic");
    const { org, app } = setUp(target, { dialect: "aiw", settings: { pushGroups: true } });
    const group = org.addGroup("Staff", [org.addUser(person("Ann"))]);
    await app.assignUsers(group.members);
    target.forget();
    await app.pushGroup(group);
    expect(shapes(target)).toEqual([
      'GET /Groups?filter=displayName eq "Staff"&startIndex=1&count=100',
      "POST /Groups",
      "GET /Groups/{id}",
      "PUT /Groups/{id}",
    ]);
    expect(memberOf(target.bodies()[1], "members")).toEqual(memberOf(target.bodies()[3], "members"));
  });
});

test("people are provisioned in the order of the group, one at a time", async () => {
  const target = await referenceTarget("zoominfo");
  const { org, app } = setUp(target, { seats: [{ product: "Sales", total: 3, available: 3 }] });
  const group = org.addGroup(
    "Sales Users",
    ["Eve", "Ann", "Dan", "Bob", "Cem"].map((name) => org.addUser(person(name))),
  );
  const report = await app.assignGroup(group, { ziProduct: ["Sales"] });
  expect(report).toMatchObject({ created: 3, refused: 2 });
  expect(report.notes).toEqual(["Sales: seats needed 5, free 3, so 2 will fail unless more are bought."]);
  const { users } = app.assignments();
  expect(users.map((row) => `${row.userName} ${row.status}`)).toEqual([
    "eve@b.example provisioned",
    "ann@b.example provisioned",
    "dan@b.example provisioned",
    "bob@b.example failed",
    "cem@b.example failed",
  ]);
  expect(users[3]?.error).toMatch(
    /^Automatic provisioning of user bob@b\.example to app ZoomInfo failed: Error while creating user Bob Lee: Forbidden\. Errors reported by remote server: ./,
  );
});

test("a failed task is retried with the match query first", async () => {
  let isDown = true;
  const target = await referenceTarget("generic", (next) => async (request) => {
    return isDown && request.method === "POST" ? scimError(503, "maintenance until noon") : next(request);
  });
  const { org, app } = setUp(target);
  await app.assignUsers([org.addUser(person("Ann"))]);
  expect(app.assignments()).toMatchObject({ failed: 1, provisioned: 0 });
  expect(app.assignments().users[0]?.error).toBe(
    "Automatic provisioning of user ann@b.example to app Generic SCIM 2.0 failed: Error while creating user Ann Lee: Service Unavailable. Errors reported by remote server: maintenance until noon",
  );
  isDown = false;
  target.forget();
  expect(await app.retryFailed()).toMatchObject({ created: 1, refused: 0 });
  expect(shapes(target)).toEqual([FIND_ANN, "POST /Users"]);
  expect(app.assignments().users[0]).toEqual({ userName: "ann@b.example", status: "provisioned", error: null });
});

describe("a profile change", () => {
  test("repeats no create that has failed; a retry does, with the new values", async () => {
    let isDown = true;
    const target = await referenceTarget("generic", (next) => async (request) => {
      return isDown && request.method === "POST" ? scimError(503, "maintenance until noon") : next(request);
    });
    const { org, app } = setUp(target);
    const ann = org.addUser(person("Ann"));
    await app.assignUsers([ann]);
    isDown = false;
    target.forget();
    expect(await org.updateProfile(ann, { lastName: "Park" })).toMatchObject({ created: 0, updated: 0, refused: 0 });
    expect(shapes(target)).toEqual([]);
    expect(app.assignments()).toMatchObject({ failed: 1 });
    expect(await app.retryFailed()).toMatchObject({ created: 1 });
    expect(target.bodies()[1]).toMatchObject({ name: { familyName: "Park" } });
  });

  test("repeats no reactivation and no deactivation that has failed", async () => {
    let isDown = false;
    const target = await referenceTarget("generic", (next) => async (request) => {
      return isDown && request.method === "PATCH" ? scimError(503, "maintenance until noon") : next(request);
    });
    const { org, app } = setUp(target);
    const [ann, bob] = [org.addUser(person("Ann")), org.addUser(person("Bob"))];
    await app.assignUsers([ann, bob]);
    await app.unassignUsers([ann]);
    isDown = true;
    await app.assignUsers([ann]);
    await app.unassignUsers([bob]);
    expect(app.assignments()).toMatchObject({ failed: 2 });
    isDown = false;
    target.forget();
    for (const user of [ann, bob]) await org.updateProfile(user, { lastName: "Park" });
    expect(shapes(target)).toEqual([]);
  });

  test("is pushed again after a push that has failed", async () => {
    let isDown = true;
    const target = await referenceTarget("generic", (next) => async (request) => {
      return isDown && request.method === "PATCH" ? scimError(503, "maintenance until noon") : next(request);
    });
    const { org, app } = setUp(target);
    const ann = org.addUser(person("Ann"));
    await app.assignUsers([ann]);
    expect(await org.updateProfile(ann, { lastName: "Park" })).toMatchObject({
      refused: 1,
      notes: [
        "Profiles are pushed by PATCH, as apps of the catalogue do unless they are asked to send PUT: providers.okta.profile-updates in the profile says so.",
      ],
    });
    isDown = false;
    expect(await org.updateProfile(ann, { firstName: "Anna" })).toMatchObject({ updated: 1 });
    expect(target.bodies().at(-1)).toMatchObject({
      Operations: [{ op: "replace", value: { name: { givenName: "Anna", familyName: "Park" } } }],
    });
    expect(app.assignments()).toMatchObject({ failed: 0, provisioned: 1 });
  });
});

test("suspending sends nothing, and neither does what happens meanwhile until it ends", async () => {
  const target = await referenceTarget("generic");
  const { org, app } = setUp(target);
  const ann = org.addUser(person("Ann"));
  await app.assignUsers([ann]);
  target.forget();
  await org.suspendUsers([ann]);
  await org.updateProfile(ann, { lastName: "Park" });
  expect(shapes(target)).toEqual([]);
  expect(await org.activateUsers([ann])).toMatchObject({ updated: 1 });
});

test("a staged person waits with a red ball until activation where the app is configured to", async () => {
  const target = await referenceTarget("generic");
  const { org, app } = setUp(target, { configured: { stagedUsers: "wait" } });
  const ann = org.addUser(person("Ann"), "staged");
  await app.assignUsers([ann]);
  expect(shapes(target)).toEqual([]);
  expect(app.assignments().users[0]?.status).toBe("pending");
  expect(await org.activateUsers([ann])).toMatchObject({ created: 1 });
});

test("deactivation in the directory takes individual assignments away and leaves those by group", async () => {
  const target = await referenceTarget("generic");
  const { org, app } = setUp(target);
  const [ann, bob] = [org.addUser(person("Ann")), org.addUser(person("Bob"))];
  const group = org.addGroup("Staff", [bob]);
  await app.assignUsers([ann]);
  await app.assignGroup(group);
  expect(await org.deactivateUsers([ann, bob])).toMatchObject({ deactivated: 2 });
  expect(await org.activateUsers([ann, bob])).toMatchObject({ reactivated: 1 });
  expect(app.assignments().users.map((row) => row.status)).toEqual(["deprovisioned", "provisioned"]);
});

test("whoever is assigned by name and by group keeps the account until both are gone", async () => {
  const target = await referenceTarget("generic");
  const { org, app } = setUp(target);
  const ann = org.addUser(person("Ann"));
  const group = org.addGroup("Staff", [ann]);
  await app.assignUsers([ann]);
  expect(await app.assignGroup(group)).toMatchObject({ created: 0, unchanged: 1 });
  expect(await app.unassignUsers([ann])).toMatchObject({ deactivated: 0 });
  expect(await org.removeFromGroup(group, [ann])).toMatchObject({ deactivated: 1 });
});

test("somebody who was never provisioned leaves without a trace and without a request", async () => {
  const target = await referenceTarget("generic", () => async (request) => {
    return request.method === "GET" ? list() : scimError(400, "no");
  });
  const { org, app } = setUp(target);
  const ann = org.addUser(person("Ann"));
  await app.assignUsers([ann]);
  target.forget();
  await app.unassignUsers([ann]);
  expect(shapes(target)).toEqual([]);
  expect(app.assignments().total).toBe(0);
});

describe("a switch of To App that is off", () => {
  test("Create Users: nobody is created, and the admin reads that no match was found", async () => {
    const target = await referenceTarget("generic");
    const { org, app } = setUp(target, { settings: { createUsers: false } });
    await app.assignUsers([org.addUser(person("Ann"))]);
    expect(shapes(target)).toEqual([FIND_ANN]);
    expect(app.assignments().users[0]?.error).toMatch(/^Matching user not found/);
  });

  test("Update User Attributes: changes are not sent", async () => {
    const target = await referenceTarget("generic");
    const { org, app } = setUp(target, { settings: { updateUserAttributes: false } });
    const ann = org.addUser(person("Ann"));
    await app.assignUsers([ann]);
    target.forget();
    const report = await org.updateProfile(ann, { lastName: "Park" });
    expect(shapes(target)).toEqual([]);
    expect(report.notes).toEqual(["Update User Attributes is off: changes of profiles are not sent."]);
  });

  test("Deactivate Users: accounts stay switched on", async () => {
    const target = await referenceTarget("generic");
    const { org, app } = setUp(target, { settings: { deactivateUsers: false } });
    const ann = org.addUser(person("Ann"));
    await app.assignUsers([ann]);
    target.forget();
    expect(await app.unassignUsers([ann])).toMatchObject({ deactivated: 0 });
    expect(shapes(target)).toEqual([]);
  });
});

test("without API integration nothing is sent, and assignments are caught up with by Provision User only", async () => {
  const target = await referenceTarget("generic");
  const { org, app } = setUp(target);
  const ann = org.addUser(person("Ann"));
  app.enableApiIntegration(false);
  const report = await app.assignUsers([ann]);
  expect(report.notes).toEqual(["Enable API integration is off: nothing is sent."]);
  app.enableApiIntegration(true);
  expect(shapes(target)).toEqual([]);
  expect(await app.provisionUsers([ann])).toMatchObject({ created: 1 });
});

test("an account that this run did not make is not overwritten", async () => {
  const target = await referenceTarget("generic", () => async () => list({ id: "77", userName: "ann@b.example" }));
  const { org, app } = setUp(target);
  await app.assignUsers([org.addUser(person("Ann"))]);
  expect(shapes(target)).toEqual([FIND_ANN]);
  expect(app.assignments().users[0]?.error).toBe(
    "The match query for ann@b.example returned user 77, which was not made by this run. Okta would link and overwrite it; here nothing was sent.",
  );
});

test("an account that the session has adopted is linked with the server's own values kept", async () => {
  const target = await referenceTarget("generic");
  const made = await target.session.send({
    method: "POST",
    path: "/Users",
    headers: { "content-type": "application/scim+json" },
    body: {
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
      userName: "ANN@b.example",
      nickName: "Annie",
      emails: [{ value: "old@b.example", type: "home" }],
    },
    cause: { kind: "scenario", id: "test" },
  });
  const { org, app } = setUp(target);
  target.forget();
  expect(await app.assignUsers([org.addUser(person("Ann"))])).toMatchObject({ linked: 1, created: 0 });
  expect(shapes(target)).toEqual([FIND_ANN, "GET /Users/{id}", "PUT /Users/{id}"]);
  expect(target.bodies()[2]).toMatchObject({
    id: memberOf(made.response?.body, "id"),
    userName: "ann@b.example",
    nickName: "Annie",
    emails: [{ primary: true, value: "ann@b.example", type: "work" }],
    active: true,
    groups: [],
  });
  expect(target.bodies()[2]).not.toHaveProperty("password");
});

test("more jobs at a time than one still provision everybody", async () => {
  const target = await referenceTarget("generic");
  const progress: string[] = [];
  const { org, app } = setUp(target, {
    concurrency: 3,
    onProgress: ({ done, total, failed }) => progress.push(`${done}/${total}/${failed}`),
  });
  const people = ["Ann", "Bob", "Cem", "Dan", "Eve"].map((name) => org.addUser(person(name)));
  expect(await app.assignUsers(people)).toMatchObject({ created: 5 });
  expect(progress).toEqual(["1/5/0", "2/5/0", "3/5/0", "4/5/0", "5/5/0"]);
});
