import {
  defineCheck,
  defineFamily,
  filterOf,
  isObject,
  isSuccess,
  isUnassigned,
  itemsAt,
  makeIfTaken,
  named,
  publishedAttribute,
  quoted,
  skipUnlessFinds,
  USER_URN,
  valueAt,
  verifyFinds,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, JsonObject, OwnUser } from "../../../src/kit/index.ts";
import { ignoresFilter, picksBy, readsFilterAs } from "../words/filter-defects.ts";
import { verifyPageSize } from "../words/page-size.ts";

const oneValue = defineCheck({
  id: "query.filter.value-path",
  title: "All conditions in [...] apply to the same value",
  rule: "RFC7644-3.4.2.2-25",
  advice:
    "Evaluate the expression in the brackets on one value after the other, not on the types and the addresses of all values.",
  run: async (t) => {
    const { user, work, home } = await makeUserWithTwoEmails(t);
    await skipUnlessFinds(t, filterOf`emails[type eq "work" and value eq ${quoted(work)}]`, { finds: [user] });
    await verifyFinds(t, filterOf`emails[type eq "work" and value eq ${quoted(home)}]`, { misses: [user] });
    // Without brackets each condition may hold for another value.
    await verifyFinds(t, filterOf`emails.type eq "work" and emails.value eq ${quoted(home)}`, { finds: [user] });
  },
  defects: {
    "value-path-across-values": readsFilterAs((filter) =>
      filter.replace(
        /^emails\[type eq "work" and value eq ("[^"]*")\]$/,
        'emails.type eq "work" and emails.value eq $1',
      ),
    ),
    "dotted-filter-bound-to-one-value": readsFilterAs((filter) =>
      filter.replace(
        /^emails\.type eq "work" and emails\.value eq ("[^"]*")$/,
        'emails[type eq "work" and value eq $1]',
      ),
    ),
  },
});

const anyValue = defineCheck({
  id: "query.filter.any-value",
  title: "On a multi-valued attribute one matching value is enough",
  rule: "RFC7644-3.4.2.2-29",
  advice: "Compare each value of the attribute, not the first or the primary one only.",
  run: async (t) => {
    const { user, work, home } = await makeUserWithTwoEmails(t);
    const other = await t.make.user();
    const expected = { finds: [user], misses: [other] };
    await skipUnlessFinds(t, filterOf`emails.value eq ${quoted(work)}`, expected);
    await verifyFinds(t, filterOf`emails.value eq ${quoted(home)}`, expected);
  },
  defects: {
    "filter-on-primary-email-only": picksBy(/^emails\.value eq "([^"]*)"$/, (user, [value]) =>
      itemsAt(user, "emails").some((email) => email["primary"] === true && email["value"] === value),
    ),
  },
});

const subAttributesOnly = defineCheck({
  id: "query.filter.value-path-scope",
  title: "In [...] only sub-attributes can be named",
  rule: "RFC7644-3.4.2.2-26",
  advice: "Look the names in the brackets up among the sub-attributes, and refuse empty brackets.",
  run: async (t) => {
    const user = await t.make.user();
    for (const filter of [filterOf`emails[${named(user)}]`, filterOf`emails[]`]) {
      const reply = await t.query("/Users", filter);
      if (isSuccess(reply)) verifyPageSize(reply, { most: 0, although: "the filter can match nobody" });
    }
  },
  defects: {
    "value-path-sees-the-whole-user": readsFilterAs((filter) => filter.replace(/^emails\[(userName .*)\]$/, "$1")),
    "empty-value-path-ignored": ignoresFilter((filter) => filter === "emails[]"),
  },
});

