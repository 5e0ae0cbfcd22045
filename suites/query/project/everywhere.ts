import {
  breaking,
  defineCheck,
  describeRequest,
  ENTERPRISE_USER_URN,
  filterOf,
  getIgnoreCase,
  isObject,
  isPresent,
  isRefusal,
  isSuccess,
  isUnassigned,
  lookThrough,
  makeIfTaken,
  named,
  on,
  pathTo,
  quoted,
  sameUrn,
  toListBody,
  totalOf,
  USER_URN,
  valueAt,
  verify,
  verifyFinds,
  withHeader,
  without,
  withQuery,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, OwnUser, Reply, ValueWords } from "../../../src/kit/index.ts";
import { parseSchemaResource } from "../../../src/scim/schema/schema.ts";
import { readsFilterAs } from "../words/filter-defects.ts";
import { optionalMembersOf, readProjected, verifyLimited, verifyWithout } from "../words/projected.ts";

const writes = defineCheck({
  id: "query.project.writes",
  title: "attributes also limits the answers to POST, PUT and PATCH",
  rule: "RFC7644-3.9-05",
  advice:
    "Apply the attributes parameter to every answer that holds a resource, and keep the Location header of a 201.",
  run: async (t) => {
    const created = await t.post(pathTo`/Users?attributes=userName`, t.make.userBody());
    if (!isSuccess(created)) t.skip(`the target refuses POST /Users?attributes=userName (${created.status})`);
    const location = verify(created).header("Location");
    if (created.status === 201) location.holds("a value", (found) => found !== undefined);
    const user = await t.make.user();
    const plain = await user.read();
    const others = optionalMembersOf(t, plain).filter((name) => name !== "userName");
    const replies = [created, await t.put(withQuery(user.path, { attributes: "userName" }), plain)];
    if (isPresent(t.capabilities.patch)) {
      const operation = { op: "replace", path: "name.familyName", value: "Limited" };
      replies.push(await t.patch(withQuery(user.path, { attributes: "userName" }), [operation]));
    }
    for (const reply of replies) if (isSuccess(reply) && reply.text !== "") verifyLimited(verify(reply), others);
  },
  defects: {
    "attributes-ignored-on-post": on("POST").url((url) => url.searchParams.delete("attributes")),
    "attributes-ignored-on-put": on("PUT").url((url) => url.searchParams.delete("attributes")),
    "projected-create-loses-location": on("POST", { query: (query) => query.has("attributes") }).response((r) =>
      withHeader(r, "location", null),
    ),
  },
});

const lists = defineCheck({
  id: "query.project.lists",
  title: "attributes and excludedAttributes work on lists",
  rule: ["RFC7644-3.9-06", "RFC7644-3.4.2.5-01"],
  advice: "Apply attributes and excludedAttributes to each item of a list.",
  run: async (t) => {
    const user = await t.make.user();
    const others = optionalMembersOf(t, await user.read()).filter((name) => name !== "userName");
    const [first] = others;
    if (first === undefined) return t.skip("a user has nothing but userName here");
    const limited = await listOwn(t, user, { attributes: "userName" });
    for (const item of itemsOf(limited, user)) {
      item.at("userName").isAssigned();
      verifyWithout(item, others);
    }
    const reduced = await listOwn(t, user, { excludedAttributes: first });
    for (const item of itemsOf(reduced, user)) {
      item.at("userName").isAssigned();
      item.at(first).isUnassigned();
    }
  },
  defects: {
    "attributes-ignored-on-lists": breaking(
      "RFC7644-3.9-06",
      on("GET /Users").url((url) => url.searchParams.delete("attributes")),
    ),
    "excluded-attributes-ignored-on-lists": breaking(
      "RFC7644-3.4.2.5-01",
      on("GET /Users").url((url) => url.searchParams.delete("excludedAttributes")),
    ),
  },
});

