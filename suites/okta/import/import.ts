import {
  counted,
  defineCheck,
  defineFamily,
  describeRequest,
  getIgnoreCase,
  isArray,
  isObject,
  isUnassigned,
  on,
  valueAt,
  verify,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, Json, JsonObject, Listed, Made, UserBody, Wrap } from "../../../src/kit/index.ts";
import { importPage } from "../../../emulator/okta/wire/list-queries.ts";
import { CONCEPTS, okta, SPEC_TEST } from "../words/clause.ts";
import { entryOf, findListed, verifyImported, verifyPrimaryEmail } from "../words/import-user.ts";
import { primaryEmail } from "../words/okta-user.ts";
import { resourcesOf, UNFILTERED } from "../words/page.ts";
import { send } from "../words/send.ts";
import { deactivate } from "../words/switch-user.ts";

const profile = defineCheck({
  id: "okta.import.profile",
  title: "Each user in a list carries id, userName, first and last name, e-mail and active",
  rule: okta({
    id: "OKTA-import-01",
    standing: "documented",
    url: SPEC_TEST,
    requirement:
      "Each user in a list has id, userName, name.givenName, name.familyName, an e-mail and active: an import reads the list alone.",
  }),
  advice: "Return whole users from GET /Users, not summaries: Okta does not read each of them again.",
  run: async (t) => {
    const user = await t.make.user();
    verifyImported(await findOwn(t, user), user.sent);
  },
  defects: {
    "list-shows-summaries": onEntries(({ id, userName }) => ({ id, userName })),
    "list-without-real-names": onEntries((user) => ({ ...user, name: { givenName: "N/A", familyName: "N/A" } })),
    "list-without-emails": onEntries((user) => ({ ...user, emails: undefined })),
    "list-without-active": onEntries((user) => ({ ...user, active: undefined })),
  },
});

const inactive = defineCheck({
  id: "okta.import.inactive",
  title: "A list shows a deactivated user with active false, or not at all",
  rule: okta({
    id: "OKTA-import-02",
    standing: "documented",
    url: CONCEPTS,
    requirement: "Okta imports every user whom a list shows with active true, and passes over the others.",
  }),
  advice: "Take `active` in a list from the same place as in GET of the user.",
  run: async (t) => {
    const user = await t.make.user();
    await findOwn(t, user);
    const after = await deactivate(t, user);
    const listed = await t.settle(
      () => findListed(t, user),
      (found) => found === undefined || getIgnoreCase(found.user, "active") === false,
    );
    // Where a list that showed the user shows the user no more, Okta imports nobody who is inactive.
    if (listed !== undefined) entryOf(listed, { after }).at("active").is(false);
  },
  defects: {
    "list-shows-everybody-active": onEntries((user) => ({ ...user, active: true })),
  },
});

const primary = defineCheck({
  id: "okta.import.primary-email",
  title: "The e-mail of a listed user is an array entry that is marked primary",
  rule: okta({
    id: "OKTA-import-03",
    standing: "documented",
    url: "https://developer.okta.com/docs/concepts/scim/faqs/",
    requirement: "emails is an array, and Okta takes the entry with primary true.",
  }),
  advice: "Return emails as an array and mark one entry with primary true, as it was sent.",
  run: async (t) => {
    const user = await t.make.user();
    if (primaryEmail(user.sent)?.["primary"] !== true) t.skip("the profile's template has no primary e-mail");
    verifyPrimaryEmail(await findOwn(t, user));
  },
  defects: {
    "primary-of-email-lost": onEntries((user) => ({ ...user, emails: [{ value: primaryEmail(user)?.["value"] }] })),
    "emails-as-one-object": onEntries((user) => ({ ...user, emails: primaryEmail(user) })),
  },
});

const importable = defineCheck({
  id: "okta.import.importable",
  title: "Every active user on the first page of an import has a user name, both names and an e-mail",
  rule: okta({
    id: "OKTA-import-08",
    standing: "inferred",
    url: SPEC_TEST,
    requirement:
      "Okta's test reads userName, both names, active and an e-mail of the first user that is listed, whoever that is; an import makes a person of each active one.",
  }),
  advice:
    "Leave accounts that are no people out of the list, show them with active false, or give them names and an e-mail.",
  run: async (t) => {
    const user = await t.make.user();
    const wanted = PROFILE.filter((place) => !isUnassigned(valueAt(user.sent, ...place)));
    const reply = await t.settle(
      () => send(t, importPage("/Users", 1)),
      (page) => resourcesOf(page).length > 0,
    );
    // What other checks have made may lack whatever they wanted it to lack.
    const isJudged = (one: JsonObject): boolean => one["id"] === user.id || !reply.exchange.bearsMark(one);
    const judged = resourcesOf(reply).filter((one) => isJudged(one) && valueAt(one, "active") === true);
    if (judged.length === 0) t.skip("the first page shows no active user but those of other checks");
    const lacking = judged.filter((one) => wanted.some((place) => isEmpty(valueAt(one, ...place))));
    const [first] = lacking;
    const missing = wanted.filter((place) => isEmpty(valueAt(first, ...place))).map((place) => place.join("."));
    const sentence = `${describeRequest(reply)} lists ${counted(lacking.length, "active user")} with too little to be imported; the first lacks ${missing.join(", ")}`;
    verify(reply).that(first === undefined, sentence, {
      expected: "a user name, both names and an e-mail",
      at: ["Resources", (one) => one === first],
    });
  },
  defects: {
    "list-begins-with-a-system-account": onFirstPage((users) => [
      {
        ...Object(users[0]),
        id: "1",
        userName: "system",
        externalId: null,
        name: { givenName: "" },
        displayName: "",
        emails: [],
      },
      ...users,
    ]),
  },
});

/** What Okta's test reads of the first user that is listed, beside id and active. */
const PROFILE = [["userName"], ["name", "givenName"], ["name", "familyName"], ["emails"]] as const;

function isEmpty(value: Json | undefined): boolean {
  return isUnassigned(value) || value === "";
}

/** Changes the first page of a list of users. */
function onFirstPage(change: (users: readonly Json[]) => readonly Json[]): Wrap {
  return on({ ...UNFILTERED, query: (query) => query.get("startIndex") === "1" && !query.has("filter") }).body(
    (body) => {
      const { Resources: users } = body;
      return isArray(users) ? { ...body, Resources: change(users) } : body;
    },
  );
}

async function findOwn(t: CheckContext, user: Made<UserBody>): Promise<Listed> {
  const listed = await findListed(t, user);
  if (listed === undefined) return t.skip("no list of the target shows the user that was made");
  return listed;
}

/** Changes the entries of every list of users. */
function onEntries(change: (user: JsonObject) => JsonObject): Wrap {
  return on("GET /Users").body((body) => {
    const resources = body["Resources"];
    if (!isArray(resources)) return body;
    return { ...body, Resources: resources.map((user) => (isObject(user) ? change(user) : user)) };
  });
}

/** What Okta needs of a user in a list. */
export const importChecks: readonly Check[] = defineFamily({ features: ["import"] }, [
  profile,
  inactive,
  primary,
  importable,
]);
