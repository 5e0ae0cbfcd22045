import {
  breaking,
  defineCheck,
  describeOutcome,
  errorResponse,
  isArray,
  isObject,
  isSuccess,
  mayOffer,
  on,
  pathOfNew,
  publishedAttribute,
  readBack,
  shown,
  USER_URN,
  valueAt,
  verify,
  without,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, Json, Wrap } from "../../../src/kit/index.ts";
import { postWith } from "../words/create-with.ts";
import { tamperErrorBody } from "../words/tamper-error.ts";

const CREATE = "POST /Users";

const userName = defineCheck({
  id: "users.create.user-name-required",
  title: "POST /Users does not make a user without a userName",
  rule: ["RFC7643-4.1.1-01", "RFC7643-4.1.1-02"],
  advice: "Refuse a user whose userName is absent or empty with 400 invalidValue.",
  run: async (t) => {
    await t.make.user();
    await verifyNamed(t, undefined, { rule: "RFC7643-4.1.1-01", although: "it has no userName" });
    await verifyNamed(t, "", { rule: "RFC7643-4.1.1-02", although: "it has an empty userName" });
  },
  defects: {
    "user-name-may-be-left-out": breaking("RFC7643-4.1.1-01", acceptNameless(undefined)),
    "user-name-may-be-empty": breaking("RFC7643-4.1.1-02", acceptNameless("")),
    "missing-user-name-crashes": breaking("RFC7643-4.1.1-01", crashNameless(undefined)),
    "empty-user-name-crashes": breaking("RFC7643-4.1.1-02", crashNameless("")),
  },
});

const syntax = defineCheck({
  id: "users.create.not-json",
  title: "POST /Users with a body that is not JSON answers 400, with scimType invalidSyntax or none",
  rule: "RFC7644-3.3-09",
  advice: 'Answer a body that cannot be parsed with 400 and scimType "invalidSyntax", not with a 500.',
  run: async (t) => {
    await t.make.user();
    const answer = verify(await t.request("POST", "/Users", { text: "{" })).status(400);
    answer
      .at("scimType")
      .holds('"invalidSyntax" or nothing', (scimType) => (scimType ?? "invalidSyntax") === "invalidSyntax");
  },
  defects: {
    "broken-json-answers-500": on(CREATE).answer(async (request, next) => {
      const text = await request.clone().text();
      return text === "{" ? errorResponse(500, "Unexpected end of JSON input") : next(request);
    }),
    "broken-json-is-an-invalid-value": tamperErrorBody(CREATE, (error) => ({ ...error, scimType: "invalidValue" })),
  },
});

const schemas = defineCheck({
  id: "users.create.schemas-required",
  title: "POST /Users refuses a body that does not say it is a user",
  rule: "RFC7644-3.3-10",
  advice: "Refuse a body whose schemas is absent, empty or foreign with 400 invalidSyntax or invalidValue.",
  run: async (t) => {
    await t.make.user();
    for (const [what, value] of WRONG_SCHEMAS) {
      const reply = await t.post("/Users", t.make.userBody({ overrides: { schemas: value } }));
      verify(reply).refuses(what);
    }
  },
  defects: {
    "create-does-not-need-schemas": on(CREATE).sent((body) => ({ ...body, schemas: body["schemas"] ?? [USER_URN] })),
    "create-takes-a-schema-that-does-not-exist": on(CREATE, {
      body: (sent) => JSON.stringify(valueAt(sent, "schemas")) === '["urn:example:bogus"]',
    }).sent((body) => ({ ...body, schemas: [USER_URN] })),
    "create-takes-any-schema": on(CREATE).sent((body) =>
      isArray(body["schemas"]) ? { ...body, schemas: [USER_URN] } : body,
    ),
  },
});

const WRONG_SCHEMAS: readonly (readonly [string, Json | undefined])[] = [
  ["it has no schemas", undefined],
  ["it has an empty schemas", []],
  ["it names a schema that does not exist", ["urn:example:bogus"]],
];

const types = defineCheck({
  id: "users.create.wrong-types",
  title: "POST /Users refuses values of the wrong JSON type",
  rule: "RFC7644-3.3-11",
  advice:
    "Check the JSON type of each attribute against the schema and refuse what does not fit with 400 invalidValue.",
  run: async (t) => {
    // What is readOnly is ignored in a request, of whatever type it is.
    const wrong = WRONG_TYPES.filter(([name]) => mayOffer(t, [USER_URN, name]) && !isReadOnly(t, name));
    if (wrong.length === 0) t.skip("/Schemas publishes neither active nor emails nor name for writing");
    await t.make.user();
    for (const [name, value] of wrong) {
      verify(await postWith(t, { [name]: value })).refuses(`it gives ${name} as the text ${shown(value)}`);
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

function isReadOnly(t: CheckContext, name: string): boolean {
  return publishedAttribute(t, [USER_URN, name])?.mutability === "readOnly";
}

/** Which rule a create without a userName would break, and what it lacks. */
interface Nameless {
  readonly rule: "RFC7643-4.1.1-01" | "RFC7643-4.1.1-02";
  /** Completes "... answers 201 although ...". */
  readonly although: string;
}

/** Throws unless a create with this userName is refused, or leaves a user for whom the target has made a userName up. */
async function verifyNamed(t: CheckContext, userName: "" | undefined, { rule, although }: Nameless): Promise<void> {
  const reply = await t.post("/Users", { ...t.make.userBody(), userName });
  const read = isSuccess(reply) ? await readBack(t, pathOfNew(t, reply)) : undefined;
  const name = valueAt(read?.resource, "userName");
  if (typeof name === "string" && name.trim() !== "") {
    verify(reply, { rule }).succeeds();
    return t.note(reply, `POST /Users answers ${describeOutcome(reply)} and makes a userName up although ${although}`);
  }
  verify(reply, { rule, others: read === undefined ? [] : [read.reply] }).refuses(although);
  if (reply.status !== 400)
    t.note(reply, `POST /Users answers ${describeOutcome(reply)}, not 400, although ${although}`);
}

function crashNameless(missing: "" | undefined): Wrap {
  return on(CREATE, { body: (sent) => isObject(sent) && sent["userName"] === missing }).answer(() =>
    errorResponse(500, "Cannot read properties of undefined."),
  );
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
