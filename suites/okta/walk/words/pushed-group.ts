import { inList, isSuccess, valueAt, verify } from "../../../../src/kit/index.ts";
import type { Reply } from "../../../../src/kit/index.ts";
import { findGroup } from "../../../../emulator/okta/wire/list-queries.ts";
import { renameGroup } from "../../../../emulator/okta/wire/patch-group.ts";
import { readGroup, readUser } from "../../../../emulator/okta/wire/read-resource.ts";
import { createGroup, deleteGroup } from "../../../../emulator/okta/wire/write-group.ts";
import type { OktaGroupMember } from "../../../../emulator/okta/wire/write-group.ts";
import { askForMembers, verifyMembers } from "../../words/group-members.ts";
import { isAlone, matchBy } from "../../words/match-user.ts";
import { verifyAtMost } from "../../words/page.ts";
import { send } from "../../words/send.ts";
import { changeOfMany, toMade } from "./many-members.ts";
import type { GroupChange } from "./many-members.ts";
import { replaceWhole } from "./replaced-group.ts";
import { shownId } from "./walker.ts";
import type { Pushed, Walker } from "./walker.ts";

type Members = readonly OktaGroupMember[];

/** Names for a group: as groups in Okta have them, and with letters and digits alone. */
export interface GroupNames {
  readonly punctuated: string;
  /** With no more punctuation than many groups have. */
  readonly usual: string;
  readonly plain: string;
}

/** A group is created with its members, read, found by its name, and gets another name. */
export async function pushGroup(walker: Walker, names: GroupNames, members: Members): Promise<Pushed | undefined> {
  const { t, judge } = walker;
  const { created, name: first } = await createNamed(walker, names, members);
  await judge(CREATE, () => {
    const answer = verify(created).status(201);
    answer.object();
    answer.at("id").isText();
  });
  const id = shownId(created);
  if (id === undefined) return undefined;
  const read = await t.settle(
    () => send(t, readGroup(id)),
    ({ status }) => status === 200,
  );
  if (!(await judge(CREATE, () => verify(read).status(200).at("displayName").isText()))) return undefined;
  const isNamed = await judge(isCutShort(read, names) ? PUNCTUATION : CREATE, () =>
    verify(read).at("displayName").is(first),
  );
  if (isNamed) await judge(CREATE, () => verify(created).at("displayName").is(first));
  const shown = await askForMembers(t, id, read);
  await judge("okta.group-push.create-members", () => verifyMembers(shown, {}, toMade(members)));
  const found = isNamed ? await matchBy(t, () => send(t, findGroup(first))) : undefined;
  const isFound = found !== undefined && isAlone(found, id);
  if (isFound) for (const check of [MATCH, PUNCTUATION]) await judge(check, () => verify(found).lists({ id }));
  const beginning = `${names.plain} ${first === names.plain ? "north" : "R&D 100%"}`;
  const name = `${beginning} West`;
  // An app of the wizard sends the name with the members.
  if (!walker.isOfWizard) {
    const renamed = await send(t, renameGroup(id, name));
    await judge("okta.group-push.rename", () => verify(renamed).status(200, 204));
  }
  return { id, first, name, beginning, unfound: isFound ? undefined : found };
}

/** True where the name is another one, but begins as it should. */
function isCutShort({ body }: Reply, { plain, punctuated }: GroupNames): boolean {
  const shown = String(valueAt(body, "displayName"));
  return shown !== punctuated && shown !== plain && shown.startsWith(plain);
}

const CREATE = "okta.group-push.create";
const PUNCTUATION = "okta.group-push.punctuation";

interface Named {
  readonly created: Reply;
  readonly name: string;
}

/** A group of nobody, which tells nothing but that it cannot be created. */
export async function refuseGroup({ t, judge }: Walker, displayName: string): Promise<void> {
  const reply = await send(t, createGroup({ displayName, members: [] }));
  if (!isSuccess(reply)) await judge(CREATE, () => verify(reply).status(201));
}

/** A target that refuses the punctuation, and nothing else, gets the group under a plain name. */
async function createNamed({ t, judge }: Walker, names: GroupNames, members: Members): Promise<Named> {
  const create = (displayName: string): Promise<Reply> => send(t, createGroup({ displayName, members }));
  const created = await create(names.punctuated);
  if (isSuccess(created)) return { created, name: names.punctuated };
  const usual = await create(names.usual);
  const plain = isSuccess(usual) ? usual : await create(names.plain);
  if (!isSuccess(plain)) return { created, name: names.punctuated };
  const options = { although: "a create with another name is accepted", others: [plain] };
  await judge(PUNCTUATION, () => verify(created, options).succeeds());
  // Such groups there are in every directory.
  if (plain !== usual) await judge(CREATE, () => verify(usual, options).succeeds());
  return { created: plain, name: plain === usual ? names.usual : names.plain };
}

/** Who leaves is inactive by now, and somebody joins whose name Okta does not know. The group is not found by its old name. */
export async function changeGroup(walker: Walker, pushed: Pushed, change: GroupChange): Promise<void> {
  const { t, judge } = walker;
  const { id, name, beginning } = pushed;
  const { staying, joining } = change;
  const wanted = toMade([staying, joining]);
  const isOfWizard = walker.isOfWizard;
  const shown = isOfWizard ? await replaceWhole(walker, pushed, change) : await changeOfMany(walker, id, change);
  const [rename, members] = isOfWizard ? REPLACE : CHANGE;
  const isRenamed = await judge(rename, () => verify(shown.group).status(200).at("displayName").is(name));
  await judge(members, () => verifyMembers(shown.members, {}, wanted));
  if (!isRenamed) return;
  await matchAgain(walker, pushed);
  // A query that takes % for any text, or looks for names that begin so, finds it.
  const none = await t.settle(
    () => send(t, findGroup(beginning)),
    (reply) => inList(reply, id) === undefined,
  );
  await judge(MATCH, () => {
    if (inList(none, id) !== undefined) verifyAtMost(none, 0);
  });
}

/** The checks that are about a new name and other members, by PATCH and by PUT. */
const CHANGE = ["okta.group-push.rename", "okta.group-membership.change"] as const;
const REPLACE = ["okta.group-replace.name", "okta.group-replace.members"] as const;

/** The query by a plain name: where that finds the group, the punctuation was what kept it from being found. */
async function matchAgain({ t, judge }: Walker, { id, name, unfound }: Pushed): Promise<void> {
  const found = await matchBy(t, () => send(t, findGroup(name)));
  const isMatched = await judge(MATCH, () => verify(found).listsOnly({ id }));
  if (!isMatched || unfound === undefined) return;
  await judge(PUNCTUATION, () => verify(unfound, { others: [found] }).lists({ id }));
}

const MATCH = "okta.group-push.match";

/** The group is deleted; its members stay, as active as they were. False where they do not. */
export async function deletePushed({ t, judge }: Walker, { id }: Pushed, member?: OktaGroupMember): Promise<boolean> {
  const deletion = await send(t, deleteGroup(id));
  await judge("okta.group-push.delete", () => verify(deletion).status(200, 204));
  const gone = await t.settle(
    () => send(t, readGroup(id)),
    ({ status }) => status === 404,
  );
  await judge("okta.group-push.delete", () => verify(gone).status(404));
  if (member === undefined) return true;
  const read: Reply = await send(t, readUser(member.value));
  return judge("okta.group-push.delete", () =>
    verify(read, { after: deletion })
      .status(200)
      .at("active")
      .holds("as it was", (active) => active !== false),
  );
}
