import { changeMembers } from "../../../emulator/okta/wire/patch-group.ts";
import { replaceGroup } from "../../../emulator/okta/wire/write-group.ts";
import { defineCheck } from "../../../src/kit/check.ts";
import type { Check } from "../../../src/kit/check.ts";
import { answerInstead, errorResponse, tamperRequestBody, without } from "../../../src/kit/defects/tamper.ts";
import { verifyEqual, verifyObject, verifyStatus, verifySuccess } from "../../../src/exchange/verify.ts";
import { getIgnoreCase } from "../../../src/scim/json.ts";
import type { ServerPorts } from "../../../src/server/ports.ts";
import { okta, REFERENCE } from "../words/clause.ts";
import { makeGroup, makeUsers, toMember, verifyMembers } from "../words/group-members.ts";
import { readGroup } from "../../../emulator/okta/wire/read-resource.ts";
import { send } from "../words/send.ts";
import { answerWith, readThrough } from "../words/tampering.ts";

const REPLACE = { method: "PUT", path: /^\/Groups\/[^/]+$/ } as const;

const members = defineCheck({
  id: "okta.group-replace.members",
  title: "A PUT of the whole group under its own name replaces the members",
  clause: okta({
    id: "OKTA-group-13",
    standing: "documented",
    url: REFERENCE,
    requirement:
      "Apps made in the wizard change members by PUT of {schemas, id, displayName, members}, the name being the same.",
  }),
  needs: ["groups"],
  blocks: ["group-push"],
  advice: "Store the members of PUT /Groups/{id}, and do not take the group's own name for a name that is in use.",
  run: async (t) => {
    const users = await makeUsers(t, 3);
    const group = await makeGroup(t, users.slice(0, 2));
    const { displayName } = group.sent;
    verifySuccess(await send(t, replaceGroup(group.id, { displayName, members: users.slice(1).map(toMember) })));
    await verifyMembers(t, group.id, { users: users.slice(1), after: "a PUT with another list" });
  },
  defects: [
    {
      name: "group-put-collides-with-itself",
      breaks: "OKTA-group-13",
      wrap: answerWith(REPLACE, async (request, next) => {
        const current = await readThrough(next, request);
        const isSame = (await request.clone().text()).includes(JSON.stringify(current?.["displayName"]));
        return isSame ? errorResponse(409, "a group of that name exists", "uniqueness") : next(request);
      }),
    },
    {
      name: "group-put-drops-members",
      breaks: "OKTA-group-13",
      wrap: tamperRequestBody(REPLACE, (body) => without(body, "members")),
    },
    {
      name: "group-members-immutable",
      breaks: "OKTA-group-13",
      wrap: answerInstead(REPLACE, () => errorResponse(400, "attribute members is immutable", "mutability")),
    },
  ],
});

const name = defineCheck({
  id: "okta.group-replace.name",
  title: "A PUT of the whole group under another name renames it",
  clause: okta({
    id: "OKTA-group-14",
    standing: "documented",
    url: REFERENCE,
    requirement: "Apps made in the wizard rename a group by PUT.",
  }),
  needs: ["groups"],
  blocks: ["group-push"],
  advice: "Store displayName from the body of PUT /Groups/{id}.",
  run: async (t) => {
    const group = await makeGroup(t, []);
    const { displayName } = t.make.groupBody({ label: "renamed" });
    verifySuccess(await send(t, replaceGroup(group.id, { displayName, members: [] })));
    const isRenamed = (text: string): boolean => text.includes(JSON.stringify(displayName));
    const read = verifyStatus(
      await t.settle(
        () => send(t, readGroup(group.id)),
        (r) => isRenamed(r.text),
      ),
      200,
    );
    verifyEqual(read, "/displayName", {
      expected: displayName,
      actual: getIgnoreCase(verifyObject(read), "displayName"),
      reason: "the group keeps its old name after a PUT with another one",
    });
  },
  defects: [
    {
      name: "group-put-keeps-name",
      breaks: "OKTA-group-14",
      wrap: answerWith(REPLACE, async (request, next) => {
        const [body, current]: readonly unknown[] = [await request.json(), await readThrough(next, request)];
        const put = { ...Object(body), displayName: Object(current).displayName };
        return next(new Request(request.url, { method: "PUT", headers: request.headers, body: JSON.stringify(put) }));
      }),
    },
  ],
});

/** PATCHes that arrive together, and how often they do. */
const TOGETHER = 8;
const ROUNDS = 2;

const together = defineCheck({
  id: "okta.group-replace.together",
  title: "Changes of members that arrive together are all kept",
  clause: okta({
    id: "OKTA-group-15",
    standing: "observed",
    url: "https://github.com/fleetdm/fleet/issues/50724",
    requirement: "Two PATCHes that add members at the same time both take effect.",
  }),
  needs: ["groups"],
  blocks: ["group-push"],
  advice: "Read, change and write a group in one transaction, or store each membership as a row of its own.",
  run: async (t) => {
    const users = await makeUsers(t, TOGETHER);
    // Whether two of them really meet is a matter of milliseconds, so that one round would tell this today and that tomorrow.
    for (let round = 0; round < ROUNDS; round += 1) {
      const group = await makeGroup(t, []);
      const replies = await Promise.all(
        users.map((user) => send(t, changeMembers(group.id, { remove: [], add: [toMember(user)] }))),
      );
      for (const reply of replies) verifyStatus(reply, 200, 204);
      await verifyMembers(t, group.id, { users, after: `${TOGETHER} PATCHes at the same time` });
    }
  },
  defects: [{ name: "member-updates-race", breaks: "OKTA-group-15", port: readThenWrite }],
});

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
export const groupReplaceChecks: readonly Check[] = [members, name, together];
