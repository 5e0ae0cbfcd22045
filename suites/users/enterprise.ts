import { defineCheck } from "../../src/kit/check.ts";
import type { Check } from "../../src/kit/check.ts";
import { rfc } from "../../src/exchange/clause.ts";
import { tamperResources, without } from "../../src/kit/defects/tamper.ts";
import type { Wrap } from "../../src/kit/defects/tamper.ts";
import { isSuccess } from "../../src/exchange/reply.ts";
import { shown } from "../../src/exchange/shown.ts";
import { verifyThat } from "../../src/exchange/verify.ts";
import { isObject } from "../../src/scim/json.ts";
import type { JsonObject } from "../../src/scim/json.ts";
import { ENTERPRISE_USER_URN } from "../../src/scim/urns.ts";
import { describeLink, followLink, leadsTo } from "../../src/kit/reading/follow-link.ts";
import { pathOfNew, readBack } from "../../src/kit/reading/read-back.ts";
import { enterpriseOf } from "./read/schemas.ts";
import { showSent } from "../../src/kit/defects/show-sent.ts";
import { isUnassigned, valueAt } from "../../src/kit/reading/value-at.ts";

const USERS = { path: /^\/Users(?:\/[^/]+)?$/ };

const container = defineCheck({
  id: "users.enterprise.container",
  title: "Attributes of the enterprise extension stand in an object of their own",
  clause: rfc("RFC7643-3.3-02"),
  needs: ["enterprise"],
  advice: "Store and return the attributes of an extension in the object under its URN, not among the core attributes.",
  run: async (t) => {
    const user = await t.make.user({ overrides: enterpriseOf(t, { employeeNumber: `E-${t.runId}` }) });
    const { reply, resource } = await readBack(t, user.path);
    const inside = valueAt(resource, ENTERPRISE_USER_URN, "employeeNumber");
    const outside = valueAt(resource, "employeeNumber");
    if (isUnassigned(inside) && isUnassigned(outside)) t.skip("the target does not keep employeeNumber");
    verifyThat(!isUnassigned(inside), reply, {
      reason: "An attribute of the enterprise extension comes back among the core attributes",
      expected: `employeeNumber in the object ${ENTERPRISE_USER_URN}`,
      actual: `employeeNumber ${shown(outside)} at the top level`,
      at: "/employeeNumber",
    });
  },
  defects: [
    {
      name: "extension-attributes-are-flattened",
      breaks: "RFC7643-3.3-02",
      wrap: tamperResources(USERS, (user) => {
        const extension = user[ENTERPRISE_USER_URN];
        return isObject(extension) ? { ...without(user, ENTERPRISE_USER_URN), ...extension } : user;
      }),
    },
  ],
});

const manager = defineCheck({
  id: "users.enterprise.manager",
  title: "manager.value is the id of the manager, and $ref leads there",
  clause: rfc("RFC7643-4.3-02"),
  needs: ["enterprise"],
  advice: "Return in manager.value the id of the User as it was sent, and in $ref, if there is one, that User's URI.",
  run: async (t) => {
    const boss = await t.make.user();
    const user = await t.make.user({ overrides: enterpriseOf(t, { manager: { value: boss.id } }) });
    const { reply, resource } = await readBack(t, user.path);
    const value = valueAt(resource, ENTERPRISE_USER_URN, "manager", "value");
    if (isUnassigned(value)) return t.skip("the target does not show manager.value");
    verifyThat(value === boss.id, reply, {
      reason: "manager.value is another id than the manager's",
      expected: shown(boss.id),
      actual: shown(value),
      at: `/${ENTERPRISE_USER_URN}/manager/value`,
    });
    const ref = valueAt(resource, ENTERPRISE_USER_URN, "manager", "$ref");
    const there = typeof ref === "string" ? await followLink(t, { uri: ref, from: reply, id: boss.id }) : undefined;
    verifyThat(there === undefined || leadsTo(there, boss.id), reply, {
      reason: "manager.$ref does not lead to the manager",
      expected: `a URI at which GET gives the user ${boss.id}`,
      actual: there === undefined ? shown(ref) : describeLink(String(ref), there),
      at: `/${ENTERPRISE_USER_URN}/manager/$ref`,
    });
  },
  defects: [
    {
      name: "manager-by-user-name",
      breaks: "RFC7643-4.3-02",
      wrap: tamperManager((found) => ({ ...found, value: "boss@example.com" })),
    },
    {
      name: "manager-id-in-upper-case",
      breaks: "RFC7643-4.3-02",
      wrap: tamperManager((found) => ({ ...found, value: String(found["value"]).toUpperCase() })),
    },
    {
      name: "manager-reference-leads-nowhere",
      breaks: "RFC7643-4.3-02",
      wrap: tamperManager((found) => ({ ...found, $ref: `../Managers/${String(found["value"])}` })),
    },
  ],
});

const managerName = defineCheck({
  id: "users.enterprise.manager-display-name",
  title: "manager.displayName is the server's, whatever the client sends",
  clause: rfc("RFC7643-4.3-03"),
  needs: ["enterprise"],
  advice: "Ignore manager.displayName in a request: it is readOnly; show the manager's own displayName or none.",
  run: async (t) => {
    const boss = await t.make.user();
    const plain = await t.make.user({ overrides: enterpriseOf(t, { manager: { value: boss.id } }) });
    const before = await readBack(t, plain.path);
    if (isUnassigned(valueAt(before.resource, ENTERPRISE_USER_URN, "manager", "value"))) {
      t.skip("the target does not show manager.value");
    }
    const displayName = `Not The Boss ${t.runId}`;
    const overrides = enterpriseOf(t, { manager: { value: boss.id, displayName } });
    const created = await t.post("/Users", t.make.userBody({ overrides }));
    if (!isSuccess(created)) t.skip("a manager with a displayName is refused");
    const { reply, resource } = await readBack(t, pathOfNew(t, created));
    verifyThat(valueAt(resource, ENTERPRISE_USER_URN, "manager", "displayName") !== displayName, reply, {
      reason: "manager.displayName is what the client sent",
      expected: ["the manager's own displayName", "nothing"],
      actual: shown(displayName),
      at: `/${ENTERPRISE_USER_URN}/manager/displayName`,
    });
  },
  defects: [
    {
      name: "manager-display-name-is-taken-over",
      breaks: "RFC7643-4.3-03",
      wrap: showSent(USERS, (user, sent) => {
        const displayName = valueAt(sent, ENTERPRISE_USER_URN, "manager", "displayName");
        return withManager(user, (found) => ({ ...found, displayName }));
      }),
    },
  ],
});

/** The enterprise extension of users (RFC 7643 section 4.3). */
export const enterpriseChecks: readonly Check[] = [container, manager, managerName];

function tamperManager(change: (manager: JsonObject) => JsonObject): Wrap {
  return tamperResources(USERS, (user) => withManager(user, change));
}

function withManager(user: JsonObject, change: (manager: JsonObject) => JsonObject): JsonObject {
  const extension = user[ENTERPRISE_USER_URN];
  const found = isObject(extension) ? extension["manager"] : undefined;
  if (!isObject(extension) || !isObject(found)) return user;
  return { ...user, [ENTERPRISE_USER_URN]: { ...extension, manager: change(found) } };
}
