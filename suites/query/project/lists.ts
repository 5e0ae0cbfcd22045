import {
  breaking,
  defineCheck,
  errorResponse,
  getIgnoreCase,
  isArray,
  isObject,
  isPresent,
  isRefusal,
  isSuccess,
  isUnassigned,
  lookThrough,
  named,
  on,
  pathTo,
  readJson,
  sameText,
  sameUrn,
  SEARCH_REQUEST_URN,
  toListBody,
  totalOf,
  USER_URN,
  valueAt,
  verify,
  without,
  withQuery,
} from "../../../src/kit/index.ts";
import type {
  Check,
  CheckContext,
  JsonObject,
  Match,
  OwnUser,
  Reply,
  ValueWords,
  Wrap,
} from "../../../src/kit/index.ts";
import { parseSchemaResource } from "../../../src/scim/schema/schema.ts";
import { optionalMembersOf, readProjected, verifyShown, verifyWithout } from "../words/projected.ts";

const LIMITED: Match = { query: (query) => query.has("attributes") };

const lists = defineCheck({
  id: "query.project.lists",
  title: "The parameters attributes and excludedAttributes work on one user, on lists and in searches",
  rule: ["RFC7644-3.9-06", "RFC7644-3.4.2.5-01"],
  advice:
    "Apply attributes and excludedAttributes to the answer of every query: one user, each item of a list or search.",
  run: async (t) => {
    const user = await t.make.user();
    const others = optionalMembersOf(t, await user.read()).filter((name) => name !== "userName");
    const [first] = others;
    if (first === undefined) return t.skip("the target shows a user with nothing but userName");
    const limited = { attributes: "userName" };
    const reduced = { excludedAttributes: first };
    verifyMembers(verifyShown(await readProjected(t, user, limited), "RFC7644-3.4.2.5-01").at(), others);
    verifyMembers(verifyShown(await readProjected(t, user, reduced), "RFC7644-3.4.2.5-01").at(), [first]);
    for (const item of itemsOf(await listOwn(t, user, limited), user)) verifyMembers(item, others);
    for (const item of itemsOf(await listOwn(t, user, reduced), user)) verifyMembers(item, [first]);
    const filter = isPresent(t.capabilities.filter) ? { filter: named(user) } : {};
    const search = { schemas: [SEARCH_REQUEST_URN], attributes: ["userName"], ...filter };
    const found = await t.post(pathTo`/Users/.search`, search);
    // Queries by POST need not be offered: RFC 7644 section 3.4.3.
    verify(found, { rule: "RFC7644-3.9-06" }).doesNotCrash();
    if (found.status !== 200) return;
    for (const item of itemsOf(found, user)) verifyMembers(item, others);
    const excluding = { schemas: [SEARCH_REQUEST_URN], excludedAttributes: [first], ...filter };
    for (const item of itemsOf(await t.post(pathTo`/Users/.search`, excluding), user)) verifyMembers(item, [first]);
  },
  defects: {
    "attributes-ignored-on-lists": breaking(
      "RFC7644-3.9-06",
      on("GET /Users").url((url) => url.searchParams.delete("attributes")),
    ),
    "excluded-attributes-ignored-on-lists": breaking(
      "RFC7644-3.9-06",
      on("GET /Users").url((url) => url.searchParams.delete("excludedAttributes")),
    ),
    "list-items-without-user-name": breaking(
      "RFC7644-3.9-06",
      on("GET /Users", LIMITED).resources((user) => without(user, "userName")),
    ),
    "search-ignores-excluded-attributes": breaking(
      "RFC7644-3.9-06",
      searchesWith((url, search) => {
        if (isArray(search["attributes"])) url.searchParams.set("attributes", search["attributes"].join(","));
      }),
    ),
    "search-crashes": breaking(
      "RFC7644-3.9-06",
      on("POST /Users/.search").answer(() => errorResponse(500, "attributes is no string")),
    ),
    "search-ignores-attributes": breaking(
      "RFC7644-3.9-06",
      searchesWith(() => {}),
    ),
    "attributes-unsupported": breaking(
      "RFC7644-3.4.2.5-01",
      on("GET").url((url) => url.searchParams.delete("attributes")),
    ),
    "excluded-attributes-unsupported": breaking(
      "RFC7644-3.4.2.5-01",
      on("GET").url((url) => url.searchParams.delete("excludedAttributes")),
    ),
  },
});

