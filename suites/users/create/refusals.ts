import type { CheckContext } from "../../../src/kit/check-context.ts";
import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import { rfc } from "../../../src/exchange/clause.ts";
import type { Reply } from "../../../src/exchange/reply.ts";
import {
  answerInstead,
  errorResponse,
  tamperRequestBody,
  tamperResources,
  without,
} from "../../../src/kit/defects/tamper.ts";
import type { Wrap } from "../../../src/kit/defects/tamper.ts";
import { isSuccess } from "../../../src/exchange/reply.ts";
import { shown } from "../../../src/exchange/shown.ts";
import { verifyRefused, verifyStatus, verifyThat } from "../../../src/exchange/verify.ts";
import { isArray, isObject } from "../../../src/scim/json.ts";
import type { Json } from "../../../src/scim/json.ts";
import { USER_URN } from "../../../src/scim/urns.ts";
import { mayOffer } from "../../../src/kit/published/published-attribute.ts";
import { pathOfNew, readBack } from "../../../src/kit/reading/read-back.ts";
import { tamperErrorBody } from "../words/tamper-error.ts";
import { valueAt } from "../../../src/kit/reading/value-at.ts";

const CREATE = { method: "POST", path: /^\/Users$/ };
const USERS = /^\/Users(?:\/[^/]+)?$/;

const userName = defineCheck({
  id: "users.create.user-name-required",
  title: "POST /Users does not make a user without a userName",
  clause: rfc("RFC7643-4.1.1-01", "RFC7643-4.1.1-02"),
  advice: "Refuse a user whose userName is absent or empty with 400 invalidValue.",
  run: async (t) => {
    await t.make.user();
    for (const name of [undefined, ""]) {
      const reply = await t.post("/Users", { ...t.make.userBody(), userName: name });
      await verifyNamed(t, reply, name);
    }
  },
  defects: [
    {
      name: "user-name-may-be-left-out",
      breaks: "RFC7643-4.1.1-01",
      wrap: acceptNameless(undefined),
    },
    {
      name: "user-name-may-be-empty",
      breaks: "RFC7643-4.1.1-02",
      wrap: acceptNameless(""),
    },
  ],
});

const syntax = defineCheck({
  id: "users.create.not-json",
  title: "POST /Users with a body that is not JSON answers 400 invalidSyntax",
  clause: rfc("RFC7644-3.3-09"),
  advice: 'Answer a body that cannot be parsed with 400 and scimType "invalidSyntax", not with a 500.',
  run: async (t) => {
    const reply = verifyStatus(await t.request("POST", "/Users", { text: "{" }), 400);
    const scimType = valueAt(reply.body, "scimType");
    verifyThat(scimType === undefined || scimType === null || scimType === "invalidSyntax", reply, {
      reason: "A body that is not JSON is refused with another scimType than invalidSyntax",
      expected: [shown("invalidSyntax"), "no scimType"],
      actual: shown(scimType),
      at: "/scimType",
    });
  },
  defects: [
    {
      name: "broken-json-answers-500",
      breaks: "RFC7644-3.3-09",
      wrap: whenBroken(() => errorResponse(500, "Unexpected end of JSON input")),
    },
    {
      name: "broken-json-is-an-invalid-value",
      breaks: "RFC7644-3.3-09",
      wrap: tamperErrorBody(CREATE, (error) => ({ ...error, scimType: "invalidValue" })),
    },
  ],
});

const schemas = defineCheck({
  id: "users.create.schemas-required",
  title: "POST /Users refuses a body that does not say it is a user",
  clause: rfc("RFC7644-3.3-10"),
  advice: "Refuse a body whose schemas is absent, empty or foreign with 400 invalidSyntax or invalidValue.",
  run: async (t) => {
    for (const [what, value] of WRONG_SCHEMAS) {
      verifyRefused(await t.post("/Users", t.make.userBody({ overrides: { schemas: value } })), what);
    }
  },
  defects: [
    {
      name: "create-does-not-need-schemas",
      breaks: "RFC7644-3.3-10",
      wrap: tamperRequestBody(CREATE, (body) => ({ ...body, schemas: body["schemas"] ?? [USER_URN] })),
    },
    {
      name: "create-takes-any-schema",
      breaks: "RFC7644-3.3-10",
      wrap: tamperRequestBody(CREATE, (body) => (isArray(body["schemas"]) ? { ...body, schemas: [USER_URN] } : body)),
    },
  ],
});

