import {
  sameName,
  breaking,
  defineCheck,
  describeRequest,
  isUnassigned,
  on,
  USER_URN,
  valueAt,
  verify,
  without,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, JsonObject } from "../../../src/kit/index.ts";
import {
  isPublishedAnyway,
  membersOf,
  optionalMembersOf,
  readProjected,
  supposeLimited,
  verifyLimited,
  verifyNamed,
  verifyShown,
  verifyWithout,
} from "../words/projected.ts";

const USER = "GET /Users/:id";

const attributes = defineCheck({
  id: "query.project.attributes",
  title: "With attributes only those named come back, beside what is always returned",
  rule: ["RFC7644-3.9-01", "RFC7643-7-17"],
  advice: "Return id and the attributes that are named in the attributes parameter, and leave out the others.",
  run: async (t) => {
    const user = await t.make.user();
    const others = optionalMembersOf(t, await user.read()).filter((name) => !sameName(name, "userName"));
    if (others.length === 0) t.skip("the target shows a user with nothing but userName");
    const reply = await readProjected(t, user, { attributes: "userName" });
    verifyNamed(verifyShown(reply, "RFC7644-3.9-01"));
    verifyWithout(verifyShown(reply, "RFC7643-7-17").at(), others);
    const meta = verify(reply).at("meta").value;
    // Returned "default" as it is, many servers show it in every answer.
    if (!isUnassigned(meta) && !isPublishedAnyway(t, "meta"))
      t.note(reply, `${describeRequest(reply)} shows meta, which attributes does not name`);
  },
  defects: {
    "attributes-parameter-ignored": breaking(
      "RFC7643-7-17",
      on(USER).url((url) => url.searchParams.delete("attributes")),
    ),
    "attributes-parameter-drops-the-id": breaking(
      "RFC7644-3.9-01",
      on(USER, { query: asksFor("attributes") }).resources((user) => without(user, "id")),
    ),
    "attributes-parameter-as-excluded": breaking(
      "RFC7644-3.9-01",
      on(USER, { query: asksFor("attributes") }).url((url) => {
        url.searchParams.set("excludedAttributes", url.searchParams.get("attributes") ?? "");
        url.searchParams.delete("attributes");
      }),
    ),
  },
});

const subAttribute = defineCheck({
  id: "query.project.sub-attribute",
  title: "A sub-attribute can be asked for alone",
  rule: "RFC7644-3.9-02",
  advice: "Return name with givenName only when attributes=name.givenName is asked for.",
  run: async (t) => {
    const user = await t.make.user();
    const plain = await user.read();
    skipUnlessNamed(t, plain);
    const others = optionalMembersOf(t, plain).filter((name) => !sameName(name, "userName"));
    await supposeLimited(t, user, others);
    const projected = verifyShown(await readProjected(t, user, { attributes: "name.givenName" }));
    projected.at("name", "givenName").isAssigned();
    projected.at("name", "familyName").isUnassigned();
    verifyWithout(
      projected.at(),
      others.filter((name) => !sameName(name, "name")),
    );
  },
  defects: {
    "sub-attribute-brings-its-parent": on(USER, { query: asksFor("attributes", "name.givenName") }).url((url) =>
      url.searchParams.set("attributes", "name"),
    ),
    "sub-attribute-only-narrows-its-parent": on(USER, { query: asksFor("attributes", "name.givenName") }).url((url) => {
      url.searchParams.delete("attributes");
      url.searchParams.set("excludedAttributes", "name.familyName");
    }),
    "sub-attribute-brings-what-was-not-asked-for": on(USER, { query: asksFor("attributes", "name.givenName") }).url(
      (url) => url.searchParams.set("attributes", "name.givenName,active"),
    ),
    "sub-attribute-unknown": on(USER, { query: asksFor("attributes", "name.givenName") }).url((url) =>
      url.searchParams.set("attributes", "givenName"),
    ),
  },
});

const several = defineCheck({
  id: "query.project.several",
  title: "The parameter attributes takes a list, separated by commas",
  rule: "RFC7644-3.9-03",
  advice: "Split the attributes parameter at the commas.",
  run: async (t) => {
    const user = await t.make.user();
    const plain = await user.read();
    skipUnlessNamed(t, plain);
    const others = optionalMembersOf(t, plain).filter((name) => !sameName(name, "userName"));
    await supposeLimited(t, user, others);
    const projected = verifyShown(await readProjected(t, user, { attributes: ["userName", "name.familyName"] }));
    projected.at("userName").isAssigned();
    projected.at("name", "familyName").isAssigned();
    verifyWithout(
      projected.at(),
      others.filter((name) => !sameName(name, "name")),
    );
  },
  defects: {
    "only-first-attribute-read": on(USER, { query: asksFor("attributes") }).url((url) =>
      url.searchParams.set("attributes", url.searchParams.get("attributes")?.split(",")[0] ?? ""),
    ),
    "attributes-with-commas-ignored": on(USER, {
      query: (query) => query.get("attributes")?.includes(",") === true,
    }).url((url) => url.searchParams.delete("attributes")),
    "attributes-separated-by-blanks": on(USER, { query: asksFor("attributes") }).url((url) =>
      url.searchParams.set("attributes", (url.searchParams.get("attributes") ?? "").replaceAll(",", "_")),
    ),
  },
});

