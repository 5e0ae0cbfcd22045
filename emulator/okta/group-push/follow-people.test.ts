// That the members of a pushed group follow who is assigned and known at the target, in the order in which Okta sends.
import { describe, expect, test } from "vitest";
import type { Json } from "../../../src/scim/json.ts";
import { isArray, isObject } from "../../../src/scim/json.ts";
import { pathTo } from "../../../src/scim/request-path.ts";
import type { OktaUser } from "../org/directory.ts";
import type { OktaApp } from "../org/okta-app.ts";
import { OktaOrg } from "../org/okta-org.ts";
import type { OktaDialect } from "../provisioning/ways.ts";
import { person, referenceTarget, scimError } from "../target.fixture.ts";
import type { TestTarget } from "../target.fixture.ts";

interface Scene {
  readonly target: TestTarget;
  readonly org: OktaOrg;
  readonly app: OktaApp;
  readonly ann: OktaUser;
  readonly bob: OktaUser;
  /** First names of the members that the target shows, and any id that nobody of them has. */
  readonly names: () => Promise<readonly string[]>;
  /** Answers instead of the server while it is set. */
  readonly broken: { by: ((request: Request) => Response | undefined) | undefined };
}

/** Ann and Bob are in Staff, which is pushed; only Ann is assigned, and by name. */
async function setUp(dialect: OktaDialect): Promise<Scene> {
  const broken: Scene["broken"] = { by: undefined };
  const target = await referenceTarget("generic", (next) => async (request) => broken.by?.(request) ?? next(request));
  const org = new OktaOrg();
  const { session, profile, clock } = target;
  const app = org.createApp({ session, profile, clock, dialect, settings: { pushGroups: true } });
  const [ann, bob] = [org.addUser(person("Ann")), org.addUser(person("Bob"))];
  const group = org.addGroup("Staff", [ann, bob]);
  await app.assignUsers([ann]);
  await app.pushGroup(group);
  const id = app.groupPushes()[0]?.targetId ?? "";
  const names = async (): Promise<readonly string[]> => {
    const cause = { kind: "scenario", id: "test" } as const;
    const { response } = await session.send({ method: "GET", path: pathTo`/Groups/${id}`, headers: {}, cause });
    const known = new Map(org.users().map((user) => [app.appUser(user)?.targetId ?? "", user.profile.firstName]));
    return idsIn(response?.body).map((one) => known.get(one) ?? one);
  };
  target.forget();
  return { target, org, app, ann, bob, names, broken };
}

function idsIn(group: Json | undefined): readonly string[] {
  const members = isObject(group) && isArray(group["members"]) ? group["members"].filter(isObject) : [];
  return members.map((member) => String(member["value"])).toSorted();
}

/** Methods and kinds of resources, without queries and ids. */
function shapes(target: TestTarget): readonly string[] {
  return target.requests().map((request) => request.replace(/[?/](?!Users|Groups).*/, ""));
}

/** What each dialect sends when it pushes a change of members. */
const PUSHES = {
  oin: ["PATCH /Groups", "PATCH /Groups"],
  aiw: ["GET /Groups", "PUT /Groups"],
} as const;
const SWITCHES_OFF = { oin: ["PATCH /Users"], aiw: ["GET /Users", "PUT /Users"] } as const;

