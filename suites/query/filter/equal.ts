import {
  breaking,
  canFind,
  defineCheck,
  defineFamily,
  describeOutcome,
  errorResponse,
  filterOf,
  isObject,
  isRefusal,
  itemsAt,
  makeIfTaken,
  named,
  on,
  ownText,
  quoted,
  valueAt,
  verify,
  verifyFinds,
  verifyFindsUnlessRefused,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, JsonObject, Match } from "../../../src/kit/index.ts";
import { alwaysLists, ignoresFilter, picksBy, picksLike, readsFilterAs } from "../words/filter-defects.ts";
import { supposeAnd, supposeNamed } from "../words/suppose.ts";
import { verifyFindsAlone } from "../words/find-alone.ts";
import { verifyAllNamed, verifyNoCrowd } from "../words/verify-all-named.ts";

const USERNAME_EQUALS = /^userName eq "([^"]*)"$/;
const NOBODY: Match = { query: (query) => /nobody/.test(query.get("filter") ?? "") };

const matchingOnly = defineCheck({
  id: "query.filter.matching-only",
  title: 'A filter userName eq "..." answers that user and nobody else',
  rule: ["RFC7644-3.4.2.2-01", "RFC7644-3.4.2.2-06"],
  advice:
    "Compare the whole userName, return the one match only and count no other in totalResults: Okta stops with an error when it is shown several users.",
  run: async (t) => {
    const ann = await t.make.user({ label: "ann" });
    const bob = await t.make.user({ label: "bob" });
    const longer = await makeIfTaken(t, { label: "anna", overrides: { userName: `${ann.sent.userName}.test` } });
    await t.eventually(
      () => t.query("/Users", named(ann)),
      (reply) => {
        if (isRefusal(reply)) t.skip(`the target refuses to filter by userName (${describeOutcome(reply)})`);
        const filtered = verify(reply, { rule: "RFC7644-3.4.2.2-01" });
        verifyNoCrowd(filtered, [ann.id]);
        filtered.doesNotList(bob);
        const compared = verify(reply, { rule: "RFC7644-3.4.2.2-06" });
        compared.lists(ann);
        if (longer !== undefined) compared.doesNotList(longer);
        verifyAllNamed(filtered, "userName", ann.sent.userName);
        filtered.counts(1);
      },
    );
  },
  defects: {
    "filter-ignored": breaking("RFC7644-3.4.2.2-01", ignoresFilter()),
    "filter-total-of-all-users": breaking(
      "RFC7644-3.4.2.2-01",
      on("GET /Users").body((body) => ({ ...body, totalResults: 1742 })),
    ),
    "administrator-in-every-answer": breaking("RFC7644-3.4.2.2-01", alwaysLists({ userName: "admin" })),
    "eq-as-contains": breaking(
      "RFC7644-3.4.2.2-06",
      readsFilterAs((filter) => filter.replace(" eq ", " co ")),
    ),
    "eq-as-prefix": breaking(
      "RFC7644-3.4.2.2-06",
      readsFilterAs((filter) => filter.replace(" eq ", " sw ")),
    ),
    "user-name-compared-with-id": breaking(
      "RFC7644-3.4.2.2-06",
      picksBy(USERNAME_EQUALS, (user, [value]) => user["id"] === value),
    ),
  },
});

const identical = defineCheck({
  id: "query.filter.identical",
  title: "The operator eq on id, externalId, displayName and name.familyName finds the user with just that value",
  rule: "RFC7644-3.4.2.2-06",
  advice: "Compare the whole value that GET shows. Refuse the filter with 400 where an attribute cannot be compared.",
  run: async (t) => {
    const own = ownText(t);
    const user = await t.make.user({ label: "one", overrides: withTexts(t, own) });
    const other = await t.make.user({ label: "two", overrides: withTexts(t, `${own}2`) });
    const shown = await user.read();
    const filters = [
      filterOf`id eq ${quoted(user.id)}`,
      ...(valueAt(shown, "externalId") === own ? [filterOf`externalId eq ${quoted(own)}`] : []),
      ...(valueAt(shown, "displayName") === own ? [filterOf`displayName eq ${quoted(own)}`] : []),
      ...(valueAt(shown, "name", "familyName") === own ? [filterOf`name.familyName eq ${quoted(own)}`] : []),
    ];
    let judged = 0;
    for (const filter of filters) {
      const reply = await verifyFindsUnlessRefused(t, filter, { finds: [user], misses: [other] });
      if (!isRefusal(reply)) judged += 1;
    }
    if (judged === 0) t.skip("the target takes no filter on id, externalId, displayName and name.familyName");
  },
  defects: {
    "filter-on-id-ignored": ignoresFilter((filter) => filter.startsWith("id eq")),
    "external-id-filter-finds-nobody": picksBy(/^externalId eq "([^"]*)"$/, () => false),
    "display-name-filter-finds-nobody": picksBy(/^displayName eq "(?!plain|other)[^"]*"$/, () => false),
    "eq-on-family-name-as-prefix": readsFilterAs((filter) => filter.replace("familyName eq", "familyName sw")),
  },
});