const WRONG_SCHEMAS: readonly (readonly [string, Json | undefined])[] = [
  ["has no schemas", undefined],
  ["has an empty schemas", []],
  ["names a schema that does not exist", ["urn:example:bogus"]],
];

const types = defineCheck({
  id: "users.create.wrong-types",
  title: "POST /Users refuses values of the wrong JSON type",
  clause: rfc("RFC7644-3.3-11"),
  advice:
    "Check the JSON type of each attribute against the schema and refuse what does not fit with 400 invalidValue.",
  run: async (t) => {
    const wrong = WRONG_TYPES.filter(([name]) => mayOffer(t, [USER_URN, name]));
    if (wrong.length === 0) t.skip("neither active nor emails nor name is published");
    for (const [name, value] of wrong) {
      const reply = await t.post("/Users", t.make.userBody({ overrides: { [name]: value } }));
      verifyRefused(reply, `gives ${name} as the text ${shown(value)}`);
    }
  },
  defects: [
    {
      name: "active-takes-any-text",
      breaks: "RFC7644-3.3-11",
      wrap: tamperRequestBody(CREATE, (body) =>
        typeof body["active"] === "string" ? { ...body, active: body["active"] !== "" } : body,
      ),
    },
    {
      name: "emails-of-the-wrong-type-are-dropped",
      breaks: "RFC7644-3.3-11",
      wrap: tamperRequestBody(CREATE, (body) => (typeof body["emails"] === "string" ? without(body, "emails") : body)),
    },
    {
      name: "name-of-the-wrong-type-crashes",
      breaks: "RFC7644-3.3-11",
      wrap: answerInstead({ ...CREATE, body: (sent) => isObject(sent) && typeof sent["name"] === "string" }, () =>
        errorResponse(500, "Cannot read properties of a string."),
      ),
    },
  ],
});

const WRONG_TYPES = [
  ["active", "notabool"],
  ["emails", "x"],
  ["name", "x"],
] as const;

/** What POST /Users must refuse. */
export const createRefusalChecks: readonly Check[] = [userName, syntax, schemas, types];

/** A refusal, or a user with a userName that the server has made up. */
async function verifyNamed(t: CheckContext, reply: Reply, name: string | undefined): Promise<void> {
  const what = name === undefined ? "has no userName" : "has an empty userName";
  if (!isSuccess(reply)) {
    verifyRefused(reply, what);
    return;
  }
  const { resource } = await readBack(t, pathOfNew(t, reply));
  const given = valueAt(resource, "userName");
  verifyThat(typeof given === "string" && given !== "", reply, {
    reason: `POST /Users makes a user although the body ${what}`,
    expected: "a 4xx status",
    actual: `status ${reply.status} and a user with userName ${shown(given)}`,
    at: "/userName",
  });
}

/** A server that stores a user whose userName is absent (undefined) or empty and shows it as it was sent. */
function acceptNameless(missing: "" | undefined): Wrap {
  return (next) => {
    const store = tamperRequestBody(
      { ...CREATE, body: (sent) => isObject(sent) && sent["userName"] === missing },
      (body) => ({ ...body, userName: `nameless-${crypto.randomUUID()}` }),
    );
    const show = tamperResources({ path: USERS }, (user) =>
      String(user["userName"]).startsWith("nameless-") ? { ...user, userName: missing } : user,
    );
    return show(store(next));
  };
}

function whenBroken(answer: () => Response): Wrap {
  return (next) => async (request) => {
    const text = await request.clone().text();
    return text === "{" ? answer() : next(request);
  };
}
