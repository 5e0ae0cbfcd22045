import {
  changed,
  changePut,
  defineCheck,
  describeOutcome,
  describeRequest,
  errorResponse,
  isArray,
  isObject,
  isSuccess,
  isUnassigned,
  itemsAt,
  on,
  publishedAttribute,
  readBack,
  sameText,
  shown,
  USER_URN,
  valueAt,
  valuesOf,
  without,
  withStatus,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, Json, JsonObject, Path } from "../../../src/kit/index.ts";
import { verifyStatus, verifyThat } from "../../../src/exchange/verify.ts";
import { putBack } from "../words/put-back.ts";

const PUT = "PUT /Users/:id";
const USER_PATH = /\/Users\/[^/]+$/;

const supported = defineCheck({
  id: "users.replace.supported",
  title: "PUT of a user is supported",
  rule: "RFC7644-3.5-01",
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
  defects: {
    "put-of-users-is-not-implemented": on(PUT).answer(() => errorResponse(501, "Use PATCH.")),
    "put-of-users-is-not-allowed": on(PUT).answer(() => errorResponse(405, "Method not allowed.")),
  },
});

const answer = defineCheck({
  id: "users.replace.answer",
  title: "A successful PUT answers 200 with the whole user",
  rule: "RFC7644-3.5.1-11",
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
  defects: {
    "put-of-a-user-answers-204": on(PUT).response((response) => (response.ok ? withStatus(response, 204) : response)),
    "put-answers-200-with-nothing": on(PUT).response((response) =>
      response.ok ? new Response(null, { status: 200 }) : response,
    ),
    "put-answers-with-the-request": on(PUT).body((user) => without(user, "id", "meta")),
  },
});

const values = defineCheck({
  id: "users.replace.values",
  title: "PUT replaces the values that it names",
  rule: "RFC7644-3.5.1-01",
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
  defects: {
    "put-changes-top-level-attributes-only": changePut(USER_PATH, (sent, current) => ({
      ...sent,
      name: current["name"],
    })),
    "put-adds-to-multi-valued-attributes": changePut(USER_PATH, (sent, current) => ({
      ...sent,
      emails: [
        ...itemsAt(current, "emails"),
        ...itemsAt(sent, "emails").filter(
          (email) => !itemsAt(current, "emails").some((old) => sameText(old["value"], email["value"])),
        ),
      ].map((email, index) => ({ ...email, primary: index === 0 })),
    })),
    "put-does-not-change-the-e-mail": changePut(USER_PATH, (sent, current) => ({ ...sent, emails: current["emails"] })),
  },
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
