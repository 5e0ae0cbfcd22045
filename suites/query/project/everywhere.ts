import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import type { CheckContext } from "../../../src/kit/check-context.ts";
import { rfc } from "../../../src/exchange/clause.ts";
import { describeRequest } from "../../../src/exchange/reply.ts";
import type { Reply } from "../../../src/exchange/reply.ts";
import { tamperResources, tamperResponse, tamperUrl, without, withHeader } from "../../../src/kit/defects/tamper.ts";
import { isSuccess } from "../../../src/exchange/reply.ts";
import { toListBody } from "../../../src/exchange/list-body.ts";
import { verifyList, verifyObject, verifyStatus, verifyThat } from "../../../src/exchange/verify.ts";
import { isPresent } from "../../../src/profile/capability.ts";
import { getIgnoreCase, isObject } from "../../../src/scim/json.ts";
import type { JsonObject } from "../../../src/scim/json.ts";
import { filterOf, quoted } from "../../../src/scim/filter/filter-text.ts";
import { pathTo, withQuery } from "../../../src/scim/request-path.ts";
import { parseSchemaResource } from "../../../src/scim/schema/schema.ts";
import { ENTERPRISE_USER_URN, sameUrn, USER_URN } from "../../../src/scim/urns.ts";
import { isUnassigned, valueAt } from "../../../src/kit/reading/value-at.ts";
import { readsFilterAs } from "../words/filter-defects.ts";
import { isRefusal, makeIfTaken, named, verifyFinds } from "../../../src/kit/reading/find-users.ts";
import type { OwnUser } from "../../../src/kit/reading/find-users.ts";
import { lookThrough, totalOf } from "../../../src/kit/reading/look-through.ts";
import { optionalMembersOf, verifyWith, verifyWithout } from "../words/projected.ts";

const writes = defineCheck({
  id: "query.project.writes",
  title: "attributes also limits the answers to POST, PUT and PATCH",
  clause: rfc("RFC7644-3.9-05"),
  advice:
    "Apply the attributes parameter to every answer that holds a resource, and keep the Location header of a 201.",
  run: async (t) => {
    const created = await t.post(pathTo`/Users?attributes=userName`, t.make.userBody());
    if (!isSuccess(created)) t.skip(`the target refuses POST /Users?attributes=userName (${created.status})`);
    verifyThat(created.status !== 201 || created.header("location") !== undefined, created, {
      reason: `${describeRequest(created)} answers without a Location header`,
      expected: "Location, as for every 201",
      actual: "none",
    });
    const user = await t.make.user();
    const plain = await user.read();
    const others = optionalMembersOf(t, plain).filter((name) => name !== "userName");
    const replies = [created, await t.put(withQuery(user.path, { attributes: "userName" }), plain)];
    if (isPresent(t.capabilities.patch)) {
      const operation = { op: "replace", path: "name.familyName", value: "Limited" };
      replies.push(await t.patch(withQuery(user.path, { attributes: "userName" }), [operation]));
    }
    for (const reply of replies) if (isSuccess(reply) && reply.text !== "") verifyLimited(reply, others);
  },
  defects: [
    {
      name: "attributes-ignored-on-post",
      breaks: "RFC7644-3.9-05",
      wrap: tamperUrl({ method: "POST" }, (url) => url.searchParams.delete("attributes")),
    },
    {
      name: "attributes-ignored-on-put",
      breaks: "RFC7644-3.9-05",
      wrap: tamperUrl({ method: "PUT" }, (url) => url.searchParams.delete("attributes")),
    },
    {
      name: "projected-create-loses-location",
      breaks: "RFC7644-3.9-05",
      wrap: tamperResponse({ method: "POST", query: (query) => query.has("attributes") }, (r) =>
        withHeader(r, "location", null),
      ),
    },
  ],
});

const lists = defineCheck({
  id: "query.project.lists",
  title: "attributes and excludedAttributes work on lists",
  clause: rfc("RFC7644-3.9-06", "RFC7644-3.4.2.5-01"),
  advice: "Apply attributes and excludedAttributes to each item of a list.",
  run: async (t) => {
    const user = await t.make.user();
    const others = optionalMembersOf(t, await user.read()).filter((name) => name !== "userName");
    const [first] = others;
    if (first === undefined) return t.skip("a user has nothing but userName here");
    const limited = await listOwn(t, user, { attributes: "userName" });
    for (const { item, at } of itemsOf(limited, user)) {
      verifyWith(limited, item, "userName");
      verifyWithout(limited, item, { members: others, at });
    }
    const reduced = await listOwn(t, user, { excludedAttributes: first });
    for (const { item, at } of itemsOf(reduced, user)) {
      verifyWith(reduced, item, "userName");
      verifyWithout(reduced, item, { members: [first], at });
    }
  },
  defects: [
    {
      name: "attributes-ignored-on-lists",
      breaks: "RFC7644-3.9-06",
      wrap: tamperUrl({ method: "GET", path: /^\/Users$/ }, (url) => url.searchParams.delete("attributes")),
    },
    {
      name: "excluded-attributes-ignored-on-lists",
      breaks: "RFC7644-3.4.2.5-01",
      wrap: tamperUrl({ method: "GET", path: /^\/Users$/ }, (url) => url.searchParams.delete("excludedAttributes")),
    },
  ],
});

