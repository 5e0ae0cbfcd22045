import { getIgnoreCase, isObject, isSuccess, toListBody, verify, without } from "../../../../src/kit/index.ts";
import type { Reply, UserBody } from "../../../../src/kit/index.ts";
import { findUser } from "../../../../emulator/okta/wire/list-queries.ts";
import { readUser } from "../../../../emulator/okta/wire/read-resource.ts";
import { verifyAtMost, resourcesOf } from "../../words/page.ts";
import { verifyNobody } from "../../words/match-user.ts";
import { newUser, oktaIdOf } from "../../words/okta-user.ts";
import { send, sendChanged } from "../../words/send.ts";
import { profileOf, verifyProfile } from "../../words/verify-user.ts";
import type { Account, Walker } from "./walker.ts";

/** Where nobody gets an account, nobody is switched off and no group has members; an import reads what is there. */
const WITHOUT_ACCOUNT = ["create", "update", "deactivate", "group-push"] as const;

/**
 * Okta's match query for somebody new, the create, and a reading. Undefined where no account came of it that Okta could go on with.
 */
export async function createAccount(walker: Walker, person: UserBody): Promise<Account | undefined> {
  const { t, judge } = walker;
  const asked = await send(t, findUser(person.userName));
  const halts = stopsClient(asked) ? WITHOUT_ACCOUNT : [];
  await judge("okta.match.none", () => verifyNobody(asked), halts);
  if (asked.status === 200) await judge("okta.match.single", () => verifyAtMost(asked, 0), halts);
  const created = await pushCreate(walker, person);
  const id = idIn(created);
  const read = id === undefined ? undefined : await readCreated(walker, { id, person, created });
  return id === undefined || read === undefined || !isObject(read.body)
    ? undefined
    : { id, person, current: read.body };
}

/** Okta's client goes on after an empty list and after 404: everything else ends the job. */
function stopsClient(reply: Reply): boolean {
  if (reply.status === 404) return false;
  if (!isSuccess(reply) || !isObject(reply.body)) return true;
  const { body } = reply;
  const counters = ["totalResults", "startIndex", "itemsPerPage"].map((name) => getIgnoreCase(body, name));
  const areNumbers = counters.every((value) => value === undefined || typeof value === "number");
  return !areNumbers || toListBody(body).resources.length > 0;
}

/** The create as Okta sends it; where it is refused for a part that a vendor may stumble over, the create without that part. */
async function pushCreate({ t, judge }: Walker, person: UserBody): Promise<Reply> {
  const request = newUser(person);
  const reply = await send(t, request);
  const body = request.body ?? {};
  const parts = [
    { check: "okta.create.placeholder-password", part: "password" },
    { check: "okta.create.empty-groups", part: "groups" },
  ] as const;
  if (!isSuccess(reply)) {
    for (const { check, part } of parts) {
      const again = await sendChanged(t, { ...request, body: without(body, part) });
      if (!isSuccess(again)) continue;
      const options = { although: `a create without ${part} is accepted`, others: [again] };
      await judge(check, () => verify(reply, options).succeeds(), WITHOUT_ACCOUNT);
      return again;
    }
  }
  await judge(
    "okta.create.answer",
    () => verifyCreated(reply, person),
    isSuccess(reply) && idIn(reply) ? [] : WITHOUT_ACCOUNT,
  );
  return reply;
}

function verifyCreated(reply: Reply, person: UserBody): void {
  const answer = verify(reply).status(201);
  answer.object();
  answer.at("userName").isLike(person.userName);
  answer.at("id").isText();
}

interface Created {
  readonly id: string;
  readonly person: UserBody;
  readonly created: Reply;
}

async function readCreated({ t, judge }: Walker, { id, person, created }: Created): Promise<Reply | undefined> {
  const read = await t.settle(
    () => send(t, readUser(id)),
    ({ status }) => status === 200,
  );
  const isRead = await judge(
    "okta.create.answer",
    () => verify(read).status(200).at("userName").isLike(person.userName),
    ["group-push", "import"],
  );
  if (!isRead) return undefined;
  const { givenName, familyName, email } = profileOf(person);
  await judge("okta.create.profile", () => verifyProfile(read, { givenName, familyName, email }), [
    "update",
    "deactivate",
  ]);
  await judge(
    "okta.create.active",
    () => {
      for (const reply of [created, read]) verify(reply).at("active").is(true);
    },
    WITHOUT_ACCOUNT,
  );
  return read;
}

function idIn({ body }: Reply): string | undefined {
  const id = isObject(body) ? getIgnoreCase(body, "id") : undefined;
  return typeof id === "string" && id !== "" ? id : undefined;
}
