import { counted } from "../../../src/exchange/counted.ts";
import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import type { CheckContext } from "../../../src/kit/check-context.ts";
import { rfc } from "../../../src/exchange/clause.ts";
import { describeRequest } from "../../../src/exchange/reply.ts";
import { isSuccess } from "../../../src/exchange/reply.ts";
import { toListBody } from "../../../src/exchange/list-body.ts";
import { verifyThat } from "../../../src/exchange/verify.ts";
import { isObject } from "../../../src/scim/json.ts";
import type { JsonObject } from "../../../src/scim/json.ts";
import { filterOf, quoted } from "../../../src/scim/filter/filter-text.ts";
import { USER_URN } from "../../../src/scim/urns.ts";
import { publishedAttribute } from "../../../src/kit/published/published-attribute.ts";
import { isUnassigned, itemsAt, valueAt } from "../../../src/kit/reading/value-at.ts";
import { ignoresFilter, picksBy, readsFilterAs } from "../words/filter-defects.ts";
import { makeIfTaken, named, queryUsers, skipUnlessFinds, verifyFinds } from "../../../src/kit/reading/find-users.ts";
import type { OwnUser } from "../../../src/kit/reading/find-users.ts";

const oneValue = defineCheck({
  id: "query.filter.value-path",
  title: "All conditions in [...] apply to the same value",
  clause: rfc("RFC7644-3.4.2.2-25"),
  needs: ["filter"],
  advice:
    "Evaluate the expression in the brackets on one value after the other, not on the types and the addresses of all values.",
  run: async (t) => {
    const { user, work, home } = await makeUserWithTwoEmails(t);
    await skipUnlessFinds(t, filterOf`emails[type eq "work" and value eq ${quoted(work)}]`, { finds: [user] });
    await verifyFinds(t, filterOf`emails[type eq "work" and value eq ${quoted(home)}]`, { misses: [user] });
    // Without brackets each condition may hold for another value.
    await verifyFinds(t, filterOf`emails.type eq "work" and emails.value eq ${quoted(home)}`, { finds: [user] });
  },
  defects: [
    {
      name: "value-path-across-values",
      breaks: "RFC7644-3.4.2.2-25",
      wrap: readsFilterAs((filter) =>
        filter.replace(
          /^emails\[type eq "work" and value eq ("[^"]*")\]$/,
          'emails.type eq "work" and emails.value eq $1',
        ),
      ),
    },
    {
      name: "dotted-filter-bound-to-one-value",
      breaks: "RFC7644-3.4.2.2-25",
      wrap: readsFilterAs((filter) =>
        filter.replace(
          /^emails\.type eq "work" and emails\.value eq ("[^"]*")$/,
          'emails[type eq "work" and value eq $1]',
        ),
      ),
    },
  ],
});

const anyValue = defineCheck({
  id: "query.filter.any-value",
  title: "On a multi-valued attribute one matching value is enough",
  clause: rfc("RFC7644-3.4.2.2-29"),
  needs: ["filter"],
  advice: "Compare each value of the attribute, not the first or the primary one only.",
  run: async (t) => {
    const { user, work, home } = await makeUserWithTwoEmails(t);
    const other = await t.make.user();
    const expected = { finds: [user], misses: [other] };
    await skipUnlessFinds(t, filterOf`emails.value eq ${quoted(work)}`, expected);
    await verifyFinds(t, filterOf`emails.value eq ${quoted(home)}`, expected);
  },
  defects: [
    {
      name: "filter-on-primary-email-only",
      breaks: "RFC7644-3.4.2.2-29",
      wrap: picksBy(/^emails\.value eq "([^"]*)"$/, (user, [value]) =>
        itemsAt(user, "emails").some((email) => email["primary"] === true && email["value"] === value),
      ),
    },
  ],
});

const subAttributesOnly = defineCheck({
  id: "query.filter.value-path-scope",
  title: "In [...] only sub-attributes can be named",
  clause: rfc("RFC7644-3.4.2.2-26"),
  needs: ["filter"],
  advice: "Look the names in the brackets up among the sub-attributes, and refuse empty brackets.",
  run: async (t) => {
    const user = await t.make.user();
    for (const filter of [filterOf`emails[${named(user)}]`, filterOf`emails[]`]) {
      const reply = await queryUsers(t, filter);
      const found = isSuccess(reply) && isObject(reply.body) ? toListBody(reply.body).resources : [];
      verifyThat(found.length === 0, reply, {
        reason: `the filter ${filter} finds users although it can match none`,
        expected: ["400 invalidFilter", "no user"],
        actual: counted(found.length, "user"),
        at: "/Resources",
      });
    }
  },
  defects: [
    {
      name: "value-path-sees-the-whole-user",
      breaks: "RFC7644-3.4.2.2-26",
      wrap: readsFilterAs((filter) => filter.replace(/^emails\[(userName .*)\]$/, "$1")),
    },
    {
      name: "empty-value-path-ignored",
      breaks: "RFC7644-3.4.2.2-26",
      wrap: ignoresFilter((filter) => filter === "emails[]"),
    },
  ],
});

const complex = defineCheck({
  id: "query.filter.complex",
  title: "A complex attribute is filtered by its sub-attributes",
  clause: rfc("RFC7644-3.4.2.2-30"),
  needs: ["filter"],
  advice: "Support name.givenName and name.familyName in filters, and refuse a comparison with name itself.",
  run: async (t) => {
    const givenName = `Zi${t.runId}`;
    const name = valueAt(t.make.userBody(), "name");
    const user = await t.make.user({ overrides: { name: { ...(isObject(name) ? name : {}), givenName } } });
    if (valueAt(await user.read(), "name", "givenName") !== givenName)
      t.skip("the target does not keep name.givenName");
    await verifyFinds(t, filterOf`${named(user)} and name.givenName eq ${quoted(givenName)}`, { finds: [user] });
    const reply = await queryUsers(t, filterOf`name eq ${quoted(`Qx${t.runId}`)}`);
    const found = isSuccess(reply) && isObject(reply.body) ? toListBody(reply.body).resources : [];
    verifyThat(found.length === 0, reply, {
      reason: `${describeRequest(reply)} finds users whose name has no such part`,
      expected: ["400 invalidFilter", "no user"],
      actual: counted(found.length, "user"),
      at: "/Resources",
    });
  },
  defects: [
    {
      name: "filter-on-given-name-finds-nobody",
      breaks: "RFC7644-3.4.2.2-30",
      wrap: readsFilterAs((filter) => filter.replace("name.givenName eq", "nickName eq")),
    },
    {
      name: "filter-on-name-ignored",
      breaks: "RFC7644-3.4.2.2-30",
      wrap: ignoresFilter((filter) => filter.startsWith("name eq")),
    },
  ],
});

const present = defineCheck({
  id: "query.filter.present",
  title: "pr matches what has a value",
  clause: rfc("RFC7644-3.4.2.2-13"),
  needs: ["filter"],
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
  defects: [
    {
      name: "pr-matches-everybody",
      breaks: "RFC7644-3.4.2.2-13",
      wrap: readsFilterAs((filter) => filter.replace(/^\w+ pr/, "id pr")),
    },
    {
      name: "pr-inverted",
      breaks: "RFC7644-3.4.2.2-13",
      wrap: readsFilterAs((filter) => filter.replace(/^(\w+ pr)/, "not ($1)")),
    },
  ],
});

/** Filters on complex and multi-valued attributes, and on presence. */
export const filterValueChecks: readonly Check[] = [oneValue, anyValue, subAttributesOnly, complex, present];

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
