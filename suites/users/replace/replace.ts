import type { CheckContext } from "../../../src/kit/check-context.ts";
import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import { rfc } from "../../../src/exchange/clause.ts";
import { describeOutcome, describeRequest } from "../../../src/exchange/reply.ts";
import {
  answerInstead,
  errorResponse,
  tamperResponse,
  tamperResponseBody,
  without,
  withStatus,
} from "../../../src/kit/defects/tamper.ts";
import { isSuccess } from "../../../src/exchange/reply.ts";
import { shown } from "../../../src/exchange/shown.ts";
import { verifyStatus, verifyThat } from "../../../src/exchange/verify.ts";
import { isArray, isObject } from "../../../src/scim/json.ts";
import type { Json, JsonObject } from "../../../src/scim/json.ts";
import type { Path } from "../../../src/scim/request-path.ts";
import { USER_URN } from "../../../src/scim/urns.ts";
import { changePut } from "../../../src/kit/defects/change-put.ts";
import { publishedAttribute } from "../../../src/kit/published/published-attribute.ts";
import { putBack } from "../words/put-back.ts";
import { readBack } from "../../../src/kit/reading/read-back.ts";
import { changed, isUnassigned, itemsAt, sameText, valueAt, valuesOf } from "../../../src/kit/reading/value-at.ts";

const PUT = { method: "PUT", path: /^\/Users\/[^/]+$/ };
const USER_PATH = /\/Users\/[^/]+$/;

const supported = defineCheck({
  id: "users.replace.supported",
  title: "PUT of a user is supported",
  clause: rfc("RFC7644-3.5-01"),
  blocks: ["update"],
  advice:
    "Implement PUT /Users/{id}: it is the only update that every SCIM client may rely on, and the one that Okta sends.",
  run: async (t) => {
    const user = await t.make.user();
    const { resource } = await readBack(t, user.path);
    const reply = await t.put(user.path, changed(resource, { displayName: `Display ${t.runId}` }));
    verifyThat(![404, 405, 501].includes(reply.status), reply, {
      reason: `${describeRequest(reply)} answers ${describeOutcome(reply)}: PUT is not supported`,
      expected: "status 200",
      actual: describeOutcome(reply),
    });
  },
  defects: [
    {
      name: "put-of-users-is-not-implemented",
      breaks: "RFC7644-3.5-01",
      wrap: answerInstead(PUT, () => errorResponse(501, "Use PATCH.")),
    },
    {
      name: "put-of-users-is-not-allowed",
      breaks: "RFC7644-3.5-01",
      wrap: answerInstead(PUT, () => errorResponse(405, "Method not allowed.")),
    },
  ],
});

const answer = defineCheck({
  id: "users.replace.answer",
  title: "A successful PUT answers 200 with the whole user",
  clause: rfc("RFC7644-3.5.1-11"),
  blocks: ["update"],
  advice:
    "Answer a PUT with 200 and the updated user, with id and schemas; Okta reads it and takes 204 for PATCH only.",
  run: async (t) => {
    const user = await t.make.user();
    const { resource } = await readBack(t, user.path);
    const reply = await t.put(user.path, changed(resource, { displayName: `Display ${t.runId}` }));
    if (!isSuccess(reply)) t.skip(`PUT is answered ${describeOutcome(reply)}; see users.replace.supported`);
    verifyStatus(reply, 200);
    const isUser = valueAt(reply.body, "id") === user.id && isArray(valueAt(reply.body, "schemas"));
    verifyThat(isUser, reply, {
      reason: "A successful PUT answers without the updated user",
      expected: `the user with the id ${user.id} and schemas`,
      actual: reply.text === "" ? "an empty body" : shown(reply.body),
      at: "",
    });
  },
  defects: [
    {
      name: "put-of-a-user-answers-204",
      breaks: "RFC7644-3.5.1-11",
      wrap: tamperResponse(PUT, (response) => (response.ok ? withStatus(response, 204) : response)),
    },
    {
      name: "put-answers-200-with-nothing",
      breaks: "RFC7644-3.5.1-11",
      wrap: tamperResponse(PUT, (response) => (response.ok ? new Response(null, { status: 200 }) : response)),
    },
    {
      name: "put-answers-with-the-request",
      breaks: "RFC7644-3.5.1-11",
      wrap: tamperResponseBody(PUT, (user) => without(user, "id", "meta")),
    },
  ],
});

