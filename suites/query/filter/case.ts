import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import { rfc } from "../../../src/exchange/clause.ts";
import { USER_URN } from "../../../src/scim/urns.ts";
import { publishedAttribute } from "../../../src/kit/published/published-attribute.ts";
import { valueAt } from "../../../src/kit/reading/value-at.ts";
import { ignoresFilter, picksBy, readsFilterAs } from "../words/filter-defects.ts";
import { anyOf, canFind, named, skipUnlessFinds, verifyFinds } from "../../../src/kit/reading/find-users.ts";
import { filterOf, inOtherCase, quoted } from "../../../src/scim/filter/filter-text.ts";
import { ownText } from "../../../src/kit/reading/own-text.ts";

const userNameCase = defineCheck({
  id: "query.filter.user-name-case",
  title: "A userName is found whatever its letter case",
  clause: rfc("RFC7644-3.4.2.2-36"),
  needs: ["filter"],
  blocks: ["create"],
  advice:
    "Compare userName without regard to letter case on both sides; otherwise Okta does not find the user, creates it again and gets 409.",
  run: async (t) => {
    if (publishedAttribute(t, [USER_URN, "userName"])?.caseExact === true) {
      t.skip("the target publishes userName as caseExact");
    }
    const user = await t.make.user({ label: "MixEd" });
    const other = await t.make.user({ label: "other" });
    const expected = { finds: [user], misses: [other] };
    await verifyFinds(t, named(user), expected);
    await verifyFinds(t, filterOf`userName eq ${quoted(user.sent.userName.toUpperCase())}`, expected);
    await verifyFinds(t, filterOf`userName eq ${quoted(user.sent.userName.toLowerCase())}`, expected);
  },
  defects: [
    {
      name: "user-name-case-sensitive",
      breaks: "RFC7644-3.4.2.2-36",
      wrap: picksBy(/^userName eq "([^"]*)"$/, (user, [value]) => user["userName"] === value),
    },
    {
      name: "filter-lowers-its-value-only",
      breaks: "RFC7644-3.4.2.2-36",
      wrap: picksBy(/^userName eq "([^"]*)"$/, (user, [value]) => user["userName"] === value?.toLowerCase()),
    },
  ],
});

const externalIdCase = defineCheck({
  id: "query.filter.external-id-case",
  title: "An externalId is found only in its own letter case",
  clause: rfc("RFC7643-3.1-10"),
  needs: ["filter"],
  advice: "Compare externalId with regard to letter case: two clients may use AbC1 and abc1 for different people.",
  run: async (t) => {
    const externalId = `${ownText(t)}-AbC1`;
    const user = await t.make.user({ overrides: { externalId } });
    if (valueAt(await user.read(), "externalId") !== externalId) t.skip("the target does not keep externalId");
    await skipUnlessFinds(t, filterOf`externalId eq ${quoted(externalId)}`, { finds: [user] });
    await verifyFinds(t, filterOf`externalId eq ${quoted(externalId.toLowerCase())}`, { misses: [user] });
  },
  defects: [
    {
      name: "external-id-without-case",
      breaks: "RFC7643-3.1-10",
      wrap: picksBy(/^externalId eq "([^"]*)"$/, (user, [value]) =>
        [user["externalId"]].some((found) => typeof found === "string" && found.toLowerCase() === value?.toLowerCase()),
      ),
    },
  ],
});

const attributeName = defineCheck({
  id: "query.filter.attribute-name-case",
  title: "Attribute names in filters ignore letter case",
  clause: rfc("RFC7644-3.4.2.2-03"),
  needs: ["filter"],
  advice: "Look attribute names up without regard to letter case: USERNAME and userName are the same attribute.",
  run: async (t) => {
    const user = await t.make.user({ label: "ann" });
    const other = await t.make.user({ label: "bob" });
    const expected = { finds: [user], misses: [other], mayRefuse: false };
    await skipUnlessFinds(t, named(user), expected);
    await verifyFinds(t, filterOf`USERNAME eq ${quoted(user.sent.userName)}`, expected);
    await verifyFinds(t, filterOf`username eq ${quoted(user.sent.userName)}`, expected);
  },
  defects: [
    {
      name: "filter-attribute-name-case-sensitive",
      breaks: "RFC7644-3.4.2.2-03",
      wrap: picksBy(/^username /, () => false),
    },
    {
      name: "filter-skips-unknown-spelling",
      breaks: "RFC7644-3.4.2.2-03",
      wrap: ignoresFilter((filter) => filter.startsWith("USERNAME")),
    },
  ],
});

