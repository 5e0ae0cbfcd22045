import {
  defineCheck,
  describeRequest,
  itemsAt,
  mayOffer,
  on,
  pathOfNew,
  readBack,
  sameText,
  shown,
  showSent,
  USER_URN,
  valueAt,
  verify,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, JsonObject, Reply } from "../../../src/kit/index.ts";
import { postWith } from "../words/create-with.ts";
import { tamperItems } from "../words/tamper-items.ts";
import { twoEmails } from "../words/two-emails.ts";
import { wasTaken } from "../words/was-taken.ts";

const showSentEmails = showSent("/Users/:id?", (user, sent) => ({ ...user, emails: sent["emails"] ?? user["emails"] }));
const getSentEmails = showSent("GET /Users/:id?", (user, sent) => ({
  ...user,
  emails: sent["emails"] ?? user["emails"],
}));
const storeFirstEmail = on("POST /Users/:id?").sent((body) => ({
  ...body,
  emails: itemsAt(body, "emails").slice(0, 1),
}));

const onePrimary = defineCheck({
  id: "users.create.one-primary",
  title: "A user never has two primary e-mails",
  rule: "RFC7643-2.4-01",
  advice: "Keep primary true on one value only: refuse a body with two, or set all but one to false.",
  run: async (t) => {
    if (!mayOffer(t, [USER_URN, "emails", "primary"])) t.skip("/Schemas does not publish emails.primary");
    const [first, second] = twoEmails(t);
    const user = await t.make.user({ overrides: { emails: [first, second] } });
    const read = await readBack(t, user.path);
    if (itemsAt(read.resource, "emails").length === 0) t.skip(`${describeRequest(read.reply)} shows no e-mails`);
    verifyOnePrimary(user.reply);
    verifyOnePrimary(read.reply);
    const [one, other] = twoEmails(t);
    const reply = await postWith(t, { emails: [one, { ...other, primary: true }] });
    if (!wasTaken(t, reply)) return;
    verifyOnePrimary(reply);
    verifyOnePrimary((await readBack(t, pathOfNew(t, reply))).reply);
  },
  defects: {
    // The sound server would refuse two: it gets one, and what was sent is shown.
    "both-e-mails-stay-primary": (next) => showSentEmails(storeFirstEmail(next)),
    "every-e-mail-is-shown-as-primary": tamperItems("emails", (email) => ({ ...email, primary: true })),
    "get-shows-every-e-mail-as-primary": on("GET /Users/:id?").resources((user) => ({
      ...user,
      emails: itemsAt(user, "emails").map((email) => ({ ...email, primary: true })),
    })),
    "both-e-mails-are-primary-once-they-are-stored": (next) => getSentEmails(storeFirstEmail(next)),
  },
});

const secondaryStays = defineCheck({
  id: "users.create.primary-default",
  title: "An e-mail that is sent without primary does not become the primary one",
  rule: "RFC7643-2.4-02",
  advice: "Read a missing primary as false when another e-mail of the user has primary true.",
  run: async (t) => {
    const [first, second] = twoEmails(t);
    const user = await t.make.user({ overrides: { emails: [first, second] } });
    const { reply } = await readBack(t, user.path);
    const found = verify(reply, { although: "it was sent without primary" }).at("emails", hasValue(second));
    if (found.value === undefined) t.skip(`${describeRequest(reply)} does not show the second e-mail`);
    found.at("primary").holds("false or nothing", (primary) => primary !== true);
  },
  defects: {
    "last-e-mail-becomes-primary": tamperItems("emails", (email, index, emails) => ({
      ...email,
      primary: index === emails.length - 1,
    })),
  },
});

const repeated = defineCheck({
  id: "users.create.repeated-value",
  title: "The same e-mail of the same type is not kept twice",
  rule: "RFC7643-2.4-03",
  advice:
    "Drop a value of a multi-valued attribute that is there already with the same type, or refuse the body with 400.",
  run: async (t) => {
    // Refused for the repetition only if one without primary is taken.
    await t.make.user({ overrides: { emails: [plainEmail(t)] } });
    const email = plainEmail(t);
    const reply = await postWith(t, { emails: [email, email] });
    if (!wasTaken(t, reply)) return;
    const read = await readBack(t, pathOfNew(t, reply));
    const same = itemsAt(read.resource, "emails").filter(hasValue(email));
    if (same.length === 0) t.skip(`${describeRequest(read.reply)} does not show the e-mail that was sent`);
    verify(read.reply)
      .at("emails")
      .holds(`${shown(valueAt(email, "value"))} once`, () => same.length === 1);
  },
  defects: { "repeated-e-mails-are-kept": showSentEmails },
});

/** How POST /Users must take several e-mails. */
export const createEmailChecks: readonly Check[] = [onePrimary, secondaryStays, repeated];

/** An e-mail of which nothing says whether it is primary. */
function plainEmail(t: CheckContext): JsonObject {
  const [{ primary: _, ...email }] = twoEmails(t);
  return email;
}

function verifyOnePrimary(reply: Reply): void {
  const primary = itemsAt(reply.body, "emails").filter((email) => valueAt(email, "primary") === true);
  verify(reply)
    .at("emails")
    .holds("one e-mail at most with primary true", () => primary.length < 2);
}

function hasValue(email: JsonObject): (item: JsonObject) => boolean {
  return (item) => sameText(valueAt(item, "value"), valueAt(email, "value"));
}
