import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import { rfc } from "../../../src/exchange/clause.ts";
import { tamperResources } from "../../../src/kit/defects/tamper.ts";
import type { Wrap } from "../../../src/kit/defects/tamper.ts";
import { isSuccess } from "../../../src/exchange/reply.ts";
import { shown } from "../../../src/exchange/shown.ts";
import { verifyThat } from "../../../src/exchange/verify.ts";
import type { Json, JsonObject } from "../../../src/scim/json.ts";
import { USER_URN } from "../../../src/scim/urns.ts";
import { mayOffer } from "../../../src/kit/published/published-attribute.ts";
import { pathOfNew, readBack } from "../../../src/kit/reading/read-back.ts";
import { isUnassigned, itemsAt, sameText, valueAt } from "../../../src/kit/reading/value-at.ts";

const USERS = /^\/Users(?:\/[^/]+)?$/;

const country = defineCheck({
  id: "users.create.country",
  title: "The country of an address stays a code of two letters",
  clause: rfc("RFC7643-4.1.2-03"),
  advice: "Keep addresses.country as the ISO 3166-1 code of two letters; show the country's name elsewhere.",
  run: async (t) => {
    if (!mayOffer(t, [USER_URN, "addresses", "country"])) t.skip("addresses.country is not published");
    const address = { type: "work", streetAddress: "1 Main Street", locality: "Boston", country: "US" };
    const reply = await t.post("/Users", t.make.userBody({ overrides: { addresses: [address] } }));
    if (!isSuccess(reply)) t.skip("the target does not take an address");
    const read = await readBack(t, pathOfNew(t, reply));
    const [found] = itemsAt(read.resource, "addresses").map((item) => valueAt(item, "country"));
    if (isUnassigned(found)) t.skip("the target does not keep the country of an address");
    verifyThat(typeof found === "string" && /^[a-z]{2}$/i.test(found), read.reply, {
      reason: "The country of an address comes back as something else than a code of two letters",
      expected: shown("US"),
      actual: shown(found),
      at: "/addresses/0/country",
    });
  },
  defects: [
    {
      name: "country-becomes-a-name",
      breaks: "RFC7643-4.1.2-03",
      wrap: tamperItems("addresses", (address) => ({ ...address, country: "United States" })),
    },
    {
      name: "country-becomes-three-letters",
      breaks: "RFC7643-4.1.2-03",
      wrap: tamperItems("addresses", (address) => ({ ...address, country: "USA" })),
    },
  ],
});

const email = defineCheck({
  id: "users.create.email",
  title: "An e-mail stays the same address",
  clause: rfc("RFC7643-4.1.2-01"),
  advice: "Keep an e-mail as it was sent, or with its domain in lower case; add no name and take no tag away.",
  run: async (t) => {
    const [sent] = itemsAt(t.make.userBody(), "emails");
    const own = valueAt(sent, "value");
    if (sent === undefined || typeof own !== "string") return t.skip("the profile's users have no e-mail");
    const value = own.replace("@", "+hr@").replace(/@.*$/, (domain) => domain.toUpperCase());
    const reply = await t.post("/Users", t.make.userBody({ overrides: { emails: [{ ...sent, value }] } }));
    if (!isSuccess(reply)) t.skip("the target does not take an e-mail with a tag");
    const read = await readBack(t, pathOfNew(t, reply));
    const [found] = itemsAt(read.resource, "emails").map((item) => valueAt(item, "value"));
    if (isUnassigned(found)) t.skip("the target does not keep an e-mail");
    verifyThat(sameText(found, value), read.reply, {
      reason: "An e-mail comes back as another address",
      expected: shown(value),
      actual: shown(found),
      at: "/emails/0/value",
    });
  },
  defects: [
    {
      name: "e-mail-loses-its-tag",
      breaks: "RFC7643-4.1.2-01",
      wrap: tamperItems("emails", (item) => ({ ...item, value: String(item["value"]).replace("+hr@", "@") })),
    },
    {
      name: "e-mail-comes-back-with-a-name",
      breaks: "RFC7643-4.1.2-01",
      wrap: tamperItems("emails", (item) => ({ ...item, value: `"Ann" <${String(item["value"])}>` })),
    },
  ],
});

