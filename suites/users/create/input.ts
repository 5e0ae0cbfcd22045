import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import { rfc } from "../../../src/exchange/clause.ts";
import { answerInstead, errorResponse, tamperRequestBody, without } from "../../../src/kit/defects/tamper.ts";
import { shown } from "../../../src/exchange/shown.ts";
import { verifySuccess, verifyThat } from "../../../src/exchange/verify.ts";
import { isArray, isObject, jsonEqual } from "../../../src/scim/json.ts";
import type { Json, JsonObject } from "../../../src/scim/json.ts";
import { ENTERPRISE_USER_URN, USER_URN } from "../../../src/scim/urns.ts";
import { mayOffer } from "../../../src/kit/published/published-attribute.ts";
import { pathOfNew, readBack } from "../../../src/kit/reading/read-back.ts";
import { isUnassigned, sameText, valueAt } from "../../../src/kit/reading/value-at.ts";
import { ownText } from "../../../src/kit/reading/own-text.ts";

const CREATE = { method: "POST", path: /^\/Users$/ };

const names = defineCheck({
  id: "users.create.attribute-names",
  title: "POST /Users takes attribute names in any letter case",
  clause: rfc("RFC7643-2.1-02"),
  advice: "Match attribute names in request bodies without regard to letter case.",
  run: async (t) => {
    await t.make.user();
    const { userName, ...others } = t.make.userBody();
    const reply = verifySuccess(await t.post("/Users", { ...others, USERNAME: userName }));
    const shownName =
      valueAt(reply.body, "userName") ?? valueAt((await readBack(t, pathOfNew(t, reply))).resource, "userName");
    verifyThat(sameText(shownName, userName), reply, {
      reason: "POST /Users loses an attribute whose name is written in other letter case",
      expected: shown(userName),
      actual: shown(shownName),
      at: "/userName",
    });
  },
  defects: [
    {
      name: "attribute-names-must-be-spelled-as-in-the-schema",
      breaks: "RFC7643-2.1-02",
      wrap: tamperRequestBody({ ...CREATE, body: (sent) => isObject(sent) && "USERNAME" in sent }, (body) =>
        without(body, "USERNAME"),
      ),
    },
  ],
});

const order = defineCheck({
  id: "users.create.member-order",
  title: "POST /Users takes the members of an object in any order",
  clause: rfc("RFC7643-2.3.8-01"),
  advice: "Read the whole JSON object before you act on it: its members may come in any order, schemas last.",
  run: async (t) => {
    await t.make.user();
    verifySuccess(await t.post("/Users", reverseMembers(t.make.userBody())));
  },
  defects: [
    {
      name: "schemas-must-come-first",
      breaks: "RFC7643-2.3.8-01",
      wrap: answerInstead(
        { ...CREATE, body: (sent) => isObject(sent) && Object.keys(sent).indexOf("schemas") > 0 },
        () => errorResponse(400, "Could not resolve the type of the resource.", "invalidSyntax"),
      ),
    },
    {
      name: "e-mail-value-must-come-first",
      breaks: "RFC7643-2.3.8-01",
      wrap: answerInstead({ ...CREATE, body: (sent) => Object.keys(firstEmail(sent))[0] === "primary" }, () =>
        errorResponse(500, "Unexpected token."),
      ),
    },
  ],
});

const schemasOrder = defineCheck({
  id: "users.create.schemas-order",
  title: "The order of the URNs in schemas makes no difference",
  clause: rfc("RFC7643-3-04"),
  needs: ["enterprise"],
  advice: "Look for each URN anywhere in schemas; the first one is not special.",
  run: async (t) => {
    const extension = { employeeNumber: ownText(t) };
    const urns = urnsOf(t.make.userBody());
    const first = await t.make.user({
      overrides: { schemas: [...urns, ENTERPRISE_USER_URN], [ENTERPRISE_USER_URN]: extension },
    });
    const body = t.make.userBody({
      overrides: { schemas: [ENTERPRISE_USER_URN, ...urns], [ENTERPRISE_USER_URN]: extension },
    });
    const reply = verifySuccess(await t.post("/Users", body));
    const [one, other] = [await readBack(t, first.path), await readBack(t, pathOfNew(t, reply))];
    const [kept, found] = [one, other].map(({ resource }) => valueAt(resource, ENTERPRISE_USER_URN, "employeeNumber"));
    verifyThat(jsonEqual(kept, found), other.reply, {
      reason: "A user is stored otherwise when the extension's URN comes first in schemas",
      expected: shown(kept),
      actual: shown(found),
      at: `/${ENTERPRISE_USER_URN}/employeeNumber`,
    });
  },
  defects: [
    {
      name: "first-schema-decides-what-is-read",
      breaks: "RFC7643-3-04",
      wrap: tamperRequestBody({ ...CREATE, body: (sent) => firstSchema(sent) === ENTERPRISE_USER_URN }, (body) =>
        without(body, ENTERPRISE_USER_URN),
      ),
    },
    {
      name: "first-schema-must-be-the-core-one",
      breaks: "RFC7643-3-04",
      wrap: answerInstead({ ...CREATE, body: (sent) => firstSchema(sent) !== USER_URN }, () =>
        errorResponse(400, "This is not a User.", "invalidValue"),
      ),
    },
  ],
});

