import { describe, expect, test } from "vitest";
import { OktaOrg } from "../org/okta-org.ts";
import type { OktaDialect } from "../provisioning/ways.ts";
import { person, referenceTarget, scimError } from "../target.fixture.ts";

/** Ann has an account and is in Staff, which is not pushed yet. */
async function setUp(dialect: OktaDialect, refuse: (request: Request, body: string) => boolean = () => false) {
  const target = await referenceTarget("generic", (next) => async (request) => {
    const body = request.body === null ? "" : await request.clone().text();
    return refuse(request, body) ? scimError(400, "no groups") : next(request);
  });
  const { session, profile, clock } = target;
  const org = new OktaOrg({ clock });
  const app = org.createApp({ session, profile, clock, name: "App", dialect, settings: { pushGroups: true } });
  const ann = org.addUser(person("Ann"));
  await app.assignUsers([ann]);
  const group = org.addGroup("Staff", [ann]);
  org.clearSystemLog();
  const told = (): readonly string[] =>
    org.systemLog().map(({ eventType, outcome, target: [first] }) => {
      return `${eventType} ${first?.displayName}${outcome.reason === null ? "" : `: ${outcome.reason}`}`;
    });
  return { org, app, ann, group, told, clock };
}

describe.each(["oin", "aiw"] as const)("a pushed group is logged (%s)", (dialect) => {
  test("when it is pushed, renamed, pushed as a whole and deleted", async () => {
    const { org, app, group, told } = await setUp(dialect);
    await app.pushGroup(group);
    await org.renameGroup(group, "Crew");
    await app.pushNow(group);
    await app.unlinkGroup(group, { deleteAtTarget: true });
    expect(told()).toEqual([
      "application.provision.group_push.mapping.created Staff",
      "application.provision.group_push.updated Staff",
      "group.profile.update Crew",
      "application.provision.group_push.mapping.app.group.renamed Crew",
      "application.provision.group_push.updated Crew",
      "application.provision.group_push.push_memberships Crew",
      "application.provision.group_push.delete_appgroup Crew",
    ]);
  });

  test("when it cannot be created", async () => {
    const { app, group, told } = await setUp(
      dialect,
      ({ method, url }) => method === "POST" && url.endsWith("/Groups"),
    );
    await app.pushGroup(group);
    expect(told()).toEqual([
      "application.provision.group_push.mapping.created Staff",
      "application.provision.group.add Staff: Bad Request. Errors reported by remote server: no groups",
    ]);
  });

  test("when it cannot be deleted", async () => {
    const { app, group, told } = await setUp(dialect, ({ method }) => method === "DELETE");
    await app.pushGroup(group);
    await app.unlinkGroup(group, { deleteAtTarget: true });
    const reason = "Bad Request. Errors reported by remote server: no groups";
    expect(told().slice(2)).toEqual([
      `application.provision.group.remove Staff: ${reason}`,
      `application.provision.group_push.mapping.update.or.delete.failed.with.error Staff: ${reason}`,
    ]);
  });
});

test("a change of members that is refused is told apart from a change of the name", async () => {
  const members = await setUp("oin", ({ method }, body) => method === "PATCH" && body.includes("members"));
  await members.app.pushGroup(members.group);
  expect(members.told()[1]).toContain("application.provision.group_membership.update Staff: Bad Request.");
  const names = await setUp("oin", ({ method }, body) => method === "PATCH" && body.includes("displayName"));
  await names.app.pushGroup(names.group);
  expect(names.told()[1]).toContain("application.provision.group.update Staff: Bad Request.");
});

test("a group that is linked anew under another name was not renamed at the target", async () => {
  const { org, app, group, told } = await setUp("oin");
  await app.pushGroup(group);
  await app.unlinkGroup(group, { deleteAtTarget: false });
  await org.renameGroup(group, "Crew");
  await app.pushGroup(group);
  expect(told().slice(2)).toEqual([
    "group.profile.update Crew",
    "application.provision.group_push.mapping.created Crew",
    "application.provision.group_push.updated Crew",
  ]);
});

test("the Push Groups tab says when the last push ended, and what came of it", async () => {
  let isDown = true;
  const { app, group, clock } = await setUp("oin", ({ method }) => isDown && method === "PATCH");
  await app.pushGroup(group);
  const [failed] = app.console.views().pushGroups;
  expect(failed).toEqual({
    name: "Staff",
    status: "error",
    error:
      "Unable to update Group Push mapping target App group Staff: Error while updating user group Staff: Bad Request. Errors reported by remote server: no groups",
    targetId: expect.any(String),
    at: new Date(clock.now()).toISOString(),
  });
  isDown = false;
  await clock.sleep(5000);
  await app.retryFailed();
  expect(app.console.views().pushGroups).toEqual([
    { ...failed, status: "active", error: null, at: new Date(clock.now()).toISOString() },
  ]);
});
