import {
  defineCheck,
  defineFamily,
  describeRequest,
  getIgnoreCase,
  isArray,
  isObject,
  isUnassigned,
  on,
  valueAt,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, Json, JsonObject, Listed, Made, UserBody, Wrap } from "../../../src/kit/index.ts";
import { importPage } from "../../../emulator/okta/wire/list-queries.ts";
import { CONCEPTS, okta, SPEC_TEST } from "../words/clause.ts";
import { entryOf, findListed, verifyImported, verifyPrimaryEmail } from "../words/import-user.ts";
import { primaryEmail } from "../words/okta-user.ts";
import { resourcesOf } from "../words/page.ts";
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
    await noteIncomplete(t, user.sent);
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

/** What Okta's test reads of the first user that is listed, beside id and active. */
const PROFILE = [["userName"], ["name", "givenName"], ["name", "familyName"], ["emails"]] as const;

function isEmpty(value: Json | undefined): boolean {
  return isUnassigned(value) || value === "";
}

/**
 * Makes a remark about an active user on the first page of whom an import makes no person, or Okta's own test: whose data it is, the
 * server need not be wrong. What other checks have made may lack whatever they wanted it to lack.
 */
async function noteIncomplete(t: CheckContext, sent: JsonObject): Promise<void> {
  const reply = await send(t, importPage("/Users", 1));
  const wanted = PROFILE.filter((place) => !isUnassigned(valueAt(sent, ...place)));
  const listed = resourcesOf(reply).filter((one) => valueAt(one, "active") === true && !reply.exchange.bearsMark(one));
  const first = listed.find((one) => wanted.some((place) => isEmpty(valueAt(one, ...place))));
  if (first === undefined) return;
  const missing = wanted.filter((place) => isEmpty(valueAt(first, ...place))).map((place) => place.join("."));
  const what = `lists an active user without ${missing.join(", ")}`;
  t.note(
    reply,
    `${describeRequest(reply)} ${what}: Okta's import stumbles over it, and its test where that is the first`,
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
export const importChecks: readonly Check[] = defineFamily({ features: ["import"] }, [profile, inactive, primary]);