const phone = defineCheck({
  id: "users.create.phone-number",
  title: "A phone number stays the same number",
  clause: rfc("RFC7643-4.1.2-02"),
  advice:
    "Keep all digits of a phone number, the country code and an extension included, whatever form you store it in.",
  run: async (t) => {
    if (!mayOffer(t, [USER_URN, "phoneNumbers", "value"])) t.skip("phoneNumbers is not published");
    const phoneNumbers = [{ type: "work", value: "tel:+1-201-555-0123" }];
    const reply = await t.post("/Users", t.make.userBody({ overrides: { phoneNumbers } }));
    if (!isSuccess(reply)) t.skip("the target does not take a phone number");
    const read = await readBack(t, pathOfNew(t, reply));
    const [found] = itemsAt(read.resource, "phoneNumbers").map((item) => valueAt(item, "value"));
    if (isUnassigned(found)) t.skip("the target does not keep a phone number");
    verifyThat(digitsOf(found) === "12015550123", read.reply, {
      reason: "A phone number comes back as another number",
      expected: shown("tel:+1-201-555-0123"),
      actual: shown(found),
      at: "/phoneNumbers/0/value",
    });
  },
  defects: [
    {
      name: "phone-number-loses-its-country-code",
      breaks: "RFC7643-4.1.2-02",
      wrap: tamperItems("phoneNumbers", (number) => ({ ...number, value: "(201) 555-0123" })),
    },
    {
      name: "phone-number-as-a-number",
      breaks: "RFC7643-4.1.2-02",
      wrap: tamperItems("phoneNumbers", (number) => ({ ...number, value: 1.2015550123e10 })),
    },
  ],
});

const language = defineCheck({
  id: "users.create.preferred-language",
  title: "preferredLanguage keeps the form of Accept-Language",
  clause: rfc("RFC7643-4.1.1-07"),
  advice:
    "Keep preferredLanguage as language tags with hyphens (en-US), not as the locale of a programming language (en_US).",
  run: async (t) => {
    if (!mayOffer(t, [USER_URN, "preferredLanguage"])) t.skip("preferredLanguage is not published");
    const overrides = { preferredLanguage: "en-US, en;q=0.8" };
    const reply = await t.post("/Users", t.make.userBody({ overrides }));
    if (!isSuccess(reply)) t.skip("the target does not take a list of languages");
    const read = await readBack(t, pathOfNew(t, reply));
    const found = valueAt(read.resource, "preferredLanguage");
    if (isUnassigned(found)) t.skip("the target does not keep preferredLanguage");
    verifyThat(typeof found === "string" && LANGUAGES.test(found), read.reply, {
      reason: "preferredLanguage comes back in another form than that of Accept-Language",
      expected: [shown("en-US, en;q=0.8"), shown("en-US")],
      actual: shown(found),
      at: "/preferredLanguage",
    });
  },
  defects: [
    {
      name: "preferred-language-with-an-underscore",
      breaks: "RFC7643-4.1.1-07",
      wrap: tamperResources({ path: USERS }, (user) =>
        "preferredLanguage" in user ? { ...user, preferredLanguage: "en_US" } : user,
      ),
    },
    {
      name: "preferred-language-spelled-out",
      breaks: "RFC7643-4.1.1-07",
      wrap: tamperResources({ path: USERS }, (user) =>
        "preferredLanguage" in user ? { ...user, preferredLanguage: "English (US)" } : user,
      ),
    },
  ],
});

/** Language ranges with optional weights (RFC 7231 section 5.3.5). */
const LANGUAGES =
  /^\s*(?:[a-z]{1,8}(?:-[a-z0-9]{1,8})*|\*)(?:\s*;\s*q=[01](?:\.\d{0,3})?)?(?:\s*,\s*(?:[a-z]{1,8}(?:-[a-z0-9]{1,8})*|\*)(?:\s*;\s*q=[01](?:\.\d{0,3})?)?)*\s*$/i;

/** What must become of values that have a form of their own. */
export const createValueChecks: readonly Check[] = [email, country, phone, language];

function digitsOf(value: Json | undefined): string {
  return typeof value === "string" ? value.replace(/\D/g, "") : "";
}

function tamperItems(attribute: string, change: (item: JsonObject) => JsonObject): Wrap {
  return tamperResources({ path: USERS }, (user) => {
    const items = itemsAt(user, attribute);
    return items.length === 0 ? user : { ...user, [attribute]: items.map(change) };
  });
}
