import {
  defineCheck,
  errorResponse,
  isArray,
  isObject,
  on,
  USER_URN,
  verify,
  without,
  withStatus,
} from "../../../src/kit/index.ts";
import type { Check, Json, JsonObject } from "../../../src/kit/index.ts";
import { specRule } from "../words/spec-rule.ts";
import { madeBySpec, specCreate, specGet } from "../words/spec-requests.ts";
import type { SpecCreate } from "../words/spec-requests.ts";
import { specAnswer } from "../words/spec-answer.ts";

const POST = on("POST /Users");

const answer = defineCheck({
  id: "okta-spec.create.answer",
  title: "Step 6: a create in plain JSON is answered with 201 and with the names as they were sent",
  rule: specRule(
    6,
    "POST /Users as application/json gives 201, active true, an id, the core schema, and both names and userName in the letters that were sent.",
  ),
  advice:
    "Take application/json, and answer 201 with the whole user: userName and names in upper and lower case as they were sent.",
  run: async (t) => {
    const made = await specCreate(t);
    const words = specAnswer(made.reply);
    words.status(201);
    words.equals("true", "active");
    words.isFilled("id");
    verifyNames(made, words);
    verify(made.reply).at("schemas").holds(`something with ${USER_URN}`, namesUser);
    words.equals(made.sent.userName, "userName");
  },
  defects: {
    "create-takes-scim-json-only": POST.answer((request, next) =>
      request.headers.get("content-type") === "application/json" ? errorResponse(415, "send SCIM") : next(request),
    ),
    "create-is-answered-with-200": POST.response((response) => (response.ok ? withStatus(response, 200) : response)),
    "create-shows-the-name-in-small-letters": POST.body((body) => inSmallLetters(body)),
    "create-shows-an-inactive-user": POST.body((body) => ({ ...body, active: false })),
    "create-shows-no-names": POST.body((body) => without(body, "name")),
    "create-shows-another-given-name": POST.body((body) => ({ ...body, name: renamed(body, "givenName") })),
    "create-shows-no-core-schema": POST.body((body) => ({ ...body, schemas: ["urn:example:person"] })),
  },
});

const stored = defineCheck({
  id: "okta-spec.create.read",
  title: "Step 7: the created user is read with the names as they were sent",
  rule: specRule(
    7,
    "GET /Users/{id} of the new user gives 200 with userName and both names in the letters that were sent.",
  ),
  advice:
    "Store userName and names in upper and lower case as they were sent; compare without regard to letter case instead.",
  run: async (t) => {
    const made = await madeBySpec(t);
    await t.eventually(
      () => specGet(t, made.path),
      (reply) => {
        const words = specAnswer(reply);
        words.status(200);
        words.equals(made.sent.userName, "userName");
        verifyNames(made, words);
      },
    );
  },
  defects: {
    "user-name-stored-in-small-letters": on("GET /Users/:id").resources((user) => inSmallLetters(user)),
    "family-name-stored-otherwise": on("GET /Users/:id").resources((user) => ({
      ...user,
      name: renamed(user, "familyName"),
    })),
  },
});

const duplicate = defineCheck({
  id: "okta-spec.create.duplicate",
  title: "Step 8: the same create once more is answered with 409",
  rule: specRule(8, "POST /Users with a userName that exists gives 409, and no other refusal."),
  advice: "Answer a create whose userName is taken with 409.",
  run: async (t) => {
    const { sent } = await madeBySpec(t);
    const { reply } = await specCreate(t, sent.userName);
    specAnswer(reply).status(409);
  },
  defects: {
    "same-create-is-400": POST.response((response) =>
      response.status === 409 ? errorResponse(400, "the userName is taken", "uniqueness") : response,
    ),
    "same-create-is-answered-with-the-user": POST.response((response) =>
      response.status === 409 ? Response.json({ schemas: [USER_URN], userName: "x" }, { status: 200 }) : response,
    ),
  },
});

function verifyNames({ sent: { name } }: SpecCreate, words: ReturnType<typeof specAnswer>): void {
  words.equals(name.familyName, "name", "familyName");
  words.equals(name.givenName, "name", "givenName");
}

/** The test looks for the URN in the text of the list. */
function namesUser(schemas: Json | undefined): boolean {
  return isArray(schemas) ? schemas.includes(USER_URN) : typeof schemas === "string" && schemas.includes(USER_URN);
}

function inSmallLetters(user: JsonObject): JsonObject {
  const { userName } = user;
  return typeof userName === "string" ? { ...user, userName: userName.toLowerCase() } : user;
}

function renamed({ name }: JsonObject, member: string): JsonObject {
  return isObject(name) ? { ...name, [member]: "Other" } : {};
}

/** What the test asks of a create. */
export const specCreateChecks: readonly Check[] = [answer, stored, duplicate];
