import {
  defineCheck,
  describeRequest,
  isSuccess,
  on,
  pathOfNew,
  sameText,
  shown,
  valueAt,
  verify,
  without,
  withStatus,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, OwnUser, Reply, UserBody, Wrap } from "../../../src/kit/index.ts";
import { tamperErrorBody } from "../words/tamper-error.ts";

const CREATE = "POST /Users";

const conflict = defineCheck({
  id: "users.create.duplicate",
  title: "POST /Users with a userName that is taken answers 409 uniqueness",
  rule: "RFC7644-3.3-08",
  advice:
    'Refuse a userName that somebody has with 409 and scimType "uniqueness", and say in detail which userName it is.',
  run: async (t) => {
    const first = await t.make.user();
    const answer = verify(await t.post("/Users", otherUser(t, first.sent.userName))).status(409);
    answer.at("scimType").is("uniqueness");
    answer.at("status").is("409");
  },
  defects: {
    "duplicate-answers-400": on(CREATE).response((response) =>
      response.status === 409 ? withStatus(response, 400) : response,
    ),
    "duplicate-without-scim-type": tamperErrorBody(CREATE, (error) => without(error, "scimType")),
    "duplicate-with-a-scim-type-of-its-own": tamperErrorBody(CREATE, (error) => ({
      ...error,
      scimType: "userNameExists",
    })),
    "duplicate-is-taken-for-an-update": on(CREATE).response((response) =>
      response.status === 409 ? Response.json({ id: "1", userName: "x" }, { status: 200 }) : response,
    ),
  },
});

const unique = defineCheck({
  id: "users.create.user-name-unique",
  title: "No two users have the same userName",
  rule: "RFC7643-4.1.1-03",
  advice: "Put a unique index on userName, so that two POSTs never leave two users with one name.",
  run: async (t) => {
    const first = await t.make.user();
    const second = await t.post("/Users", otherUser(t, first.sent.userName));
    if (isSuccess(second)) await verifyDiffers(t, first, second);
  },
  defects: {
    "user-names-need-not-be-unique": storingNames((userName) => `${userName}~${crypto.randomUUID()}`),
  },
});

const caseless = defineCheck({
  id: "users.create.user-name-unique-in-any-case",
  title: "No two users have a userName that differs in letter case only",
  rule: "RFC7643-4.1.1-04",
  advice: "Compare userNames without regard to letter case when you look for one that is taken.",
  run: async (t) => {
    const first = await t.make.user({ label: "MixEd" });
    const same = await t.post("/Users", otherUser(t, first.sent.userName));
    if (isSuccess(same)) t.skip("an exact duplicate is not refused; see users.create.user-name-unique");
    const second = await t.post("/Users", otherUser(t, first.sent.userName.toLowerCase()));
    if (isSuccess(second)) await verifyDiffers(t, first, second);
  },
  defects: {
    "user-names-are-unique-by-letter-case": storingNames(
      (userName) => `${userName}~${Buffer.from(userName).toString("hex")}`,
    ),
  },
});

/** How userNames must stay unique. */
export const createUniquenessChecks: readonly Check[] = [conflict, unique, caseless];

/** Somebody else with this userName: the e-mail and all else differ. */
function otherUser(t: CheckContext, userName: string): UserBody {
  return t.make.userBody({ overrides: { userName, externalId: undefined } });
}

async function verifyDiffers(t: CheckContext, first: OwnUser, second: Reply): Promise<void> {
  const secondPath = pathOfNew(t, second);
  if (secondPath === first.path) return;
  const [one, other] = [await t.get(first.path), await t.get(secondPath)];
  if (one.status !== 200 || other.status !== 200) return;
  const [taken, name] = [one, other].map(({ body }) => valueAt(body, "userName"));
  const whose = `${first.path}, who was made as ${shown(first.sent.userName)}`;
  verify(other).that(!sameText(name, taken), `${describeRequest(other)} shows the userName of ${whose}`, {
    expected: `another userName than that of ${whose}`,
    at: ["userName"],
    others: [one],
  });
}

/** A server whose index of userNames holds something else than the userName; answers show the name as it was. */
function storingNames(toKey: (userName: string) => string): Wrap {
  return (next) => {
    const store = on(CREATE).sent((body) => ({ ...body, userName: toKey(String(body["userName"])) }));
    const show = on("/Users/:id?").resources((user) => ({
      ...user,
      userName: String(user["userName"]).replace(/~.*$/s, ""),
    }));
    return show(store(next));
  };
}