const always = defineCheck({
  id: "query.project.always",
  title: "What is returned always is in every representation",
  rule: ["RFC7643-7-15", "RFC7644-3.4.2.5-02"],
  advice:
    "Return id, and whatever /Schemas marks as returned always, even when it is not named or is named as excluded.",
  run: async (t) => {
    const user = await t.make.user();
    const plain = await user.read();
    const marked = alwaysReturned(t).filter((name) => !isUnassigned(valueAt(plain, name)));
    const names = ["id", ...marked.filter((name) => name.toLowerCase() !== "id")];
    for (const query of [{ attributes: "userName" }, { excludedAttributes: names }]) {
      const projected = await readProjected(t, user, query);
      for (const name of names) projected.at(name).isAssigned();
    }
  },
  defects: {
    "id-can-be-excluded": breaking(
      "RFC7644-3.4.2.5-02",
      on("GET", { query: (query) => query.has("excludedAttributes") }).resources((user) => without(user, "id")),
    ),
    "id-must-be-asked-for": breaking(
      "RFC7643-7-15",
      on("GET", { query: (query) => query.has("attributes") }).resources((user) => without(user, "id")),
    ),
    "excluding-the-id-refused": breaking(
      "RFC7644-3.4.2.5-02",
      on({ query: (query) => query.has("excludedAttributes") }).response(() => new Response("{}", { status: 400 })),
    ),
  },
});

const never = defineCheck({
  id: "query.project.never",
  title: "A password does not come back even when it is asked for",
  rule: ["RFC7643-7-16", "RFC7643-7-14"],
  advice: "Drop password from every answer, after the attributes parameter has been applied.",
  run: async (t) => {
    const password = `Zs1!${t.runId}-never-shown`;
    const user = await makeIfTaken(t, { overrides: { password } });
    if (user === undefined) return t.skip("the target refuses a user with a password");
    for (const attributes of ["password", "userName,password"]) {
      const reply = await t.get(withQuery(user.path, { attributes }));
      const found = valueAt(reply.body, "password");
      const isSecret = isUnassigned(found) || (typeof found === "string" && /^[*•xX]*$/.test(found));
      verify(reply).that(isSecret && !reply.text.includes(password), `${describeRequest(reply)} shows a password`, {
        expected: "no password",
        ...(isSecret ? { actual: "the password that was sent" } : { at: ["password"] }),
      });
    }
  },
  defects: {
    "password-returned-when-asked-for": breaking(
      "RFC7643-7-16",
      on("GET", { query: (query) => /password/.test(query.get("attributes") ?? "") }).resources((user) => ({
        ...user,
        password: "5f4dcc3b5aa765d61d8327deb882cf99",
      })),
    ),
    "credentials-returned-when-asked-for": breaking(
      "RFC7643-7-14",
      on("GET", { query: (query) => query.get("attributes")?.startsWith("password") === true }).resources((user) => ({
        ...user,
        password: { value: "5f4dcc3b5aa765d61d8327deb882cf99", type: "md5" },
      })),
    ),
  },
});

const extension = defineCheck({
  id: "query.project.extension-path",
  title: "Sub-attributes of an extension are written with colon and dot",
  rule: "RFC7644-3.10-03",
  needs: ["filter", "enterprise"],
  advice: `Read ${ENTERPRISE_USER_URN}:manager.value as the value of manager in the extension.`,
  run: async (t) => {
    const boss = await t.make.user({ label: "boss" });
    const schemas = [USER_URN, ENTERPRISE_USER_URN];
    const overrides = { schemas, [ENTERPRISE_USER_URN]: { manager: { value: boss.id } } };
    const user = await t.make.user({ label: "clerk", overrides });
    const path = [ENTERPRISE_USER_URN, "manager", "value"] as const;
    if (valueAt(await user.read(), ...path) !== boss.id) t.skip("the target does not keep manager.value");
    const name = `${ENTERPRISE_USER_URN}:manager.value`;
    (await readProjected(t, user, { attributes: name })).at(...path).isAssigned();
    await verifyFinds(t, filterOf`${name} eq ${quoted(boss.id)}`, { finds: [user], misses: [boss] });
  },
  defects: {
    "extension-path-not-projected": on("GET", {
      query: (query) => /:manager\./.test(query.get("attributes") ?? ""),
    }).url((url) => url.searchParams.set("attributes", "manager.value")),
    "extension-path-in-filter-matches-everybody": readsFilterAs((filter) =>
      filter.replace(/^urn:.*:manager\.value eq "[^"]*"$/, "id pr"),
    ),
  },
});

/** Projection on writes and lists, and what it cannot change. */
export const projectEverywhereChecks: readonly Check[] = [writes, lists, always, never, extension];

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
  return listed?.reply ?? t.skip("the list does not show the user");
}

function idsIn(reply: Reply): readonly unknown[] {
  return toListBody(isObject(reply.body) ? reply.body : {}).resources.map(({ id }) => id);
}

/** The user's own items in a list. */
function itemsOf(reply: Reply, user: OwnUser): readonly ValueWords[] {
  const answer = verify(reply);
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