const always = defineCheck({
  id: "query.project.always",
  title: "What is returned always is in every representation",
  clause: rfc("RFC7643-7-15", "RFC7644-3.4.2.5-02"),
  advice:
    "Return id, and whatever /Schemas marks as returned always, even when it is not named or is named as excluded.",
  run: async (t) => {
    const user = await t.make.user();
    const plain = await user.read();
    const marked = alwaysReturned(t).filter((name) => !isUnassigned(valueAt(plain, name)));
    const names = ["id", ...marked.filter((name) => name.toLowerCase() !== "id")];
    for (const query of [{ attributes: "userName" }, { excludedAttributes: names }]) {
      const reply = verifyStatus(await t.get(withQuery(user.path, query)), 200);
      for (const name of names) verifyWith(reply, verifyObject(reply), name);
    }
  },
  defects: [
    {
      name: "id-can-be-excluded",
      breaks: "RFC7644-3.4.2.5-02",
      wrap: tamperResources({ method: "GET", query: (query) => query.has("excludedAttributes") }, (user) =>
        without(user, "id"),
      ),
    },
    {
      name: "id-must-be-asked-for",
      breaks: "RFC7643-7-15",
      wrap: tamperResources({ method: "GET", query: (query) => query.has("attributes") }, (user) =>
        without(user, "id"),
      ),
    },
    {
      name: "excluding-the-id-refused",
      breaks: "RFC7644-3.4.2.5-02",
      wrap: tamperResponse(
        { query: (query) => query.has("excludedAttributes") },
        () => new Response("{}", { status: 400 }),
      ),
    },
  ],
});

const never = defineCheck({
  id: "query.project.never",
  title: "A password does not come back even when it is asked for",
  clause: rfc("RFC7643-7-16", "RFC7643-7-14"),
  advice: "Drop password from every answer, after the attributes parameter has been applied.",
  run: async (t) => {
    const password = `Zs1!${t.runId}-never-shown`;
    const user = await makeIfTaken(t, { overrides: { password } });
    if (user === undefined) return t.skip("the target refuses a user with a password");
    for (const attributes of ["password", "userName,password"]) {
      const reply = await t.get(withQuery(user.path, { attributes: attributes }));
      const found = valueAt(reply.body, "password");
      const isSecret = isUnassigned(found) || (typeof found === "string" && /^[*•xX]*$/.test(found));
      verifyThat(isSecret && !reply.text.includes(password), reply, {
        reason: `${describeRequest(reply)} answers a password`,
        expected: "no password",
        actual: "a value",
        at: "/password",
      });
    }
  },
  defects: [
    {
      name: "password-returned-when-asked-for",
      breaks: "RFC7643-7-16",
      wrap: tamperResources(
        { method: "GET", query: (query) => /password/.test(query.get("attributes") ?? "") },
        (user) => ({
          ...user,
          password: "5f4dcc3b5aa765d61d8327deb882cf99",
        }),
      ),
    },
    {
      name: "credentials-returned-when-asked-for",
      breaks: "RFC7643-7-14",
      wrap: tamperResources(
        { method: "GET", query: (query) => query.get("attributes")?.startsWith("password") === true },
        (user) => ({
          ...user,
          password: { value: "5f4dcc3b5aa765d61d8327deb882cf99", type: "md5" },
        }),
      ),
    },
  ],
});

const extension = defineCheck({
  id: "query.project.extension-path",
  title: "Sub-attributes of an extension are written with colon and dot",
  clause: rfc("RFC7644-3.10-03"),
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
    const reply = verifyStatus(await t.get(withQuery(user.path, { attributes: name })), 200);
    verifyWith(reply, verifyObject(reply), ...path);
    await verifyFinds(t, filterOf`${name} eq ${quoted(boss.id)}`, { finds: [user], misses: [boss] });
  },
  defects: [
    {
      name: "extension-path-not-projected",
      breaks: "RFC7644-3.10-03",
      wrap: tamperUrl({ method: "GET", query: (query) => /:manager\./.test(query.get("attributes") ?? "") }, (url) =>
        url.searchParams.set("attributes", "manager.value"),
      ),
    },
    {
      name: "extension-path-in-filter-matches-everybody",
      breaks: "RFC7644-3.10-03",
      wrap: readsFilterAs((filter) => filter.replace(/^urn:.*:manager\.value eq "[^"]*"$/, "id pr")),
    },
  ],
});

/** Projection on writes and lists, and what it cannot change. */
export const projectEverywhereChecks: readonly Check[] = [writes, lists, always, never, extension];

function verifyLimited(reply: Reply, others: readonly string[]): void {
  const projected = verifyObject(reply);
  verifyWith(reply, projected, "id");
  verifyWith(reply, projected, "userName");
  verifyWithout(reply, projected, { members: others });
}

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

interface OwnItem {
  readonly item: JsonObject;
  readonly at: string;
}

/** The user's own items in a list. */
function itemsOf(reply: Reply, user: OwnUser): readonly OwnItem[] {
  return verifyList(reply).resources.flatMap((item, index) =>
    item["id"] === user.id ? [{ item, at: `/Resources/${index}` }] : [],
  );
}

/** Names of the top-level attributes that the target publishes as returned always. */
function alwaysReturned(t: CheckContext): readonly string[] {
  const schema = t.target.schemas?.find((s) => isObject(s) && sameUrn(String(getIgnoreCase(s, "id")), USER_URN));
  const attributes = parseSchemaResource(schema)?.attributes ?? [];
  return attributes.filter(({ returned }) => returned === "always").map(({ name }) => name);
}
