import {
  defineCheck,
  defineFamily,
  errorResponse,
  filterOf,
  isObject,
  isRefusal,
  isSuccess,
  isUnassigned,
  itemsAt,
  makeIfTaken,
  mayOffer,
  named,
  on,
  ownText,
  quoted,
  USER_URN,
  valueAt,
  verify,
  verifyFinds,
  verifyFindsUnlessRefused,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, Json, JsonObject, OwnUser, Reply } from "../../../src/kit/index.ts";
import { ignoresFilter, picksBy, readsFilterAs } from "../words/filter-defects.ts";
import { verifyPageSize } from "../words/page-size.ts";
import { verifyFindsAlone } from "../words/find-alone.ts";
import { supposeAnd, supposeLookedAt, supposeNamed } from "../words/suppose.ts";
import { skipUnlessFilterTaken } from "../words/verify-invalid-filter.ts";

const oneValue = defineCheck({
  id: "query.filter.value-path",
  title: "All conditions in [...] apply to the same value",
  rule: "RFC7644-3.4.2.2-25",
  advice:
    "Evaluate the expression in the brackets on one value after the other, not on the types and the addresses of all values.",
  run: async (t) => {
    // One address is enough to be found by it, and all that some targets keep.
    const one = await makeUserWithWork(t);
    const other = await t.make.user();
    const byWork = filterOf`emails[type eq "work" and value eq ${quoted(one.work)}]`;
    await supposeLookedAt(t, byWork, { owner: "query.filter.value-path-scope", misses: [other] });
    await verifyFinds(t, byWork, { finds: [one.user], misses: [other] });
    const { user, work, home } = await makeUserWithTwoEmails(t);
    const expected = { finds: [user], misses: [other] };
    await verifyFinds(t, filterOf`emails[type eq "work" and value eq ${quoted(work)}]`, expected);
    await verifyFinds(t, filterOf`emails[type eq "work" and value eq ${quoted(home)}]`, { misses: [user] });
    // Without brackets each condition may hold for another value.
    const dotted = filterOf`emails.type eq "work" and emails.value eq ${quoted(home)}`;
    await verifyFindsUnlessRefused(t, dotted, { finds: [user] });
  },
  defects: {
    "value-path-finds-nobody": picksBy(/^emails\[type eq "work" and value eq "[^"]*"\]$/, () => false),
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
    const one = await makeUserWithWork(t);
    const other = await t.make.user();
    await verifyFinds(t, filterOf`emails.value eq ${quoted(one.work)}`, { finds: [one.user], misses: [other] });
    const { user, home } = await makeUserWithTwoEmails(t);
    await verifyFinds(t, filterOf`emails.value eq ${quoted(home)}`, { finds: [user], misses: [other] });
  },
  defects: {
    "filter-on-emails-finds-nobody": picksBy(/^emails\.value eq "[^"]*"$/, () => false),
    "filter-on-primary-email-only": picksBy(/^emails\.value eq "([^"]*)"$/, (user, [value]) =>
      itemsAt(user, "emails").some((email) => email["primary"] === true && email["value"] === value),
    ),
  },
});

const subAttributesOnly = defineCheck({
  id: "query.filter.value-path-scope",
  title: "A filter in [...] names sub-attributes, and cannot be empty",
  rule: "RFC7644-3.4.2.2-26",
  advice: "Look the names in the brackets up among the sub-attributes, and refuse empty brackets.",
  run: async (t) => {
    const user = await t.make.user();
    await skipUnlessFilterTaken(t, filterOf`emails[value eq "x"]`);
    // A user who is not found yet cannot be found wrongly.
    await supposeNamed(t, user, await t.make.user());
    for (const filter of [filterOf`emails[${named(user)}]`, filterOf`emails[]`]) {
      verifyNobody(await t.query("/Users", filter), "the filter can match nobody");
    }
  },
  defects: {
    "value-path-sees-the-whole-user": readsFilterAs((filter) => filter.replace(/^emails\[(userName .*)\]$/, "$1")),
    "empty-value-path-ignored": ignoresFilter((filter) => filter === "emails[]"),
    "empty-value-path-crashes": on("GET /Users", {
      query: (query) => query.get("filter") === "emails[]",
    }).answer(() => errorResponse(500, "Index out of range.")),
  },
});