const values = defineCheck({
  id: "users.replace.values",
  title: "PUT replaces the values that it names",
  clause: rfc("RFC7644-3.5.1-01"),
  blocks: ["update"],
  advice:
    "Store every readWrite attribute of a PUT in place of the old value; of a multi-valued one the new values only.",
  run: async (t) => {
    const user = await t.make.user();
    await putBack(t, user);
    const changes = [familyNameChange, displayNameChange, emailChange];
    const judged = [];
    for (const change of changes) judged.push(await verifyChange(t, user.path, change(t)));
    if (!judged.includes(true)) t.skip("the target keeps neither a name nor an e-mail that PUT could change");
  },
  defects: [
    {
      name: "put-changes-top-level-attributes-only",
      breaks: "RFC7644-3.5.1-01",
      wrap: changePut(USER_PATH, (sent, current) => ({ ...sent, name: current["name"] })),
    },
    {
      name: "put-adds-to-multi-valued-attributes",
      breaks: "RFC7644-3.5.1-01",
      wrap: changePut(USER_PATH, (sent, current) => ({
        ...sent,
        emails: [
          ...itemsAt(current, "emails"),
          ...itemsAt(sent, "emails").filter(
            (email) => !itemsAt(current, "emails").some((old) => sameText(old["value"], email["value"])),
          ),
        ].map((email, index) => ({ ...email, primary: index === 0 })),
      })),
    },
    {
      name: "put-does-not-change-the-e-mail",
      breaks: "RFC7644-3.5.1-01",
      wrap: changePut(USER_PATH, (sent, current) => ({ ...sent, emails: current["emails"] })),
    },
  ],
});

/** What PUT /Users/{id} must do. */
export const replaceChecks: readonly Check[] = [supported, answer, values];

/** A change by PUT and how it shows; undefined where the user has nothing to change. */
interface Change {
  /** For example `name.familyName`. */
  readonly path: string;
  readonly apply: (resource: JsonObject) => JsonObject | undefined;
  readonly shownValue: (resource: JsonObject) => Json | undefined;
  readonly expected: string;
}

function familyNameChange({ runId }: CheckContext): Change {
  const expected = `Fam${runId}`;
  return {
    path: "name/familyName",
    expected,
    apply: (user) => {
      const name = valueAt(user, "name");
      const hasName = isObject(name) && !isUnassigned(valueAt(name, "familyName"));
      return hasName ? changed(user, { name: changed(name, { familyName: expected }) }) : undefined;
    },
    shownValue: (user) => valueAt(user, "name", "familyName"),
  };
}

function displayNameChange(t: CheckContext): Change {
  const expected = `Display ${t.runId}`;
  const published = publishedAttribute(t, [USER_URN, "displayName"]);
  return {
    path: "displayName",
    expected,
    // Servers may derive it from the name: only what is published as readWrite must take a value.
    apply: (user) =>
      isUnassigned(valueAt(user, "displayName")) || published?.mutability !== "readWrite"
        ? undefined
        : changed(user, { displayName: expected }),
    shownValue: (user) => valueAt(user, "displayName"),
  };
}

function emailChange(t: CheckContext): Change {
  const expected = String(itemsAt(t.make.userBody(), "emails")[0]?.["value"]);
  return {
    path: "emails",
    expected,
    apply: (user) => {
      const [email, ...others] = itemsAt(user, "emails");
      if (email === undefined || others.length > 0) return undefined;
      return changed(user, { emails: [changed(email, { value: expected })] });
    },
    shownValue: (user) => valuesOf(user, "emails").join(),
  };
}

/** PUTs the change and reads it back; false when there was nothing to change or the target refused it. */
async function verifyChange(t: CheckContext, path: Path, change: Change): Promise<boolean> {
  const { resource } = await readBack(t, path);
  const body = change.apply(resource);
  if (body === undefined || !isSuccess(await t.put(path, body))) return false;
  const isNew = (user: JsonObject): boolean => sameText(change.shownValue(user), change.expected);
  const after = await readBack(t, path, isNew);
  verifyThat(isNew(after.resource), after.reply, {
    reason: `PUT is answered as a success, but ${change.path.replace("/", ".")} is not what it was replaced by`,
    expected: shown(change.expected),
    actual: shown(change.shownValue(after.resource)),
    at: `/${change.path}`,
  });
  return true;
}
