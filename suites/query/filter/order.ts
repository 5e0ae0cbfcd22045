import {
  valueAt,
  defineCheck,
  defineFamily,
  describeRequest,
  filterOf,
  instantAt,
  isObject,
  isRefusal,
  named,
  publishedAttribute,
  quoted,
  shownUserName,
  USER_URN,
  verifyFindsUnlessRefused,
} from "../../../src/kit/index.ts";
import type { Check, Filter, OwnUser, Reply } from "../../../src/kit/index.ts";
import { ignoresFilter, picksBy, readsFilterAs, refusesFilter } from "../words/filter-defects.ts";
import { verifyFindsAlone } from "../words/find-alone.ts";
import { supposeAnd, supposeNamed } from "../words/suppose.ts";
import { skipUnlessFilterTaken, verifyInvalidFilter } from "../words/verify-invalid-filter.ts";

const TWO_SECONDS = 2000;

const dates = defineCheck({
  id: "query.filter.date-order",
  title: "The operators gt, ge, lt and le on dates compare instants, whatever the time zone",
  rule: "RFC7644-3.4.2.2-14",
  advice: "Parse both dates and compare the instants; comparing the texts goes wrong as soon as the offsets differ.",
  run: async (t) => {
    const user = await t.make.user();
    const created = instantAt(await user.read(), "created") ?? t.skip("the target shows no meta.created");
    await supposeNamed(t, user, await t.make.user());
    const seen = quoted(inUtc(created - TWO_SECONDS));
    await verifyFindsAlone(t, filterOf`meta.created gt ${seen}`, user);
    await verifyFindsAlone(t, filterOf`meta.created lt ${quoted(inUtc(created + TWO_SECONDS))}`, user);
    if (instantAt(await user.read(), "lastModified") !== undefined)
      await verifyFindsAlone(t, filterOf`meta.lastModified gt ${seen}`, user);
    await supposeAnd(t, user, await t.make.user());
    let judged = 0;
    for (const write of [inUtc, inKolkata]) {
      const before = quoted(write(created - TWO_SECONDS));
      const after = quoted(write(created + TWO_SECONDS));
      for (const [operator, right, wrong] of [
        ["gt", before, after],
        ["ge", before, after],
        ["lt", after, before],
        ["le", after, before],
      ] as const) {
        const byDate = (date: typeof before): Filter => filterOf`${named(user)} and meta.created ${operator} ${date}`;
        const reply = await verifyFindsUnlessRefused(t, byDate(right), { finds: [user] });
        await verifyFindsUnlessRefused(t, byDate(wrong), { misses: [user] });
        if (!isRefusal(reply)) judged += 1;
        else if (judged > 0) t.note(reply, `${describeRequest(reply)} refuses a date, although others are taken`);
      }
    }
    if (judged === 0) t.skip("the target takes no filter with gt, ge, lt or le on meta.created");
  },
  defects: {
    "date-alone-finds-nobody": picksBy(/^meta\.created (?:gt|lt) "[^"]*"$/, () => false),
    "last-modified-alone-finds-nobody": picksBy(/^meta\.lastModified gt "[^"]*"$/, () => false),
    "dates-compared-as-text": picksBy(
      /^userName eq "([^"]*)" and meta\.created (gt|ge) "([^"]*)"$/,
      (user, [name, , bound = ""]) => {
        const meta = user["meta"];
        return user["userName"] === name && isObject(meta) && String(meta["created"]) > bound;
      },
    ),
    "date-bound-loses-its-offset": readsFilterAs((filter) => filter.replace(/\+05:30"/, 'Z"')),
    "lt-on-dates-as-gt": readsFilterAs((filter) => filter.replace(" lt ", " gt ")),
    "le-on-dates-ignored": readsFilterAs((filter) => filter.replace(/ and meta\.created le "[^"]*"$/, "")),
  },
});

const texts = defineCheck({
  id: "query.filter.text-order",
  title: "The operators gt, ge, lt and le on texts compare them in alphabetical order",
  rule: "RFC7644-3.4.2.2-15",
  advice: "Compare texts letter by letter; gt and lt leave out the bound itself, ge and le take it in.",
  run: async (t) => {
    const [a, b, c] = [
      await t.make.user({ label: "oa" }),
      await t.make.user({ label: "ob" }),
      await t.make.user({ label: "oc" }),
    ];
    const bound = quoted(await shownUserName(t, b));
    for (const [user, other] of [
      [a, c],
      [b, a],
      [c, a],
    ] as const)
      await supposeNamed(t, user, other);
    const orders = [
      { operator: "gt", finds: [c], misses: [a, b] },
      { operator: "ge", finds: [b, c], misses: [a] },
      { operator: "lt", finds: [a], misses: [b, c] },
      { operator: "le", finds: [a, b], misses: [c] },
    ] as const;
    const judged: Reply[] = [];
    for (const { operator, finds } of orders) {
      judged.push(await verifyFindsAlone(t, filterOf`userName ${operator} ${bound}`, finds[0]));
    }
    await supposeAnd(t, a, c);
    for (const { operator, finds, misses } of orders) {
      const inOrder = (user: OwnUser): Filter => filterOf`${named(user)} and userName ${operator} ${bound}`;
      for (const user of finds) judged.push(await verifyFindsUnlessRefused(t, inOrder(user), { finds: [user] }));
      for (const user of misses) judged.push(await verifyFindsUnlessRefused(t, inOrder(user), { misses: [user] }));
    }
    if (judged.every(isRefusal)) t.skip("the target takes no filter with gt, ge, lt or le on userName");
  },
  defects: {
    "order-alone-finds-nobody": picksBy(/^userName (?:gt|ge|lt|le) "[^"]*"$/, () => false),
    "gt-as-ge": readsFilterAs((f) => f.replace(" gt ", " ge ")),
    "le-as-lt": readsFilterAs((f) => f.replace(" le ", " lt ")),
    "ge-as-le": readsFilterAs((f) => f.replace(" ge ", " le ")),
    "lt-as-le": readsFilterAs((f) => f.replace(" lt ", " le ")),
  },
});

const ORDERS = ["gt", "ge", "lt", "le"] as const;

const booleans = defineCheck({
  id: "query.filter.order-of-booleans",
  title: "The operators gt, ge, lt and le on a boolean are refused with 400 invalidFilter",
  rule: "RFC7644-3.4.2.2-17",
  advice: "Refuse an order comparison of true and false with 400 and scimType invalidFilter.",
  run: async (t) => {
    const isBoolean = publishedAttribute(t, [USER_URN, "active"])?.type === "boolean";
    const user = isBoolean ? undefined : await (await t.make.user()).read();
    if (!isBoolean && typeof valueAt(user, "active") !== "boolean")
      t.skip("the target has no boolean attribute active");
    await skipUnlessFilterTaken(t, filterOf`active eq true`);
    for (const operator of ORDERS) await verifyInvalidFilter(t, filterOf`active ${operator} true`);
  },
  defects: {
    "booleans-have-an-order": readsFilterAs((filter) =>
      filter.replace(/^active (gt|ge|lt|le) true$/, "active eq true"),
    ),
    "order-of-booleans-is-invalid-value": refusesFilter(/^active le/, "invalidValue"),
  },
});

const binaries = defineCheck({
  id: "query.filter.order-of-binaries",
  title: "The operators gt, ge, lt and le on a binary value are refused with 400 invalidFilter",
  rule: "RFC7644-3.4.2.2-18",
  advice: "Refuse an order comparison of certificates with 400 and scimType invalidFilter.",
  run: async (t) => {
    const type = publishedAttribute(t, [USER_URN, "x509Certificates", "value"])?.type;
    if (type !== "binary") t.skip("the target publishes no binary attribute");
    await skipUnlessFilterTaken(t, filterOf`x509Certificates.value eq "AA=="`);
    for (const operator of ORDERS) {
      await verifyInvalidFilter(t, filterOf`x509Certificates.value ${operator} "AA=="`);
    }
  },
  defects: {
    "binaries-have-an-order": readsFilterAs((filter) =>
      filter.replace(/^x509Certificates\.value (gt|ge|lt|le)/, "userName $1"),
    ),
    "filter-on-certificates-ignored": ignoresFilter((filter) => filter.startsWith("x509Certificates.value le")),
  },
});

/** Filters with an order. */
export const filterOrderChecks: readonly Check[] = defineFamily({ needs: ["filter"] }, [
  dates,
  texts,
  booleans,
  binaries,
]);

function inUtc(instant: number): string {
  return new Date(instant).toISOString();
}

/** The same instant as a clock in India shows it. */
function inKolkata(instant: number): string {
  return new Date(instant + 5.5 * 3_600_000).toISOString().replace("Z", "+05:30");
}
