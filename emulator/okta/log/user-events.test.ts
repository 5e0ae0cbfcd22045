import { describe, expect, test } from "vitest";
import type { LogEvent } from "../../../src/engine/run.ts";
import type { Json } from "../../../src/scim/json.ts";
import { OktaOrg } from "../org/okta-org.ts";
import type { OktaDialect } from "../provisioning/ways.ts";
import { json, list, person, referenceTarget, scimError, scriptedTarget } from "../target.fixture.ts";
import type { TestTarget } from "../target.fixture.ts";

const isMatch = (request: string): boolean => request.startsWith("GET /Users?filter");
const ANN = { id: "1", userName: "ann@b.example", active: true };

/** An org whose log begins when it is set up, with Ann in it. */
function orgOf({ session, profile, clock }: TestTarget, dialect: OktaDialect = "oin", settings = {}) {
  const org = new OktaOrg({ clock });
  const app = org.createApp({ session, profile, clock, name: "App", dialect, settings });
  const ann = org.addUser(person("Ann"));
  org.clearSystemLog();
  return { org, app, ann };
}

async function scripted(answer: (request: string, body: Json | undefined) => Response) {
  return orgOf(await scriptedTarget("generic", answer));
}

/** Events in short: what happened, about whom, and why it failed. */
function told(events: readonly LogEvent[]): readonly string[] {
  return events.map(({ eventType, outcome: { result, reason }, target }) => {
    const about = target.map(({ displayName }) => displayName).join(" + ");
    return `${eventType} ${about}${result === "SUCCESS" ? "" : ` FAILURE ${reason}`}`;
  });
}

test("an assignment is logged with Okta's names, and the time is the clock's", async () => {
  const target = await referenceTarget("generic");
  await target.clock.sleep(1000);
  const { org, app, ann } = orgOf(target);
  await app.assignUsers([ann]);
  expect(org.systemLog()[0]).toEqual({
    published: "1970-01-01T00:00:01.000Z",
    eventType: "application.user_membership.add",
    displayMessage: "Add user to application membership",
    outcome: { result: "SUCCESS", reason: null },
    target: [
      { type: "User", id: ann.id, displayName: "ann@b.example" },
      { type: "AppInstance", id: expect.stringMatching(/^0oa\w{17}$/), displayName: "App" },
    ],
  });
  expect(told(org.systemLog()).slice(1)).toEqual([
    "application.provision.user.push ann@b.example + App",
    "application.provision.user.sync ann@b.example + App",
    "app.user_management.push_new_user_success ann@b.example + App",
  ]);
});

test("a life is logged: changed, suspended, unassigned, assigned again, deactivated", async () => {
  const { org, app, ann } = orgOf(await referenceTarget("generic"));
  await app.assignUsers([ann]);
  org.clearSystemLog();
  await org.updateProfile(ann, { lastName: "Poe" });
  await org.suspendUsers([ann]);
  await org.activateUsers([ann]);
  await app.unassignUsers([ann]);
  await app.assignUsers([ann]);
  await org.deactivateUsers([ann]);
  await org.activateUsers([ann]);
  expect(told(org.systemLog()).map((line) => line.split(" ")[0])).toEqual([
    "user.account.update_profile",
    "application.provision.user.push_profile",
    "user.lifecycle.suspend",
    "user.lifecycle.unsuspend",
    "application.user_membership.remove",
    "application.provision.user.deactivate",
    "application.user_membership.add",
    "application.provision.user.reactivate",
    "application.provision.user.push_profile",
    "application.provision.user.sync",
    "user.lifecycle.deactivate",
    "application.user_membership.remove",
    "application.provision.user.deactivate",
    "user.lifecycle.activate",
  ]);
});

test("groups are logged: who is in them, and which app they bring", async () => {
  const { org, app, ann } = orgOf(await referenceTarget("generic"));
  const sales = org.addGroup("Sales", [ann]);
  await app.assignGroup(sales);
  await app.assignGroup(sales, {}, { priority: 1 });
  await org.removeFromGroup(sales, [ann]);
  await org.renameGroup(sales, "Sales EU");
  await app.unassignGroup(sales);
  expect(told(org.systemLog()).filter((line) => !line.startsWith("app.") && !line.includes(".provision."))).toEqual([
    "group.lifecycle.create Sales",
    "group.user_membership.add ann@b.example + Sales",
    "group.application_assignment.add Sales + App",
    "application.user_membership.add ann@b.example + App",
    "group.application_assignment.update Sales + App",
    "group.user_membership.remove ann@b.example + Sales",
    "application.user_membership.remove ann@b.example + App",
    "group.profile.update Sales EU",
    "group.application_assignment.remove Sales EU + App",
  ]);
});

test("somebody whose assignment changes is not added again", async () => {
  const target = await referenceTarget("zoominfo");
  const { org, app, ann } = orgOf(target);
  await app.assignUsers([ann], { ziProduct: ["Sales"] });
  org.clearSystemLog();
  await app.assignUsers([ann], { ziRole: "Admin", ziProduct: ["Sales"] });
  expect(told(org.systemLog())).toEqual([
    "application.user_membership.update ann@b.example + App",
    "application.provision.user.push_profile ann@b.example + App",
  ]);
});

