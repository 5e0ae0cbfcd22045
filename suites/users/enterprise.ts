import {
  defineCheck,
  defineFamily,
  ENTERPRISE_USER_URN,
  followLink,
  isObject,
  isUnassigned,
  on,
  readBack,
  showSent,
  valueAt,
  verify,
  without,
} from "../../src/kit/index.ts";
import type { Check, JsonObject, Wrap } from "../../src/kit/index.ts";
import { createWith } from "./words/create-with.ts";
import { enterpriseOf } from "./words/enterprise-of.ts";
import { verifyLink } from "./words/verify-link.ts";

const USERS = "/Users/:id?";
const MANAGER = [ENTERPRISE_USER_URN, "manager"] as const;

const container = defineCheck({
  id: "users.enterprise.container",
  title: "Attributes of the enterprise extension stand in an object of their own",
  rule: "RFC7643-3.3-02",
  advice: "Store and return the attributes of an extension in the object under its URN, not among the core attributes.",
  run: async (t) => {
    const user = await t.make.user({ overrides: enterpriseOf(t, { employeeNumber: `E-${t.runId}` }) });
    const { reply, resource } = await readBack(t, user.path);
    const isInside = !isUnassigned(valueAt(resource, ENTERPRISE_USER_URN, "employeeNumber"));
    const outside = verify(reply).at("employeeNumber");
    if (!isInside && isUnassigned(outside.value)) t.skip("the target does not keep employeeNumber");
    outside.holds(`one in the object ${ENTERPRISE_USER_URN}`, () => isInside);
  },
  defects: {
    "extension-attributes-are-flattened": on(USERS).resources((user) => {
      const extension = user[ENTERPRISE_USER_URN];
      return isObject(extension) ? { ...without(user, ENTERPRISE_USER_URN), ...extension } : user;
    }),
  },
});

const manager = defineCheck({
  id: "users.enterprise.manager",
  title: "manager.value is the id of the manager, and $ref leads there",
  rule: "RFC7643-4.3-02",
  advice: "Return in manager.value the id of the User as it was sent, and in $ref, if there is one, that User's URI.",
  run: async (t) => {
    const boss = await t.make.user();
    const user = await t.make.user({ overrides: enterpriseOf(t, { manager: { value: boss.id } }) });
    const { reply } = await readBack(t, user.path);
    const found = verify(reply).at(...MANAGER);
    if (isUnassigned(found.at("value").value)) t.skip("the target does not show manager.value");
    found.at("value").is(boss.id);
    const uri = found.at("$ref").value;
    if (typeof uri !== "string") return;
    const there = await followLink(t, { uri, from: reply, id: boss.id });
    if (there !== undefined) verifyLink(reply, { uri, at: [...MANAGER, "$ref"], there, id: boss.id });
  },
  defects: {
    "manager-by-user-name": tamperManager((found) => ({ ...found, value: "boss@example.com" })),
    "manager-id-in-upper-case": tamperManager((found) => ({ ...found, value: String(found["value"]).toUpperCase() })),
    "manager-reference-leads-nowhere": tamperManager((found) => ({
      ...found,
      $ref: `../Managers/${String(found["value"])}`,
    })),
  },
});

const managerName = defineCheck({
  id: "users.enterprise.manager-display-name",
  title: "manager.displayName is the server's, whatever the client sends",
  rule: "RFC7643-4.3-03",
  advice: "Ignore manager.displayName in a request: it is readOnly; show the manager's own displayName or none.",
  run: async (t) => {
    const boss = await t.make.user();
    const plain = await t.make.user({ overrides: enterpriseOf(t, { manager: { value: boss.id } }) });
    const before = await readBack(t, plain.path);
    if (isUnassigned(valueAt(before.resource, ...MANAGER, "value"))) t.skip("the target does not show manager.value");
    const displayName = `Not The Boss ${t.runId}`;
    const { reply } = await createWith(t, enterpriseOf(t, { manager: { value: boss.id, displayName } }));
    verify(reply, { although: "the client sent that" })
      .at(...MANAGER, "displayName")
      .holds("the manager's own displayName or nothing", (name) => name !== displayName);
  },
  defects: {
    "manager-display-name-is-taken-over": showSent(USERS, (user, sent) => {
      const displayName = valueAt(sent, ...MANAGER, "displayName");
      return withManager(user, (found) => ({ ...found, displayName }));
    }),
  },
});

/** The enterprise extension of users (RFC 7643 section 4.3). */
export const enterpriseChecks: readonly Check[] = defineFamily({ needs: ["enterprise"] }, [
  container,
  manager,
  managerName,
]);

function tamperManager(change: (manager: JsonObject) => JsonObject): Wrap {
  return on(USERS).resources((user) => withManager(user, change));
}

function withManager(user: JsonObject, change: (manager: JsonObject) => JsonObject): JsonObject {
  const extension = user[ENTERPRISE_USER_URN];
  const found = isObject(extension) ? extension["manager"] : undefined;
  if (!isObject(extension) || !isObject(found)) return user;
  return { ...user, [ENTERPRISE_USER_URN]: { ...extension, manager: change(found) } };
}
