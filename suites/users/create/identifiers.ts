import {
  idOf,
  toId,
  defineCheck,
  describeOutcome,
  describeRequest,
  errorResponse,
  isPresent,
  isSuccess,
  isUnassigned,
  itemsAt,
  on,
  pathOfNew,
  readBack,
  readJson,
  readThrough,
  remembering,
  sameText,
  shown,
  showSent,
  valueAt,
  verify,
  without,
  pathTo,
  withQuery,
  withStatus,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, JsonObject, Path, Reply, Wrap } from "../../../src/kit/index.ts";
import { postWith } from "../words/create-with.ts";

const CREATE = "POST /Users";

const idIgnored = defineCheck({
  id: "users.create.id-ignored",
  title: "The id of a new user is the server's own, whatever id the client sends",
  rule: "RFC7643-3.1-05",
  advice: "Issue the id yourself and drop the one in the body of a POST.",
  run: async (t) => {
    const id = `client-${t.runId}`;
    const reply = await postWith(t, { id });
    if (!isSuccess(reply)) t.skip(`POST /Users with an id in its body answers ${describeOutcome(reply)}`);
    verifyOtherId(reply, id);
    const read = await readBack(t, pathOfNew(t, reply));
    if (isUnassigned(valueAt(read.resource, "id")))
      t.skip("the target shows no id of the new user; users.create.body is about that");
    verifyOtherId(read.reply, id);
    await verifyNotOverwritten(t);
  },
  defects: {
    "create-with-the-id-of-a-user-overwrites-the-user": overwrites(),
    "create-takes-the-clients-id": showSent("/Users/:id?", (user, sent) => ({ ...user, id: sent["id"] ?? user["id"] })),
    "get-shows-the-clients-id": showSent("GET /Users/:id", (user, sent) => ({ ...user, id: sent["id"] ?? user["id"] })),
  },
});

const idUnique = defineCheck({
  id: "users.create.id-unique",
  title: "No two resources have the same id, of whatever type they are",
  rule: "RFC7643-3.1-03",
  advice: "Issue ids that are unique over users and groups together, for example UUIDs, not one counter a table.",
  run: async (t) => {
    const users = [await issueId(t, "/Users"), await issueId(t, "/Users")];
    // Users are judged by themselves too: a target may let nobody make groups.
    verifyApart(users);
    if (!isPresent(t.capabilities.groups)) return;
    verifyApart([...users, await issueId(t, "/Groups"), await issueId(t, "/Groups")]);
    await verifyListedApart(t);
  },
  defects: {
    "ids-start-anew-in-each-table": remembering(() => {
      const counters = new Map<string, number>();
      return on("POST").body((resource, { url }) => {
        const id = (counters.get(url) ?? 0) + 1;
        counters.set(url, id);
        return { ...resource, id: String(id) };
      });
    }),
    "old-users-and-groups-have-the-same-numbers": on({ method: "GET", path: /^\/(?:Users|Groups)$/ }).body((list) => ({
      ...list,
      Resources: itemsAt(list, "Resources").map((resource, index) => ({ ...resource, id: String(index + 1) })),
    })),
    "id-made-of-the-day": on(CREATE).body((user) => ({ ...user, id: "20260101" })),
  },
});

const notInvented = defineCheck({
  id: "users.create.external-id-not-invented",
  title: "A user who is made without an externalId has none",
  rule: "RFC7643-3.1-08",
  advice: "Leave externalId to the client: do not fill it with the id or the userName.",
  run: async (t) => {
    const user = await t.make.user({ overrides: { externalId: undefined } });
    const read = await readBack(t, user.path);
    for (const reply of [user.reply, read.reply]) {
      const found = verify(reply, { although: "the client sent none" }).at("externalId");
      found.holds("no externalId", (externalId) => isUnassigned(externalId) || externalId === "");
      if (found.value === "") t.note(reply, `${describeRequest(reply)} shows an empty externalId, which nobody sent`);
    }
  },
  defects: {
    "external-id-filled-with-the-id": on("/Users/:id?").resources((user) => ({
      ...user,
      externalId: user["externalId"] ?? user["id"],
    })),
    "external-id-filled-with-the-user-name": on("GET /Users/:id?").resources((user) => ({
      ...user,
      externalId: user["externalId"] ?? user["userName"],
    })),
  },
});