const always = defineCheck({
  id: "query.project.always",
  title: "What is returned always is in every answer to GET, in lists and in answers to PUT",
  rule: ["RFC7643-7-15", "RFC7644-3.4.2.5-02"],
  advice:
    "Return id, and whatever /Schemas marks as returned always, even when it is not named or is named as excluded.",
  run: async (t) => {
    const user = await t.make.user();
    const plain = await user.read();
    const marked = alwaysReturned(t).filter((name) => !isUnassigned(valueAt(plain, name)));
    const names = ["id", ...marked.filter((name) => name.toLowerCase() !== "id")];
    const limited = { attributes: "userName" };
    verifyWith(verifyShown(await readProjected(t, user, limited), "RFC7643-7-15").at(), names);
    const reduced = await readProjected(t, user, { excludedAttributes: names });
    verifyWith(verifyShown(reduced, "RFC7644-3.4.2.5-02").at(), names);
    const excluding = { excludedAttributes: names.join(",") };
    for (const item of await namedItems(t, user, limited)) verifyWith(item, names);
    for (const item of await namedItems(t, user, excluding)) verifyWith(item, names);
    const replaced = await t.put(withQuery(user.path, limited), plain);
    verify(replaced, { rule: "RFC7643-7-15" }).doesNotCrash();
    if (isSuccess(replaced) && isObject(replaced.body))
      verifyWith(verify(replaced, { rule: "RFC7643-7-15" }).at(), names);
  },
  defects: {
    "id-can-be-excluded": breaking(
      "RFC7644-3.4.2.5-02",
      on("GET", { query: (query) => query.has("excludedAttributes") }).resources((user) => without(user, "id")),
    ),
    "id-must-be-asked-for": breaking(
      "RFC7643-7-15",
      on("GET", LIMITED).resources((user) => without(user, "id")),
    ),
    "id-must-be-asked-for-in-lists": breaking(
      "RFC7643-7-15",
      on("GET /Users", LIMITED).resources((user) => without(user, "id")),
    ),
    "id-can-be-excluded-in-lists": breaking(
      "RFC7643-7-15",
      on("GET /Users", { query: (query) => query.has("excludedAttributes") }).resources((user) => without(user, "id")),
    ),
    "put-with-attributes-crashes": breaking(
      "RFC7643-7-15",
      on("PUT", LIMITED).answer(() => errorResponse(500, "No response model.")),
    ),
    "list-with-attributes-crashes": breaking(
      "RFC7643-7-15",
      on("GET /Users", LIMITED).answer(() => errorResponse(500, "No response model.")),
    ),
    "id-must-be-asked-for-in-writes": breaking(
      "RFC7643-7-15",
      on("PUT", LIMITED).resources((user) => without(user, "id")),
    ),
    "excluding-the-id-refused": breaking(
      "RFC7644-3.4.2.5-02",
      on({ query: (query) => query.has("excludedAttributes") }).response(() => new Response("{}", { status: 400 })),
    ),
  },
});

/** Projection of lists, and of what is always returned. */
export const projectListChecks: readonly Check[] = [lists, always];

/** Asks for a list that has the user in it: by filter where the target has filters, else the page that shows the user. */
async function listOwn(t: CheckContext, user: OwnUser, parameters: Readonly<Record<string, string>>): Promise<Reply> {
  const hasFilter = isPresent(t.capabilities.filter);
  const narrowed = hasFilter ? { filter: named(user) } : { count: "100" };
  const read = (startIndex: number): Promise<Reply> =>
    t.get(withQuery("/Users", { ...narrowed, ...(startIndex > 1 && { startIndex }), ...parameters }));
  const first = await t.settle(
    () => read(1),
    (r) => isRefusal(r) || idsIn(r).includes(user.id) || (!hasFilter && totalOf(r) > idsIn(r).length),
  );
  if (isRefusal(first)) t.skip(`the target refuses the list (${first.status})`);
  if (first.status !== 200) return first;
  const listed = await lookThrough(first, user.id, read);
  return listed?.reply ?? t.skip("the target does not show the user in the list");
}

function idsIn(reply: Reply): readonly unknown[] {
  return toListBody(isObject(reply.body) ? reply.body : {}).resources.map(({ id }) => id);
}

/** A server that answers a search as a GET with the filter, and with what `more` takes from the search. */
function searchesWith(more: (url: URL, search: JsonObject) => void): Wrap {
  return on("POST /Users/.search").answer(async (request, next) => {
    const sent = await readJson(request);
    const search = isObject(sent) ? sent : {};
    const url = new URL(request.url.replace("/.search", ""));
    url.searchParams.set("filter", String(search["filter"] ?? ""));
    more(url, search);
    return next(new Request(url, { headers: { authorization: request.headers.get("authorization") ?? "" } }));
  });
}

/** Throws unless a user has a userName, and none of these members. */
function verifyMembers(user: ValueWords, absent: readonly string[]): void {
  user.at("userName").isAssigned();
  verifyWithout(user, absent);
}

/** Throws unless a user has all of these members. */
function verifyWith(user: ValueWords, members: readonly string[]): void {
  for (const member of members) user.at(member).isAssigned();
}

/** The user in a list that a filter narrows to him, found by his id or his name; none where the target has no filters. */
async function namedItems(
  t: CheckContext,
  user: OwnUser,
  parameters: Readonly<Record<string, string>>,
): Promise<readonly ValueWords[]> {
  if (!isPresent(t.capabilities.filter)) return [];
  const itemsIn = (reply: Reply): readonly ValueWords[] =>
    verify(reply, { rule: "RFC7643-7-15" })
      .at("Resources")
      .items()
      .filter((item) => item.at("id").value === user.id || sameText(item.at("userName").value, user.sent.userName));
  const listed = await t.settle(
    () => t.query("/Users", named(user), parameters),
    (reply) => isRefusal(reply) || itemsIn(reply).length > 0,
  );
  verify(listed, { rule: "RFC7643-7-15" }).doesNotCrash();
  return itemsIn(listed);
}

/** The user's own items in a list. */
function itemsOf(reply: Reply, user: OwnUser): readonly ValueWords[] {
  const answer = verify(reply, { rule: "RFC7644-3.9-06" });
  answer.list();
  const items = answer.at("Resources").items();
  return items.filter(({ value }) => isObject(value) && value["id"] === user.id);
}

/** Names of the top-level attributes that the target publishes as returned always. */
function alwaysReturned(t: CheckContext): readonly string[] {
  const schema = t.target.schemas?.find((s) => isObject(s) && sameUrn(String(getIgnoreCase(s, "id")), USER_URN));
  const attributes = parseSchemaResource(schema)?.attributes ?? [];
  return attributes.filter(({ returned }) => returned === "always").map(({ name }) => name);
}
