import {
  defineCheck,
  ENTERPRISE_USER_URN,
  errorResponse,
  isArray,
  isObject,
  isUnassigned,
  itemsAt,
  on,
  pathOfNew,
  readBack,
  USER_URN,
  valueAt,
  verify,
  without,
} from "../../../src/kit/index.ts";
import type { Check, Json, JsonObject } from "../../../src/kit/index.ts";
import { postWith } from "../words/create-with.ts";
import { enterpriseOf, ownUrns } from "../words/enterprise-of.ts";

const CREATE = "POST /Users";

const names = defineCheck({
  id: "users.create.attribute-names",
  title: "POST /Users takes attribute names in any letter case",
  rule: "RFC7643-2.1-02",
  advice: "Match attribute names in request bodies without regard to letter case.",
  run: async (t) => {
    await t.make.user();
    const { userName, ...others } = t.make.userBody();
    const created = verify(await t.post("/Users", { ...others, USERNAME: userName })).succeeds().reply;
    const isShown = (valueAt(created.body, "userName") ?? null) !== null;
    const { reply } = isShown ? { reply: created } : await readBack(t, pathOfNew(t, created));
    verify(reply, { although: "USERNAME was sent" }).at("userName").isLike(userName);
  },
  defects: {
    "attribute-names-must-be-spelled-as-in-the-schema": on(CREATE, {
      body: (sent) => isObject(sent) && "USERNAME" in sent,
    }).sent((body) => without(body, "USERNAME")),
    "user-name-is-made-up-for-one-in-capitals": on(CREATE, {
      body: (sent) => isObject(sent) && "USERNAME" in sent,
    }).sent((body) => ({ ...without(body, "USERNAME"), userName: `${crypto.randomUUID()}@example.com` })),
  },
});

const order = defineCheck({
  id: "users.create.member-order",
  title: "POST /Users takes the members of an object in any order",
  rule: "RFC7643-2.3.8-01",
  advice: "Read the whole JSON object before you act on it: its members may come in any order, schemas last.",
  run: async (t) => {
    const usual = await t.make.user();
    const reply = await t.post("/Users", reverseMembers(t.make.userBody()));
    verify(reply, { although: "only the order of its members is another" }).succeeds();
    if (!isObject(usual.reply.body) || !isObject(reply.body)) return;
    for (const name of keptNames(usual.sent, usual.reply.body)) {
      if (!isUnassigned(valueAt(reply.body, name))) continue;
      t.note(reply, `POST /Users shows no ${name} where the members come in another order`);
    }
  },
  defects: {
    "schemas-must-come-first": on(CREATE, {
      body: (sent) => isObject(sent) && Object.keys(sent).indexOf("schemas") > 0,
    }).answer(() => errorResponse(400, "Could not resolve the type of the resource.", "invalidSyntax")),
    "e-mail-value-must-come-first": on(CREATE, {
      body: (sent) => Object.keys(itemsAt(sent, "emails")[0] ?? {})[0] === "primary",
    }).answer(() => errorResponse(500, "Unexpected token.")),
  },
});

const schemasOrder = defineCheck({
  id: "users.create.schemas-order",
  title: "The order of the URNs in schemas makes no difference",
  rule: "RFC7643-3-04",
  needs: ["enterprise"],
  advice: "Look for each URN anywhere in schemas; the first one is not special.",
  run: async (t) => {
    const overrides = enterpriseOf(t);
    const usual = await t.make.user({ overrides });
    const schemas = [ENTERPRISE_USER_URN, ...ownUrns(t)];
    const reply = await postWith(t, { ...overrides, schemas });
    verify(reply, { although: "only the order of schemas is another" }).succeeds();
    const first = await readBack(t, usual.path);
    const other = await readBack(t, pathOfNew(t, reply));
    const user = verify(other.reply, { although: "only the order of schemas is another", others: [first.reply] });
    for (const name of keptNames(usual.sent, first.resource)) user.at(name).isAssigned();
    const number = [ENTERPRISE_USER_URN, "employeeNumber"] as const;
    user.at(...number).is(valueAt(first.resource, ...number));
  },
  defects: {
    "first-schema-decides-what-is-read": on(CREATE, { body: (sent) => firstSchema(sent) === ENTERPRISE_USER_URN }).sent(
      (body) => without(body, ENTERPRISE_USER_URN),
    ),
    "first-schema-decides-which-attributes-are-kept": on(CREATE, {
      body: (sent) => firstSchema(sent) === ENTERPRISE_USER_URN,
    }).sent((body) => without(body, "name", "displayName")),
    "extension-that-comes-first-loses-its-values": on(CREATE, {
      body: (sent) => firstSchema(sent) === ENTERPRISE_USER_URN,
    }).sent((body) => ({ ...body, [ENTERPRISE_USER_URN]: { department: "Sales" } })),
    "first-schema-must-be-the-core-one": on(CREATE, { body: (sent) => firstSchema(sent) !== USER_URN }).answer(() =>
      errorResponse(400, "This is not a User.", "invalidValue"),
    ),
  },
});

/** How POST /Users must read its body. */
export const createInputChecks: readonly Check[] = [names, order, schemasOrder];

/** Names of the attributes that were sent and that a reading shows. */
function keptNames(sent: JsonObject, resource: JsonObject): readonly string[] {
  return Object.keys(sent).filter((name) => !isUnassigned(valueAt(resource, name)));
}

/** The object with its members the other way round, and those of the objects in it; arrays keep their order. */
function reverseMembers(value: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([name, member]) => [name, reverseInside(member)]),
  );
}

function reverseInside(member: Json | undefined): Json | undefined {
  if (isArray(member)) return member.map((item) => (isObject(item) ? reverseMembers(item) : item));
  return isObject(member) ? reverseMembers(member) : member;
}

function firstSchema(body: Json): Json | undefined {
  const schemas = valueAt(body, "schemas");
  return isArray(schemas) ? schemas[0] : undefined;
}
