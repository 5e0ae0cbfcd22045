import {
  defineCheck,
  defineFamily,
  errorResponse,
  on,
  ports,
  readThrough,
  rewriteWrite,
  verify,
  without,
} from "../../../src/kit/index.ts";
import type { Check, ServerPorts, Wrap } from "../../../src/kit/index.ts";
import { changeMembers } from "../../../emulator/okta/wire/patch-group.ts";
import { replaceGroup } from "../../../emulator/okta/wire/write-group.ts";
import { okta, REFERENCE } from "../words/clause.ts";
import { makeGroup, makeMembers, memberOf, verifyGroupHas, verifyGroupName } from "../words/group-members.ts";
import { send } from "../words/send.ts";

const REPLACE = "PUT /Groups/:id";

const members = defineCheck({
  id: "okta.group-replace.members",
  title: "A PUT of the whole group under its own name replaces the members",
  rule: okta({
    id: "OKTA-group-13",
    standing: "documented",
    url: REFERENCE,
    requirement:
      "Apps made in the wizard change members by PUT of {schemas, id, displayName, members}, the name being the same.",
  }),
  advice: "Store the members of PUT /Groups/{id}, and do not take the group's own name for a name that is in use.",
  run: async (t) => {
    const users = await makeMembers(t, 3);
    const group = await makeGroup(t, users.slice(0, 2));
    const { displayName } = group.sent;
    verify(await send(t, replaceGroup(group.id, { displayName, members: users.slice(1).map(memberOf) }))).succeeds();
    await verifyGroupHas(t, group, users.slice(1));
  },
  defects: {
    "group-put-collides-with-itself": on(REPLACE).answer(async (request, next) => {
      const current = await readThrough(next, request);
      const isSame = (await request.clone().text()).includes(JSON.stringify(current?.["displayName"]));
      return isSame ? errorResponse(409, "a group of that name exists", "uniqueness") : next(request);
    }),
    "group-put-drops-members": on(REPLACE).sent((body) => without(body, "members")),
    "group-members-immutable": on(REPLACE).answer(() =>
      errorResponse(400, "attribute members is immutable", "mutability"),
    ),
  },
});

const name = defineCheck({
  id: "okta.group-replace.name",
  title: "A PUT of the whole group under another name renames it",
  rule: okta({
    id: "OKTA-group-14",
    standing: "documented",
    url: REFERENCE,
    requirement: "Apps made in the wizard rename a group by PUT.",
  }),
  advice: "Store displayName from the body of PUT /Groups/{id}.",
  also: ["put-of-groups-is-not-implemented"],
  run: async (t) => {
    const group = await makeGroup(t, []);
    const { displayName } = t.make.groupBody({ label: "renamed" });
    verify(await send(t, replaceGroup(group.id, { displayName, members: [] }))).succeeds();
    await verifyGroupName(t, group.id, displayName);
  },
  defects: {
    "group-put-keeps-name": rewriteWrite(REPLACE, (body, current) => ({
      ...body,
      displayName: current["displayName"],
    })),
  },
});

/** PATCHes that arrive together, and how often they do. */
const TOGETHER = 8;
const ROUNDS = 2;

const together = defineCheck({
  id: "okta.group-replace.together",
  title: "Changes of members that arrive together are all kept",
  rule: okta({
    id: "OKTA-group-15",
    standing: "observed",
    url: "https://github.com/fleetdm/fleet/issues/50724",
    requirement: "Two PATCHes that add members at the same time both take effect.",
  }),
  advice: "Read, change and write a group in one transaction, or store each membership as a row of its own.",
  run: async (t) => {
    const users = await makeMembers(t, TOGETHER);
    // Two of them meet by chance: with one round the verdict would change from run to run.
    for (let round = 0; round < ROUNDS; round += 1) {
      const group = await makeGroup(t, []);
      const replies = await Promise.all(
        users.map((user) => send(t, changeMembers(group.id, { remove: [], add: [memberOf(user)] }))),
      );
      for (const reply of replies) verify(reply).status(200, 204);
      const although = `${TOGETHER} PATCHes at the same time added one each`;
      await verifyGroupHas(t, { id: group.id, after: null, although, writes: replies }, users);
    }
  },
  defects: {
    "member-updates-race": ports(readThenWrite),
    "second-patch-at-a-time-is-a-conflict": refuseSecondAtATime(),
  },
});

/** Answers 409 to a PATCH of a group while another one is under way. */
function refuseSecondAtATime(): Wrap {
  return (next) => {
    let underWay = 0;
    const patched = on("PATCH /Groups/:id").answer(async (request, server) => {
      if (underWay > 0) return errorResponse(409, "The group is being changed.");
      underWay += 1;
      try {
        return await server(request);
      } finally {
        underWay -= 1;
      }
    });
    return patched(next);
  };
}

/** A store whose update reads, waits and writes what came of the old state. */
function readThenWrite({ store }: ServerPorts): Partial<ServerPorts> {
  return {
    store: {
      ...store,
      update: async (type, id, change) => {
        const before = await store.find(type, id);
        if (before === undefined) return undefined;
        const after = change(before);
        await new Promise((resolve) => setTimeout(resolve, 5));
        return store.update(type, id, () => after);
      },
    },
  };
}

/** What Okta needs of a PUT of a group, and of changes that arrive together. */
export const groupReplaceChecks: readonly Check[] = defineFamily({ needs: ["groups"], features: ["group-push"] }, [
  members,
  name,
  together,
]);