const complex = defineCheck({
  id: "query.filter.complex",
  title: "A complex attribute is filtered by its sub-attributes",
  rule: "RFC7644-3.4.2.2-30",
  advice: "Support name.givenName and name.familyName in filters, and refuse a comparison with name itself.",
  run: async (t) => {
    const givenName = `Zi${ownText(t)}`;
    const name = valueAt(t.make.userBody(), "name");
    const user = await t.make.user({ overrides: { name: { ...(isObject(name) ? name : {}), givenName } } });
    if (valueAt(await user.read(), "name", "givenName") !== givenName)
      t.skip("the target does not keep name.givenName");
    const other = await t.make.user({ label: "other" });
    await supposeNamed(t, user, other);
    const byPart = filterOf`name.givenName eq ${quoted(givenName)}`;
    await verifyFindsUnlessRefused(t, byPart, { finds: [user], misses: [other] });
    verifyNobody(await t.query("/Users", filterOf`name eq ${quoted(`Qx${t.runId}`)}`), "no name has such a part");
  },
  defects: {
    "filter-on-given-name-finds-nobody": readsFilterAs((filter) => filter.replace("name.givenName eq", "nickName eq")),
    "filter-on-given-name-ignored": ignoresFilter((filter) => filter.startsWith("name.givenName eq")),
    "filter-on-name-ignored": ignoresFilter((filter) => filter.startsWith("name eq")),
  },
});

const present = defineCheck({
  id: "query.filter.present",
  title: "The operator pr matches a value that is not empty, and a complex attribute that has one",
  rule: "RFC7644-3.4.2.2-13",
  advice: "Let pr match exactly the users for whom GET shows a value that is not empty.",
  run: async (t) => {
    const poor = await t.make.user({ label: "poor", overrides: NONE });
    await supposeNamed(t, poor, await t.make.user());
    await verifyFindsAlone(t, filterOf`userName pr`, poor);
    const isSimpleJudged = await verifyPresent(t, poor, { title: "Guide", nickName: "Guide", userType: "Guide" });
    const isComplexJudged = await verifyPresent(t, poor, {
      phoneNumbers: [{ value: "+1-212-555-0142", type: "work" }],
    });
    if (!isSimpleJudged && !isComplexJudged) t.skip("the target has no optional attribute to try pr with");
  },
  defects: {
    "pr-alone-finds-nobody": picksBy(/^\w+ pr$/, () => false),
    "pr-matches-everybody": readsFilterAs((filter) => filter.replace(/^\w+ pr/, "id pr")),
    "pr-inverted": readsFilterAs((filter) => filter.replace(/^(\w+ pr)/, "not ($1)")),
    "pr-matches-no-complex-attribute": readsFilterAs((filter) => filter.replace(/^phoneNumbers pr/, "not (id pr)")),
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

const OPTIONAL = ["title", "nickName", "userType", "phoneNumbers"] as const;

/** Overrides that take them all away. */
const NONE = { title: undefined, nickName: undefined, userType: undefined, phoneNumbers: undefined };

/** Attributes that a user may have or not, with a value for each. */
type Optional = Readonly<Partial<Record<(typeof OPTIONAL)[number], Json>>>;

interface TwoEmails {
  readonly user: OwnUser;
  readonly work: string;
  readonly home: string;
}

/**
 * Judges pr on one of these attributes, with a user that has it and the one that has none. False where the target does not
 * keep them, or refuses the filter.
 */
async function verifyPresent(t: CheckContext, poor: OwnUser, values: Optional): Promise<boolean> {
  const names = OPTIONAL.filter((name) => values[name] !== undefined && mayOffer(t, [USER_URN, name]));
  const [first] = names;
  if (first === undefined) return false;
  const overrides = { ...NONE, ...Object.fromEntries(names.map((name) => [name, values[name]])) };
  const rich = await makeIfTaken(t, { label: `with-${first}`, overrides });
  if (rich === undefined) return false;
  const [shownRich, shownPoor] = [await rich.read(), await poor.read()];
  const name = names.find((n) => !isUnassigned(valueAt(shownRich, n)) && isUnassigned(valueAt(shownPoor, n)));
  if (name === undefined) return false;
  await supposeAnd(t, rich, poor);
  const ofRich = filterOf`${name} pr and ${named(rich)}`;
  const reply = await verifyFindsUnlessRefused(t, ofRich, { finds: [rich], misses: [poor] });
  await verifyFindsUnlessRefused(t, filterOf`${name} pr and ${named(poor)}`, { misses: [rich, poor] });
  return !isRefusal(reply);
}

/** Throws unless the target refuses a filter, or answers that it matches nobody. */
function verifyNobody(reply: Reply, although: string): void {
  if (isSuccess(reply)) verifyPageSize(reply, { most: 0, although });
  else if (reply.status !== 501) verify(reply).refuses(although);
}

/** A user with the one address of the template, shown as of type work; skips where the target does not show it so. */
async function makeUserWithWork(t: CheckContext): Promise<Pick<TwoEmails, "user" | "work">> {
  const user = await t.make.user();
  const work = valueAt(itemsAt(user.sent, "emails")[0], "value");
  const isShown = itemsAt(await user.read(), "emails").some(
    (email) => valueAt(email, "value") === work && valueAt(email, "type") === "work",
  );
  return typeof work === "string" && isShown
    ? { user, work }
    : t.skip("the target shows no e-mail address of type work");
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
  const hasBoth = emails.every(({ value, type }) =>
    kept.some((k) => valueAt(k, "value") === value && valueAt(k, "type") === type),
  );
  return hasBoth ? { user, work, home } : t.skip("the target does not keep two e-mail addresses with their types");
}
