import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import { rfc } from "../../../src/exchange/clause.ts";
import { tamperRequestBody, without } from "../../../src/kit/defects/tamper.ts";
import { isSuccess } from "../../../src/exchange/reply.ts";
import { shown } from "../../../src/exchange/shown.ts";
import { verifyThat } from "../../../src/exchange/verify.ts";
import type { Json } from "../../../src/scim/json.ts";
import { USER_URN } from "../../../src/scim/urns.ts";
import { publishedAttribute } from "../../../src/kit/published/published-attribute.ts";
import { pathOfNew, readBack } from "../../../src/kit/reading/read-back.ts";
import { isUnassigned, valueAt } from "../../../src/kit/reading/value-at.ts";

const CREATE = { method: "POST", path: /^\/Users$/ };

/** A value of each optional core attribute that any server which stores it should take. */
const VALUES: Readonly<Record<string, Json>> = {
  displayName: "Ada Abara",
  nickName: "Ada",
  title: "Tester",
  userType: "Employee",
  preferredLanguage: "en-US",
  locale: "en-US",
  timezone: "America/New_York",
  profileUrl: "https://example.com/people/ada",
  phoneNumbers: [{ type: "work", value: "+1-201-555-0123" }],
  addresses: [{ type: "work", streetAddress: "1 Main Street", locality: "Boston", country: "US" }],
};

const kept = defineCheck({
  id: "users.create.kept",
  title: "Attributes that /Schemas offers for writing are stored",
  clause: rfc("RFC7644-3.1-07"),
  advice: "Store every attribute that /Schemas publishes as readWrite, or take it out of /Schemas.",
  run: async (t) => {
    const offered = Object.keys(VALUES).filter((name) => {
      const definition = publishedAttribute(t, [USER_URN, name]);
      return definition?.mutability === "readWrite" && definition.returned === "default";
    });
    if (offered.length === 0) t.skip("/Schemas offers none of the optional attributes for writing");
    const overrides = Object.fromEntries(offered.map((name) => [name, VALUES[name]]));
    const created = await t.post("/Users", t.make.userBody({ overrides }));
    if (!isSuccess(created)) t.skip("a user with all published attributes is refused");
    const { reply, resource } = await readBack(t, pathOfNew(t, created));
    const lost = offered.filter((name) => isUnassigned(valueAt(resource, name)));
    verifyThat(lost.length === 0, reply, {
      reason: `Attributes that /Schemas offers for writing are not stored: ${lost.join(", ")}`,
      expected: shown(VALUES[lost[0] ?? ""]),
      actual: shown(valueAt(resource, lost[0] ?? "")),
      at: `/${lost[0] ?? ""}`,
    });
  },
  defects: [
    {
      name: "published-attribute-is-not-stored",
      breaks: "RFC7644-3.1-07",
      wrap: tamperRequestBody(CREATE, (body) => without(body, "timezone")),
    },
    {
      name: "published-addresses-are-not-stored",
      breaks: "RFC7644-3.1-07",
      wrap: tamperRequestBody(CREATE, (body) => without(body, "addresses", "phoneNumbers")),
    },
  ],
});

/** What POST /Users must store. */
export const createKeptChecks: readonly Check[] = [kept];
