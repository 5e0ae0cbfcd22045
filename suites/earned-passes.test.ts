// A check passes only where it has judged something; what a target may do is a pass with a note.
import { describe, expect, test } from "vitest";
import { loadProfile } from "../src/documents/load-profile.ts";
import {
  isObject,
  ENTERPRISE_USER_URN,
  errorResponse,
  isArray,
  itemsAt,
  jsonEqual,
  on,
  readJson,
  readThrough,
  remembering,
  valueAt,
  without,
} from "../src/kit/index.ts";
import type { FetchHandler, Json, JsonObject, Wrap } from "../src/kit/index.ts";
import { judgeDeclared } from "../src/self-check/judge-declared.ts";
import type { Judged } from "../src/self-check/judge-declared.ts";
import { whereMember } from "./groups/words/change-operations.ts";
import { ignoresFilter, picksBy } from "./query/words/filter-defects.ts";
import { operatesAs, operationsIn, patchWith } from "./users/patch/words/patch-defects.ts";
import { SUITES } from "./index.ts";

const generic = await loadProfile("generic");
const soundly: Wrap = (next) => next;

/** A check against a server with something round it. */
async function judgedOn(id: string, wrap: Wrap): Promise<Judged> {
  const check = SUITES.flatMap(({ checks }) => checks).find((one) => one.id === id);
  if (check === undefined) throw new Error(`there is no check ${id}`);
  return judgeDeclared(check, generic, { name: "other", breaks: "OKTA-none", wrap });
}

/** What comes of a check against a server with something round it. */
async function judged(id: string, wrap: Wrap): Promise<{ readonly kind: string; readonly notes: readonly string[] }> {
  const { outcome } = await judgedOn(id, wrap);
  return { kind: outcome.kind, notes: (outcome.heard?.notes ?? []).map(({ text }) => text) };
}

/** A server that answers 403 for what was deleted, as one that gives nothing away. */
const forbidsDeleted = remembering(() => {
  const deleted = new Set<string>();
  return on({ path: /^\/(?:Users|Groups)\/./ }).response((response, { method, url }) => {
    if (method === "DELETE" && response.ok) deleted.add(url);
    return response.status === 404 && deleted.has(url) ? errorResponse(403, "Not yours.") : response;
  });
});

/** A server that takes no e-mail address twice, not even that of somebody who was deleted. */
const addressesAreKept = remembering(() => {
  const taken = new Set<unknown>();
  return on("POST /Users").answer(async (request, next) => {
    const address = itemsAt(await readJson(request), "emails")[0]?.["value"];
    if (address === undefined) return next(request);
    if (taken.has(address)) return errorResponse(409, "The address is taken.", "uniqueness");
    taken.add(address);
    return next(request);
  });
});

/** A server that takes no notice of what a filter says before `and`. */
const ignoresPresent = on("GET /Users").url((url) => {
  const filter = url.searchParams.get("filter") ?? "";
  url.searchParams.set("filter", filter.replace(/^\w+ pr and /, ""));
});
/** A server that makes no value primary by a PATCH. */
const dropsPrimary = operatesAs((operation) => ({
  ...operation,
  ...(isArray(operation["value"]) && {
    value: itemsAt(operation, "value").map((item) => ({ ...item, primary: false })),
  }),
}));
const makesEmptyGroups = on("POST /Groups").sent((group) => without(group, "members"));
const derivesNickName = on("/Users/:id?").resources((user) => ({
  nickName: String(user["userName"]).split("@")[0] ?? "",
  ...user,
}));

/** A server that keeps no other attribute of the extension than employeeNumber, and gives each once. */
const numbersAreUnique = remembering(() => {
  const taken = new Set<unknown>();
  const keeps = on("POST /Users").sent((user) => {
    const number = valueAt(user, ENTERPRISE_USER_URN, "employeeNumber");
    return number === undefined ? user : { ...user, [ENTERPRISE_USER_URN]: { employeeNumber: number } };
  });
  const refuses = on(patchWith()).answer(async (request, next) => {
    const number = operationsIn(await readJson(request)).find(({ path }) => String(path).endsWith("employeeNumber"));
    if (number === undefined) return next(request);
    if (taken.has(number["value"])) return errorResponse(409, "The employeeNumber is taken.", "uniqueness");
    taken.add(number["value"]);
    return next(request);
  });
  return (next) => keeps(refuses(next));
});

/** A server that shows an e-mail address of its own beside those that were sent. */
const addsAnAddress = on("/Users/:id?").resources((user) => ({
  ...user,
  emails: [...itemsAt(user, "emails"), { value: `${String(user["id"])}@example.org`, type: "other" }],
}));