describe.each(["oin", "aiw"] as const)("a pushed group (%s)", (dialect) => {
  test("gets a member who is assigned after the push, once the account is there", async () => {
    const { target, app, bob, names } = await setUp(dialect);
    expect(await names()).toEqual(["Ann"]);
    target.forget();
    const report = await app.assignUsers([bob]);
    expect(report).toMatchObject({ created: 1, groupPushes: ["updated"] });
    expect(shapes(target)).toEqual(["GET /Users", "POST /Users", ...PUSHES[dialect]]);
    expect((await names()).toSorted()).toEqual(["Ann", "Bob"]);
  });

  test("gets a member who joins after the assignment", async () => {
    const { target, org, app, names } = await setUp(dialect);
    const cem = org.addUser(person("Cem"));
    await app.assignUsers([cem]);
    expect(shapes(target)).toEqual(["GET /Users", "POST /Users"]);
    const [group] = org.groups();
    if (group === undefined) throw new Error("no group");
    await org.addToGroup(group, [cem]);
    expect((await names()).toSorted()).toEqual(["Ann", "Cem"]);
  });

  test("loses a member who is unassigned, after the account was switched off", async () => {
    const { target, app, ann, names } = await setUp(dialect);
    const report = await app.unassignUsers([ann]);
    expect(report).toMatchObject({ deactivated: 1, groupPushes: ["updated"] });
    expect(shapes(target)).toEqual([...SWITCHES_OFF[dialect], ...PUSHES[dialect]]);
    expect(await names()).toEqual([]);
  });

  test("has lost a member already who leaves it before being unassigned", async () => {
    const { target, org, app, ann, names } = await setUp(dialect);
    const [group] = org.groups();
    if (group === undefined) throw new Error("no group");
    await org.removeFromGroup(group, [ann]);
    expect(shapes(target)).toEqual(PUSHES[dialect]);
    target.forget();
    expect((await app.unassignUsers([ann])).groupPushes).toEqual([]);
    expect(shapes(target)).toEqual(SWITCHES_OFF[dialect]);
    expect(await names()).toEqual([]);
  });

  test("loses a member who is deactivated in Okta, and keeps one who is suspended", async () => {
    const { target, org, ann, names } = await setUp(dialect);
    expect((await org.suspendUsers([ann])).groupPushes).toEqual([]);
    expect(await names()).toEqual(["Ann"]);
    target.forget();
    expect((await org.deactivateUsers([ann])).groupPushes).toEqual(["updated"]);
    expect(shapes(target)).toEqual([...SWITCHES_OFF[dialect], ...PUSHES[dialect]]);
    expect(await names()).toEqual([]);
  });

  test("keeps a member whose profile push has failed", async () => {
    const { org, app, ann, bob, names, broken } = await setUp(dialect);
    broken.by = (request) =>
      ["PUT", "PATCH"].includes(request.method) && request.url.includes("/Users/") ? scimError(503, "busy") : undefined;
    expect(await org.updateProfile(ann, { lastName: "Park" })).toMatchObject({ refused: 1 });
    broken.by = undefined;
    await app.assignUsers([bob]);
    expect((await names()).toSorted()).toEqual(["Ann", "Bob"]);
  });

  test("loses a member whose account could not be switched off", async () => {
    const { app, ann, names, broken } = await setUp(dialect);
    broken.by = (request) =>
      ["PUT", "PATCH"].includes(request.method) && request.url.includes("/Users/") ? scimError(503, "busy") : undefined;
    expect(await app.unassignUsers([ann])).toMatchObject({ refused: 1, groupPushes: ["updated"] });
    expect(await names()).toEqual([]);
  });

  test("gets the new id of a member whose account was made anew", async () => {
    const { target, app, ann, names } = await setUp(dialect);
    const old = app.appUser(ann)?.targetId ?? "";
    await app.unassignUsers([ann]);
    const cause = { kind: "scenario", id: "test" } as const;
    await target.session.send({ method: "DELETE", path: pathTo`/Users/${old}`, headers: {}, cause });
    target.forget();
    expect(await app.assignUsers([ann])).toMatchObject({ created: 1, groupPushes: ["updated"] });
    expect(shapes(target)).toEqual(["GET /Users", "POST /Users", ...PUSHES[dialect]]);
    expect(app.appUser(ann)?.targetId).not.toBe(old);
    expect(await names()).toEqual(["Ann"]);
  });

  test("that was refused is not tried again by what happens to people outside it", async () => {
    const { target, org, app, bob, names, broken } = await setUp(dialect);
    broken.by = (request) =>
      request.method !== "GET" && request.url.includes("/Groups/") ? scimError(503, "busy") : undefined;
    expect((await app.assignUsers([bob])).groupPushes).toEqual(["refused"]);
    broken.by = undefined;
    target.forget();
    await app.assignUsers([org.addUser(person("Cem"))]);
    expect(shapes(target)).toEqual(["GET /Users", "POST /Users"]);
    expect((await app.retryFailed()).groupPushes).toEqual(["updated"]);
    expect((await names()).toSorted()).toEqual(["Ann", "Bob"]);
  });

  test("which gives people the app too is pushed once when somebody joins", async () => {
    const { target, org, app, names } = await setUp(dialect);
    const [group] = org.groups();
    if (group === undefined) throw new Error("no group");
    await app.assignGroup(group);
    target.forget();
    const report = await org.addToGroup(group, [org.addUser(person("Cem"))]);
    expect(report).toMatchObject({ created: 1, groupPushes: ["updated"] });
    expect(shapes(target)).toEqual(["GET /Users", "POST /Users", ...PUSHES[dialect]]);
    expect((await names()).toSorted()).toEqual(["Ann", "Bob", "Cem"]);
  });
});

