import {
  breaking,
  defineCheck,
  describeRequest,
  errorResponse,
  instantAt,
  isObject,
  on,
  pathOfNew,
  readBack,
  shown,
  showSent,
  valueAt,
  verify,
  withMeta,
  without,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, Reply, Wrap } from "../../../src/kit/index.ts";
import { postWith } from "../words/create-with.ts";
import { readUserType } from "../words/user-type.ts";

const CREATE = "POST /Users";
/** Longer than any server needs between the two instants that it notes at a create. */
const LATITUDE_MS = 2000;

const complete = defineCheck({
  id: "users.create.meta",
  title: "A new user has an id and a complete meta",
  rule: "RFC7643-3.1-01",
  advice:
    "Give each new user an id and meta with resourceType, created, lastModified and location, in the 201 and on GET.",
  run: async (t) => {
    const { reply, path } = await t.make.user();
    if (reply.text !== "") verifyNoted(reply);
    verifyNoted((await readBack(t, path)).reply);
  },
  defects: {
    "user-without-meta-dates": on("/Users/:id?").resources((user) =>
      withMeta(user, { created: undefined, lastModified: undefined }),
    ),
    "create-answers-without-meta": on(CREATE).body((user) => without(user, "meta")),
    "read-answers-without-location": on("GET /Users/:id?").resources((user) => withMeta(user, { location: undefined })),
  },
});

const NOTED = ["resourceType", "created", "lastModified", "location"] as const;

const resourceType = defineCheck({
  id: "users.create.resource-type",
  title: "meta.resourceType of a new user is the name of the resource type at /Users",
  rule: "RFC7644-3.3.1-01",
  advice:
    'Set meta.resourceType of everything made at /Users to the name that /ResourceTypes has for it, usually "User".',
  run: async (t) => {
    const known = await readUserType(t);
    const reply = await newUser(t);
    const found = verify(reply, { others: known === undefined ? [] : [known.published] }).at("meta", "resourceType");
    if (found.value === undefined) {
      t.skip(`${describeRequest(reply)} shows no meta.resourceType; see users.create.meta`);
    }
    found.is(valueAt(known?.type, "name") ?? "User");
  },
  defects: {
    "new-user-with-resource-type-in-lower-case": on("/Users/:id?").resources((user) =>
      withMeta(user, { resourceType: "user" }),
    ),
    "new-user-with-resource-type-named-after-the-endpoint": on("/Users/:id?").resources((user) =>
      withMeta(user, { resourceType: "Users" }),
    ),
    "resource-type-is-published-under-another-name": on("GET /ResourceTypes").resources((type) =>
      type["endpoint"] === "/Users" ? { ...type, name: "Account" } : type,
    ),
  },
});

const lastModified = defineCheck({
  id: "users.create.last-modified",
  title: "meta.lastModified of a new user is meta.created",
  rule: "RFC7643-3.1-17",
  advice: "Set meta.lastModified to the instant of meta.created when a user is made.",
  run: async (t) => {
    let reply = await newUser(t);
    // A server that stood still between its two looks at the clock does not do so each time.
    for (let made = 1; made < 3 && gapIn(reply) > LATITUDE_MS; made += 1) reply = await newUser(t);
    const gap = gapIn(reply);
    if (Number.isNaN(gap)) t.skip(`${describeRequest(reply)} does not show both meta.created and meta.lastModified`);
    const created = shown(valueAt(reply.body, "meta", "created"));
    verify(reply)
      .at("meta", "lastModified")
      .holds(`meta.created (${created})`, () => gap <= LATITUDE_MS);
    if (gap > 0) {
      t.note(reply, `${describeRequest(reply)} shows meta.lastModified ${gap} ms away from meta.created`);
    }
  },
  defects: {
    "last-modified-of-the-year-one": on("/Users/:id?").resources((user) =>
      withMeta(user, { lastModified: "0001-01-01T00:00:00Z" }),
    ),
    "last-modified-in-local-time-marked-as-utc": on("/Users/:id?").resources((user) => {
      const local = (instantAt(user, "created") ?? 0) - 8 * 60 * 60 * 1000;
      return withMeta(user, { lastModified: new Date(local).toISOString() });
    }),
  },
});

const OWN = "the server's own value, not the client's";
const SENT = {
  created: "2001-01-01T00:00:00Z",
  lastModified: "2001-01-01T00:00:00Z",
  location: "https://example.invalid/Users/x",
};

const metaIgnored = defineCheck({
  id: "users.create.meta-ignored",
  title: "POST /Users takes no notice of a meta that the client sends",
  rule: ["RFC7643-3.1-13", "RFC7644-3.3-01"],
  advice:
    "Drop meta from the body of a POST and write your own: it is readOnly, neither to be stored nor a reason to refuse.",
  run: async (t) => {
    await t.make.user();
    const reply = await postWith(t, { meta: SENT });
    verify(reply, { rule: "RFC7644-3.3-01", although: "the meta in its body must be ignored" }).succeeds();
    verifyOwnMeta(reply);
    verifyOwnMeta((await readBack(t, pathOfNew(t, reply))).reply);
  },
  defects: {
    "create-takes-over-the-clients-created": breaking("RFC7643-3.1-13", takeOver("created")),
    "get-shows-the-clients-created": breaking("RFC7643-3.1-13", takeOver("created", "GET /Users/:id?")),
    "create-takes-over-the-clients-last-modified": breaking("RFC7643-3.1-13", takeOver("lastModified")),
    "create-takes-over-the-clients-location": breaking("RFC7643-3.1-13", takeOver("location")),
    "create-refuses-read-only-attributes": breaking(
      "RFC7644-3.3-01",
      on(CREATE, { body: (sent) => isObject(sent) && "meta" in sent }).answer(() =>
        errorResponse(400, "Attribute meta is readOnly.", "mutability"),
      ),
    ),
  },
});

/** An answer that shows a user who has just been made. */
async function newUser(t: CheckContext): Promise<Reply> {
  const user = await t.make.user();
  return isObject(user.reply.body) ? user.reply : (await readBack(t, user.path)).reply;
}

/** Throws unless an answer shows all that a server notes about a new user. */
function verifyNoted(reply: Reply): void {
  verify(reply).at("id").isId();
  for (const name of NOTED) verify(reply).at("meta", name).isText();
}

/** Throws when an answer shows the meta that the client sent. What it leaves out is the business of users.create.meta. */
function verifyOwnMeta(reply: Reply): void {
  const meta = verify(reply, { rule: "RFC7643-3.1-13" }).at("meta");
  for (const name of ["created", "lastModified"] as const) {
    meta.at(name).holds(OWN, () => instantAt(reply.body, name) !== Date.parse(SENT[name]));
  }
  meta.at("location").holds(OWN, (location) => location !== SENT.location);
}

/** Milliseconds between the two instants in meta; NaN when one of them is not given. */
function gapIn({ body }: Reply): number {
  return Math.abs((instantAt(body, "lastModified") ?? NaN) - (instantAt(body, "created") ?? NaN));
}

/** What a server notes about a new user. */
export const createMetaChecks: readonly Check[] = [complete, resourceType, lastModified, metaIgnored];

/** A server that shows a member of the meta that a client sent. */
function takeOver(name: keyof typeof SENT, shownBy = "/Users/:id?"): Wrap {
  return showSent(shownBy, (user, sent) => {
    const value = valueAt(sent, "meta", name);
    return value === undefined ? user : withMeta(user, { [name]: value });
  });
}