const caseKept = defineCheck({
  id: "users.create.external-id-case",
  title: "An externalId comes back exactly as it was sent",
  rule: "RFC7643-3.1-11",
  advice: "Store externalId as it is: it is case exact, and two that differ in letter case are two.",
  run: async (t) => {
    const externalId = t.make.externalId("MiXeDAbC");
    const user = await t.make.user({ overrides: { externalId } });
    const { reply } = await readBack(t, user.path, (read) => valueAt(read, "externalId") === externalId);
    const found = verify(reply).at("externalId");
    if (isUnassigned(found.value)) t.skip(`${describeRequest(reply)} shows no externalId`);
    found.is(externalId);
  },
  defects: {
    "external-id-in-lower-case": on("/Users/:id?").resources((user) => {
      const externalId = user["externalId"];
      return typeof externalId === "string" ? { ...user, externalId: externalId.toLowerCase() } : user;
    }),
    "external-id-is-replaced-by-the-id": on("GET /Users/:id?").resources((user) => ({
      ...user,
      externalId: user["id"],
    })),
  },
});

const shared = defineCheck({
  id: "users.create.external-id-shared",
  title: "Two users may have the same externalId",
  rule: "RFC7643-3.1-09",
  advice: "Do not make externalId unique: it belongs to the client, and two clients may choose the same.",
  run: async (t) => {
    const externalId = t.make.externalId("Shared");
    const first = await t.make.user({ overrides: { externalId } });
    const read = await readBack(t, first.path);
    if (valueAt(read.resource, "externalId") !== externalId) {
      t.skip(`${describeRequest(read.reply)} does not show the externalId that was sent`);
    }
    const second = await postWith(t, { externalId });
    // Refused for the externalId only if the like of it with another one is taken.
    const others = [first.reply];
    if (!isSuccess(second)) others.push((await t.make.user({ overrides: { externalId: `${externalId}2` } })).reply);
    verify(second, { although: "only its externalId is another user's", others }).succeeds();
    const path = pathOfNew(t, second);
    const sentence = `${describeRequest(second)} answers with the id ${shown(first.id)} of the user who has the externalId`;
    verify(second).that(path !== first.path, sentence, { expected: "another user", at: ["id"], others });
    for (const one of [path, first.path]) await verifyHas(t, one, { externalId, others: [read.reply, second] });
  },
  defects: {
    "external-id-must-be-unique": remembering(() => {
      const taken = new Set<unknown>();
      return on(CREATE).answer(async (request, next) => {
        const externalId = valueAt(await readJson(request), "externalId");
        if (taken.has(externalId)) return errorResponse(409, "externalId already exists.", "uniqueness");
        if (externalId !== undefined) taken.add(externalId);
        return next(request);
      });
    }),
    "external-id-that-is-taken-means-an-update": remembering(() => {
      const known = new Map<unknown, Response>();
      return on(CREATE).answer(async (request, next) => {
        const externalId = valueAt(await readJson(request), "externalId");
        const made = known.get(externalId) ?? (await next(request));
        if (externalId !== undefined) known.set(externalId, made.clone());
        return made.clone();
      });
    }),
    "external-id-stays-with-the-first-user": remembering(() => {
      const taken = new Set<unknown>();
      return on(CREATE).sent((user) => {
        const { externalId } = user;
        const isTaken = externalId !== undefined && taken.has(externalId);
        taken.add(externalId);
        return isTaken ? without(user, "externalId") : user;
      });
    }),
  },
});

