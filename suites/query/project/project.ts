import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import type { CheckContext } from "../../../src/kit/check-context.ts";
import { rfc } from "../../../src/exchange/clause.ts";
import { tamperResources, tamperUrl, without } from "../../../src/kit/defects/tamper.ts";
import type { TamperMatch } from "../../../src/kit/defects/tamper.ts";
import { verifyObject, verifyStatus } from "../../../src/exchange/verify.ts";
import { isObject } from "../../../src/scim/json.ts";
import type { JsonObject } from "../../../src/scim/json.ts";
import { withQuery } from "../../../src/scim/request-path.ts";
import { USER_URN } from "../../../src/scim/urns.ts";
import { isUnassigned, valueAt } from "../../../src/kit/reading/value-at.ts";
import { membersOf, optionalMembersOf, verifyWith, verifyWithout } from "../words/projected.ts";

const USER: TamperMatch = { method: "GET", path: /^\/Users\/./ };

const attributes = defineCheck({
  id: "query.project.attributes",
  title: "With attributes only those named come back, beside what is always returned",
  clause: rfc("RFC7644-3.9-01", "RFC7643-7-17"),
  advice: "Return id and the attributes that are named in the attributes parameter, and leave out the others.",
  run: async (t) => {
    const user = await t.make.user();
    const others = optionalMembersOf(t, await user.read()).filter((name) => name !== "userName");
    if (others.length === 0) t.skip("a user has nothing but userName here");
    const reply = verifyStatus(await t.get(withQuery(user.path, { attributes: "userName" })), 200);
    const projected = verifyObject(reply);
    verifyWith(reply, projected, "id");
    verifyWith(reply, projected, "userName");
    verifyWithout(reply, projected, { members: others });
  },
  defects: [
    {
      name: "attributes-parameter-ignored",
      breaks: "RFC7643-7-17",
      wrap: tamperUrl(USER, (url) => url.searchParams.delete("attributes")),
    },
    {
      name: "attributes-parameter-drops-the-id",
      breaks: "RFC7644-3.9-01",
      wrap: tamperResources({ ...USER, query: asksFor("attributes") }, (user) => without(user, "id")),
    },
    {
      name: "attributes-parameter-as-excluded",
      breaks: "RFC7644-3.9-01",
      wrap: tamperUrl({ ...USER, query: asksFor("attributes") }, (url) => {
        url.searchParams.set("excludedAttributes", url.searchParams.get("attributes") ?? "");
        url.searchParams.delete("attributes");
      }),
    },
  ],
});

const subAttribute = defineCheck({
  id: "query.project.sub-attribute",
  title: "A sub-attribute can be asked for alone",
  clause: rfc("RFC7644-3.9-02"),
  advice: "Return name with givenName only when attributes=name.givenName is asked for.",
  run: async (t) => {
    const user = await t.make.user();
    await skipUnlessNamed(t, await user.read());
    const reply = verifyStatus(await t.get(withQuery(user.path, { attributes: "name.givenName" })), 200);
    const projected = verifyObject(reply);
    verifyWith(reply, projected, "name", "givenName");
    const name = valueAt(projected, "name");
    verifyWithout(reply, isObject(name) ? name : {}, { members: ["familyName"], at: "/name" });
    verifyWithout(reply, projected, {
      members: ["emails", "displayName"].filter((n) => optionalMembersOf(t, projected).includes(n)),
    });
  },
  defects: [
    {
      name: "sub-attribute-brings-its-parent",
      breaks: "RFC7644-3.9-02",
      wrap: tamperUrl(USER, (url) => url.searchParams.set("attributes", "name")),
    },
    {
      name: "sub-attribute-unknown",
      breaks: "RFC7644-3.9-02",
      wrap: tamperUrl({ ...USER, query: asksFor("attributes") }, (url) =>
        url.searchParams.set("attributes", "givenName"),
      ),
    },
  ],
});

const several = defineCheck({
  id: "query.project.several",
  title: "attributes takes a list, separated by commas",
  clause: rfc("RFC7644-3.9-03"),
  advice: "Split the attributes parameter at the commas.",
  run: async (t) => {
    const user = await t.make.user();
    await skipUnlessNamed(t, await user.read());
    const reply = verifyStatus(await t.get(withQuery(user.path, { attributes: ["userName", "name.familyName"] })), 200);
    const projected = verifyObject(reply);
    verifyWith(reply, projected, "userName");
    verifyWith(reply, projected, "name", "familyName");
  },
  defects: [
    {
      name: "only-first-attribute-read",
      breaks: "RFC7644-3.9-03",
      wrap: tamperUrl({ ...USER, query: asksFor("attributes") }, (url) =>
        url.searchParams.set("attributes", url.searchParams.get("attributes")?.split(",")[0] ?? ""),
      ),
    },
    {
      name: "attributes-separated-by-blanks",
      breaks: "RFC7644-3.9-03",
      wrap: tamperUrl({ ...USER, query: asksFor("attributes") }, (url) =>
        url.searchParams.set("attributes", (url.searchParams.get("attributes") ?? "").replaceAll(",", "_")),
      ),
    },
  ],
});