test("whoever loses the app by leaving one group leaves the others that are pushed", async () => {
  const { target, org, app, bob, names } = await setUp("oin");
  const sales = org.addGroup("Sales", [bob]);
  await app.assignGroup(sales);
  expect((await names()).toSorted()).toEqual(["Ann", "Bob"]);
  target.forget();
  await org.removeFromGroup(sales, [bob]);
  expect(shapes(target)).toEqual(["PATCH /Users", "PATCH /Groups", "PATCH /Groups"]);
  expect(await names()).toEqual(["Ann"]);
});

describe("of many members", () => {
  const crowd = (org: OktaOrg, count: number): readonly OktaUser[] =>
    Array.from({ length: count }, () => org.addUser(person(`Member${org.users().length}`)));

  async function push(dialect: OktaDialect, count: number, membersPerRequest?: number) {
    const target = await referenceTarget("generic");
    const { session, profile, clock } = target;
    const org = new OktaOrg();
    const configured = membersPerRequest === undefined ? {} : { membersPerRequest };
    const app = org.createApp({ session, profile, clock, dialect, configured, settings: { pushGroups: true } });
    const group = org.addGroup("Staff", crowd(org, count));
    await app.assignUsers(group.members);
    target.forget();
    await app.pushGroup(group);
    const counts = (): readonly (readonly [number, number])[] => target.bodies().flatMap((body) => countsOf(body));
    return { target, org, app, group, counts };
  }

  /** Of one PATCH how many leave and how many join; of none of members nothing. */
  function countsOf(body: Json | undefined): readonly (readonly [number, number])[] {
    const operations = isObject(body) && isArray(body["Operations"]) ? body["Operations"].filter(isObject) : [];
    const removed = operations.filter(({ op }) => op === "remove").length;
    const added = operations.flatMap(({ path, value }) => (path === "members" && isArray(value) ? value : [])).length;
    return removed + added === 0 ? [] : [[removed, added]];
  }

  test("a request holds 256 at most, those who leave before those who join", async () => {
    const { target, org, app, group, counts } = await push("oin", 300);
    expect(counts()).toEqual([
      [0, 256],
      [0, 44],
    ]);
    target.forget();
    const others = crowd(org, 2);
    await app.assignUsers(others);
    await org.changeMembers(group, { remove: group.members.slice(0, 257), add: others });
    expect(counts()).toEqual([
      [256, 0],
      [1, 2],
    ]);
    target.forget();
    await app.pushNow(group);
    expect(counts()).toEqual([[0, 45]]);
  });

  test("what has arrived before a part is refused is not sent again", async () => {
    let count = 0;
    const target = await referenceTarget("generic", (next) => async (request) => {
      if (request.method !== "PATCH" || !request.url.includes("/Groups/")) return next(request);
      count += 1;
      return count === 3 ? scimError(503, "busy") : next(request);
    });
    const { session, profile, clock } = target;
    const org = new OktaOrg();
    const configured = { membersPerRequest: 2 };
    const app = org.createApp({ session, profile, clock, configured, settings: { pushGroups: true } });
    const group = org.addGroup("Staff", crowd(org, 5));
    await app.assignUsers(group.members);
    expect(await app.pushGroup(group)).toBe("refused");
    target.forget();
    await app.retryFailed();
    expect(target.bodies().flatMap((body) => countsOf(body))).toEqual([
      [0, 2],
      [0, 1],
    ]);
  });

  test("push now replaces by the first part and adds the others", async () => {
    const { target, app, group, counts } = await push("oin", 5, 2);
    target.forget();
    await app.pushNow(group);
    expect(counts()).toEqual([
      [0, 2],
      [0, 2],
      [0, 1],
    ]);
    expect(target.bodies().map((body) => JSON.stringify(body).match(/"op":"(\w+)"/)?.[1])).toEqual([
      "replace",
      "add",
      "add",
    ]);
  });

  test("a PUT holds them all", async () => {
    const { target } = await push("aiw", 3, 2);
    const lengths = target
      .bodies()
      .flatMap((body) => (isObject(body) && isArray(body["members"]) ? body["members"].length : []));
    expect(lengths).toEqual([3, 3]);
  });
});