/** Throws unless a reading shows the externalId that two users were given. */
async function verifyHas(
  t: CheckContext,
  path: Path,
  { externalId, others }: { readonly externalId: string; readonly others: readonly Reply[] },
): Promise<void> {
  const { reply } = await readBack(t, path, (user) => valueAt(user, "externalId") === externalId);
  verify(reply, { although: "two users were given it", others }).at("externalId").is(externalId);
}

/** The answer to a create, with an id in it. Not by `t.make`, which takes nothing for its own that two creates were given. */
async function issueId(t: CheckContext, endpoint: "/Users" | "/Groups"): Promise<Reply> {
  const reply = await t.post(endpoint, endpoint === "/Users" ? t.make.userBody() : t.make.groupBody());
  if (isSuccess(reply) && idOf(reply.body) !== undefined) return reply;
  return t.skip(`POST ${endpoint} answers ${describeOutcome(reply)} without an id`);
}

/** Throws when two creates were given one id. */
function verifyApart(replies: readonly Reply[]): void {
  for (const reply of replies) {
    const id = idOf(reply.body);
    const first = replies.find(({ body }) => idOf(body) === id) ?? reply;
    // The sentence tells the id: the run takes none for its own that two creates were given, and its body is not shown.
    const sentence = `${describeRequest(reply)} answers with the id ${shown(id)} of another resource`;
    verify(reply).that(first === reply, sentence, {
      expected: "an id that no other resource has",
      at: ["id"],
      others: [first],
    });
  }
}

/** Throws when one of the first users has the id of one of the first groups: new ones may be numbered far apart. */
async function verifyListedApart(t: CheckContext): Promise<void> {
  const users = await t.get(withQuery("/Users", { count: "100" }));
  const groups = await t.get(withQuery("/Groups", { count: "100" }));
  const ids = new Set(itemsAt(users.body, "Resources").flatMap((user) => idOf(user) ?? []));
  const at = ["Resources", (group: JsonObject) => ids.has(idOf(group) ?? "")] as const;
  const isApart = verify(groups).at(...at, "id").value === undefined;
  verify(groups).that(isApart, `${describeRequest(groups)} lists a group with the id of a user`, {
    expected: "ids that no user has",
    at,
    others: [users],
  });
}

/** Throws when an answer shows the id that the client chose: in the sentence, as such a user is no user of the run. */
function verifyOtherId(reply: Reply, id: string): void {
  const found = verify(reply).at("id").value;
  verify(reply).that(toId(found) !== id, `${describeRequest(reply)} gives the id ${shown(id)} that the client sent`, {
    expected: "an id of the server's own",
    at: ["id"],
  });
}

/** Throws when a create that carries the id of one of the check's own users changes that user. */
async function verifyNotOverwritten(t: CheckContext): Promise<void> {
  const user = await t.make.user({ label: "first" });
  const before = await readBack(t, user.path);
  const body = t.make.userBody({ label: "second" });
  const reply = await t.post("/Users", { ...body, id: user.id });
  await t.stays(
    async () => (await readBack(t, user.path)).reply,
    (read) =>
      verify(read, { after: null, others: [before.reply, reply], although: "the create that names the id came later" })
        .at("userName")
        .holds(shown(valueAt(before.resource, "userName")), (found) => !sameText(found, body.userName)),
  );
}

/** A server that takes a create with the id of a user for a change of that user. */
function overwrites(): Wrap {
  return on(CREATE).answer(async (request, next) => {
    const id = idOf(await readJson(request));
    const url = request.url.replace(/\/Users$/, () => pathTo`/Users/${id ?? ""}`);
    if (id === undefined || (await readThrough(next, request, url)) === undefined) return next(request);
    const { headers } = request;
    const response = await next(new Request(url, { method: "PUT", headers, body: await request.text() }));
    return withStatus(response, 201);
  });
}

/** What ids and externalIds of new users must be. */
export const createIdentifierChecks: readonly Check[] = [idIgnored, idUnique, notInvented, caseKept, shared];
