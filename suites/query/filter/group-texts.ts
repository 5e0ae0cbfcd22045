import {
  defineCheck,
  defineFamily,
  eachApart,
  filterOf,
  GROUP_URN,
  isRefusal,
  publishedAttribute,
  quoted,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, Filter, Wrap } from "../../../src/kit/index.ts";
import { ignoresFilter, picksBy, picksLike, readsFilterAs } from "../words/filter-defects.ts";
import { makeGroupNamed, supposeGroupFound, verifyFindsGroup } from "../words/find-groups.ts";
import type { OwnGroup } from "../words/find-groups.ts";

const NAME_EQUALS = /^displayName eq "([^"]*)"$/;

const escapes = defineCheck({
  id: "query.filter.group-escapes",
  title: "Filters find groups whose names hold quotes, backslashes, letters of other scripts and punctuation",
  rule: "RFC7644-3.4.2.2-38",
  advice: "Read the quoted value with a JSON parser and the query as percent-encoded UTF-8, for groups as for users.",
  run: async (t) => {
    const plain = await plainGroup(t);
    let judged = 0;
    await eachApart(
      ['the "A" team', "back\\slash", "Zoë 東京", "R&D + C++ / 100% #1", "it's (x): y.z, [w]; a=b?"].map(
        (text) => async () => {
          const group = await makeGroupNamed(t, `${t.make.groupBody().displayName} ${text}`);
          if (group === undefined) return;
          const filter = named(group.sent.displayName);
          if (!isRefusal(await verifyFindsGroup(t, filter, { finds: group, misses: [plain] }))) judged += 1;
        },
      ),
    );
    if (judged === 0) t.skip("the target keeps, or takes in filters, plain names of groups only");
  },
  defects: {
    "group-filter-keeps-backslashes": ofGroups(
      picksBy(/^displayName eq "(.*)"$/, ({ displayName }, [value]) => displayName === value),
    ),
    "group-filter-decoded-as-latin-1": ofGroups(
      readsFilterAs((filter) => Buffer.from(filter, "utf8").toString("latin1")),
    ),
    "group-filter-decoded-twice": ofGroups(readsFilterAs((filter) => filter.replaceAll("+", " "))),
    "group-filter-ends-at-an-ampersand": ofGroups(readsFilterAs((filter) => filter.replace(/&[^"]*/, ""))),
    "group-filter-loses-single-quotes": ofGroups(readsFilterAs((filter) => filter.replaceAll("'", ""))),
  },
});

const letterCase = defineCheck({
  id: "query.filter.group-name-case",
  title: "A group is found by its displayName whatever its letter case",
  rule: "RFC7644-3.4.2.2-36",
  advice: "Compare the displayName of groups without regard to letter case, unless /Schemas says that it is caseExact.",
  run: async (t) => {
    if (publishedAttribute(t, [GROUP_URN, "displayName"])?.caseExact === true)
      t.skip("the target publishes displayName of groups as caseExact");
    const group = await t.make.group({ label: "MixEd" });
    const other = await plainGroup(t);
    const { displayName } = group.sent;
    let judged = 0;
    for (const name of [displayName.toUpperCase(), displayName.toLowerCase()]) {
      if (!isRefusal(await verifyFindsGroup(t, named(name), { finds: group, misses: [other] }))) judged += 1;
    }
    if (judged === 0) t.skip("the target refuses filters by a name in other letters");
  },
  defects: {
    "group-name-case-sensitive": ofGroups(picksBy(NAME_EQUALS, ({ displayName }, [value]) => displayName === value)),
    "group-filter-lowers-its-value-only": ofGroups(
      picksBy(NAME_EQUALS, ({ displayName }, [value]) => displayName === value?.toLowerCase()),
    ),
    "group-name-in-capitals-ignored": ofGroups(ignoresFilter((filter) => /eq "ZSC-/.test(filter))),
  },
});

const wildcards = defineCheck({
  id: "query.filter.group-wildcards",
  title: "An underscore, a percent sign and an asterisk in a filter on groups stand for themselves",
  rule: "RFC7644-3.4.2.2-06",
  advice: "Compare displayName for equality instead of with LIKE, or escape _ and %: otherwise a_b also finds axb.",
  run: async (t) => {
    const [axb, plain] = [await t.make.group({ label: "axb" }), await plainGroup(t)];
    const { displayName } = axb.sent;
    let judged = 0;
    await eachApart(
      ["a_b", "a%b", "a*b"].map((text) => async () => {
        const group = await makeGroupNamed(t, displayName.replace("axb", text));
        if (group === undefined) return;
        const expected = { finds: group, misses: [axb, plain] };
        if (!isRefusal(await verifyFindsGroup(t, named(group.sent.displayName), expected))) judged += 1;
      }),
    );
    if (judged === 0) t.skip("the target keeps, or takes in filters, plain names of groups only");
  },
  defects: {
    "group-eq-as-sql-like": ofGroups(picksLike(NAME_EQUALS, "displayName")),
  },
});

const spelling = defineCheck({
  id: "query.filter.group-urn",
  title: "A filter on groups may name displayName with its schema URN, and in any letter case",
  rule: "RFC7644-3.4.2.2-28",
  advice:
    "Look up the names in filters on groups as in those on users: the URN is optional, letter case does not matter.",
  run: async (t) => {
    const [group, other] = [await t.make.group({ label: "urn" }), await plainGroup(t)];
    const name = quoted(group.sent.displayName);
    let judged = 0;
    await eachApart(
      [
        filterOf`urn:ietf:params:scim:schemas:core:2.0:Group:displayName eq ${name}`,
        filterOf`DISPLAYNAME eq ${name}`,
        filterOf`displayname EQ ${name}`,
      ].map((filter) => async () => {
        if (!isRefusal(await verifyFindsGroup(t, filter, { finds: group, misses: [other] }))) judged += 1;
      }),
    );
    if (judged === 0)
      t.skip("the target takes displayName in one spelling only, which query.filter.urn judges of users");
  },
  defects: {
    "group-filter-by-urn-finds-nothing": ofGroups(picksBy(/^urn:/, () => false)),
    "group-filter-by-urn-ignored": ofGroups(ignoresFilter((filter) => filter.startsWith("urn:"))),
    "group-attribute-name-case-sensitive": ofGroups(picksBy(/^DISPLAYNAME /, () => false)),
    "group-operator-case-sensitive": ofGroups(picksBy(/ EQ /, () => false)),
  },
});

/** What filters on users are held against, of groups. */
export const filterGroupTextChecks: readonly Check[] = defineFamily({ needs: ["filter", "groups"] }, [
  escapes,
  letterCase,
  wildcards,
  spelling,
]);

function named(displayName: string): Filter {
  return filterOf`displayName eq ${quoted(displayName)}`;
}

/** A group of a plain name that a filter finds: who finds it with another filter too has not looked at the name. */
async function plainGroup(t: CheckContext): Promise<OwnGroup> {
  const [plain, other] = [await t.make.group({ label: "plain" }), await t.make.group({ label: "another" })];
  await supposeGroupFound(t, named(plain.sent.displayName), { finds: plain, misses: [other] });
  return plain;
}

/** A fault that groups alone meet. */
function ofGroups(fault: Wrap): Wrap {
  return (next) => {
    const faulty = fault(next);
    return (request) => (new URL(request.url).pathname.endsWith("/Groups") ? faulty(request) : next(request));
  };
}