/** Optional attributes that hardly any server derives from others. */
const SINGLE = ["nickName", "title", "userType"] as const;
const MULTIPLE = ["phoneNumbers", "addresses", "ims"] as const;

const unassigned = defineCheck({
  id: "users.create.unassigned",
  title: "null and an empty array in POST /Users mean the same as leaving the attribute out",
  clause: rfc("RFC7643-2.5-01"),
  advice: "Treat null and [] in a request as an attribute that is not there; do not refuse them and do not store them.",
  run: async (t) => {
    const single = SINGLE.find((name) => mayOffer(t, [USER_URN, name]));
    const multiple = MULTIPLE.find((name) => mayOffer(t, [USER_URN, name]));
    if (single === undefined || multiple === undefined)
      return t.skip("no optional attribute of both kinds is published");
    const plain = await t.make.user({ overrides: { [single]: undefined, [multiple]: undefined } });
    const body = t.make.userBody({ overrides: { [single]: null, [multiple]: [] } });
    const reply = verifySuccess(await t.post("/Users", body));
    const [left, nulled] = [await readBack(t, plain.path), await readBack(t, pathOfNew(t, reply))];
    for (const name of [single, multiple]) {
      const [expected, actual] = [left, nulled].map(({ resource }) => valueAt(resource, name));
      verifyThat((isUnassigned(expected) && isUnassigned(actual)) || jsonEqual(expected, actual), nulled.reply, {
        reason: `${name} is something else after a null or empty array than after it was left out`,
        expected: shown(expected),
        actual: shown(actual),
        at: `/${name}`,
      });
    }
  },
  defects: [
    {
      name: "null-is-refused",
      breaks: "RFC7643-2.5-01",
      wrap: answerInstead({ ...CREATE, body: (sent) => isObject(sent) && Object.values(sent).includes(null) }, () =>
        errorResponse(400, "Expected a string.", "invalidValue"),
      ),
    },
    {
      name: "null-is-stored-as-text",
      breaks: "RFC7643-2.5-01",
      wrap: tamperRequestBody(CREATE, (body) => mapMembers(body, (value) => (value === null ? "null" : value))),
    },
    {
      name: "empty-array-becomes-an-empty-value",
      breaks: "RFC7643-2.5-01",
      wrap: tamperRequestBody(CREATE, (body) =>
        mapMembers(body, (value, name) => (name === "phoneNumbers" && isEmpty(value) ? [{ value: "" }] : value)),
      ),
    },
  ],
});

/** How POST /Users must read its body. */
export const createInputChecks: readonly Check[] = [names, order, schemasOrder, unassigned];

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

/** The URNs in the schemas of a body, the enterprise one apart. */
function urnsOf(body: JsonObject): readonly Json[] {
  const schemas = valueAt(body, "schemas");
  return isArray(schemas) ? schemas.filter((urn) => !sameText(urn, ENTERPRISE_USER_URN)) : [USER_URN];
}

function firstSchema(body: Json): Json | undefined {
  const schemas = valueAt(body, "schemas");
  return isArray(schemas) ? schemas[0] : undefined;
}

function firstEmail(body: Json): JsonObject {
  const emails = valueAt(body, "emails");
  const [first] = isArray(emails) ? emails : [];
  return isObject(first) ? first : {};
}

function mapMembers(body: JsonObject, change: (value: Json | undefined, name: string) => Json | undefined): JsonObject {
  return Object.fromEntries(Object.entries(body).map(([name, value]) => [name, change(value, name)]));
}

function isEmpty(value: Json | undefined): boolean {
  return isArray(value) && value.length === 0;
}
