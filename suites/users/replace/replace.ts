import {
  changed,
  changePut,
  defineCheck,
  describeOutcome,
  describeRequest,
  errorResponse,
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
  verify,
  without,
  withStatus,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, JsonObject, Path, Reply } from "../../../src/kit/index.ts";
import { isWritable } from "../words/is-writable.ts";
import { putBack } from "../words/put-back.ts";
import { reading } from "../words/reading.ts";
import { withoutReadOnly } from "../words/put-back.ts";
import { verifyId } from "../words/verify-id.ts";
import { wasTaken } from "../words/was-taken.ts";

const PUT = "PUT /Users/:id";
const USER_PATH = /\/Users\/[^/]+$/;

/** Refusals of what a body holds. */
const INVALID = [400, 409, 422];

const supported = defineCheck({
  id: "users.replace.supported",
  title: "PUT of a user is supported",
  rule: "RFC7644-3.5-01",
  advice:
    "Implement PUT /Users/{id}: it is the only update that every SCIM client may rely on, and the one that Okta sends.",
  run: async (t) => {
    const user = await t.make.user();
    const { resource } = await readBack(t, user.path);
    const reply = await t.put(user.path, changed(resource, { displayName: `Display ${t.runId}` }));
    if (isSuccess(reply)) return;
    if ([404, 405].includes(reply.status) || reply.status >= 500 || reply.status === 0) verify(reply).succeeds();
    // A change may be refused, and so may what only the server writes: users.replace.read-only-ignored is about that.
    const plain = await t.put(user.path, withoutReadOnly(t, resource));
    if (isSuccess(plain)) return;
    const same = await t.put(user.path, user.sent);
    if (!isSuccess(same) && !INVALID.includes(same.status)) {
      t.skip(`${describeRequest(same)} answers ${describeOutcome(same)}, which does not say whether PUT is supported`);
    }
    verify(same, { although: "its body is the one that POST took", others: [user.reply] }).succeeds();
  },
  defects: {
    "put-of-users-is-not-implemented": on(PUT).answer(() => errorResponse(501, "Use PATCH.")),
    "put-of-users-is-not-allowed": on(PUT).answer(() => errorResponse(405, "Method not allowed.")),
    "put-of-any-user-is-invalid": on(PUT).answer(() => errorResponse(400, "The request is not valid.")),
    "put-of-users-crashes": on(PUT).answer(() => errorResponse(500, "Object reference not set.")),
    "put-of-users-has-no-route": on(PUT).answer(() => errorResponse(404, "There is no such endpoint.")),
  },
});

const answer = defineCheck({
  id: "users.replace.answer",
  title: "A successful PUT answers 200 with the whole user",
  rule: "RFC7644-3.5.1-11",
  advice:
    "Answer a PUT with 200 and the updated user, with id and schemas; Okta reads it and takes 204 for PATCH only.",
  run: async (t) => {
    const user = await t.make.user();
    const { resource } = await readBack(t, user.path);
    const reply = await t.put(user.path, changed(resource, { displayName: `Display ${t.runId}` }));
    if (!isSuccess(reply)) {
      t.skip(`${describeRequest(reply)} answers ${describeOutcome(reply)}; see users.replace.supported`);
    }
    const answered = verify(reply).status(200);
    answered.object();
    verifyId(reply, ["id"], user);
    answered.at("schemas").isArray();
    answered.at("userName").isText();
  },
  also: ["put-gives-the-user-a-new-id"],
  defects: {
    "put-of-a-user-answers-204": on(PUT).response((response) => (response.ok ? withStatus(response, 204) : response)),
    "put-answers-200-with-nothing": on(PUT).response((response) =>
      response.ok ? new Response(null, { status: 200 }) : response,
    ),
    "put-answers-with-the-request": on(PUT).body((user) => without(user, "id", "meta")),
    "put-answers-with-id-and-schemas-only": on(PUT).body((user) => ({ schemas: user["schemas"], id: user["id"] })),
    "put-answers-without-schemas": on(PUT).body((user) => without(user, "schemas")),
  },
});

const values = defineCheck({
  id: "users.replace.values",
  title: "PUT replaces the values that it names",
  rule: "RFC7644-3.5.1-01",
  advice:
    "Store every readWrite attribute of a PUT in place of the old value; of a multi-valued one the new values only.",
  run: async (t) => {
    const user = await t.make.user();
    await putBack(t, user);
    const changes = [familyNameChange(t), displayNameChange(t), emailChange(t)];
    const puts = [];
    for (const change of changes) puts.push(...(await verifyChange(t, user.path, change)));
    // A crash leaves a change unjudged; a refusal may have reasons of its own.
    if (!puts.map((put) => wasTaken(t, put)).includes(true)) {
      t.skip(`GET ${user.path} shows neither a name nor an e-mail of which a PUT takes another value`);
    }
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
    "put-does-not-change-the-display-name": changePut(USER_PATH, (sent, current) => ({
      ...sent,
      displayName: current["displayName"],
    })),
    "put-does-not-change-the-e-mail": changePut(USER_PATH, (sent, current) => ({ ...sent, emails: current["emails"] })),
  },
});

/** What PUT /Users/{id} must do. */
export const replaceChecks: readonly Check[] = [supported, answer, values];

/** A change by PUT. */
interface Change {
  /** Undefined where the user has nothing to change. */
  readonly apply: (user: JsonObject) => JsonObject | undefined;
  /** Throws unless a reading shows it. */
  readonly verifyShown: (reply: Reply) => void;
}

function familyNameChange(t: CheckContext): Change {
  const expected = `Fam${t.runId}`;
  return {
    apply: (user) => {
      const name = valueAt(user, "name");
      const hasName = isObject(name) && !isUnassigned(valueAt(name, "familyName"));
      return hasName && isWritable(t, "name", "familyName")
        ? changed(user, { name: changed(name, { familyName: expected }) })
        : undefined;
    },
    verifyShown: (reply) => verify(reply).at("name", "familyName").isLike(expected),
  };
}

function displayNameChange(t: CheckContext): Change {
  const expected = `Display ${t.runId}`;
  const published = publishedAttribute(t, [USER_URN, "displayName"]);
  return {
    // Servers may derive it from the name: only what is published as readWrite must take a value.
    apply: (user) =>
      isUnassigned(valueAt(user, "displayName")) || published?.mutability !== "readWrite"
        ? undefined
        : changed(user, { displayName: expected }),
    verifyShown: (reply) => verify(reply).at("displayName").isLike(expected),
  };
}

function emailChange(t: CheckContext): Change {
  const expected = String(itemsAt(t.make.userBody(), "emails")[0]?.["value"]);
  return {
    apply: (user) => {
      const [email, ...others] = itemsAt(user, "emails");
      if (email === undefined || others.length > 0 || !isWritable(t, "emails", "value")) return undefined;
      return changed(user, { emails: [changed(email, { value: expected })] });
    },
    verifyShown: (reply) => {
      const isShown = valuesOf(reply.body, "emails").join() === expected.toLowerCase();
      verify(reply)
        .at("emails")
        .holds(`the one e-mail ${shown(expected)}`, () => isShown);
    },
  };
}

/** PUTs the change and reads it back where it is taken; gives the answer, or nothing when there was nothing to change. */
async function verifyChange(t: CheckContext, path: Path, change: Change): Promise<readonly Reply[]> {
  const { resource } = await readBack(t, path);
  const body = change.apply(resource);
  if (body === undefined) return [];
  const put = await t.put(path, body);
  if (isSuccess(put)) await t.eventually(reading(t, path), change.verifyShown);
  return [put];
}
