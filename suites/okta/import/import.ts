import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import type { CheckContext } from "../../../src/kit/check-context.ts";
import type { Made, UserBody } from "../../../src/kit/maker.ts";
import { tamperResponseBody } from "../../../src/kit/defects/tamper.ts";
import type { Wrap } from "../../../src/kit/defects/tamper.ts";
import { shown } from "../../../src/exchange/shown.ts";
import { verifyEqual, verifyThat } from "../../../src/exchange/verify.ts";
import { getIgnoreCase, isArray, isObject } from "../../../src/scim/json.ts";
import type { JsonObject } from "../../../src/scim/json.ts";
import { CONCEPTS, okta, SPEC_TEST } from "../words/clause.ts";
import { findListed } from "../words/import-user.ts";
import type { Listed } from "../../../src/kit/reading/look-through.ts";
import { primaryEmail } from "../words/okta-user.ts";
import { deactivate } from "../words/switch-user.ts";
import { profileOf } from "../words/verify-user.ts";

const profile = defineCheck({
  id: "okta.import.profile",
  title: "Each user in a list carries id, userName, first and last name, e-mail and active",
  clause: okta({
    id: "OKTA-import-01",
    standing: "documented",
    url: SPEC_TEST,
    requirement: "An import reads users from the list alone: every entry has what GET of the user has.",
  }),
  blocks: ["import"],
  advice: "Return whole users from GET /Users, not summaries: Okta does not read each of them again.",
  run: async (t) => {
    const user = await t.make.user();
    const listed = await findOwn(t, user);
    const expected = profileOf(user.sent);
    const found = profileOf(listed.user);
    for (const name of ["userName", "givenName", "familyName", "email"] as const) {
      if (expected[name] === undefined) continue;
      const reason = `the list shows the user without the ${name} that was sent`;
      verifyEqual(listed.reply, listed.at, { expected: expected[name], actual: found[name], reason });
    }
    const active = getIgnoreCase(listed.user, "active");
    verifyThat(typeof active === "boolean", listed.reply, {
      reason: "the list shows the user without active",
      expected: "true or false",
      actual: shown(active),
      at: `${listed.at}/active`,
    });
  },
  defects: [
    {
      name: "list-shows-summaries",
      breaks: "OKTA-import-01",
      wrap: onEntries(({ id, userName }) => ({ id, userName })),
    },
    {
      name: "list-without-real-names",
      breaks: "OKTA-import-01",
      wrap: onEntries((user) => ({ ...user, name: { givenName: "N/A", familyName: "N/A" } })),
    },
    {
      name: "list-without-active",
      breaks: "OKTA-import-01",
      wrap: onEntries((user) => ({ ...user, active: undefined })),
    },
  ],
});

const inactive = defineCheck({
  id: "okta.import.inactive",
  title: "A list shows a deactivated user with active false, or not at all",
  clause: okta({
    id: "OKTA-import-02",
    standing: "documented",
    url: CONCEPTS,
    requirement: "Okta imports users whose active is true and passes over the others.",
  }),
  blocks: ["import"],
  advice: "Take `active` in a list from the same place as in GET of the user.",
  run: async (t) => {
    const user = await t.make.user();
    await deactivate(t, user);
    const listed = await t.settle(
      () => findListed(t, user),
      (found) => found === undefined || getIgnoreCase(found.user, "active") === false,
    );
    if (listed === undefined) return;
    verifyEqual(listed.reply, `${listed.at}/active`, {
      expected: false,
      actual: getIgnoreCase(listed.user, "active"),
      reason: "the list shows a deactivated user as if active, so Okta would import the user",
    });
  },
  defects: [
    {
      name: "list-shows-everybody-active",
      breaks: "OKTA-import-02",
      wrap: onEntries((user) => ({ ...user, active: true })),
    },
  ],
});

const primary = defineCheck({
  id: "okta.import.primary-email",
  title: "The e-mail of a listed user is an array entry that is marked primary",
  clause: okta({
    id: "OKTA-import-03",
    standing: "documented",
    url: "https://developer.okta.com/docs/concepts/scim/faqs/",
    requirement: "emails is an array, and Okta takes the entry with primary true.",
  }),
  blocks: ["import"],
  advice: "Return emails as an array and mark one entry with primary true, as it was sent.",
  run: async (t) => {
    const user = await t.make.user();
    if (primaryEmail(user.sent)?.["primary"] !== true) t.skip("the profile's template has no primary e-mail");
    const { reply, user: found, at } = await findOwn(t, user);
    const emails = getIgnoreCase(found, "emails");
    const entries = isArray(emails) ? emails.filter(isObject) : [];
    verifyThat(
      entries.some((entry) => getIgnoreCase(entry, "primary") === true),
      reply,
      {
        reason: "the list shows the user without an e-mail that is marked primary",
        expected: "an entry with primary true",
        actual: shown(emails),
        at: `${at}/emails`,
      },
    );
  },
  defects: [
    {
      name: "primary-of-email-lost",
      breaks: "OKTA-import-03",
      wrap: onEntries((user) => ({ ...user, emails: [{ value: primaryEmail(user)?.["value"] }] })),
    },
    {
      name: "emails-as-one-object",
      breaks: "OKTA-import-03",
      wrap: onEntries((user) => ({ ...user, emails: primaryEmail(user) })),
    },
  ],
});

async function findOwn(t: CheckContext, user: Made<UserBody>): Promise<Listed> {
  const listed = await findListed(t, user);
  if (listed === undefined) return t.skip("no list of the target shows the user that was made");
  return listed;
}

/** Changes the entries of every list of users. */
function onEntries(change: (user: JsonObject) => JsonObject): Wrap {
  return tamperResponseBody({ method: "GET", path: /^\/Users$/ }, (body) => {
    const resources = body["Resources"];
    if (!isArray(resources)) return body;
    return { ...body, Resources: resources.map((user) => (isObject(user) ? change(user) : user)) };
  });
}

/** What Okta needs of a user in a list. */
export const importChecks: readonly Check[] = [profile, inactive, primary];
