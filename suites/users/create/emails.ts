import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import { rfc } from "../../../src/exchange/clause.ts";
import type { Reply } from "../../../src/exchange/reply.ts";
import { tamperRequestBody, tamperResources } from "../../../src/kit/defects/tamper.ts";
import type { Wrap } from "../../../src/kit/defects/tamper.ts";
import { isSuccess } from "../../../src/exchange/reply.ts";
import { shown } from "../../../src/exchange/shown.ts";
import { verifyThat } from "../../../src/exchange/verify.ts";
import type { JsonObject } from "../../../src/scim/json.ts";
import { USER_URN } from "../../../src/scim/urns.ts";
import { mayOffer } from "../../../src/kit/published/published-attribute.ts";
import { pathOfNew, readBack } from "../../../src/kit/reading/read-back.ts";
import { showSent } from "../../../src/kit/defects/show-sent.ts";
import { twoEmails } from "../words/two-emails.ts";
import { itemsAt, sameText, valueAt } from "../../../src/kit/reading/value-at.ts";

const USERS = /^\/Users(?:\/[^/]+)?$/;

const onePrimary = defineCheck({
  id: "users.create.one-primary",
  title: "A user never has two primary e-mails",
  clause: rfc("RFC7643-2.4-01"),
  advice: "Keep primary true on one value only: refuse a body with two, or set all but one to false.",
  run: async (t) => {
    if (!mayOffer(t, [USER_URN, "emails", "primary"])) t.skip("emails.primary is not published");
    const [first, second] = twoEmails(t);
    const user = await t.make.user({ overrides: { emails: [first, second] } });
    const read = await readBack(t, user.path);
    if (itemsAt(read.resource, "emails").length === 0) t.skip("the target does not keep e-mails");
    verifyOnePrimary(user.reply);
    verifyOnePrimary(read.reply);
    const [one, other] = twoEmails(t);
    const both = [one, { ...other, primary: true }];
    const reply = await t.post("/Users", t.make.userBody({ overrides: { emails: both } }));
    if (!isSuccess(reply)) return;
    verifyOnePrimary(reply);
    verifyOnePrimary((await readBack(t, pathOfNew(t, reply))).reply);
  },
  defects: [
    {
      name: "both-e-mails-stay-primary",
      breaks: "RFC7643-2.4-01",
      wrap: (next) => {
        // The sound server would refuse two: it gets one, and what was sent is shown.
        const keep = showSent({ path: USERS }, (user, sent) => ({ ...user, emails: sent["emails"] ?? user["emails"] }));
        const store = tamperRequestBody({ method: "POST", path: USERS }, (body) => ({
          ...body,
          emails: itemsAt(body, "emails").slice(0, 1),
        }));
        return keep(store(next));
      },
    },
    {
      name: "every-e-mail-is-shown-as-primary",
      breaks: "RFC7643-2.4-01",
      wrap: tamperEmails((email) => ({ ...email, primary: true })),
    },
  ],
});

const secondaryStays = defineCheck({
  id: "users.create.primary-default",
  title: "An e-mail that is sent without primary does not become the primary one",
  clause: rfc("RFC7643-2.4-02"),
  advice: "Read a missing primary as false when another e-mail of the user has primary true.",
  run: async (t) => {
    const [first, second] = twoEmails(t);
    const user = await t.make.user({ overrides: { emails: [first, second] } });
    const { reply, resource } = await readBack(t, user.path);
    const found = itemsAt(resource, "emails").find((email) => sameText(email["value"], second["value"]));
    if (found === undefined) return t.skip("the target does not keep a second e-mail");
    verifyThat(valueAt(found, "primary") !== true, reply, {
      reason: "The e-mail that was sent without primary is the primary one",
      expected: ["primary false", "no primary"],
      actual: shown(found),
      at: "/emails",
    });
  },
  defects: [
    {
      name: "last-e-mail-becomes-primary",
      breaks: "RFC7643-2.4-02",
      wrap: tamperEmails((email, index, count) => ({ ...email, primary: index === count - 1 })),
    },
  ],
});

const repeated = defineCheck({
  id: "users.create.repeated-value",
  title: "The same e-mail of the same type is not kept twice",
  clause: rfc("RFC7643-2.4-03"),
  advice:
    "Drop a value of a multi-valued attribute that is there already with the same type, or refuse the body with 400.",
  run: async (t) => {
    const [{ primary: _, ...email }] = twoEmails(t);
    const reply = await t.post("/Users", t.make.userBody({ overrides: { emails: [email, email] } }));
    if (!isSuccess(reply)) return;
    const read = await readBack(t, pathOfNew(t, reply));
    const same = itemsAt(read.resource, "emails").filter((item) => sameText(item["value"], email["value"]));
    if (same.length === 0) t.skip("the target does not keep the e-mail");
    verifyThat(same.length === 1, read.reply, {
      reason: "A user has the same e-mail of the same type twice",
      expected: "the e-mail once",
      actual: shown(same),
      at: "/emails",
    });
  },
  defects: [
    {
      name: "repeated-e-mails-are-kept",
      breaks: "RFC7643-2.4-03",
      wrap: showSent({ path: USERS }, (user, sent) => ({ ...user, emails: sent["emails"] ?? user["emails"] })),
    },
  ],
});

/** How POST /Users must take several e-mails. */
export const createEmailChecks: readonly Check[] = [onePrimary, secondaryStays, repeated];

function verifyOnePrimary(reply: Reply): void {
  const primary = itemsAt(reply.body, "emails").filter((email) => valueAt(email, "primary") === true);
  verifyThat(primary.length < 2, reply, {
    reason: "A user has two primary e-mails",
    expected: "one e-mail at most with primary true",
    actual: `${primary.length} with primary true`,
    at: "/emails",
  });
}

function tamperEmails(change: (email: JsonObject, index: number, count: number) => JsonObject): Wrap {
  return tamperResources({ path: USERS }, (user) => {
    const emails = itemsAt(user, "emails");
    return emails.length === 0
      ? user
      : { ...user, emails: emails.map((email, index) => change(email, index, emails.length)) };
  });
}
