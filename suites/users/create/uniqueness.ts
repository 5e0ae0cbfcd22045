import type { CheckContext } from "../../../src/kit/check-context.ts";
import type { UserBody } from "../../../src/kit/maker.ts";
import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import { rfc } from "../../../src/exchange/clause.ts";
import type { Reply } from "../../../src/exchange/reply.ts";
import {
  tamperRequestBody,
  tamperResources,
  tamperResponse,
  without,
  withStatus,
} from "../../../src/kit/defects/tamper.ts";
import type { Wrap } from "../../../src/kit/defects/tamper.ts";
import { isSuccess } from "../../../src/exchange/reply.ts";
import { shown } from "../../../src/exchange/shown.ts";
import { verifyStatus, verifyThat } from "../../../src/exchange/verify.ts";
import { pathOfNew } from "../../../src/kit/reading/read-back.ts";
import { tamperErrorBody } from "../words/tamper-error.ts";
import { sameText, valueAt } from "../../../src/kit/reading/value-at.ts";
import type { Path } from "../../../src/scim/request-path.ts";

const CREATE = { method: "POST", path: /^\/Users$/ };
const USERS = /^\/Users(?:\/[^/]+)?$/;

const conflict = defineCheck({
  id: "users.create.duplicate",
  title: "POST /Users with a userName that is taken answers 409 uniqueness",
  clause: rfc("RFC7644-3.3-08"),
  advice:
    'Refuse a userName that somebody has with 409 and scimType "uniqueness", and say in detail which userName it is.',
  run: async (t) => {
    const first = await t.make.user();
    const reply = verifyStatus(await t.post("/Users", otherUser(t, first.sent.userName)), 409);
    verifyMember(reply, "scimType", "uniqueness");
    verifyMember(reply, "status", "409");
  },
  defects: [
    {
      name: "duplicate-answers-400",
      breaks: "RFC7644-3.3-08",
      wrap: tamperResponse(CREATE, (response) => (response.status === 409 ? withStatus(response, 400) : response)),
    },
    {
      name: "duplicate-without-scim-type",
      breaks: "RFC7644-3.3-08",
      wrap: tamperErrorBody(CREATE, (error) => without(error, "scimType")),
    },
    {
      name: "duplicate-with-a-scim-type-of-its-own",
      breaks: "RFC7644-3.3-08",
      wrap: tamperErrorBody(CREATE, (error) => ({ ...error, scimType: "userNameExists" })),
    },
    {
      name: "duplicate-is-taken-for-an-update",
      breaks: "RFC7644-3.3-08",
      wrap: tamperResponse(CREATE, (response) =>
        response.status === 409 ? Response.json({ id: "1", userName: "x" }, { status: 200 }) : response,
      ),
    },
  ],
});

const unique = defineCheck({
  id: "users.create.user-name-unique",
  title: "No two users have the same userName",
  clause: rfc("RFC7643-4.1.1-03"),
  blocks: ["create"],
  advice: "Put a unique index on userName, so that two POSTs never leave two users with one name.",
  run: async (t) => {
    const first = await t.make.user();
    const second = await t.post("/Users", otherUser(t, first.sent.userName));
    if (isSuccess(second)) await verifyDiffers(t, first.path, second);
  },
  defects: [
    {
      name: "user-names-need-not-be-unique",
      breaks: "RFC7643-4.1.1-03",
      wrap: storingNames((userName) => `${userName}~${crypto.randomUUID()}`),
    },
  ],
});

const caseless = defineCheck({
  id: "users.create.user-name-unique-in-any-case",
  title: "No two users have a userName that differs in letter case only",
  clause: rfc("RFC7643-4.1.1-04"),
  blocks: ["create"],
  advice: "Compare userNames without regard to letter case when you look for one that is taken.",
  run: async (t) => {
    const first = await t.make.user({ label: "MixEd" });
    const same = await t.post("/Users", otherUser(t, first.sent.userName));
    if (isSuccess(same)) t.skip("an exact duplicate is not refused; see users.create.user-name-unique");
    const second = await t.post("/Users", otherUser(t, first.sent.userName.toLowerCase()));
    if (isSuccess(second)) await verifyDiffers(t, first.path, second);
  },
  defects: [
    {
      name: "user-names-are-unique-by-letter-case",
      breaks: "RFC7643-4.1.1-04",
      wrap: storingNames((userName) => `${userName}~${Buffer.from(userName).toString("hex")}`),
    },
  ],
});

/** How userNames must stay unique. */
export const createUniquenessChecks: readonly Check[] = [conflict, unique, caseless];

/** Somebody else with this userName: the e-mail and all else differ. */
function otherUser(t: CheckContext, userName: string): UserBody {
  return t.make.userBody({ overrides: { userName, externalId: undefined } });
}

async function verifyDiffers(t: CheckContext, firstPath: Path, second: Reply): Promise<void> {
  const secondPath = pathOfNew(t, second);
  if (secondPath === firstPath) return;
  const [one, other] = [await t.get(firstPath), await t.get(secondPath)];
  if (one.status !== 200 || other.status !== 200) return;
  const names = [one, other].map((reply) => valueAt(reply.body, "userName"));
  verifyThat(!sameText(names[0], names[1]), other, {
    reason: "Two users have the same userName",
    expected: "a userName that nobody else has",
    actual: shown(names.map((name) => name ?? null)),
    at: "/userName",
  });
}

function verifyMember(reply: Reply, name: string, expected: string): void {
  const actual = valueAt(reply.body, name);
  verifyThat(actual === expected, reply, {
    reason: `POST /Users with a userName that is taken is refused without ${name} "${expected}"`,
    expected: shown(expected),
    actual: shown(actual),
    at: `/${name}`,
  });
}

/** A server whose index of userNames holds something else than the userName; answers show the name as it was. */
function storingNames(toKey: (userName: string) => string): Wrap {
  return (next) => {
    const store = tamperRequestBody({ ...CREATE }, (body) => ({ ...body, userName: toKey(String(body["userName"])) }));
    const show = tamperResources({ path: USERS }, (user) => ({
      ...user,
      userName: String(user["userName"]).replace(/~.*$/s, ""),
    }));
    return show(store(next));
  };
}
