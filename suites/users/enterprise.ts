import {
  defineCheck,
  defineFamily,
  describeRequest,
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
import type { Check, CheckContext, JsonObject, OwnUser, Reply, Wrap } from "../../src/kit/index.ts";
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
    const names = ["employeeNumber", `${ENTERPRISE_USER_URN}:employeeNumber`];
    const flat = names.find((name) => !isUnassigned(valueAt(resource, name))) ?? "employeeNumber";
    const outside = verify(reply).at(flat);
    if (!isInside && isUnassigned(outside.value)) t.skip(`${describeRequest(reply)} shows no employeeNumber`);
    outside.holds(`one in the object ${ENTERPRISE_USER_URN}`, () => isInside);
  },
  defects: {
    "extension-attributes-are-flattened": on(USERS).resources((user) => {
      const extension = user[ENTERPRISE_USER_URN];
      return isObject(extension) ? { ...without(user, ENTERPRISE_USER_URN), ...extension } : user;
    }),
    "extension-attributes-are-flattened-under-whole-names": on(USERS).resources((user) => {
      const extension = user[ENTERPRISE_USER_URN];
      if (!isObject(extension)) return user;
      const named = Object.entries(extension).map(([name, value]) => [`${ENTERPRISE_USER_URN}:${name}`, value]);
      return { ...without(user, ENTERPRISE_USER_URN), ...Object.fromEntries(named) };
    }),
  },
});

const manager = defineCheck({
  id: "users.enterprise.manager",
  title: "manager.value is the id of the manager",
  rule: "RFC7643-4.3-02",
  advice: "Return in manager.value the id of the User as it was sent.",
  run: async (t) => {
    const boss = await t.make.user();
    const user = await t.make.user({ overrides: enterpriseOf(t, { manager: { value: boss.id } }) });
    const { reply } = await readBack(t, user.path);
    const value = verify(reply, { others: [boss.reply] }).at(...MANAGER, "value");
    if (isUnassigned(value.value)) t.skip(`${describeRequest(reply)} shows no manager.value`);
    value.names(boss.id);
  },
  defects: {
    "manager-by-user-name": tamperManager((found) => ({ ...found, value: "boss@example.com" })),
    "manager-id-in-upper-case": tamperManager((found) => ({ ...found, value: String(found["value"]).toUpperCase() })),
  },
});

const managerReference = defineCheck({
  id: "users.enterprise.manager-reference",
  title: "manager.$ref, if it is given, leads to the manager",
  rule: "RFC7643-4.3-04",
  advice: "Return in manager.$ref the URI at which GET gives the manager, or leave it out.",
  run: async (t) => {
    const boss = await t.make.user();
    const reply = await readReferring(t, boss);
    const uri = valueAt(reply.body, ...MANAGER, "$ref");
    if (typeof uri !== "string") return t.skip(`${describeRequest(reply)} shows no manager.$ref`);
    const there = await followLink(t, { uri, from: reply, id: boss.id });
    if (there === undefined || ![200, 404].includes(there.status)) {
      return t.skip(`${describeRequest(reply)} shows a manager.$ref at which GET does not tell who is there`);
    }
    verifyLink(verify(reply), { uri, at: [...MANAGER, "$ref"], there, id: boss.id });
  },
  defects: {
    "manager-reference-leads-nowhere": tamperManager((found) => ({
      ...found,
      $ref: `../Managers/${String(found["value"])}`,
    })),
    "manager-reference-leads-to-the-user": on(USERS).resources((user) =>
      withManager(user, (found) => ({ ...found, $ref: valueAt(user, "meta", "location") })),
    ),
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
    if (isUnassigned(valueAt(before.resource, ...MANAGER, "value"))) {
      t.skip(`${describeRequest(before.reply)} shows no manager.value`);
    }
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
  managerReference,
  managerName,
]);

/** A user with that manager as GET shows him. A target that makes no $ref of its own may keep the one that is sent. */
async function readReferring(t: CheckContext, { id, path }: OwnUser): Promise<Reply> {
  const plain = await t.make.user({ overrides: enterpriseOf(t, { manager: { value: id } }) });
  const { reply, resource } = await readBack(t, plain.path);
  if (!isUnassigned(valueAt(resource, ...MANAGER, "$ref"))) return reply;
  const $ref = valueAt((await readBack(t, path)).resource, "meta", "location");
  if (typeof $ref !== "string") return t.skip(`GET ${path} shows no meta.location that could be sent as $ref`);
  return (await createWith(t, enterpriseOf(t, { manager: { value: id, $ref } }))).reply;
}

function tamperManager(change: (manager: JsonObject) => JsonObject): Wrap {
  return on(USERS).resources((user) => withManager(user, change));
}

function withManager(user: JsonObject, change: (manager: JsonObject) => JsonObject): JsonObject {
  const extension = user[ENTERPRISE_USER_URN];
  const found = valueAt(extension, "manager");
  if (!isObject(extension) || !isObject(found)) return user;
  return { ...user, [ENTERPRISE_USER_URN]: { ...extension, manager: change(found) } };
}
