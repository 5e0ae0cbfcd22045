import { getIgnoreCase, isObject, isSuccess, verify, without } from "../../../../src/kit/index.ts";
import type { Json, JsonObject, Reply, UserBody } from "../../../../src/kit/index.ts";
import { findUser } from "../../../../emulator/okta/wire/list-queries.ts";
import { readUser } from "../../../../emulator/okta/wire/read-resource.ts";
import { verifyNoMatch } from "../../words/match-user.ts";
import { newUser, objectAt } from "../../words/okta-user.ts";
import { resourcesOf, verifyAtMost } from "../../words/page.ts";
import { send, sendChanged } from "../../words/send.ts";
import { profileOf, verifyProfile } from "../../words/verify-user.ts";
import { hasAnyOf, shownId } from "./walker.ts";
import type { Account, WhoIsThere, Walker } from "./walker.ts";

/** Where nobody gets an account, nobody is switched off and no group has members; an import reads what is there. */
const WITHOUT_ACCOUNT = ["create", "update", "deactivate", "group-push"] as const;

/** Whom Okta provisions, and people beside whose names are similar. */
export interface Newcomer {
  readonly person: UserBody;
  readonly others: readonly WhoIsThere[];
}

/**
 * Okta's match query for somebody new, the create, and a reading. Undefined where no account came of it that Okta could go on with.
 */
export async function createAccount(walker: Walker, { person, others }: Newcomer): Promise<Account | undefined> {
  const { t, judge } = walker;
  const asked = await send(t, findUser(person.userName));
  // A list of one with a similar name is what okta.match.single is about; with all of them the filter was not applied.
  const isSimilar = resourcesOf(asked).length === 1 && hasAnyOf(asked, others);
  await judge("okta.match.single", () => verifyAtMost(asked, 0));
  if (!isSimilar) {
    await judge("okta.match.none", () => verifyNoMatch(asked), stopsClient(asked) ? WITHOUT_ACCOUNT : []);
  }
  // Where nobody can be made in any way there is nobody to be imported either.
  const halts = others.length === 0 ? [...WITHOUT_ACCOUNT, "import"] : WITHOUT_ACCOUNT;
  const { reply: created, person: sent } = await pushCreate(walker, person, halts);
  const id = shownId(created);
  return id === undefined ? undefined : readCreated(walker, { id, person: sent, created, halts });
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
async function pushCreate({ t, judge }: Walker, person: UserBody, halts: readonly string[]): Promise<Sent> {
  const request = newUser(person);
  const reply = await send(t, request);
  for (const { what, check, body, sent = person } of isSuccess(reply) ? [] : variantsOf(person)) {
    const again = await sendChanged(t, { ...request, body });
    if (!isSuccess(again)) continue;
    // A server may have rules of its own for names, but it must not crash.
    if (check === LETTERS && reply.status < 500) return { reply: again, person: sent };
    const options = { although: `a create ${what} is accepted`, others: [again] };
    const more = check === LETTERS ? [...halts, "import"] : halts;
    await judge(check, () => verify(reply, options).succeeds(), more);
    return { reply: again, person: sent };
  }
  for (const { check } of isSuccess(reply) ? variantsOf(person) : [])
    await judge(check, () => verify(reply).succeeds());
  await judge("okta.create.answer", () => verifyCreated(reply, person), shownId(reply) === undefined ? halts : []);
  return { reply, person };
}

/** The create that was taken, or else the first one, and for whom it was. */
interface Sent {
  readonly reply: Reply;
  readonly person: UserBody;
}

interface Variant {
  readonly what: string;
  readonly check: string;
  readonly body: JsonObject;
  /** The person in it, where that is another one. */
  readonly sent?: UserBody;
}

const LETTERS = "okta.headers.utf-8";

/** The create without a part that a vendor may stumble over, and the check that is about that part. */
function variantsOf(person: UserBody): readonly Variant[] {
  const whole = newUser(person).body ?? {};
  const { givenName: _, ...name } = objectAt(person, "name");
  const plain = { ...person, name: { ...name, givenName: "Zoe" } };
  return [
    { what: "without password", check: "okta.create.placeholder-password", body: without(whole, "password") },
    { what: "without groups", check: "okta.create.empty-groups", body: without(whole, "groups") },
    { what: "with plain letters", check: LETTERS, body: newUser(plain).body ?? {}, sent: plain },
  ];
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
  /** What does not come about where nobody can be read. */
  readonly halts: readonly string[];
}

async function readCreated(
  { t, judge }: Walker,
  { id, person, created, halts }: Created,
): Promise<Account | undefined> {
  const read = await t.settle(
    () => send(t, readUser(id)),
    ({ status }) => status === 200,
  );
  const isRead = await judge(
    "okta.create.answer",
    () => verify(read).status(200).at("userName").isLike(person.userName),
    halts,
  );
  if (!isRead || !isObject(read.body)) return undefined;
  const { givenName, familyName, email } = profileOf(person);
  await judge("okta.create.profile", () => verifyProfile(read, { givenName, familyName, email }), ["update"]);
  await judge("okta.create.active", () => {
    for (const reply of [created, read]) verify(reply).at("active").is(true);
  });
  return { id, person, current: read.body };
}
