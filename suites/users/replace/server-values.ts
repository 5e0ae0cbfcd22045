import {
  breaking,
  changed,
  defineCheck,
  describeOutcome,
  describeRequest,
  errorResponse,
  instantAt,
  isObject,
  isPresent,
  isSuccess,
  isUnassigned,
  jsonEqual,
  metaOf,
  on,
  readBack,
  remembering,
  shown,
  showSent,
  valueAt,
  verify,
  withMeta,
  without,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, Json, JsonObject, Path, ReadBack, Reply, Wrap } from "../../../src/kit/index.ts";
import { putBack, withoutReadOnly } from "../words/put-back.ts";
import { reading } from "../words/reading.ts";
import { verifyId } from "../words/verify-id.ts";

const PUT = "PUT /Users/:id";

const FALSE_META = {
  resourceType: "Robot",
  created: "2001-01-01T00:00:00Z",
  lastModified: "2001-01-01T00:00:00Z",
  location: "https://example.invalid/Users/x",
};

const readOnly = defineCheck({
  id: "users.replace.read-only-ignored",
  title: "PUT takes no notice of readOnly values in its body",
  rule: ["RFC7644-3.5.1-07", "RFC7643-3.1-14", "RFC7643-7-12"],
  advice:
    "Drop id, meta and other readOnly attributes from the body of a PUT: do not store them and do not refuse them.",
  run: async (t) => {
    const user = await t.make.user();
    const before = await readBack(t, user.path);
    const own = await t.put(user.path, before.resource);
    const isOfServer = !isSuccess(own) && isSuccess(await t.put(user.path, withoutReadOnly(t, before.resource)));
    if (!isSuccess(own) && !isOfServer)
      t.skip(`${describeRequest(own)} with the user as GET shows him answers ${describeOutcome(own)}`);
    verify(own, { rule: "RFC7644-3.5.1-07", although: "without what only the server writes it succeeds" }).succeeds();
    const reply = await t.put(user.path, withMeta(before.resource, FALSE_META));
    verify(reply, { rule: "RFC7644-3.5.1-07", although: "the meta in its body must be ignored" }).succeeds();
    await t.stays(reading(t, user.path), (read) => verifyUnchanged(before, read));
  },
  defects: {
    "put-takes-over-created": breaking(
      "RFC7643-3.1-14",
      showSent("/Users/:id?", (user, sent) => withMeta(user, onlyFalse(sent, "created"))),
    ),
    "put-takes-over-last-modified": breaking(
      "RFC7643-3.1-14",
      showSent("/Users/:id?", (user, sent) => withMeta(user, onlyFalse(sent, "lastModified"))),
    ),
    "put-takes-over-the-location": breaking(
      "RFC7643-3.1-14",
      showSent("/Users/:id?", (user, sent) => withMeta(user, onlyFalse(sent, "location"))),
    ),
    "put-takes-over-the-resource-type": breaking(
      "RFC7643-7-12",
      showSent("/Users/:id?", (user, sent) => withMeta(user, onlyFalse(sent, "resourceType"))),
    ),
    "put-refuses-what-get-shows": breaking(
      "RFC7644-3.5.1-07",
      on(PUT, { body: (sent) => isObject(sent) && "meta" in sent }).answer(() =>
        errorResponse(400, "Attribute meta is readOnly.", "mutability"),
      ),
    ),
    "put-refuses-read-only-attributes": breaking(
      "RFC7644-3.5.1-07",
      on(PUT, { body: (sent) => valueAt(sent, "meta", "resourceType") === "Robot" }).answer(() =>
        errorResponse(400, "Attribute meta is readOnly.", "mutability"),
      ),
    ),
  },
});

const id = defineCheck({
  id: "users.replace.id-ignored",
  title: "PUT does not change the id, whatever id the body has",
  rule: "RFC7644-3.5.1-08",
  advice: "Take the id from the URL of a PUT and ignore the one in the body.",
  run: async (t) => {
    const user = await t.make.user();
    const { resource } = await putBack(t, user);
    const reply = await t.put(user.path, changed(resource, { id: `other-${t.runId}` }));
    // RFC 7644 section 3.5.1 has a 400 in its example.
    verify(reply, { although: "the id in its body is another one" }).succeeds(400);
    if (reply.status === 400) t.note(reply, `${describeRequest(reply)} answers 400 to a body with another id`);
    // An answer without an id is the business of users.replace.answer.
    if (isSuccess(reply) && !isUnassigned(valueAt(reply.body, "id"))) verifyId(reply, ["id"], user);
    await t.stays(
      () => t.get(user.path),
      (read) => verifyId(read, ["id"], user),
    );
  },
  defects: {
    "put-takes-the-id-of-the-body": showSent("/Users/:id?", (user, sent) => ({
      ...user,
      id: sent["id"] ?? user["id"],
    })),
    "get-shows-the-id-of-the-last-put": showSent("GET /Users/:id", (user, sent) => ({
      ...user,
      id: sent["id"] ?? user["id"],
    })),
    "put-looks-for-the-id-of-the-body": on(PUT, {
      body: (sent) => String(valueAt(sent, "id")).startsWith("other-"),
    }).answer(() => errorResponse(404, "There is no such user.")),
  },
});

