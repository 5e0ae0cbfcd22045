import { pathTo } from "../../../src/scim/request-path.ts";
import { describe, expect, test } from "vitest";
import type { Json } from "../../../src/scim/json.ts";
import { isArray, isObject } from "../../../src/scim/json.ts";
import { OktaOrg } from "../org/okta-org.ts";
import type { OktaDialect } from "../provisioning/ways.ts";
import { person, referenceTarget, scimError } from "../target.fixture.ts";

/** An org with Ann and Bob in Staff and Cem outside, everybody provisioned, and Staff pushed. */
async function setUp(dialect: OktaDialect) {
  const target = await referenceTarget("generic");
  const org = new OktaOrg();
  const { session, profile, clock } = target;
  const app = org.createApp({ session, profile, clock, dialect, settings: { pushGroups: true } });
  const [ann, bob, cem] = [org.addUser(person("Ann")), org.addUser(person("Bob")), org.addUser(person("Cem"))];
  await app.assignUsers([ann, bob, cem]);
  const group = org.addGroup("Staff", [ann, bob]);
  await app.pushGroup(group);
  const id = app.groupPushes()[0]?.targetId ?? "";
  const read = async (): Promise<Json | undefined> => {
    const live = await session.send({
      method: "GET",
      path: pathTo`/Groups/${id}`,
      headers: {},
      cause: { kind: "scenario", id: "test" },
    });
    return live.response?.body;
  };
  const names = async (): Promise<readonly string[]> => {
    const ids = new Map([ann, bob, cem].map((user) => [app.appUser(user)?.targetId, user.profile.firstName]));
    const body = await read();
    const members = isObject(body) && isArray(body["members"]) ? body["members"].filter(isObject) : [];
    return members.map((member) => ids.get(String(member["value"])) ?? "somebody else").toSorted();
  };
  target.forget();
  return { target, org, app, ann, bob, cem, group, id, read, names };
}

describe.each(["oin", "aiw"] as const)("a pushed group (%s)", (dialect) => {
  test("follows who joins and who leaves", async () => {
    const { org, group, bob, cem, names } = await setUp(dialect);
    expect(await names()).toEqual(["Ann", "Bob"]);
    const report = await org.changeMembers(group, { add: [cem], remove: [bob] });
    expect(report.groupPushes).toEqual(["updated"]);
    expect(await names()).toEqual(["Ann", "Cem"]);
  });

  test("follows its name", async () => {
    const { org, group, read } = await setUp(dialect);
    await org.renameGroup(group, "Crew");
    expect(await read()).toMatchObject({ displayName: "Crew" });
  });

  test("is unlinked without a request, or deleted", async () => {
    const { target, app, group, read } = await setUp(dialect);
    expect(await app.unlinkGroup(group, { deleteAtTarget: false })).toBe("kept");
    expect(target.requests()).toEqual([]);
    expect(await read()).toMatchObject({ displayName: "Staff" });
    expect(await app.pushGroup(group)).toBe("linked");
    expect(await app.unlinkGroup(group, { deleteAtTarget: true })).toBe("deleted");
    expect(await read()).toMatchObject({ status: "404" });
    expect(app.groupPushes()).toEqual([]);
  });

  test("has only members who have an account", async () => {
    const { org, group, names } = await setUp(dialect);
    await org.addToGroup(group, [org.addUser(person("Dan"))]);
    expect(await names()).toEqual(["Ann", "Bob"]);
  });
});

test("a catalogue app sends the name and then who left and who joined", async () => {
  const { target, org, group, bob, cem, id, app } = await setUp("oin");
  await org.changeMembers(group, { add: [cem], remove: [bob] });
  expect(target.requests()).toEqual([`PATCH /Groups/${id}`, `PATCH /Groups/${id}`]);
  expect(target.bodies()[0]).toMatchObject({ Operations: [{ op: "replace", value: { id, displayName: "Staff" } }] });
  expect(target.bodies()[1]).toMatchObject({
    Operations: [
      { op: "remove", path: `members[value eq "${app.appUser(bob)?.targetId}"]` },
      { op: "add", path: "members", value: [{ value: app.appUser(cem)?.targetId, display: "cem@b.example" }] },
    ],
  });
});

test("push now sends the whole list, be it empty", async () => {
  const { target, org, app, group, ann, bob, id } = await setUp("oin");
  await org.removeFromGroup(group, [ann, bob]);
  target.forget();
  expect(await app.pushNow(group)).toBe("updated");
  expect(target.requests()).toEqual([`PATCH /Groups/${id}`]);
  expect(target.bodies()[0]).toMatchObject({ Operations: [{ op: "replace", path: "members", value: [] }] });
});

test("a refused push stands on the Errors tab until it is retried", async () => {
  let isDown = true;
  const target = await referenceTarget("generic", (next) => async (request) => {
    return isDown && request.method === "POST" && request.url.endsWith("/Groups")
      ? scimError(409, "a group of that name exists")
      : next(request);
  });
  const org = new OktaOrg();
  const { session, profile, clock } = target;
  const app = org.createApp({ session, profile, clock, settings: { pushGroups: true } });
  const group = org.addGroup("Staff");
  expect(await app.pushGroup(group)).toBe("refused");
  expect(app.groupPushes()).toEqual([
    {
      name: "Staff",
      targetId: undefined,
      status: "error",
      error:
        "Unable to update Group Push mapping target App group Staff: Error while creating user group Staff: Conflict. Errors reported by remote server: a group of that name exists",
    },
  ]);
  isDown = false;
  expect(await app.retryFailed()).toMatchObject({ groupPushes: ["created"] });
  expect(app.groupPushes()[0]).toMatchObject({ status: "active", error: null });
});

test("groups are not pushed while Push Groups is off", async () => {
  const { session, profile } = await referenceTarget("generic");
  const org = new OktaOrg();
  const app = org.createApp({ session, profile });
  expect(() => app.pushGroup(org.addGroup("Staff"))).toThrow("Push Groups is off");
});
