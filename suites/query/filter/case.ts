import {
  canFind,
  defineCheck,
  defineFamily,
  filterOf,
  inOtherCase,
  isObject,
  mayOffer,
  named,
  ownText,
  publishedAttribute,
  quoted,
  skipUnlessFinds,
  USER_URN,
  valueAt,
  verifyFinds,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, Expected, Filter } from "../../../src/kit/index.ts";
import { ignoresFilter, picksBy, readsFilterAs } from "../words/filter-defects.ts";

const userNameCase = defineCheck({
  id: "query.filter.user-name-case",
  title: "A userName is found whatever its letter case",
  rule: "RFC7644-3.4.2.2-36",
  advice:
    "Compare userName without regard to letter case on both sides; otherwise Okta does not find the user, creates it again and gets 409.",
  run: async (t) => {
    if (publishedAttribute(t, [USER_URN, "userName"])?.caseExact === true) {
      t.skip("the target publishes userName as caseExact");
    }
    const user = await t.make.user({ label: "MixEd" });
    const other = await t.make.user({ label: "other" });
    // That a name in its own letters is found is the rule of another check.
    await skipUnlessFinds(t, named(other), { owner: "query.filter.matching-only", finds: [other], misses: [user] });
    const expected = { finds: [user], misses: [other] };
    await verifyFinds(t, named(user), expected);
    await verifyFinds(t, filterOf`userName eq ${quoted(user.sent.userName.toUpperCase())}`, expected);
    await verifyFinds(t, filterOf`userName eq ${quoted(user.sent.userName.toLowerCase())}`, expected);
  },
  defects: {
    "user-name-case-sensitive": picksBy(/^userName eq "([^"]*)"$/, (user, [value]) => user["userName"] === value),
    "filter-lowers-its-value-only": picksBy(
      /^userName eq "([^"]*)"$/,
      (user, [value]) => user["userName"] === value?.toLowerCase(),
    ),
  },
});

const displayNameCase = defineCheck({
  id: "query.filter.display-name-case",
  title: "A displayName is found whatever its letter case",
  rule: "RFC7644-3.4.2.2-36",
  advice: "Compare texts that are not caseExact without regard to letter case, not userName alone.",
  run: async (t) => {
    const published = publishedAttribute(t, [USER_URN, "displayName"]);
    if (!mayOffer(t, [USER_URN, "displayName"])) t.skip("the target has no displayName");
    if (published?.caseExact === true) t.skip("the target publishes displayName as caseExact");
    const displayName = `MixEd ${ownText(t)}`;
    const user = await t.make.user({ overrides: { displayName } });
    if (valueAt(await user.read(), "displayName") !== displayName) t.skip("the target does not keep displayName");
    // Who finds the other one too has not looked at the name.
    const other = await t.make.user({ overrides: { displayName: `Other ${ownText(t)}` } });
    const expected = { finds: [user], misses: [other] };
    await skipUnlessFinds(t, filterOf`displayName eq ${quoted(displayName)}`, {
      owner: "query.filter.identical",
      ...expected,
    });
    for (const text of [displayName.toUpperCase(), displayName.toLowerCase()]) {
      await verifyFinds(t, filterOf`displayName eq ${quoted(text)}`, expected);
    }
  },
  defects: {
    "display-name-case-sensitive": picksBy(
      /^displayName eq "([^"]*)"$/,
      (user, [value]) => user["displayName"] === value,
    ),
    "display-name-filter-lowers-stored-value-only": picksBy(
      /^displayName eq "([^"]*)"$/,
      (user, [value]) => user["displayName"] === value || String(user["displayName"]).toLowerCase() === value,
    ),
    "display-name-in-capitals-ignored": ignoresFilter((filter) => filter.startsWith('displayName eq "MIXED ')),
  },
});

