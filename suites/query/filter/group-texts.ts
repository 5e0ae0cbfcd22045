import {
  canFind,
  defineCheck,
  defineFamily,
  eachApart,
  failsAlone,
  filterOf,
  GROUP_URN,
  isRefusal,
  makeIfTaken,
  named as namedUser,
  ownText,
  publishedAttribute,
  quoted,
  valueAt,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, Filter, Wrap } from "../../../src/kit/index.ts";
import { ignoresFilter, picksBy, picksLike, readsFilterAs } from "../words/filter-defects.ts";
import { makeGroupNamed, supposeGroupFound, verifyFindsGroup } from "../words/find-groups.ts";
import type { OwnGroup } from "../words/find-groups.ts";

/** Names with what is special in JSON, in a URL or in a filter; of which query.filter.escapes tries the like of users. */
const NAMES = [
  { text: 'the "A" team', isToldOfUsers: true },
  { text: "back\\slash", isToldOfUsers: true },
  { text: "Zoë 東京", isToldOfUsers: true },
  { text: "R&D + C++ / 100% #1", isToldOfUsers: false },
  { text: "it's (x): y.z, [w]; a=b?", isToldOfUsers: false },
] as const;
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
      NAMES.map(({ text, isToldOfUsers }) => async () => {
        const group = await makeGroupNamed(t, `${t.make.groupBody().displayName} ${text}`);
        if (group === undefined) return;
        const judge = async (): Promise<void> => {
          const filter = named(group.sent.displayName);
          if (!isRefusal(await verifyFindsGroup(t, filter, { finds: group, misses: [plain] }))) judged += 1;
        };
        // What is wrong with users too is told by query.filter.escapes.
        await failsAlone(judge, async () => isToldOfUsers && !(await findsUserNamed(t, text)));
      }),
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
    const judge = async (): Promise<void> => {
      for (const name of [displayName.toUpperCase(), displayName.toLowerCase()]) {
        if (!isRefusal(await verifyFindsGroup(t, named(name), { finds: group, misses: [other] }))) judged += 1;
      }
    };
    const isFound = await failsAlone(judge, async () => !(await findsUserSpelled(t)));
    if (!isFound) t.skip("users are found in their own letters only, too; see query.filter.user-name-case");
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
        const judge = async (): Promise<void> => {
          if (!isRefusal(await verifyFindsGroup(t, named(group.sent.displayName), expected))) judged += 1;
        };
        // What is wrong with users too is told by query.filter.no-wildcards.
        await failsAlone(judge, async () => text === "a_b" && !(await keepsUsersApart(t)));
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
    const own = await t.make.user();
    const userName = quoted(own.sent.userName);
    const spellings = [
      {
        ofGroup: filterOf`urn:ietf:params:scim:schemas:core:2.0:Group:displayName eq ${name}`,
        ofUser: filterOf`urn:ietf:params:scim:schemas:core:2.0:User:userName eq ${userName}`,
      },
      { ofGroup: filterOf`DISPLAYNAME eq ${name}`, ofUser: filterOf`USERNAME eq ${userName}` },
      { ofGroup: filterOf`displayname EQ ${name}`, ofUser: filterOf`username EQ ${userName}` },
    ];
    await eachApart(
      spellings.map(({ ofGroup, ofUser }) => async () => {
        const judge = async (): Promise<void> => {
          if (!isRefusal(await verifyFindsGroup(t, ofGroup, { finds: group, misses: [other] }))) judged += 1;
        };
        // What is wrong with users too is told by the checks of their filters.
        await failsAlone(judge, async () => !(await canFind(t, ofUser, { finds: [own] })));
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

/** True where a user is found by such a displayName, and where none can have one. */
async function findsUserNamed(t: CheckContext, text: string): Promise<boolean> {
  const displayName = `${ownText(t)} ${text}`;
  const user = await makeIfTaken(t, { overrides: { displayName } });
  if (user === undefined || valueAt(await user.read(), "displayName") !== displayName) return true;
  return canFind(t, named(displayName), { finds: [user] });
}

/** True where a user is found by a userName in other letters. */
async function findsUserSpelled(t: CheckContext): Promise<boolean> {
  const user = await t.make.user({ label: "MixEd" });
  const spelled = [user.sent.userName.toUpperCase(), user.sent.userName.toLowerCase()];
  const found = await Promise.all(
    spelled.map((name) => canFind(t, filterOf`userName eq ${quoted(name)}`, { finds: [user] })),
  );
  return found.every(Boolean);
}

/** True where an underscore in the userName of one user does not find another one. */
async function keepsUsersApart(t: CheckContext): Promise<boolean> {
  const [underscore, letter] = [await t.make.user({ label: "a_b" }), await t.make.user({ label: "axb" })];
  return canFind(t, namedUser(underscore), { finds: [underscore], misses: [letter] });
}

/** A fault that groups alone meet. */
function ofGroups(fault: Wrap): Wrap {
  return (next) => {
    const faulty = fault(next);
    return (request) => (new URL(request.url).pathname.endsWith("/Groups") ? faulty(request) : next(request));
  };
}