const withoutId = defineCheck({
  id: "users.replace.without-id",
  title: "PUT needs no id in its body",
  rule: "RFC7643-3.1-05",
  advice: "Take the id from the URL of a PUT: the client need not send what only the server issues.",
  run: async (t) => {
    const user = await t.make.user();
    const { resource } = await putBack(t, user);
    const sent = changed(without(resource, "id"), { displayName: `Display ${t.runId}` });
    const reply = await t.put(user.path, sent);
    if (isSuccess(reply)) return;
    // A change may be refused for itself.
    const withId = await t.put(user.path, { ...sent, id: user.id });
    if (!isSuccess(withId)) {
      t.skip(`${describeRequest(withId)} with the id and another displayName answers ${describeOutcome(withId)}`);
    }
    verify(reply, { although: "the same body with an id is taken", others: [withId] }).succeeds();
  },
  defects: {
    "put-needs-the-id": on(PUT, { body: (sent) => isUnassigned(valueAt(sent, "id")) }).answer(() =>
      errorResponse(400, "id is required."),
    ),
    "put-crashes-without-the-id": on(PUT, { body: (sent) => isUnassigned(valueAt(sent, "id")) }).answer(() =>
      errorResponse(500, "Object reference not set."),
    ),
  },
});

/** What two readings of one instant may differ by. */
const LATITUDE_MS = 1000;
/** Equal instants are judged after a second, longer pause: a server may keep whole seconds only. */
const PAUSES_MS = [1100, 4000] as const;

const dates = defineCheck({
  id: "users.replace.dates",
  title: "A change moves meta.lastModified forward and leaves meta.created alone",
  rule: ["RFC7643-3.1-16", "RFC7643-3.1-18"],
  advice: "Set meta.lastModified to now with each change, and meta.created once and for all at the create.",
  run: async (t) => {
    const user = await t.make.user();
    const before = await readBack(t, user.path);
    if (instantAt(before.resource, "created") === undefined || modifiedAt(before) === undefined) {
      t.skip(`${describeRequest(before.reply)} does not show both meta.created and meta.lastModified`);
    }
    let after = before;
    for (const [round, pause] of PAUSES_MS.entries()) {
      await t.pause(pause);
      after = await renamed(t, user.path, `Fam${round}${t.runId}`);
      if (isLater(after, before)) break;
    }
    verifyCreated(after.reply, before, "RFC7643-3.1-16");
    verifyModified(after, before);
    if (isPresent(t.capabilities.patch)) await verifyPatched(t, user.path, { before, after });
  },
  defects: {
    "created-moves-with-each-change": breaking(
      "RFC7643-3.1-16",
      on("/Users/:id?").resources((user) => withMeta(user, { created: valueAt(user, "meta", "lastModified") })),
    ),
    "created-moves-with-a-patch": breaking(
      "RFC7643-3.1-16",
      on("GET /Users/:id", { after: "PATCH /Users/:id" }).resources((user) =>
        withMeta(user, { created: valueAt(user, "meta", "lastModified") }),
      ),
    ),
    "last-modified-does-not-move-with-a-patch": breaking("RFC7643-3.1-18", keepModifiedAtPatch()),
    "last-modified-never-moves": breaking(
      "RFC7643-3.1-18",
      on("/Users/:id?").resources((user) => withMeta(user, { lastModified: valueAt(user, "meta", "created") })),
    ),
  },
});

/** What PUT must leave to the server. */
export const replaceServerValueChecks: readonly Check[] = [readOnly, id, withoutId, dates];

function modifiedAt({ resource }: ReadBack): number | undefined {
  return instantAt(resource, "lastModified");
}

function isLater(one: ReadBack, before: ReadBack): boolean {
  return (modifiedAt(one) ?? 0) > (modifiedAt(before) ?? 0);
}