/** A server that says which types e-mails have, and takes no others. */
const knowsWorkAndHome: Wrap = (next) => {
  const restrict = (one: JsonObject): JsonObject =>
    one["name"] === "type" ? { ...one, canonicalValues: ["work", "home"] } : one;
  const publishes = on("GET /Schemas").resources((schema) => ({
    ...schema,
    attributes: itemsAt(schema, "attributes").map((one) =>
      one["name"] === "emails" ? { ...one, subAttributes: itemsAt(one, "subAttributes").map(restrict) } : one,
    ),
  }));
  const refuses = on("POST|PATCH", { body: (sent) => JSON.stringify(sent).includes('"other"') }).answer(() =>
    errorResponse(400, "There is no such type.", "invalidValue"),
  );
  return publishes(refuses(next));
};

const isRenamed = (user: JsonObject): boolean => user["nickName"] === "Zi new";
const failing = (answer: () => Response): Wrap => on("PATCH").response((r) => (r.ok ? r : answer()));
const refusing = (path: RegExp): Wrap =>
  on(patchWith(([first]) => path.test(String(first?.["path"])))).answer(() =>
    errorResponse(400, "The path is not known.", "invalidPath"),
  );
const referring = (reference: (id: string) => string): Wrap =>
  on("GET /Groups/:id").resources((group) => ({
    ...group,
    members: itemsAt(group, "members").map((one) => ({ ...one, $ref: reference(String(one["value"])) })),
  }));
const defining = (attribute: JsonObject): Wrap =>
  on("GET /Schemas").resources((schema) => ({ ...schema, attributes: [attribute] }));
const nameless = defining({ type: "string" });
const noReading = on("GET /Users/:id").answer(() => errorResponse(501, "Users cannot be read."));
const noWrites = on("PUT|PATCH /Users/:id").answer(() => errorResponse(501, "Users cannot be changed."));
const wantsMembers = on("GET /Schemas").resources((schema) => ({
  ...schema,
  attributes: itemsAt(schema, "attributes").map((one) =>
    one["name"] === "members" ? { ...one, required: true } : one,
  ),
}));
const noGroupPatch = on("PATCH /Groups/:id").answer(() => errorResponse(501, "Use PUT."));
const deletesNobody = on("DELETE /Users/:id").answer(() => new Response(null, { status: 204 }));
const noUserPatch = on("PATCH /Users/:id").answer(() => errorResponse(405, "Use PUT."));
const noGroupPut = on("PUT /Groups/:id").answer(() => errorResponse(501, "Use PATCH."));
const refusesGroupPatch = on("PATCH /Groups/:id").answer(() => errorResponse(403, "Groups are managed elsewhere."));
const refusesUserWrites = on("PUT|PATCH /Users/:id").answer(() => errorResponse(403, "Users are managed elsewhere."));
/** A server that refuses every write that would change this. */
function keeps(name: string): Wrap {
  return on("PUT|PATCH /Users/:id").answer(async (request, next) => {
    const [sent, stored] = [await readJson(request), await readThrough(next, request)];
    const isPatch = request.method === "PATCH" && JSON.stringify(sent).includes(name);
    const isPut = request.method === "PUT" && !jsonEqual(valueAt(sent, name), valueAt(stored, name));
    return isPatch || isPut ? errorResponse(400, `${name} is managed elsewhere.`, "mutability") : next(request);
  });
}
const keepsNames = keeps("name");
const keepsUserNames = keeps("userName");
const keepsAddresses: Wrap = (next) => keeps("emails")(keeps("addresses")(next));
const managesMembers: Wrap = (next) => {
  const refused = on("PUT|PATCH /Groups/:id").answer(() => errorResponse(403, "Members are managed elsewhere."));
  return refused(on("POST /Groups").sent((group) => without(group, "members"))(next));
};
const noPatch = on("PATCH").answer(() => errorResponse(400, "No PATCH is right."));

