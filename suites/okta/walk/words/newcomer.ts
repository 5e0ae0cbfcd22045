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

/** Where nobody gets an account, nobody is switched off; an import, and a group, have those who are there. */
const WITHOUT_ACCOUNT = ["create", "update", "deactivate"] as const;
/** Where Okta believes in an account that it cannot work with, its groups have no members either. */
const WITH_A_FALSE_ONE = [...WITHOUT_ACCOUNT, "group-push"] as const;

/** Okta's create and a reading. Undefined where no account came of it that Okta could go on with. */
export async function createAccount(
  walker: Walker,
  person: UserBody,
  before: readonly WhoIsThere[],
): Promise<Account | undefined> {
  const { reply: created, person: sent } = await pushCreate(walker, person, before);
  const id = shownId(created);
  return id === undefined ? undefined : readCreated(walker, { id, person: sent, created }, before);
}

/** Okta's match query by a name that nobody has. */
export async function askForNobody(
  { t, judge }: Walker,
  userName: string,
  others: readonly WhoIsThere[],
): Promise<void> {
  const asked = await send(t, findUser(userName));
  // A list of one with a similar name is what okta.match.single is about; with all of them the filter was not applied.
  const isSimilar = resourcesOf(asked).length === 1 && hasAnyOf(asked, others);
  await judge("okta.match.single", () => verifyAtMost(asked, 0));
  if (!isSimilar) {
    // What one name alone brings about stops nobody else.
    const isStopped =
      stopsClient(asked) && stopsClient(await send(t, findUser(t.make.userBody({ label: "other" }).userName)));
    await judge("okta.match.none", () => verifyNoMatch(asked), isStopped ? WITH_A_FALSE_ONE : []);
  }
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
async function pushCreate({ t, judge }: Walker, person: UserBody, before: readonly WhoIsThere[]): Promise<Sent> {
  const request = newUser(person);
  const reply = await send(t, request);
  for (const { what, check, body, sent = person, halts } of isSuccess(reply) ? [] : variantsOf(person)) {
    const again = await sendChanged(t, { ...request, body });
    if (!isSuccess(again)) continue;
    // A server may have rules of its own for names, but it must not crash.
    if (check === LETTERS && reply.status < 500) return { reply: again, person: sent };
    const options = { although: `a create ${what} is accepted`, others: [again] };
    await judge(check, () => verify(reply, options).succeeds(), halts);
    return { reply: again, person: sent };
  }
  for (const { check } of isSuccess(reply) ? variantsOf(person) : [])
    await judge(check, () => verify(reply).succeeds());
  await judge(
    "okta.create.answer",
    () => verifyCreated(reply, person),
    shownId(reply) === undefined ? haltsOf(reply, before) : [],
  );
  return { reply, person };
}

/** An answer without an id, for somebody who may be there: where there is nobody else, an import shows what Okta cannot work with. */
function haltsOf(reply: Reply, before: readonly WhoIsThere[]): readonly string[] {
  if (!isSuccess(reply)) return WITHOUT_ACCOUNT;
  return before.length === 0 ? [...WITH_A_FALSE_ONE, "import"] : WITH_A_FALSE_ONE;
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
  /** What does not come about either where only this one is taken. */
  readonly halts: readonly string[];
}

const LETTERS = "okta.headers.utf-8";

/** The create without a part that a vendor may stumble over, and the check that is about that part. */
function variantsOf(person: UserBody): readonly Variant[] {
  const whole = newUser(person).body ?? {};
  const { givenName: _, ...name } = objectAt(person, "name");
  const plain = { ...person, name: { ...name, givenName: "Zoe" } };
  return [
    {
      what: "without password",
      check: "okta.create.placeholder-password",
      body: without(whole, "password"),
      halts: ["update"],
    },
    {
      what: "without groups",
      check: "okta.create.empty-groups",
      body: without(whole, "groups"),
      halts: ["update", "deactivate"],
    },
    { what: "with plain letters", check: LETTERS, body: newUser(plain).body ?? {}, sent: plain, halts: [] },
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
}

async function readCreated(
  walker: Walker,
  { id, person, created }: Created,
  before: readonly WhoIsThere[],
): Promise<Account | undefined> {
  const { t, judge } = walker;
  const read = await t.settle(
    () => send(t, readUser(id)),
    ({ status }) => status === 200,
  );
  const isRead = await judge(
    "okta.create.answer",
    () => verify(read).status(200).at("userName").isLike(person.userName),
    before.length === 0 ? [...WITH_A_FALSE_ONE, "import"] : WITH_A_FALSE_ONE,
  );
  if (!isRead || !isObject(read.body)) return undefined;
  const named = await judgeLetters(walker, read, person);
  const { givenName, familyName, email } = profileOf(named);
  await judge("okta.create.profile", () => verifyProfile(read, { givenName, familyName, email }), ["update"]);
  await judge("okta.create.active", () => {
    for (const reply of [created, read]) verify(reply).at("active").is(true);
  });
  return { id, person: named, current: read.body };
}

/** The person as the target shows it where nothing but letters beyond ASCII was lost, and else as it was sent. */
async function judgeLetters({ judge }: Walker, read: Reply, person: UserBody): Promise<UserBody> {
  const { givenName } = profileOf(person);
  const shown = profileOf(read.body).givenName;
  if (typeof givenName !== "string" || typeof shown !== "string" || toAscii(shown) !== toAscii(givenName))
    return person;
  const isWestern = shown.normalize("NFC").startsWith("Zoë");
  // Where the letters of Western Europe are lost too, so are many people's names: no push and no import shows what Okta has. Where only
  // what Okta sends is misread, whoever was there before is imported as he is.
  const halts = isWestern ? [] : isMisread(shown, givenName) ? ["deactivate"] : ["deactivate", "import"];
  const isSame = await judge(
    LETTERS,
    () =>
      verify(read)
        .at("name", "givenName")
        .holds(givenName, () => shown.normalize("NFC") === givenName.normalize("NFC")),
    halts,
  );
  return isSame ? person : { ...person, name: { ...objectAt(person, "name"), givenName: shown } };
}

/** True where the bytes of the name were taken for letters of Latin-1. */
function isMisread(shown: string, sent: string): boolean {
  return shown.startsWith(String.fromCharCode(...new TextEncoder().encode(sent.slice(0, sent.indexOf(" ")))));
}

/** Without the other letters, and what a target may put in their place. */
function toAscii(text: string): string {
  return text.normalize("NFC").replaceAll(/[^ -~]|\?/g, "");
}