/** Throws unless meta.lastModified has moved forward between two readings. */
function verifyModified(one: ReadBack, before: ReadBack): void {
  const earlier = shown(valueAt(before.resource, "meta", "lastModified"));
  verify(one.reply, { rule: "RFC7643-3.1-18", others: [before.reply] })
    .at("meta", "lastModified")
    .holds(`a later time than ${earlier}`, () => isLater(one, before));
}

/** The user as he was made, and after a PUT. */
interface Readings {
  readonly before: ReadBack;
  readonly after: ReadBack;
}

/** Throws unless meta is right after a PATCH too. One that is refused, or does not show, has moved nothing. */
async function verifyPatched(t: CheckContext, path: Path, { before, after }: Readings): Promise<void> {
  for (const [round, pause] of PAUSES_MS.entries()) {
    await t.pause(pause);
    const familyName = `Patched${round}${t.runId}`;
    const patch = await t.patch(path, [{ op: "replace", path: "name.familyName", value: familyName }]);
    const isPatched = (user: JsonObject): boolean => valueAt(user, "name", "familyName") === familyName;
    const patched = await readBack(t, path, (user) => !isSuccess(patch) || isPatched(user));
    verifyCreated(patched.reply, before, "RFC7643-3.1-16");
    if (!isSuccess(patch) || !isPatched(patched.resource) || isLater(patched, after)) return;
    if (pause === PAUSES_MS.at(-1)) verifyModified(patched, after);
  }
}

/** Changes the family name and reads the user; a skip when the change does not show. */
async function renamed(t: CheckContext, path: Path, familyName: string): Promise<ReadBack> {
  const { resource } = await readBack(t, path);
  const name = valueAt(resource, "name");
  const reply = await t.put(path, changed(resource, { name: changed(isObject(name) ? name : {}, { familyName }) }));
  const isChanged = (read: JsonObject): boolean => valueAt(read, "name", "familyName") === familyName;
  if (!isSuccess(reply)) t.skip(`PUT of another family name answers ${describeOutcome(reply)}`);
  const after = await readBack(t, path, isChanged);
  return isChanged(after.resource)
    ? after
    : t.skip("PUT of another family name has no effect; see users.replace.values");
}

/** Throws unless a reading shows the readOnly values as they were. */
function verifyUnchanged(before: ReadBack, reply: Reply): void {
  const others = [before.reply];
  const type = verify(reply, { rule: "RFC7643-7-12", others }).at("meta", "resourceType");
  type.is(valueAt(before.resource, "meta", "resourceType"));
  const location = verify(reply, { rule: "RFC7643-3.1-14", others }).at("meta", "location");
  location.is(valueAt(before.resource, "meta", "location"));
  const modified = verify(reply, { rule: "RFC7643-3.1-14", others }).at("meta", "lastModified");
  const isSent = instantAt(reply.body, "lastModified") === Date.parse(FALSE_META.lastModified);
  modified.holds("the server's own value, not the client's", () => !isSent);
  if (!isUnassigned(valueAt(before.resource, "meta", "created"))) verifyCreated(reply, before, "RFC7643-3.1-14");
}

/** Throws unless a reading shows meta.created as it was: the same instant, or the same value where it is none. */
function verifyCreated(reply: Reply, before: ReadBack, rule: "RFC7643-3.1-14" | "RFC7643-3.1-16"): void {
  const gap = (instantAt(reply.body, "created") ?? Number.NaN) - (instantAt(before.resource, "created") ?? Number.NaN);
  const old = valueAt(before.resource, "meta", "created");
  const created = verify(reply, { rule, others: [before.reply] }).at("meta", "created");
  created.holds(shown(old), (found) => jsonEqual(found, old) || Math.abs(gap) < LATITUDE_MS);
}

/** The member of a client's meta when it is one of the false values that a check sends. */
function onlyFalse(sent: JsonObject, name: keyof typeof FALSE_META): JsonObject {
  return metaOf(sent)[name] === FALSE_META[name] ? { [name]: FALSE_META[name] } : {};
}

/** A server that sets meta.lastModified at POST and PUT only. */
function keepModifiedAtPatch(): Wrap {
  return remembering(() => {
    const known = new Map<Json | undefined, Json | undefined>();
    const note = on("POST|PUT /Users/:id?").resources((user) => {
      known.set(user["id"], valueAt(user, "meta", "lastModified"));
      return user;
    });
    const show = on("GET /Users/:id").resources((user) =>
      withMeta(user, { lastModified: known.get(user["id"]) ?? valueAt(user, "meta", "lastModified") }),
    );
    return (next) => show(note(next));
  });
}
