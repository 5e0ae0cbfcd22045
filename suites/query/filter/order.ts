import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import { rfc } from "../../../src/exchange/clause.ts";
import { isObject } from "../../../src/scim/json.ts";
import { filterOf, quoted } from "../../../src/scim/filter/filter-text.ts";
import { USER_URN } from "../../../src/scim/urns.ts";
import { instantAt } from "../../../src/kit/reading/meta-of.ts";
import { publishedAttribute } from "../../../src/kit/published/published-attribute.ts";
import { ignoresFilter, picksBy, readsFilterAs, refusesFilter } from "../words/filter-defects.ts";
import { anyOf, named, shownUserName, verifyFinds } from "../../../src/kit/reading/find-users.ts";
import { verifyInvalidFilter } from "../words/verify-invalid-filter.ts";

const TWO_SECONDS = 2000;

const dates = defineCheck({
  id: "query.filter.date-order",
  title: "gt, ge, lt and le on dates compare instants, whatever the time zone",
  clause: rfc("RFC7644-3.4.2.2-14"),
  needs: ["filter"],
  advice: "Parse both dates and compare the instants; comparing the texts goes wrong as soon as the offsets differ.",
  run: async (t) => {
    const user = await t.make.user();
    const created = instantAt(await user.read(), "created") ?? t.skip("the target shows no meta.created");
    for (const write of [inUtc, inKolkata]) {
      const before = quoted(write(created - TWO_SECONDS));
      const after = quoted(write(created + TWO_SECONDS));
      for (const [operator, right, wrong] of [
        ["gt", before, after],
        ["ge", before, after],
        ["lt", after, before],
        ["le", after, before],
      ] as const) {
        await verifyFinds(t, filterOf`${named(user)} and meta.created ${operator} ${right}`, { finds: [user] });
        await verifyFinds(t, filterOf`${named(user)} and meta.created ${operator} ${wrong}`, { misses: [user] });
      }
    }
  },
  defects: [
    {
      name: "dates-compared-as-text",
      breaks: "RFC7644-3.4.2.2-14",
      wrap: picksBy(/^userName eq "([^"]*)" and meta\.created (gt|ge) "([^"]*)"$/, (user, [name, , bound = ""]) => {
        const meta = user["meta"];
        return user["userName"] === name && isObject(meta) && String(meta["created"]) > bound;
      }),
    },
    {
      name: "date-bound-loses-its-offset",
      breaks: "RFC7644-3.4.2.2-14",
      wrap: readsFilterAs((filter) => filter.replace(/\+05:30"/, 'Z"')),
    },
    {
      name: "lt-on-dates-as-gt",
      breaks: "RFC7644-3.4.2.2-14",
      wrap: readsFilterAs((filter) => filter.replace(" lt ", " gt ")),
    },
  ],
});

const texts = defineCheck({
  id: "query.filter.text-order",
  title: "gt, ge, lt and le on texts compare them in alphabetical order",
  clause: rfc("RFC7644-3.4.2.2-15"),
  needs: ["filter"],
  advice: "Compare texts letter by letter; gt and lt leave out the bound itself, ge and le take it in.",
  run: async (t) => {
    const [a, b, c] = [
      await t.make.user({ label: "oa" }),
      await t.make.user({ label: "ob" }),
      await t.make.user({ label: "oc" }),
    ];
    const bound = quoted(await shownUserName(t, b));
    const own = filterOf`(${anyOf(a, b, c)})`;
    await verifyFinds(t, filterOf`${own} and userName gt ${bound}`, { finds: [c], misses: [a, b] });
    await verifyFinds(t, filterOf`${own} and userName ge ${bound}`, { finds: [b, c], misses: [a] });
    await verifyFinds(t, filterOf`${own} and userName lt ${bound}`, { finds: [a], misses: [b, c] });
    await verifyFinds(t, filterOf`${own} and userName le ${bound}`, { finds: [a, b], misses: [c] });
  },
  defects: [
    { name: "gt-as-ge", breaks: "RFC7644-3.4.2.2-15", wrap: readsFilterAs((f) => f.replace(" gt ", " ge ")) },
    { name: "le-as-lt", breaks: "RFC7644-3.4.2.2-15", wrap: readsFilterAs((f) => f.replace(" le ", " lt ")) },
    { name: "ge-as-le", breaks: "RFC7644-3.4.2.2-15", wrap: readsFilterAs((f) => f.replace(" ge ", " le ")) },
  ],
});

const ORDERS = ["gt", "ge", "lt", "le"] as const;

const booleans = defineCheck({
  id: "query.filter.order-of-booleans",
  title: "gt, ge, lt and le on a boolean are refused with 400 invalidFilter",
  clause: rfc("RFC7644-3.4.2.2-17"),
  needs: ["filter"],
  advice: "Refuse an order comparison of true and false with 400 and scimType invalidFilter.",
  run: async (t) => {
    const isBoolean = publishedAttribute(t, [USER_URN, "active"])?.type === "boolean";
    const user = isBoolean ? undefined : await (await t.make.user()).read();
    if (!isBoolean && typeof user?.["active"] !== "boolean") t.skip("the target has no boolean attribute active");
    for (const operator of ORDERS) await verifyInvalidFilter(t, filterOf`active ${operator} true`);
  },
  defects: [
    {
      name: "booleans-have-an-order",
      breaks: "RFC7644-3.4.2.2-17",
      wrap: readsFilterAs((filter) => filter.replace(/^active (gt|ge|lt|le) true$/, "active eq true")),
    },
    {
      name: "order-of-booleans-is-invalid-value",
      breaks: "RFC7644-3.4.2.2-17",
      wrap: refusesFilter(/^active le/, "invalidValue"),
    },
  ],
});

const binaries = defineCheck({
  id: "query.filter.order-of-binaries",
  title: "gt, ge, lt and le on a binary value are refused with 400 invalidFilter",
  clause: rfc("RFC7644-3.4.2.2-18"),
  needs: ["filter"],
  advice: "Refuse an order comparison of certificates with 400 and scimType invalidFilter.",
  run: async (t) => {
    const type = publishedAttribute(t, [USER_URN, "x509Certificates", "value"])?.type;
    if (type !== "binary") t.skip("the target publishes no binary attribute");
    for (const operator of ORDERS) {
      await verifyInvalidFilter(t, filterOf`x509Certificates.value ${operator} "AA=="`);
    }
  },
  defects: [
    {
      name: "binaries-have-an-order",
      breaks: "RFC7644-3.4.2.2-18",
      wrap: readsFilterAs((filter) => filter.replace(/^x509Certificates\.value (gt|ge|lt|le)/, "userName $1")),
    },
    {
      name: "filter-on-certificates-ignored",
      breaks: "RFC7644-3.4.2.2-18",
      wrap: ignoresFilter((filter) => filter.startsWith("x509Certificates.value le")),
    },
  ],
});

/** Filters with an order. */
export const filterOrderChecks: readonly Check[] = [dates, texts, booleans, binaries];

function inUtc(instant: number): string {
  return new Date(instant).toISOString();
}

/** The same instant as a clock in India shows it. */
function inKolkata(instant: number): string {
  return new Date(instant + 5.5 * 3_600_000).toISOString().replace("Z", "+05:30");
}
