import {
  changed,
  defineCheck,
  defineFamily,
  describeOutcome,
  errorResponse,
  isObject,
  isSuccess,
  itemsAt,
  on,
  readBack,
  readJson,
  verify,
  without,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, GroupBody, JsonObject, Made, OwnUser, Reply } from "../../../src/kit/index.ts";
import { reading } from "../../users/words/reading.ts";
import { changeOperations, isOperation } from "../words/change-operations.ts";
import { makeGroupOf, readingMembers, verifyMembersAre } from "../words/group-members.ts";
import { patchGroup } from "../words/patch-group.ts";

const PUT = "PUT /Groups/:id";
/** More than a loop of a few, a page of ten, or a fixed array of a sample holds. */
const MANY = 12;

const byPut = defineCheck({
  id: "groups.replace.many-members",
  title: "PUT of a group keeps all of twelve members",
  rule: "RFC7644-3.5.1-01",
  advice:
    "Store every member that a PUT names, not the first of them: look for a page size, or a loop that ends early.",
  run: async (t) => {
    const { group, users } = await makeLittleGroup(t);
    const put = (members: readonly OwnUser[]): Promise<Reply> => t.put(group.path, bodyOf(group, members));
    const small = await put(users.slice(1, 2));
    if (!isSuccess(small)) {
      t.skip(`the target answers ${describeOutcome(small)} to PUT of one member; see groups.replace.members`);
    }
    await supposeMembers(t, group, { users: users.slice(1, 2), owner: "groups.replace.members" });
    await verifyKeeps(t, group, { users, reply: await put(users) });
  },
  defects: {
    "put-keeps-two-members": on(PUT).sent((group) => firstMembers(group, 2)),
    "put-keeps-ten-members": on(PUT).sent((group) => firstMembers(group, 10)),
  },
});

const byPatch = defineCheck({
  id: "groups.patch.replace-many-members",
  title: "PATCH replace of members keeps all of twelve",
  rule: "RFC7644-3.5.2.3-03",
  needs: ["groupPatch"],
  advice:
    "Store every member that the operation names, not the first of them: look for a page size, or a loop that ends early.",
  run: async (t) => {
    const { group, users } = await makeLittleGroup(t);
    const replace = (members: readonly OwnUser[]): Promise<Reply> =>
      patchGroup(t, group, [{ op: "replace", path: "members", value: members.map(({ id }) => ({ value: id })) }]);
    const small = await replace(users.slice(1, 2));
    if (!isSuccess(small)) {
      t.skip(`the target answers ${describeOutcome(small)} to replace of members; see groups.patch.replace-members`);
    }
    await supposeMembers(t, group, { users: users.slice(1, 2), owner: "groups.patch.replace-members" });
    await verifyKeeps(t, group, { users, reply: await replace(users) });
  },
  defects: {
    "patch-replace-keeps-ten-members": changeOperations((operation) => [
      isOperation(operation, "replace", "members")
        ? { ...operation, value: itemsAt(operation, "value").slice(0, 10) }
        : operation,
    ]),
  },
});

const withoutId = defineCheck({
  id: "groups.replace.without-id",
  title: "PUT of a group needs no id in the body",
  rule: "RFC7644-3.5.1-07",
  advice: "Take the id from the URL: clients need not send it, and one that stands in the body is to be ignored.",
  run: async (t) => {
    const group = await t.make.group();
    const { resource } = await readBack(t, group.path);
    const name = (label: string): string => `${group.sent.displayName}-${label}`;
    const usual = await t.put(group.path, changed(resource, { displayName: name("first"), id: group.id }));
    if (!isSuccess(usual)) t.skip("the target does not rename a group by PUT; see groups.replace.display-name");
    const reply = await t.put(group.path, without(changed(resource, { displayName: name("second") }), "id"));
    verify(reply, { others: [usual], although: "only the id is missing in the body" }).succeeds();
    await t.eventually(reading(t, group.path), (read) => verify(read).at("displayName").isLike(name("second")));
  },
  defects: {
    "put-of-a-group-needs-the-id": on(PUT).answer(async (request, next) => {
      const sent = await readJson(request);
      return isObject(sent) && !("id" in sent)
        ? errorResponse(400, "The id in the body is not that of the URL.", "invalidValue")
        : next(request);
    }),
  },
});

/** What becomes of many members at once, and of a body without the id. */
export const manyMemberChecks: readonly Check[] = defineFamily({ needs: ["groups"] }, [byPut, byPatch, withoutId]);

/** A group of one, and those who are to be in it. */
async function makeLittleGroup(
  t: CheckContext,
): Promise<{ readonly group: Made<GroupBody>; readonly users: readonly OwnUser[] }> {
  const first = await t.make.user();
  const group = await makeGroupOf(t, first);
  const users = [first];
  while (users.length < MANY) users.push(await t.make.user());
  return { group, users };
}

interface Kept {
  readonly users: readonly OwnUser[];
  readonly reply: Reply;
}

async function verifyKeeps(t: CheckContext, group: Made<GroupBody>, { users, reply }: Kept): Promise<void> {
  verify(reply, { although: "one member was taken in the same way" }).succeeds();
  const although = `it names ${users.length} members`;
  await t.eventually(readingMembers(t, group), (read) => verifyMembersAre(read, users, { after: reply, although }));
}

async function supposeMembers(
  t: CheckContext,
  group: Made<GroupBody>,
  { users, owner }: { readonly users: readonly OwnUser[]; readonly owner: string },
): Promise<void> {
  await t.supposing(owner, readingMembers(t, group), (read) => verifyMembersAre(read, users));
}

function bodyOf(group: Made<GroupBody>, members: readonly OwnUser[]): JsonObject {
  return { ...group.sent, id: group.id, members: members.map(({ id }) => ({ value: id })) };
}

function firstMembers(group: JsonObject, count: number): JsonObject {
  return { ...group, members: itemsAt(group, "members").slice(0, count) };
}
