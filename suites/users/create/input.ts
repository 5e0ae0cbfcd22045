import {
  defineCheck,
  describeRequest,
  ENTERPRISE_USER_URN,
  errorResponse,
  isArray,
  isObject,
  isSuccess,
  isUnassigned,
  itemsAt,
  on,
  ownText,
  pathOfNew,
  readBack,
  readJson,
  sameText,
  USER_URN,
  valueAt,
  verify,
  withBody,
  withJson,
  without,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, FetchHandler, Json, JsonObject, OwnUser } from "../../../src/kit/index.ts";
import { postWith } from "../words/create-with.ts";
import { enterpriseOf, ownUrns } from "../words/enterprise-of.ts";

const CREATE = "POST /Users";

const names = defineCheck({
  id: "users.create.attribute-names",
  title: "POST /Users takes attribute names in any letter case",
  rule: "RFC7643-2.1-02",
  advice: "Match attribute names in request bodies without regard to letter case.",
  run: async (t) => {
    const usual = await t.make.user();
    const { userName, ...others } = t.make.userBody();
    const created = verify(await t.post("/Users", { ...others, USERNAME: userName })).succeeds().reply;
    // An answer may only repeat the request: what is stored decides.
    const { reply } = await readBack(t, pathOfNew(t, created));
    const isShown = (valueAt(created.body, "userName") ?? null) !== null;
    for (const shows of isShown ? [created, reply] : [reply]) {
      verify(shows, { although: "USERNAME was sent" }).at("userName").isLike(userName);
    }
    await noteLost(t, usual);
  },
  defects: {
    "attribute-names-must-be-spelled-as-in-the-schema": on(CREATE, {
      body: (sent) => isObject(sent) && "USERNAME" in sent,
    }).sent((body) => without(body, "USERNAME")),
    "user-name-in-capitals-is-only-repeated": repeatsCapitals,
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
    if (!isObject(reply.body)) return;
    // An answer may only repeat the request: what is stored decides.
    const first = await readBack(t, usual.path);
    const other = await readBack(t, pathOfNew(t, reply));
    for (const name of keptNames(usual.sent, first.resource)) {
      if (!isUnassigned(valueAt(other.resource, name))) continue;
      t.note(
        other.reply,
        `${describeRequest(other.reply)} shows no ${name}, which was sent in another order of members`,
      );
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
    // Some targets take no employeeNumber twice.
    const [employeeNumber, another] = [`${ownText(t)}-1`, `${ownText(t)}-2`];
    const usual = await t.make.user({ overrides: enterpriseOf(t, { employeeNumber }) });
    const schemas = [ENTERPRISE_USER_URN, ...ownUrns(t)];
    const reply = await postWith(t, { ...enterpriseOf(t, { employeeNumber: another }), schemas });
    verify(reply, { although: "only the order of schemas is another" }).succeeds();
    const first = await readBack(t, usual.path);
    const other = await readBack(t, pathOfNew(t, reply));
    const user = verify(other.reply, { although: "only the order of schemas is another", others: [first.reply] });
    for (const name of keptNames(usual.sent, first.resource)) user.at(name).isAssigned();
    const number = [ENTERPRISE_USER_URN, "employeeNumber"] as const;
    if (valueAt(first.resource, ...number) === employeeNumber) user.at(...number).is(another);
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

/** Notes when an attribute that the target keeps of a usual user is lost, or refused, with its name in capitals. */
async function noteLost(t: CheckContext, usual: OwnUser): Promise<void> {
  const found = await usual.read();
  const name = CAPITALISED.find((one) => sameText(valueAt(found, one), usual.sent[one]));
  if (name === undefined) return;
  const { [name]: value, ...others } = t.make.userBody();
  const capitals = name.toUpperCase();
  const reply = await t.post("/Users", { ...others, [capitals]: value });
  if (!isSuccess(reply))
    return t.note(reply, `${describeRequest(reply)} is refused where ${name} is sent as ${capitals}`);
  const read = await readBack(t, pathOfNew(t, reply));
  if (sameText(valueAt(read.resource, name), value)) return;
  t.note(read.reply, `${describeRequest(read.reply)} does not show the ${name} that was sent as ${capitals}`);
}

const CAPITALISED = ["displayName", "nickName", "title", "locale"] as const;

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

/** Repeats the userName of a request whose name is in capitals, and stores another one. */
function repeatsCapitals(next: FetchHandler): FetchHandler {
  return async (request) => {
    const sent = request.method === "POST" ? await readJson(request) : undefined;
    if (!isObject(sent) || sent["USERNAME"] === undefined) return next(request);
    const userName = `${crypto.randomUUID()}@example.com`;
    const response = await next(withBody(request, { ...without(sent, "USERNAME"), userName }));
    const answered: unknown = await response.clone().json();
    const repeated = { ...(isObject(answered) ? answered : {}), userName: sent["USERNAME"] };
    return response.ok ? withJson(response, repeated) : response;
  };
}