const complex = defineCheck({
  id: "query.filter.complex",
  title: "A complex attribute is filtered by its sub-attributes",
  rule: "RFC7644-3.4.2.2-30",
  advice: "Support name.givenName and name.familyName in filters, and refuse a comparison with name itself.",
  run: async (t) => {
    const givenName = `Zi${t.runId}`;
    const name = valueAt(t.make.userBody(), "name");
    const user = await t.make.user({ overrides: { name: { ...(isObject(name) ? name : {}), givenName } } });
    if (valueAt(await user.read(), "name", "givenName") !== givenName)
      t.skip("the target does not keep name.givenName");
    await verifyFinds(t, filterOf`${named(user)} and name.givenName eq ${quoted(givenName)}`, { finds: [user] });
    const reply = await t.query("/Users", filterOf`name eq ${quoted(`Qx${t.runId}`)}`);
    if (isSuccess(reply)) verifyPageSize(reply, { most: 0, although: "no name has such a part" });
  },
  defects: {
    "filter-on-given-name-finds-nobody": readsFilterAs((filter) => filter.replace("name.givenName eq", "nickName eq")),
    "filter-on-name-ignored": ignoresFilter((filter) => filter.startsWith("name eq")),
  },
});

const present = defineCheck({
  id: "query.filter.present",
  title: "pr matches what has a value",
  rule: "RFC7644-3.4.2.2-13",
  advice: "Let pr match exactly the users for whom GET shows a value that is not empty.",
  run: async (t) => {
    const published = OPTIONAL.filter((name) => publishedAttribute(t, [USER_URN, name]) !== undefined);
    const names = t.target.schemas === undefined ? OPTIONAL : published;
    if (names.length === 0) t.skip("the target publishes no optional attribute to try pr with");
    const overrides = Object.fromEntries(names.map((name) => [name, "Guide"]));
    const rich = await makeIfTaken(t, { label: "rich", overrides });
    if (rich === undefined) return t.skip(`the target refuses a user with ${names.join(", ")}`);
    const poor = await t.make.user({
      label: "poor",
      overrides: Object.fromEntries(names.map((name) => [name, undefined])),
    });
    const [shownRich, shownPoor] = [await rich.read(), await poor.read()];
    const name = names.find((n) => !isUnassigned(valueAt(shownRich, n)) && isUnassigned(valueAt(shownPoor, n)));
    if (name === undefined) return t.skip("the target keeps no optional attribute to try pr with");
    await verifyFinds(t, filterOf`${name} pr and ${named(rich)}`, { finds: [rich], misses: [poor] });
    await verifyFinds(t, filterOf`${name} pr and ${named(poor)}`, { misses: [rich, poor] });
  },
  defects: {
    "pr-matches-everybody": readsFilterAs((filter) => filter.replace(/^\w+ pr/, "id pr")),
    "pr-inverted": readsFilterAs((filter) => filter.replace(/^(\w+ pr)/, "not ($1)")),
  },
});

/** Filters on complex and multi-valued attributes, and on presence. */
export const filterValueChecks: readonly Check[] = defineFamily({ needs: ["filter"] }, [
  oneValue,
  anyValue,
  subAttributesOnly,
  complex,
  present,
]);

const OPTIONAL = ["title", "nickName", "userType"] as const;

interface TwoEmails {
  readonly user: OwnUser;
  readonly work: string;
  readonly home: string;
}

/** A user with a work and a home address; skips where the target does not keep both with their types. */
async function makeUserWithTwoEmails(t: CheckContext): Promise<TwoEmails> {
  const [email] = itemsAt(t.make.userBody({ label: "two" }), "emails");
  const work = valueAt(email, "value");
  if (typeof work !== "string") return t.skip("the profile gives users no e-mail address");
  const home = `home.${work}`;
  const emails: readonly JsonObject[] = [
    { value: work, type: "work", primary: true },
    { value: home, type: "home" },
  ];
  const user = await t.make.user({ label: "two", overrides: { emails } });
  const kept = itemsAt(await user.read(), "emails");
  const hasBoth = emails.every(({ value, type }) => kept.some((k) => k["value"] === value && k["type"] === type));
  return hasBoth ? { user, work, home } : t.skip("the target does not keep two e-mail addresses with their types");
}