const excluded = defineCheck({
  id: "query.project.excluded",
  title: "With excludedAttributes everything but those named comes back",
  clause: rfc("RFC7644-3.9-04"),
  advice: "Leave out exactly the attributes and sub-attributes that excludedAttributes names, and nothing beside them.",
  run: async (t) => {
    const user = await t.make.user();
    const plain = await user.read();
    await skipUnlessNamed(t, plain);
    const whole = optionalMembersOf(t, plain).find((name) => ["emails", "displayName", "active"].includes(name));
    if (whole === undefined) return t.skip("a user has nothing that could be left out here");
    const reply = verifyStatus(
      await t.get(withQuery(user.path, { excludedAttributes: [whole, "name.givenName"] })),
      200,
    );
    const projected = verifyObject(reply);
    verifyWithout(reply, projected, { members: [whole] });
    const name = valueAt(projected, "name");
    verifyWithout(reply, isObject(name) ? name : {}, { members: ["givenName"], at: "/name" });
    verifyWith(reply, projected, "name", "familyName");
    for (const member of membersOf(plain)) if (member !== whole) verifyWith(reply, projected, member);
  },
  defects: [
    {
      name: "excluded-attributes-ignored",
      breaks: "RFC7644-3.9-04",
      wrap: tamperUrl(USER, (url) => url.searchParams.delete("excludedAttributes")),
    },
    {
      name: "excluded-sub-attribute-takes-its-parent",
      breaks: "RFC7644-3.9-04",
      wrap: tamperUrl({ ...USER, query: asksFor("excludedAttributes") }, (url) =>
        url.searchParams.set(
          "excludedAttributes",
          (url.searchParams.get("excludedAttributes") ?? "").replace(".givenName", ""),
        ),
      ),
    },
    {
      name: "exclusion-drops-extensions",
      breaks: "RFC7644-3.9-04",
      wrap: tamperResources({ ...USER, query: asksFor("excludedAttributes") }, (user) =>
        without(user, "active", ...Object.keys(user).filter((name) => name.startsWith("urn:"))),
      ),
    },
  ],
});

const names = defineCheck({
  id: "query.project.names",
  title: "Attribute names in parameters ignore letter case and may carry the URN",
  clause: rfc("RFC7644-3.10-01"),
  advice: `Read attributes=USERNAME and attributes=${USER_URN}:userName as attributes=userName.`,
  run: async (t) => {
    const user = await t.make.user();
    await user.read();
    const plain = verifyStatus(await t.get(withQuery(user.path, { attributes: "userName" })), 200);
    if (isUnassigned(valueAt(plain.body, "userName"))) t.skip("attributes=userName does not bring userName");
    for (const name of ["USERNAME", `${USER_URN}:userName`]) {
      const reply = verifyStatus(await t.get(withQuery(user.path, { attributes: name })), 200);
      verifyWith(reply, verifyObject(reply), "userName");
    }
  },
  defects: [
    {
      name: "attributes-parameter-case-sensitive",
      breaks: "RFC7644-3.10-01",
      wrap: tamperUrl({ ...USER, query: asksFor("attributes", "USERNAME") }, (url) =>
        url.searchParams.set("attributes", "unknown"),
      ),
    },
    {
      name: "attributes-parameter-without-urns",
      breaks: "RFC7644-3.10-01",
      wrap: tamperUrl({ ...USER, query: asksFor("attributes", "urn:") }, (url) =>
        url.searchParams.set("attributes", "unknown"),
      ),
    },
  ],
});

/** Projection of one user. */
export const projectChecks: readonly Check[] = [attributes, subAttribute, several, excluded, names];

async function skipUnlessNamed(t: CheckContext, user: JsonObject): Promise<void> {
  const isNamed = ["givenName", "familyName"].every((part) => !isUnassigned(valueAt(user, "name", part)));
  if (!isNamed) t.skip("the target shows no name.givenName and name.familyName");
}

function asksFor(parameter: string, text = ""): (query: URLSearchParams) => boolean {
  return (query) => query.get(parameter)?.startsWith(text) === true;
}