describe("a check that could judge nothing is skipped:", () => {
  test.each<readonly [string, string, Wrap]>([
    ["users.delete.gone", "GET of the deleted user answers 403", forbidsDeleted],
    ["groups.delete.gone", "GET of the deleted group answers 403", forbidsDeleted],
    ["users.delete.status", "a Content-Type is demanded", on("DELETE").answer(() => errorResponse(415, "Type?"))],
    ["users.delete.without-content-type", "no DELETE works", on("DELETE").answer(() => errorResponse(500, "Broken."))],
    ["discovery.schemas.attribute-names", "no attribute has a name", nameless],
    ["discovery.schemas.keywords", "no attribute has one", defining({ name: "nick", type: "string" })],
    ["discovery.schemas.types", "no attribute has a type", defining({ name: "nick" })],
    ["protocol.error.malformed-json", "no PUT is taken", on("PUT").answer(() => errorResponse(501, "No PUT."))],
    ["protocol.media-type.accept-json", "no user can be read", noReading],
    ["protocol.media-type.no-accept", "no user can be read", noReading],
    ["groups.read.relative-reference", "the reference is a whole URI", soundly],
    ["groups.user-groups.read-only", "users cannot be changed", noWrites],
    ["groups.user-groups.read-only", "every change of users is refused", refusesUserWrites],
    ["groups.replace.members", "groups have no PUT", noGroupPut],
    ["groups.patch.add-member", "groups have no PATCH", noGroupPatch],
    ["groups.patch.remove-members", "groups have no PATCH", noGroupPatch],
    ["groups.patch.replace-members", "groups have no PATCH", noGroupPatch],
    ["groups.patch.rename-without-path", "groups are not renamed", refusesGroupPatch],
    ["groups.patch.add-member-twice", "no member is added", refusesGroupPatch],
    ["groups.patch.remove-stranger", "no member is removed", refusesGroupPatch],
    ["groups.patch.replace-members-by-none", "groups must have members", wantsMembers],
    ["users.patch.replace", "users have no PATCH", noUserPatch],
    ["users.patch.remove", "users have no PATCH", noUserPatch],
    ["users.patch.add-to-list", "users have no PATCH", noUserPatch],
    ["users.patch.extension", "users have no PATCH", noUserPatch],
    ["users.delete.not-listed", "DELETE does nothing", deletesNobody],
    ["users.delete.user-name-free", "DELETE does nothing", deletesNobody],
    ["users.delete.unknown", "no DELETE works", on("DELETE").answer(() => errorResponse(404, "No such route."))],
    ["users.patch.message-schemas", "every PATCH is refused", noPatch],
    ["users.patch.unknown-path", "every PATCH is refused", noPatch],
    ["users.patch.read-only", "every PATCH is refused", noPatch],
    ["users.patch.path-forms", "every PATCH is refused", noPatch],
    ["users.patch.path-sub-attribute", "every PATCH is refused", noPatch],
    ["users.patch.path-active", "every PATCH is refused", noPatch],
    ["users.patch.path-extension", "every PATCH is refused", noPatch],
    ["users.patch.path-extension-sub-attribute", "every PATCH is refused", noPatch],
    ["users.patch.path-sub-attribute", "names cannot be changed", keepsNames],
    ["users.patch.value-path-part", "paths with a filter are not known", refusing(/\[/)],
    ["users.patch.value-path-part", "nobody changes addresses", keepsAddresses],
    ["users.user-name.unique-at-every-door", "nobody is renamed", keepsUserNames],
    ["okta.password.patch", "every PATCH crashes", on("PATCH").answer(() => errorResponse(500, "Broken."))],
    ["groups.read.members-shown", "nobody can be put into a group", managesMembers],
    ["query.filter.group-escapes", "filters on groups are ignored", ignoresFilter()],
    ["query.filter.group-name-case", "filters on groups are ignored", ignoresFilter()],
    ["query.filter.group-wildcards", "filters on groups are ignored", ignoresFilter()],
    ["query.filter.group-urn", "filters on groups are ignored", ignoresFilter()],
    [
      "query.filter.group-name-case",
      "users are found in their own letters only, too",
      picksBy(/^(userName|displayName) eq "([^"]*)"$/, (found, [name = "", value]) => found[name] === value),
    ],
    ["users.patch.path-extension", "no URN is known in a path", refusing(/^urn:/)],
    ["users.patch.path-extension-sub-attribute", "no URN is known in a path", refusing(/^urn:/)],
    [
      "query.filter.display-name-case",
      "filters on displayName are ignored",
      ignoresFilter((filter) => filter.startsWith("displayName")),
    ],
    [
      "query.filter.escapes",
      "filters on displayName are ignored",
      ignoresFilter((filter) => filter.startsWith("displayName")),
    ],
    [
      "query.filter.unicode",
      "filters on userName are ignored",
      ignoresFilter((filter) => filter.startsWith("userName")),
    ],
    [
      "query.filter.external-id-case",
      "filters on externalId are ignored",
      ignoresFilter((filter) => filter.startsWith("externalId")),
    ],
    ["query.filter.logical-case", "and, or and not find nobody", picksBy(/ (?:and|or) /i, () => false)],
    [
      "query.filter.substring-case",
      "co, sw and ew are ignored",
      ignoresFilter((filter) => / (?:co|sw|ew) /.test(filter)),
    ],
    ["query.filter.value-path", "brackets are ignored", ignoresFilter((filter) => filter.includes("["))],
    ["users.patch.replace-no-target", "paths with a filter are not known", refusing(/\[/)],
  ])("%s where %s", async (id, _, wrap) => {
    expect((await judged(id, wrap)).kind).toBe("skip");
  });
});

describe("what a target may do is noted:", () => {
  test.each<readonly [string, string, Wrap]>([
    [
      "users.delete.unknown",
      "400 instead of 404",
      on("DELETE").response((r) => (r.status === 404 ? errorResponse(400, "No id.") : r)),
    ],
    ["groups.read.member-reference", "answers 404", referring(() => "/nowhere")],
    ["users.patch.bad-filter", 'scimType "invalidValue"', failing(() => errorResponse(400, "No.", "invalidValue"))],
    ["users.patch.remove-required", "answers 422, not 400", failing(() => errorResponse(422, "No.", "mutability"))],
    ["users.patch.primary", "does not make primary", dropsPrimary],
    [
      "users.patch.replace-needs-value",
      "answers 204 to replace without a value",
      on(patchWith(([first]) => first?.["value"] === undefined)).answer(() => new Response(null, { status: 204 })),
    ],
    [
      "groups.patch.remove-stranger",
      "answers 400 noTarget",
      whereMember(false, () => errorResponse(400, "No such member.", "noTarget")),
    ],
    [
      "groups.create.display-name-required",
      "makes up a displayName",
      on("POST /Groups").sent((body) => ({ displayName: "New group", ...body })),
    ],
  ])("%s: %s", async (id, text, wrap) => {
    expect(await judged(id, wrap)).toEqual({ kind: "pass", notes: [expect.stringContaining(text)] });
  });
});

describe("what a target may do is no fault:", () => {
  test.each<readonly [string, string, Wrap]>([
    ["users.delete.user-name-free", "an e-mail address is never given twice", addressesAreKept],
    ["users.patch.remove", "the nickName follows from the userName", derivesNickName],
    ["users.patch.order", "the nickName follows from the userName", derivesNickName],
    ["groups.patch.remove-member", "groups are made without members", makesEmptyGroups],
    ["users.patch.order", "no title is longer than 20 characters", hasShortTitles],
    ["users.patch.remove", "no title is longer than 20 characters", hasShortTitles],
    ["users.patch.path-case", "no path has a URN", refusing(/^urn:/i)],
    ["users.patch.remove-last-value", "pr is ignored", ignoresPresent],
    ["users.patch.schemas-first", "an employeeNumber is never given twice", numbersAreUnique],
    ["users.patch.add-to-list", "every user has an address of the target's own", addsAnAddress],
    ["users.patch.add-to-list", "e-mails are of the types work and home", knowsWorkAndHome],
    ["users.patch.replace-no-target", "e-mails are of the types work and home", knowsWorkAndHome],
  ])("%s where %s", async (id, _, wrap) => {
    expect((await judged(id, wrap)).kind).toBe("pass");
  });
});

/** A server whose column for titles is short. */
function hasShortTitles(next: FetchHandler): FetchHandler {
  const isLong = (user: Json): boolean => isObject(user) && String(user["title"] ?? "").length > 20;
  return on("POST|PUT /Users/:id?", { body: isLong }).answer(() =>
    errorResponse(400, "title has 20 characters at most.", "invalidValue"),
  )(next);
}

test.each<readonly [string, Wrap]>([
  ["users.patch.replace", on("GET /Users/:id").body((user) => (isRenamed(user) ? without(user, "name") : user))],
  ["users.patch.remove-required", on("GET /Users/:id").body((user) => ({ ...user, userName: crypto.randomUUID() }))],
  ["users.patch.add-to-list", operatesAs((operation) => ({ ...operation, op: "replace" }))],
])("%s cites the reading before the PATCH, the PATCH and the reading after it", async (id, wrap) => {
  const { outcome } = await judgedOn(id, wrap);
  expect(outcome.kind === "violation" && outcome.violation.exchanges).toHaveLength(3);
});

test("a target without paths with a filter is told so once, by the check that is named for it", async () => {
  const ids = SUITES.flatMap(({ checks }) => checks.map(({ id }) => id)).filter((id) => id.startsWith("users.patch."));
  const found = [];
  for (const id of ids) if ((await judged(id, refusing(/\[.* (?:eq|ne|sw) .*\]/))).kind === "violation") found.push(id);
  expect(found).toEqual(["users.patch.value-path"]);
});

test("a resource type whose location is relative to the base URL is read there", async () => {
  const relative = on("GET /ResourceTypes").resources((type) => ({
    ...type,
    meta: { resourceType: "ResourceType", location: `/ResourceTypes/${String(type["id"])}` },
  }));
  expect((await judged("discovery.resource-types.single", relative)).kind).toBe("pass");
});
