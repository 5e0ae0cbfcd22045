import { defineCheck } from "../../src/kit/check.ts";
import type { Check } from "../../src/kit/check.ts";
import { rfc } from "../../src/exchange/clause.ts";
import { describeOutcome } from "../../src/exchange/reply.ts";
import { answerInstead, errorResponse } from "../../src/kit/defects/tamper.ts";
import { isSuccess } from "../../src/exchange/reply.ts";
import { shown } from "../../src/exchange/shown.ts";
import { verifyThat } from "../../src/exchange/verify.ts";
import { changePut } from "../../src/kit/defects/change-put.ts";
import { readBack } from "../../src/kit/reading/read-back.ts";
import { changed, itemsAt, valueAt } from "../../src/kit/reading/value-at.ts";
import { makeGroupOf, makeUsers, verifyMembers } from "./words/group-members.ts";

const PUT = { method: "PUT", path: /^\/Groups\/[^/]+$/ };
const GROUP_PATH = /\/Groups\/[^/]+$/;

const displayName = defineCheck({
  id: "groups.replace.display-name",
  title: "PUT of a group is supported and renames it",
  clause: rfc("RFC7644-3.5-01", "RFC7644-3.5.1-01"),
  needs: ["groups"],
  blocks: ["group-push"],
  advice: "Implement PUT /Groups/{id} and store the displayName that it brings.",
  run: async (t) => {
    const group = await t.make.group();
    const { resource } = await readBack(t, group.path);
    const name = `${group.sent.displayName}-renamed`;
    const reply = await t.put(group.path, changed(resource, { displayName: name }));
    verifyThat(![404, 405, 501].includes(reply.status), reply, {
      reason: "PUT of a group is not supported",
      expected: "status 200",
      actual: describeOutcome(reply),
    });
    if (!isSuccess(reply)) t.skip(`the target does not rename a group by PUT: ${describeOutcome(reply)}`);
    const after = await readBack(t, group.path, (read) => valueAt(read, "displayName") === name);
    verifyThat(valueAt(after.resource, "displayName") === name, after.reply, {
      reason: "PUT is answered as a success, but the group has not the new displayName",
      expected: shown(name),
      actual: shown(valueAt(after.resource, "displayName")),
      at: "/displayName",
    });
  },
  defects: [
    {
      name: "put-of-groups-is-not-implemented",
      breaks: "RFC7644-3.5-01",
      wrap: answerInstead(PUT, () => errorResponse(501, "Use PATCH.")),
    },
    {
      name: "put-does-not-rename-a-group",
      breaks: "RFC7644-3.5.1-01",
      wrap: changePut(GROUP_PATH, (sent, current) => ({ ...sent, displayName: current["displayName"] })),
    },
  ],
});

const members = defineCheck({
  id: "groups.replace.members",
  title: "PUT of a group replaces its members",
  clause: rfc("RFC7644-3.5.1-14"),
  needs: ["groups"],
  blocks: ["group-push"],
  advice: "Make the members of a PUT the members of the group: those that it does not name leave.",
  run: async (t) => {
    const [before, after] = await makeUsers(t, 2);
    if (before === undefined || after === undefined) return;
    const group = await makeGroupOf(t, [before]);
    const reply = await t.put(group.path, { ...group.sent, id: group.id, members: [{ value: after.id }] });
    verifyThat(isSuccess(reply), reply, {
      reason: "PUT of a group with other members is refused",
      expected: "status 200",
      actual: describeOutcome(reply),
    });
    await verifyMembers(t, group.path, {
      users: [after],
      reason: "The group has not the members that a PUT gave it",
    });
  },
  defects: [
    {
      name: "put-adds-members",
      breaks: "RFC7644-3.5.1-14",
      wrap: changePut(GROUP_PATH, (sent, current) => ({
        ...sent,
        members: [...itemsAt(current, "members"), ...itemsAt(sent, "members")],
      })),
    },
    {
      name: "put-keeps-members",
      breaks: "RFC7644-3.5.1-14",
      wrap: changePut(GROUP_PATH, (sent, current) => ({ ...sent, members: current["members"] })),
    },
    {
      name: "put-of-members-is-refused-as-immutable",
      breaks: "RFC7644-3.5.1-14",
      wrap: answerInstead({ ...PUT, body: (sent) => itemsAt(sent, "members").length > 0 }, () =>
        errorResponse(400, "Attribute members is immutable.", "mutability"),
      ),
    },
  ],
});

/** What PUT /Groups/{id} must do. */
export const replaceChecks: readonly Check[] = [displayName, members];