describe("a failure is logged with the half of the text that names the reason:", () => {
  test.each<[string, (request: string) => Response, readonly string[]]>([
    [
      "a match query that is refused",
      () => scimError(401, "wrong token"),
      [
        "application.provision.user.verify_exists … FAILURE Unauthorized. Errors reported by remote server: wrong token",
        "application.provision.user.sync … FAILURE Unauthorized. Errors reported by remote server: wrong token",
      ],
    ],
    [
      "a create that is refused",
      (request) => (isMatch(request) ? list() : scimError(409, "taken")),
      [
        "application.provision.user.push … FAILURE Conflict. Errors reported by remote server: taken",
        "application.provision.user.sync … FAILURE Conflict. Errors reported by remote server: taken",
      ],
    ],
    [
      "a create that is answered with nothing",
      (request) => (isMatch(request) ? list() : new Response(null, { status: 201 })),
      [
        "application.provision.user.push … FAILURE Create new user returned empty user.",
        "application.provision.user.sync … FAILURE Create new user returned empty user.",
      ],
    ],
    [
      "a list that Okta cannot read, of which it gives no reason",
      () => json({ totalResults: "1", Resources: [] }),
      ["application.provision.user.sync … FAILURE null"],
    ],
    [
      "an account of somebody else's, in the emulation's own words",
      () => list(ANN),
      [
        "application.provision.user.sync … FAILURE The match query for ann@b.example returned user 1, which was not made by this run. Okta would link and overwrite it; here nothing was sent.",
      ],
    ],
  ])("%s", async (_, answer, expected) => {
    const { org, app, ann } = await scripted(answer);
    await app.assignUsers([ann]);
    const lines = told(org.systemLog()).slice(1);
    expect(lines.map((line) => line.replace("ann@b.example + App", "…"))).toEqual(expected);
  });

  test.each<[OktaDialect, string]>([
    ["oin", "PATCH /Users/"],
    ["aiw", "PUT /Users/"],
  ])("a deactivation that is not implemented (%s)", async (dialect, refused) => {
    const target = await referenceTarget("generic", (next) => async (request) => {
      const body = request.method === "GET" || request.method === "POST" ? "" : await request.clone().text();
      const isOff = body.includes('"active":false') && refused.startsWith(request.method);
      return isOff ? scimError(501, "no PATCH here") : next(request);
    });
    const { org, app, ann } = orgOf(target, dialect);
    await app.assignUsers([ann]);
    await app.unassignUsers([ann]);
    expect(told(org.systemLog()).at(-1)).toBe(
      "application.provision.user.deactivate ann@b.example + App FAILURE Not Implemented. Errors reported by remote server: no PATCH here",
    );
    expect(app.console.views().tasks).toEqual([
      {
        userName: "ann@b.example",
        kind: "deprovision",
        message: expect.stringContaining("Automatic deprovisioning of user ann@b.example from app App failed"),
        at: org.systemLog().at(-1)?.published,
      },
    ]);
  });

  test("a profile push that is refused", async () => {
    const target = await referenceTarget("generic", (next) => async (request) => {
      return request.method === "PATCH" ? scimError(400, "no") : next(request);
    });
    const { org, app, ann } = orgOf(target);
    await app.assignUsers([ann]);
    await org.updateProfile(ann, { lastName: "Poe" });
    expect(told(org.systemLog()).at(-1)).toBe(
      "application.provision.user.push_profile ann@b.example + App FAILURE Bad Request. Errors reported by remote server: no",
    );
    expect(app.console.views().tasks[0]?.kind).toBe("update");
  });
});

test("an account that is found is verified before it is linked; one that was imported is not looked for", async () => {
  const target = await scriptedTarget("generic", (request) => {
    return request.startsWith("GET /Users?") ? list(ANN) : json(ANN);
  });
  target.session.adopt("/Users", "1");
  const { org, app, ann } = orgOf(target);
  await app.assignUsers([ann]);
  expect(told(org.systemLog()).map((line) => line.split(" ")[0])).toEqual([
    "application.user_membership.add",
    "application.provision.user.verify_exists",
    "application.provision.user.push_profile",
    "application.provision.user.sync",
  ]);
});

test("with Enable API integration off only the assignment is logged", async () => {
  const { org, app, ann } = orgOf(await referenceTarget("generic"));
  app.enableApiIntegration(false);
  await app.assignUsers([ann]);
  expect(told(org.systemLog())).toEqual(["application.user_membership.add ann@b.example + App"]);
});

test("a test of the credentials that fails is logged, and so is a change of settings", async () => {
  const { org, app } = await scripted(() => scimError(401, "wrong token"));
  await app.testApiCredentials();
  await app.saveSettings({ pushGroups: true });
  expect(told(org.systemLog())).toEqual([
    "application.configuration.update App FAILURE Error authenticating: Unauthorized. Errors reported by remote server: wrong token",
    "application.lifecycle.update App",
    "application.configuration.update App FAILURE Error authenticating: Unauthorized. Errors reported by remote server: wrong token",
  ]);
});

test("a password that is refused, and by a retry is not", async () => {
  let isRefusing = true;
  const target = await referenceTarget("generic", (next) => async (request) => {
    return isRefusing && request.method === "PATCH" ? scimError(400, "too short") : next(request);
  });
  const org = new OktaOrg();
  const { session, profile, clock } = target;
  const app = org.createApp({ session, profile, clock, name: "App", configured: { passwordSync: "okta-password" } });
  const ann = org.addUser(person("Ann"));
  await app.assignUsers([ann]);
  await org.changePasswords([ann]);
  expect(told(org.systemLog()).at(-1)).toBe(
    "application.provision.user.password ann@b.example + App FAILURE Bad Request. Errors reported by remote server: too short",
  );
  expect(app.console.views().tasks).toMatchObject([{ kind: "update", userName: "ann@b.example" }]);
  isRefusing = false;
  await app.retryFailed();
  expect(app.console.views().tasks).toEqual([]);
  expect(told(org.systemLog()).at(-1)).toBe("application.provision.user.push_okta_password ann@b.example + App");
});