const operator = defineCheck({
  id: "query.filter.operator-case",
  title: "Operators ignore letter case",
  clause: rfc("RFC7644-3.4.2.2-04"),
  needs: ["filter"],
  advice: "Read eq, sw, pr and the others without regard to letter case: EQ means eq.",
  run: async (t) => {
    const user = await t.make.user({ label: "ann" });
    const other = await t.make.user({ label: "bob" });
    const expected = { finds: [user], misses: [other], mayRefuse: false };
    const value = quoted(user.sent.userName);
    await skipUnlessFinds(t, filterOf`userName eq ${value}`, expected);
    await verifyFinds(t, filterOf`userName EQ ${value}`, expected);
    if (await canFind(t, filterOf`userName sw ${value}`, expected))
      await verifyFinds(t, filterOf`userName Sw ${value}`, expected);
    const present = filterOf`userName pr and userName eq ${value}`;
    if (await canFind(t, present, expected))
      await verifyFinds(
        t,
        inOtherCase(present, (text) => text.replace(" pr", " PR")),
        expected,
      );
  },
  defects: [
    {
      name: "operator-in-capitals-finds-nobody",
      breaks: "RFC7644-3.4.2.2-04",
      wrap: picksBy(/ EQ /, () => false),
    },
    {
      name: "operator-in-mixed-case-unknown",
      breaks: "RFC7644-3.4.2.2-04",
      wrap: readsFilterAs((filter) => filter.replace(" Sw ", " unknown ")),
    },
    {
      name: "present-in-capitals-unknown",
      breaks: "RFC7644-3.4.2.2-04",
      wrap: readsFilterAs((filter) => filter.replace(" PR ", " UNKNOWN ")),
    },
  ],
});

const logical = defineCheck({
  id: "query.filter.logical-case",
  title: "and, or and not ignore letter case",
  clause: rfc("RFC7644-3.4.2.2-05"),
  needs: ["filter"],
  advice: "Read and, or and not without regard to letter case: AND means and.",
  run: async (t) => {
    const ann = await t.make.user({ label: "ann" });
    const bob = await t.make.user({ label: "bob" });
    const forms = [
      { lower: filterOf`${named(ann)} or ${named(bob)}`, finds: [ann, bob], misses: [] },
      { lower: filterOf`${named(ann)} and ${named(bob)}`, finds: [], misses: [ann, bob] },
      { lower: filterOf`(${anyOf(ann, bob)}) and not (${named(bob)})`, finds: [ann], misses: [bob] },
    ];
    let judged = 0;
    for (const { lower, ...expected } of forms) {
      if (!(await canFind(t, lower, expected))) continue;
      const upper = inOtherCase(lower, (text) =>
        text.replaceAll(/ (?:and|or) /g, (word) => word.toUpperCase()).replaceAll("not (", "NOT ("),
      );
      await verifyFinds(t, upper, { ...expected, mayRefuse: false });
      judged += 1;
    }
    if (judged === 0) t.skip("the target takes no filter with and, or, or not");
  },
  defects: [
    {
      name: "capital-or-ends-the-filter",
      breaks: "RFC7644-3.4.2.2-05",
      wrap: readsFilterAs((filter) => filter.replace(/^([^(]*?) OR .*$/, "$1")),
    },
    {
      name: "capital-and-ends-the-filter",
      breaks: "RFC7644-3.4.2.2-05",
      wrap: readsFilterAs((filter) => filter.replace(/^([^(]*?) AND .*$/, "$1")),
    },
    {
      name: "capital-not-unknown",
      breaks: "RFC7644-3.4.2.2-05",
      wrap: readsFilterAs((filter) => filter.replace("NOT (", "unknown (")),
    },
  ],
});

const urn = defineCheck({
  id: "query.filter.urn",
  title: "Attributes may be named with their schema URN",
  clause: rfc("RFC7644-3.4.2.2-28"),
  needs: ["filter"],
  advice: `Accept ${USER_URN}:userName wherever userName is accepted.`,
  run: async (t) => {
    const user = await t.make.user({ label: "ann" });
    const other = await t.make.user({ label: "bob" });
    const expected = { finds: [user], misses: [other] };
    await skipUnlessFinds(t, named(user), expected);
    await verifyFinds(t, filterOf`${USER_URN}:${named(user)}`, expected);
  },
  defects: [
    {
      name: "filter-by-urn-finds-nobody",
      breaks: "RFC7644-3.4.2.2-28",
      wrap: picksBy(/^urn:.*:userName /, () => false),
    },
    {
      name: "filter-by-urn-finds-everybody",
      breaks: "RFC7644-3.4.2.2-28",
      wrap: ignoresFilter((filter) => filter.startsWith("urn:")),
    },
  ],
});

const urnCase = defineCheck({
  id: "query.filter.urn-case",
  title: "Schema URNs in filters ignore letter case",
  clause: rfc("RFC7644-3.10-02"),
  needs: ["filter"],
  advice: "Compare the URN and the attribute name of a full attribute name without regard to letter case.",
  run: async (t) => {
    const user = await t.make.user({ label: "ann" });
    const other = await t.make.user({ label: "bob" });
    const expected = { finds: [user], misses: [other], mayRefuse: false };
    const value = quoted(user.sent.userName);
    const full = filterOf`${USER_URN}:userName eq ${value}`;
    await skipUnlessFinds(t, full, expected);
    await verifyFinds(
      t,
      inOtherCase(full, (text) => text.replace(/^\S+/, (name) => name.toUpperCase())),
      expected,
    );
  },
  defects: [
    {
      name: "filter-urn-case-sensitive",
      breaks: "RFC7644-3.10-02",
      wrap: picksBy(/^URN:.*:USERNAME /, () => false),
    },
  ],
});

/** Letter case and spelling in filters. */
export const filterCaseChecks: readonly Check[] = [
  userNameCase,
  externalIdCase,
  attributeName,
  operator,
  logical,
  urn,
  urnCase,
];
