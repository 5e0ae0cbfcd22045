import {
  defineCheck,
  defineFamily,
  errorResponse,
  isSuccess,
  on,
  ports,
  verify,
  withHeader,
} from "../../../src/kit/index.ts";
import type {
  Check,
  CheckContext,
  GroupBody,
  Made,
  Reply,
  ServerPorts,
  UserBody,
  Wrap,
} from "../../../src/kit/index.ts";
import { changeMembers } from "../../../emulator/okta/wire/patch-group.ts";
import { sendOnce } from "../words/send.ts";
import { okta } from "../words/clause.ts";
import { countMissing, makeGroup, makeMembers, memberOf, verifyGroupHas } from "../words/group-members.ts";

/** PATCHes that arrive together, and how often they do: two of them meet by chance. */
const TOGETHER = 8;
const ROUNDS = 2;
const PATCH = "PATCH /Groups/:id";

/** Refusals that say no more than that it does not go at the moment. */
const FOR_NOW: readonly number[] = [409, 412, 423, 503];

const kept = defineCheck({
  id: "okta.group-replace.together",
  title: "Members whose changes arrive together and are accepted are all in the group",
  rule: okta({
    id: "OKTA-group-15",
    standing: "observed",
    url: "https://github.com/fleetdm/fleet/issues/50724",
    requirement: "Of PATCHes that add members at the same time each one that is answered 200 or 204 has taken effect.",
  }),
  advice: "Read, change and write a group in one transaction, or store each membership as a row of its own.",
  run: async (t) => {
    const users = await makeMembers(t, TOGETHER);
    for (let round = 0; round < ROUNDS; round += 1) {
      const group = await makeGroup(t, []);
      const replies = await addTogether(t, group, users);
      for (const reply of replies) if (!FOR_NOW.includes(reply.status)) verify(reply).status(200, 204);
      const accepted = users.filter((_, index) => isAccepted(replies[index]));
      const maybe = users.filter((user) => !accepted.includes(user));
      const although = `${accepted.length} PATCHes at the same time added one each`;
      await verifyGroupHas(t, { id: group.id, after: null, although, writes: replies, maybe }, accepted);
    }
  },
  defects: {
    "member-updates-race": ports(readThenWrite),
    "second-patch-at-a-time-crashes": refusesSecondAtATime(() => errorResponse(500, "Deadlock found.")),
    "second-patch-at-a-time-is-forgotten": refusesSecondAtATime(() => new Response(null, { status: 204 })),
  },
});

const taken = defineCheck({
  id: "okta.group-replace.together-taken",
  title: "Changes of members that arrive together are all accepted",
  rule: okta({
    id: "OKTA-group-17",
    standing: "inferred",
    url: "https://support.okta.com/help/s/article/scim-server-returning-errors-occur-during-provisioning-events",
    seen: "2026-11-30",
    requirement:
      "Okta leaves a push of a group that failed on its list of errors until an admin retries it: nothing says that it repeats a PATCH that is answered 409 or 503.",
  }),
  advice:
    "Let changes of one group wait for each other, or carry them out once more yourself, instead of refusing one.",
  run: async (t) => {
    const users = await makeMembers(t, TOGETHER);
    for (let round = 0; round < ROUNDS; round += 1) {
      const group = await makeGroup(t, []);
      const refused = (await addTogether(t, group, users)).filter(({ status }) => FOR_NOW.includes(status));
      const [first] = refused;
      if (first === undefined) continue;
      const { reply, missing } = await countMissing(t, group, users);
      const lost = `${refused.length} of ${TOGETHER} PATCHes that arrive together are refused, and ${missing} of ${TOGETHER} members are missing`;
      if (missing > 0) verify(first, { although: `it adds a member: ${lost}`, others: [reply] }).status(200, 204);
    }
  },
  defects: {
    "second-patch-at-a-time-is-a-conflict": refusesSecondAtATime(() =>
      errorResponse(409, "The group is being changed."),
    ),
    "second-patch-at-a-time-comes-too-early": refusesSecondAtATime(() =>
      withHeader(errorResponse(503, "The group is being changed."), "retry-after", "1"),
    ),
  },
});

/** Adds each of the users by a PATCH of its own, all at the same time. */
function addTogether(
  t: CheckContext,
  group: Made<GroupBody>,
  users: readonly Made<UserBody>[],
): Promise<readonly Reply[]> {
  return Promise.all(
    users.map((user) => {
      const request = changeMembers(group.id, { remove: [], add: [memberOf(user)] });
      return sendOnce(t, request);
    }),
  );
}

function isAccepted(reply: Reply | undefined): boolean {
  return reply !== undefined && isSuccess(reply);
}

/** Answers by itself to a PATCH of a group while another one is under way. */
function refusesSecondAtATime(answer: () => Response): Wrap {
  return (next) => {
    let underWay = 0;
    const patched = on(PATCH).answer(async (request, server) => {
      if (underWay > 0) return answer();
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

/** What Okta needs of changes of one group that arrive together. */
export const groupTogetherChecks: readonly Check[] = defineFamily(
  { needs: ["groups"], features: ["group-push"], dialects: ["oin"] },
  [kept, taken],
);
