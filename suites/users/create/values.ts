import { defineCheck, itemsAt, mayOffer, on, publishedAttribute, USER_URN, valueAt } from "../../../src/kit/index.ts";
import type { Check, CheckContext, Json, Wrap } from "../../../src/kit/index.ts";
import { FIRST_ITEM, storedValue } from "../words/stored-value.ts";
import { tamperItems } from "../words/tamper-items.ts";

const country = defineCheck({
  id: "users.create.country",
  title: "The country of an address stays a code of two letters",
  rule: "RFC7643-4.1.2-03",
  advice: "Keep addresses.country as the ISO 3166-1 code of two letters; show the country's name elsewhere.",
  run: async (t) => {
    if (!mayOffer(t, [USER_URN, "addresses", "country"])) t.skip("/Schemas does not publish addresses.country");
    const address = { type: "work", streetAddress: "1 Main Street", locality: "Boston", country: "US" };
    const found = await storedValue(t, { addresses: [address] }, ["addresses", FIRST_ITEM, "country"]);
    found.holds('a code of two letters, as "US"', (code) => typeof code === "string" && /^[a-z]{2}$/i.test(code));
  },
  defects: {
    "country-becomes-a-name": tamperItems("addresses", (address) => ({ ...address, country: "United States" })),
    "country-becomes-three-letters": tamperItems("addresses", (address) => ({ ...address, country: "USA" })),
  },
});

const email = defineCheck({
  id: "users.create.email",
  title: "An e-mail stays the same address",
  rule: "RFC7644-3.1-07",
  advice: "Keep an e-mail as it was sent, or with its domain in lower case; add no name and take no tag away.",
  run: async (t) => {
    skipUnlessKept(t, "emails");
    const [sent] = itemsAt(t.make.userBody(), "emails");
    const own = valueAt(sent, "value");
    if (sent === undefined || typeof own !== "string") return t.skip("the profile's users have no e-mail");
    const value = own.replace("@", "+hr@").replace(/@.*$/, (domain) => domain.toUpperCase());
    const found = await storedValue(t, { emails: [{ ...sent, value }] }, ["emails", FIRST_ITEM, "value"]);
    found.isLike(value);
  },
  defects: {
    "e-mail-loses-its-tag": tamperItems("emails", (item) => ({
      ...item,
      value: String(item["value"]).replace("+hr@", "@"),
    })),
    "e-mail-comes-back-with-a-name": tamperItems("emails", (item) => ({
      ...item,
      value: `"Ann" <${String(item["value"])}>`,
    })),
  },
});

const phone = defineCheck({
  id: "users.create.phone-number",
  title: "A phone number stays the same number",
  rule: "RFC7644-3.1-07",
  advice:
    "Keep all digits of a phone number, the country code and an extension included, whatever form you store it in.",
  run: async (t) => {
    skipUnlessKept(t, "phoneNumbers");
    const phoneNumbers = [{ type: "work", value: "tel:+1-201-555-0123" }];
    const found = await storedValue(t, { phoneNumbers }, ["phoneNumbers", FIRST_ITEM, "value"]);
    found.holds('the digits of "tel:+1-201-555-0123"', (number) => digitsOf(number) === "12015550123");
  },
  defects: {
    "phone-number-loses-its-country-code": tamperItems("phoneNumbers", (number) => ({
      ...number,
      value: "(201) 555-0123",
    })),
    "phone-number-as-a-number": tamperItems("phoneNumbers", (number) => ({ ...number, value: 1.2015550123e10 })),
  },
});

const language = defineCheck({
  id: "users.create.preferred-language",
  title: "preferredLanguage keeps the form of Accept-Language",
  rule: "RFC7643-4.1.1-07",
  advice:
    "Keep preferredLanguage as language tags with hyphens (en-US), not as the locale of a programming language (en_US).",
  run: async (t) => {
    if (!mayOffer(t, [USER_URN, "preferredLanguage"])) t.skip("/Schemas does not publish preferredLanguage");
    const found = await storedValue(t, { preferredLanguage: "en-US, en;q=0.8" }, ["preferredLanguage"]);
    found.holds(
      'the form of Accept-Language, as "en-US, en;q=0.8"',
      (languages) => typeof languages === "string" && LANGUAGES.test(languages),
    );
  },
  defects: {
    "preferred-language-with-an-underscore": showLanguage("en_US"),
    "preferred-language-spelled-out": showLanguage("English (US)"),
  },
});

/** Language ranges with optional weights (RFC 7231 section 5.3.5). */
const LANGUAGES =
  /^\s*(?:[a-z]{1,8}(?:-[a-z0-9]{1,8})*|\*)(?:\s*;\s*q=[01](?:\.\d{0,3})?)?(?:\s*,\s*(?:[a-z]{1,8}(?:-[a-z0-9]{1,8})*|\*)(?:\s*;\s*q=[01](?:\.\d{0,3})?)?)*\s*$/i;

/** What must become of values that have a form of their own. */
export const createValueChecks: readonly Check[] = [email, country, phone, language];

/** Only what is published as readWrite and returned by default must stay as it was sent; without /Schemas it is tried. */
function skipUnlessKept(t: CheckContext, name: "emails" | "phoneNumbers"): void {
  const place = [USER_URN, name, "value"] as const;
  const definition = publishedAttribute(t, place);
  const isKept = definition?.mutability === "readWrite" && ["default", "always"].includes(definition.returned);
  if (t.target.schemas !== undefined && !isKept) {
    t.skip(`/Schemas does not publish ${name}.value as readWrite and returned by default`);
  }
}

function digitsOf(value: Json | undefined): string {
  return typeof value === "string" ? value.replace(/\D/g, "") : "";
}

function showLanguage(preferredLanguage: string): Wrap {
  return on("/Users/:id?").resources((user) => ("preferredLanguage" in user ? { ...user, preferredLanguage } : user));
}
