import {
  breaking,
  changed,
  changePut,
  defineCheck,
  defineFamily,
  describeOutcome,
  errorResponse,
  isSuccess,
  itemsAt,
  on,
  readBack,
  verify,
} from "../../src/kit/index.ts";
import type { Check } from "../../src/kit/index.ts";
import { reading } from "../users/words/reading.ts";
import { makeGroupOf, readingMembers, verifyMembersAre } from "./words/group-members.ts";

const PUT = "PUT /Groups/:id";
/** Answers that say that there is no PUT of groups. */
const UNSUPPORTED = [404, 405, 501];
const GROUP_PATH = /\/Groups\/[^/]+$/;

const displayName = defineCheck({
  id: "groups.replace.display-name",
  title: "PUT of a group is supported and renames it",
  rule: ["RFC7644-3.5-01", "RFC7644-3.5.1-01"],
  advice: "Implement PUT /Groups/{id} and store the displayName that it brings.",
  run: async (t) => {
    const group = await t.make.group();
    const { resource } = await readBack(t, group.path);
    const name = `${group.sent.displayName}-renamed`;
    const reply = await t.put(group.path, changed(resource, { displayName: name }));
    const supported = verify(reply, { rule: "RFC7644-3.5-01" });
    if (UNSUPPORTED.includes(reply.status) || reply.status >= 500 || reply.status === 0) supported.status(200);
    if (!isSuccess(reply)) t.skip(`the target does not rename a group by PUT: ${describeOutcome(reply)}`);
    await t.eventually(reading(t, group.path), (read) =>
      verify(read, { rule: "RFC7644-3.5.1-01" }).at("displayName").isLike(name),
    );
  },
  defects: {
    "put-of-groups-is-not-implemented": breaking(
      "RFC7644-3.5-01",
      on(PUT).answer(() => errorResponse(501, "Use PATCH.")),
    ),
    "put-of-groups-crashes": breaking(
      "RFC7644-3.5-01",
      on(PUT).answer(() => errorResponse(500, "members is undefined")),
    ),
    "put-does-not-rename-a-group": breaking(
      "RFC7644-3.5.1-01",
      changePut(GROUP_PATH, (sent, current) => ({ ...sent, displayName: current["displayName"] })),
    ),
  },
});

const members = defineCheck({
  id: "groups.replace.members",
  title: "PUT of a group replaces its members",
  rule: "RFC7644-3.5.1-14",
  advice: "Make the members of a PUT the members of the group: those that it does not name leave.",
  run: async (t) => {
    const [before, after] = [await t.make.user(), await t.make.user()];
    const group = await makeGroupOf(t, before);
    const body = { ...group.sent, id: group.id, members: [{ value: after.id }] };
    const put = await t.put(group.path, body);
    if (UNSUPPORTED.includes(put.status)) {
      t.skip(`the target answers ${describeOutcome(put)} to PUT of a group; groups.replace.display-name is about that`);
    }
    verify(put).succeeds();
    await t.eventually(readingMembers(t, group), (reply) => verifyMembersAre(reply, [after]));
  },
  defects: {
    "put-adds-members": changePut(GROUP_PATH, (sent, current) => ({
      ...sent,
      members: [...itemsAt(current, "members"), ...itemsAt(sent, "members")],
    })),
    "put-keeps-members": changePut(GROUP_PATH, (sent, current) => ({ ...sent, members: current["members"] })),
    "put-of-members-is-refused-as-immutable": on(PUT, { body: (sent) => itemsAt(sent, "members").length > 0 }).answer(
      () => errorResponse(400, "Attribute members is immutable.", "mutability"),
    ),
  },
});

/** What PUT /Groups/{id} must do. */
export const replaceChecks: readonly Check[] = defineFamily({ needs: ["groups"] }, [displayName, members]);
