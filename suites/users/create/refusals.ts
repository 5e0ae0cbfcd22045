import {
  breaking,
  defineCheck,
  errorResponse,
  isArray,
  isObject,
  isSuccess,
  mayOffer,
  on,
  pathOfNew,
  readBack,
  shown,
  USER_URN,
  valueAt,
  without,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, Json, Reply, Wrap } from "../../../src/kit/index.ts";
import { verifyRefused, verifyStatus, verifyThat } from "../../../src/exchange/verify.ts";
import { tamperErrorBody } from "../words/tamper-error.ts";

const CREATE = "POST /Users";

const userName = defineCheck({
  id: "users.create.user-name-required",
  title: "POST /Users does not make a user without a userName",
  rule: ["RFC7643-4.1.1-01", "RFC7643-4.1.1-02"],
  advice: "Refuse a user whose userName is absent or empty with 400 invalidValue.",
  run: async (t) => {
    await t.make.user();
    for (const name of [undefined, ""]) {
      const reply = await t.post("/Users", { ...t.make.userBody(), userName: name });
      await verifyNamed(t, reply, name);
    }
  },
  defects: {
    "user-name-may-be-left-out": breaking("RFC7643-4.1.1-01", acceptNameless(undefined)),
    "user-name-may-be-empty": breaking("RFC7643-4.1.1-02", acceptNameless("")),
  },
});

const syntax = defineCheck({
  id: "users.create.not-json",
  title: "POST /Users with a body that is not JSON answers 400 invalidSyntax",
  rule: "RFC7644-3.3-09",
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
  defects: {
    "broken-json-answers-500": whenBroken(() => errorResponse(500, "Unexpected end of JSON input")),
    "broken-json-is-an-invalid-value": tamperErrorBody(CREATE, (error) => ({ ...error, scimType: "invalidValue" })),
  },
});

const schemas = defineCheck({
  id: "users.create.schemas-required",
  title: "POST /Users refuses a body that does not say it is a user",
  rule: "RFC7644-3.3-10",
  advice: "Refuse a body whose schemas is absent, empty or foreign with 400 invalidSyntax or invalidValue.",
  run: async (t) => {
    for (const [what, value] of WRONG_SCHEMAS) {
      verifyRefused(await t.post("/Users", t.make.userBody({ overrides: { schemas: value } })), what);
    }
  },
  defects: {
    "create-does-not-need-schemas": on(CREATE).sent((body) => ({ ...body, schemas: body["schemas"] ?? [USER_URN] })),
    "create-takes-any-schema": on(CREATE).sent((body) =>
      isArray(body["schemas"]) ? { ...body, schemas: [USER_URN] } : body,
    ),
  },
});

const WRONG_SCHEMAS: readonly (readonly [string, Json | undefined])[] = [
  ["has no schemas", undefined],
  ["has an empty schemas", []],
  ["names a schema that does not exist", ["urn:example:bogus"]],
];

const types = defineCheck({
  id: "users.create.wrong-types",
  title: "POST /Users refuses values of the wrong JSON type",
  rule: "RFC7644-3.3-11",
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
  defects: {
    "active-takes-any-text": on(CREATE).sent((body) =>
      typeof body["active"] === "string" ? { ...body, active: body["active"] !== "" } : body,
    ),
    "emails-of-the-wrong-type-are-dropped": on(CREATE).sent((body) =>
      typeof body["emails"] === "string" ? without(body, "emails") : body,
    ),
    "name-of-the-wrong-type-crashes": on(CREATE, {
      body: (sent) => isObject(sent) && typeof sent["name"] === "string",
    }).answer(() => errorResponse(500, "Cannot read properties of a string.")),
  },
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
    const store = on(CREATE, { body: (sent) => isObject(sent) && sent["userName"] === missing }).sent((body) => ({
      ...body,
      userName: `nameless-${crypto.randomUUID()}`,
    }));
    const show = on("/Users/:id?").resources((user) =>
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
