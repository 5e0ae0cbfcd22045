import { getIgnoreCase, isObject, isSuccess, verify, without } from "../../../../src/kit/index.ts";
import type { Json, Reply, UserBody } from "../../../../src/kit/index.ts";
import { findUser } from "../../../../emulator/okta/wire/list-queries.ts";
import { readUser } from "../../../../emulator/okta/wire/read-resource.ts";
import { verifyNobody } from "../../words/match-user.ts";
import { newUser } from "../../words/okta-user.ts";
import { resourcesOf, verifyAtMost } from "../../words/page.ts";
import { send, sendChanged } from "../../words/send.ts";
import { profileOf, verifyProfile } from "../../words/verify-user.ts";
import { idIn } from "./walker.ts";
import type { Account, Listable, Walker } from "./walker.ts";

/** Where nobody gets an account, nobody is switched off and no group has members; an import reads what is there. */
const WITHOUT_ACCOUNT = ["create", "update", "deactivate", "group-push"] as const;

/** Whom Okta provisions, and people beside whose names are similar. */
export interface Newcomer {
  readonly person: UserBody;
  readonly others: readonly Listable[];
}

/**
 * Okta's match query for somebody new, the create, and a reading. Undefined where no account came of it that Okta could go on with.
 */
export async function createAccount(walker: Walker, { person, others }: Newcomer): Promise<Account | undefined> {
  const { t, judge } = walker;
  const asked = await send(t, findUser(person.userName));
  const strangers = resourcesOf(asked).filter((entry) => !others.some(({ id }) => id === getIgnoreCase(entry, "id")));
  const isSimilar = resourcesOf(asked).length > strangers.length;
  // A list of those with similar names alone is what okta.match.single is about.
  if (isSimilar) await judge("okta.match.single", () => verifyAtMost(asked, 0));
  if (!isSimilar || strangers.length > 0) {
    const halts = stopsClient(asked) ? WITHOUT_ACCOUNT : [];
    await judge("okta.match.none", () => verifyNobody(asked), halts);
  }
  const created = await pushCreate(walker, person);
  const id = idIn(created);
  return id === undefined ? undefined : readCreated(walker, { id, person, created });
}

/** Okta's client goes on after an empty list and after 404: everything else ends the job. */
function stopsClient(reply: Reply): boolean {
  if (reply.status === 404) return false;
  if (!isSuccess(reply) || !isObject(reply.body)) return true;
  const { body } = reply;
  const isText = (value: Json | undefined): boolean => value !== undefined && typeof value !== "number";
  const counters = ["totalResults", "startIndex", "itemsPerPage"].map((name) => getIgnoreCase(body, name));
  return counters.some(isText) || resourcesOf(reply).length > 0;
}

/** The create as Okta sends it; where it is refused for a part that a vendor may stumble over, the create without that part. */
async function pushCreate({ t, judge }: Walker, person: UserBody): Promise<Reply> {
  const request = newUser(person);
  const reply = await send(t, request);
  for (const [part, check] of isSuccess(reply) ? [] : PARTS) {
    const again = await sendChanged(t, { ...request, body: without(request.body ?? {}, part) });
    if (!isSuccess(again)) continue;
    const options = { although: `a create without ${part} is accepted`, others: [again] };
    await judge(check, () => verify(reply, options).succeeds(), WITHOUT_ACCOUNT);
    return again;
  }
  await judge(
    "okta.create.answer",
    () => verifyCreated(reply, person),
    idIn(reply) === undefined ? WITHOUT_ACCOUNT : [],
  );
  return reply;
}

const PARTS = [
  ["password", "okta.create.placeholder-password"],
  ["groups", "okta.create.empty-groups"],
] as const;

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

async function readCreated({ t, judge }: Walker, { id, person, created }: Created): Promise<Account | undefined> {
  const read = await t.settle(
    () => send(t, readUser(id)),
    ({ status }) => status === 200,
  );
  const isRead = await judge(
    "okta.create.answer",
    () => verify(read).status(200).at("userName").isLike(person.userName),
    WITHOUT_ACCOUNT,
  );
  if (!isRead || !isObject(read.body)) return undefined;
  const { givenName, familyName, email } = profileOf(person);
  await judge("okta.create.profile", () => verifyProfile(read, { givenName, familyName, email }), ["update"]);
  await judge("okta.create.active", () => {
    for (const reply of [created, read]) verify(reply).at("active").is(true);
  });
  return { id, person, current: read.body };
}