const externalIdCase = defineCheck({
  id: "query.filter.external-id-case",
  title: "An externalId is found only in its own letter case",
  rule: "RFC7643-3.1-10",
  advice: "Compare externalId with regard to letter case: two clients may use AbC1 and abc1 for different people.",
  run: async (t) => {
    const externalId = `${ownText(t)}-AbC1`;
    const user = await t.make.user({ overrides: { externalId } });
    if (valueAt(await user.read(), "externalId") !== externalId) t.skip("the target does not keep externalId");
    const other = await t.make.user({ overrides: { externalId: `${ownText(t)}-other` } });
    await skipUnlessFinds(t, filterOf`externalId eq ${quoted(externalId)}`, {
      owner: "query.filter.identical",
      finds: [user],
      misses: [other],
    });
    await verifyFinds(t, filterOf`externalId eq ${quoted(externalId.toLowerCase())}`, { misses: [user] });
  },
  defects: {
    "external-id-without-case": picksBy(/^externalId eq "([^"]*)"$/, (user, [value]) =>
      [user["externalId"]].some((found) => typeof found === "string" && found.toLowerCase() === value?.toLowerCase()),
    ),
  },
});

const attributeName = defineCheck({
  id: "query.filter.attribute-name-case",
  title: "Attribute names in filters ignore letter case",
  rule: "RFC7644-3.4.2.2-03",
  advice: "Look attribute names up without regard to letter case: USERNAME and userName are the same attribute.",
  run: async (t) => {
    const familyName = ownText(t);
    const name = valueAt(t.make.userBody(), "name");
    const user = await t.make.user({
      label: "ann",
      overrides: { name: { ...(isObject(name) ? name : {}), familyName } },
    });
    const other = await t.make.user({ label: "bob" });
    const expected = { finds: [user], misses: [other], mayRefuse: false };
    await skipUnlessFinds(t, named(user), { owner: "query.filter.matching-only", ...expected });
    await verifyFinds(t, filterOf`USERNAME eq ${quoted(user.sent.userName)}`, expected);
    await verifyFinds(t, filterOf`username eq ${quoted(user.sent.userName)}`, expected);
    const byFamilyName = filterOf`name.familyName eq ${quoted(familyName)}`;
    if (await canFind(t, byFamilyName, expected))
      await verifyFinds(t, filterOf`Name.FAMILYNAME eq ${quoted(familyName)}`, expected);
  },
  defects: {
    "filter-sub-attribute-name-case-sensitive": picksBy(/^Name\.FAMILYNAME /, () => false),
    "filter-attribute-name-case-sensitive": picksBy(/^username /, () => false),
    "filter-skips-unknown-spelling": ignoresFilter((filter) => filter.startsWith("USERNAME")),
  },
});