const byUserName = defineCheck({
  id: "query.filter.user-name-not-email",
  title: "The filter userName eq compares the userName, and not the e-mail",
  rule: "RFC7644-3.4.2.2-06",
  advice:
    "Compare userName with userName alone: the e-mail of a user may be another one, and may be somebody else's name.",
  run: async (t) => {
    const [email] = itemsAt(t.make.userBody(), "emails");
    const address = email === undefined ? undefined : valueAt(email, "value");
    if (email === undefined || typeof address !== "string") return t.skip("the profile's users have no e-mail");
    const user = await makeIfTaken(t, { label: "named", overrides: { emails: [email] } });
    if (user === undefined) return t.skip("the target takes no user whose e-mail is not the userName");
    const other = await t.make.user();
    await supposeNamed(t, other);
    await verifyFinds(t, named(user), { finds: [user], misses: [other] });
    // A target may keep another e-mail than the one that was sent.
    if (valueAt(itemsAt(await user.read(), "emails")[0], "value") !== address) return;
    await verifyFinds(t, filterOf`userName eq ${quoted(address)}`, { misses: [user] });
  },
  defects: {
    "user-name-filter-compares-the-e-mail": readsFilterAs((filter) =>
      filter.replace(/^userName eq /, "emails.value eq "),
    ),
    "user-name-filter-compares-the-e-mail-too": readsFilterAs((filter) =>
      filter.replace(/^userName eq ("[^"]*")$/, "userName eq $1 or emails.value eq $1"),
    ),
  },
});

const noMatch = defineCheck({
  id: "query.filter.no-match",
  title: "A filter that nothing matches answers 200 with totalResults 0",
  rule: "RFC7644-3.4.2-06",
  advice: "Answer an empty ListResponse with status 200 when nothing matches, not 404.",
  run: async (t) => {
    const user = await t.make.user();
    // A filter that finds nobody at all matches nobody here, too; one that is ignored is told by another check.
    await supposeNamed(t, user, await t.make.user());
    const reply = await t.query("/Users", filterOf`userName eq ${quoted(`nobody-${t.runId}@example.com`)}`);
    verify(reply, { although: "no user has that name" }).finds(0);
  },
  defects: {
    "no-match-is-404": on({}).response(async (response) => {
      const isEmpty = /"totalResults":0/.test(await response.clone().text());
      return isEmpty ? errorResponse(404, "No user was found.") : response;
    }),
    "no-match-answers-everybody": ignoresFilter((filter) => filter.includes("nobody")),
    "no-match-with-the-total-of-all": on("GET /Users", NOBODY).body((body) => ({ ...body, totalResults: 1742 })),
    "no-match-is-an-error-with-200": on("GET /Users", NOBODY).answer(
      () => new Response("null", { status: 200, headers: { "content-type": "application/scim+json" } }),
    ),
  },
});

const wildcards = defineCheck({
  id: "query.filter.no-wildcards",
  title: "An underscore in a filter value stands for itself",
  rule: "RFC7644-3.4.2.2-06",
  advice: "Compare for equality instead of with LIKE, or escape _ and % in the value: otherwise a_b also finds axb.",
  run: async (t) => {
    const underscore = await t.make.user({ label: "a_b" });
    const letter = await t.make.user({ label: "axb" });
    // Where the filter is ignored query.filter.matching-only reports that.
    if (!(await canFind(t, named(letter), { finds: [letter], misses: [underscore] })))
      t.skip("a name without wildcards does not find just that user; query.filter.matching-only is about that");
    await verifyFinds(t, named(underscore), { finds: [underscore], misses: [letter] });
  },
  defects: {
    "eq-as-sql-like": picksLike(USERNAME_EQUALS, "userName"),
  },
});

const notEqual = defineCheck({
  id: "query.filter.not-equal",
  title: "The operator ne matches the values that differ",
  rule: "RFC7644-3.4.2.2-08",
  advice: "Let ne match exactly those resources that eq does not match.",
  run: async (t) => {
    const ann = await t.make.user({ label: "ann" });
    const bob = await t.make.user({ label: "bob" });
    const notAnn = filterOf`userName ne ${quoted(ann.sent.userName)}`;
    await supposeNamed(t, bob, ann);
    await verifyFindsAlone(t, notAnn, bob);
    await supposeAnd(t, bob, ann);
    await verifyFinds(t, filterOf`${notAnn} and ${named(bob)}`, { finds: [bob], misses: [ann] });
    await verifyFinds(t, filterOf`${notAnn} and ${named(ann)}`, { misses: [ann, bob] });
  },
  defects: {
    "ne-alone-finds-nobody": picksBy(/^userName ne "[^"]*"$/, () => false),
    "ne-as-eq": readsFilterAs((filter) => filter.replace(" ne ", " eq ")),
    "ne-as-present": readsFilterAs((filter) => filter.replace(/userName ne "[^"]*"/, "userName pr")),
  },
});

/** Filters for equality. */
export const filterEqualChecks: readonly Check[] = defineFamily({ needs: ["filter"] }, [
  matchingOnly,
  identical,
  byUserName,
  noMatch,
  wildcards,
  notEqual,
]);

/** An externalId, a family name and, where the template has one, a displayName of the check's own. */
function withTexts(t: CheckContext, text: string): JsonObject {
  const { name, displayName } = t.make.userBody();
  return {
    externalId: text,
    ...(displayName === undefined ? {} : { displayName: text }),
    name: { ...(isObject(name) ? name : {}), familyName: text },
  };
}