const excluded = defineCheck({
  id: "query.project.excluded",
  title: "With excludedAttributes everything but those named comes back",
  rule: "RFC7644-3.9-04",
  advice: "Leave out exactly the attributes and sub-attributes that excludedAttributes names, and nothing beside them.",
  run: async (t) => {
    const user = await t.make.user();
    const unprojected = await t.get(user.path);
    const plain = await user.read();
    skipUnlessNamed(t, plain);
    const whole = optionalMembersOf(t, plain).find((name) =>
      ["emails", "displayname", "active"].includes(name.toLowerCase()),
    );
    if (whole === undefined) return t.skip("the target shows nothing of a user that could be left out");
    const reply = await readProjected(t, user, { excludedAttributes: [whole, "name.givenName"] });
    const projected = verify(reply, { others: [unprojected] }).status(200);
    projected.object();
    projected.at(whole).isUnassigned();
    projected.at("name", "givenName").isUnassigned();
    projected.at("name", "familyName").isAssigned();
    for (const member of membersOf(plain)) if (member !== whole) projected.at(member).isAssigned();
  },
  defects: {
    "excluded-attributes-ignored": on(USER).url((url) => url.searchParams.delete("excludedAttributes")),
    "excluded-sub-attribute-stays": on(USER, { query: asksFor("excludedAttributes") }).url((url) =>
      url.searchParams.set(
        "excludedAttributes",
        (url.searchParams.get("excludedAttributes") ?? "").replace(",name.givenName", ""),
      ),
    ),
    "excluded-sub-attribute-takes-its-parent": on(USER, { query: asksFor("excludedAttributes") }).url((url) =>
      url.searchParams.set(
        "excludedAttributes",
        (url.searchParams.get("excludedAttributes") ?? "").replace(".givenName", ""),
      ),
    ),
    "exclusion-drops-extensions": on(USER, { query: asksFor("excludedAttributes") }).resources((user) =>
      without(user, "active", ...Object.keys(user).filter((name) => name.startsWith("urn:"))),
    ),
  },
});

const names = defineCheck({
  id: "query.project.names",
  title: "Attribute names in parameters ignore letter case and may carry the URN",
  rule: "RFC7644-3.10-01",
  advice: `Read attributes=USERNAME and attributes=${USER_URN}:userName as attributes=userName.`,
  run: async (t) => {
    const user = await t.make.user();
    const others = optionalMembersOf(t, await user.read()).filter((name) => !sameName(name, "userName"));
    if (others.length === 0) t.skip("the target shows a user with nothing but userName");
    await supposeLimited(t, user, others);
    for (const name of ["USERNAME", `${USER_URN}:userName`])
      verifyLimited(verifyShown(await readProjected(t, user, { attributes: name })), others);
  },
  defects: {
    "attributes-in-capitals-ignored": on(USER, { query: asksFor("attributes", "USERNAME") }).url((url) =>
      url.searchParams.delete("attributes"),
    ),
    "attributes-parameter-case-sensitive": on(USER, { query: asksFor("attributes", "USERNAME") }).url((url) =>
      url.searchParams.set("attributes", "unknown"),
    ),
    "attributes-parameter-without-urns": on(USER, { query: asksFor("attributes", "urn:") }).url((url) =>
      url.searchParams.set("attributes", "unknown"),
    ),
  },
});

/** Projection of one user. */
export const projectChecks: readonly Check[] = [attributes, subAttribute, several, excluded, names];

function skipUnlessNamed(t: CheckContext, user: JsonObject): void {
  const parts = ["givenName", "familyName"];
  const isNamed = parts.every((part) => !isUnassigned(valueAt(user, "name", part)));
  if (!isNamed) t.skip("the target shows no name.givenName and name.familyName");
  if (parts.some((part) => isPublishedAnyway(t, "name", part)))
    t.skip("the target publishes a part of name as always returned");
}

function asksFor(parameter: string, text = ""): (query: URLSearchParams) => boolean {
  return (query) => query.get(parameter)?.startsWith(text) === true;
}