const operator = defineCheck({
  id: "query.filter.operator-case",
  title: "Operators such as eq ignore letter case",
  rule: "RFC7644-3.4.2.2-04",
  advice: "Read eq, sw, pr and the others without regard to letter case: EQ means eq.",
  run: async (t) => {
    const user = await t.make.user({ label: "ann" });
    const other = await t.make.user({ label: "bob" });
    const expected = { finds: [user], misses: [other], mayRefuse: false };
    const value = quoted(user.sent.userName);
    await skipUnlessFinds(t, named(user), { owner: "query.filter.matching-only", ...expected });
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
  defects: {
    "operator-in-capitals-finds-nobody": picksBy(/ EQ /, () => false),
    "operator-in-mixed-case-unknown": readsFilterAs((filter) => filter.replace(" Sw ", " unknown ")),
    "present-in-capitals-unknown": readsFilterAs((filter) => filter.replace(" PR ", " UNKNOWN ")),
  },
});

const logical = defineCheck({
  id: "query.filter.logical-case",
  title: "The operators and, or and not ignore letter case",
  rule: "RFC7644-3.4.2.2-05",
  advice: "Read and, or and not without regard to letter case: AND means and.",
  run: async (t) => {
    const ann = await t.make.user({ label: "ann" });
    const bob = await t.make.user({ label: "bob" });
    const either = await judgeCapitals(t, filterOf`${named(ann)} or ${named(bob)}`, { finds: [ann, bob] });
    // Nobody is found by a target that does not know `and`, too: it must find somebody first.
    const both = await judgeCapitals(t, filterOf`${named(ann)} and ${named(ann)}`, { finds: [ann], misses: [bob] });
    if (both) await judgeCapitals(t, filterOf`${named(ann)} and ${named(bob)}`, { misses: [ann, bob] });
    const notBob = filterOf`${named(ann)} and not (${named(bob)})`;
    const other = await judgeCapitals(t, notBob, { finds: [ann], misses: [bob] });
    if (other) await judgeCapitals(t, filterOf`${named(bob)} and not (${named(bob)})`, { misses: [ann, bob] });
    if (!either && !both && !other) t.skip("the target takes no filter with and, or, or not");
  },
  defects: {
    "capital-or-ends-the-filter": readsFilterAs((filter) => filter.replace(/^([^(]*?) OR .*$/, "$1")),
    "capital-and-ends-the-filter": readsFilterAs((filter) => filter.replace(/^([^(]*?) AND .*$/, "$1")),
    "capital-and-finds-nobody": picksBy(/^[^(]* AND /, () => false),
    "capital-not-unknown": readsFilterAs((filter) => filter.replace("NOT (", "unknown (")),
  },
});

const urn = defineCheck({
  id: "query.filter.urn",
  title: "Attributes may be named with their schema URN",
  rule: "RFC7644-3.4.2.2-28",
  advice: `Accept ${USER_URN}:userName wherever userName is accepted.`,
  run: async (t) => {
    const user = await t.make.user({ label: "ann" });
    const other = await t.make.user({ label: "bob" });
    const expected = { finds: [user], misses: [other] };
    await skipUnlessFinds(t, named(user), { owner: "query.filter.matching-only", ...expected });
    await verifyFinds(t, filterOf`${USER_URN}:${named(user)}`, expected);
  },
  defects: {
    "filter-by-urn-finds-nobody": picksBy(/^urn:.*:userName /, () => false),
    "filter-by-urn-finds-everybody": ignoresFilter((filter) => filter.startsWith("urn:")),
  },
});

const urnCase = defineCheck({
  id: "query.filter.urn-case",
  title: "Schema URNs in filters ignore letter case",
  rule: "RFC7644-3.10-02",
  advice: "Compare the URN and the attribute name of a full attribute name without regard to letter case.",
  run: async (t) => {
    const user = await t.make.user({ label: "ann" });
    const other = await t.make.user({ label: "bob" });
    const expected = { finds: [user], misses: [other], mayRefuse: false };
    const value = quoted(user.sent.userName);
    const full = filterOf`${USER_URN}:userName eq ${value}`;
    await skipUnlessFinds(t, full, { owner: "query.filter.urn", ...expected });
    await verifyFinds(
      t,
      inOtherCase(full, (text) => text.replace(/^\S+/, (name) => name.toUpperCase())),
      expected,
    );
  },
  defects: {
    "filter-urn-case-sensitive": picksBy(/^URN:.*:USERNAME /, () => false),
  },
});

/** Letter case and spelling in filters. */
export const filterCaseChecks: readonly Check[] = defineFamily({ needs: ["filter"] }, [
  userNameCase,
  displayNameCase,
  externalIdCase,
  attributeName,
  operator,
  logical,
  urn,
  urnCase,
]);

/** Judges a filter whose and, or and not are in capitals; false where the target does not take it in small letters. */
async function judgeCapitals(t: CheckContext, lower: Filter, expected: Expected): Promise<boolean> {
  if (!(await canFind(t, lower, expected))) return false;
  const upper = inOtherCase(lower, (text) =>
    text.replaceAll(/ (?:and|or) /g, (word) => word.toUpperCase()).replaceAll("not (", "NOT ("),
  );
  await verifyFinds(t, upper, { ...expected, mayRefuse: false });
  return true;
}
