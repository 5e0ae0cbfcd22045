import {
  defineCheck,
  defineFamily,
  describeOutcome,
  describeRequest,
  itemsAt,
  on,
  PATCH_OP_URN,
  readJson,
  readThrough,
  verify,
  withBody,
} from "../../../src/kit/index.ts";
import type {
  Check,
  CheckContext,
  FetchHandler,
  GroupBody,
  Made,
  OwnUser,
  Reply,
  Wrap,
} from "../../../src/kit/index.ts";
import { changeMembers } from "../../../emulator/okta/wire/patch-group.ts";
import { okta, REFERENCE } from "../words/clause.ts";
import { makeGroup, memberOf, verifyGroupHas } from "../words/group-members.ts";
import { growsBeyondDoubt } from "../words/growth.ts";
import type { TimedPair } from "../words/growth.ts";
import { send } from "../words/send.ts";

/** One more than the page of a hundred that most lists have: the fewest people by whom a limit of a hundred shows. */
const LARGE = 101;
/** Who joins afterwards, one by one. */
const LATER = 3;
/** How many are made, and put into the group, at a time. */
const AT_ONCE = 5;
const IN_ONE_REQUEST = 34;

const large = defineCheck({
  id: "okta.group-membership.large",
  title: `A group of more than 100 people shows all of them, and keeps them when somebody joins or leaves`,
  rule: okta({
    id: "OKTA-group-31",
    standing: "documented",
    url: REFERENCE,
    seen: "2026-11-30",
    requirement:
      "A change of members names only those who join or leave; all others stay, however many they are: Okta never sends them again.",
  }),
  advice:
    "Change memberships one by one in the database, instead of reading the group with a page limit and writing it back; show all members.",
  exclusive: true,
  run: async (t) => {
    const users = await makeUsersInTurn(t, LARGE + LATER);
    const [group, small] = [await makeGroup(t, []), await makeGroup(t, [])];
    const [settled, later] = [users.slice(0, LARGE), users.slice(LARGE)];
    for (let from = 0; from < settled.length; from += IN_ONE_REQUEST) {
      verifyTaken(t, await join(t, group, settled.slice(from, from + IN_ONE_REQUEST)));
    }
    await verifyGroupHas(t, group, settled);
    const timed: TimedPair[] = [];
    let last: Reply | undefined;
    for (const user of later) {
      const change = async (one: Made<GroupBody>): Promise<Reply> => join(t, one, [user]);
      const [inSmall, inLarge] = [await change(small), await change(group)];
      verifyTaken(t, inLarge);
      timed.push({ small: inSmall.exchange.durationMs, large: inLarge.exchange.durationMs });
      last = inLarge;
    }
    await verifyGroupHas(t, group, users);
    const leaving = users.slice(0, 1).map(({ id }) => id);
    verify(await send(t, changeMembers(group.id, { remove: leaving, add: [] }))).status(200, 204);
    await verifyGroupHas(t, group, users.slice(1));
    if (last !== undefined && growsBeyondDoubt(timed)) t.note(last, describeGrowth(last, timed));
  },
  defects: {
    "members-beyond-a-hundred-not-shown": on("GET /Groups/:id").resources((group) => {
      const members = itemsAt(group, "members");
      return members.length > 100 ? { ...group, members: members.slice(0, 100) } : group;
    }),
    "add-writes-a-hundred-members-back": writesBack(100),
    "remove-from-a-large-group-crashes": onLarge("remove", () => new Response("out of memory", { status: 500 })),
  },
});

/** What Okta needs of a large group. */
export const groupLargeChecks: readonly Check[] = defineFamily(
  { needs: ["groups"], features: ["group-push"], dialects: ["oin"] },
  [large],
);

/** Makes users a few at a time: a hundred at once would be a test of another kind. */
async function makeUsersInTurn(t: CheckContext, count: number): Promise<readonly OwnUser[]> {
  const users: OwnUser[] = [];
  while (users.length < count) {
    const batch = Array.from({ length: Math.min(AT_ONCE, count - users.length) }, () => t.make.user());
    users.push(...(await Promise.all(batch)));
  }
  return users;
}

function join(t: CheckContext, group: Made<GroupBody>, users: readonly OwnUser[]): Promise<Reply> {
  return send(t, changeMembers(group.id, { remove: [], add: users.map(memberOf) }));
}

/** A server may bound the size of a group, as long as it says so. */
function verifyTaken(t: CheckContext, reply: Reply): void {
  if (reply.status >= 400 && reply.status < 500)
    t.skip(
      `${describeRequest(reply)}, by which a group grows to ${LARGE + LATER} people, answers ${describeOutcome(reply)}`,
    );
  verify(reply).status(200, 204);
}

function describeGrowth(reply: Reply, timed: readonly TimedPair[]): string {
  const least = Math.min(...timed.map(({ large: found }) => found));
  const most = Math.max(...timed.map(({ small }) => small));
  return `${describeRequest(reply)} takes at least ${toSeconds(least)} to add one member to a group of ${LARGE}, and at most ${toSeconds(most)} to a group of one or two: the time grows with the group.`;
}

function toSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(2)} s`;
}

/** A server that reads so many members and writes them back with the new ones. */
function writesBack(limit: number): Wrap {
  return onLarge("add", async (request, next) => {
    const value = itemsAt(await readThrough(next, request), "members").slice(0, limit);
    const Operations = [{ op: "replace", path: "members", value }];
    await next(withBody(request, { schemas: [PATCH_OP_URN], Operations }));
    return next(request);
  });
}

/** A server that goes wrong at such a change of a group that has more than a hundred members. */
function onLarge(op: string, answer: (request: Request, next: FetchHandler) => Response | Promise<Response>): Wrap {
  return on("PATCH /Groups/:id").answer(async (request, next) => {
    const isMeant = JSON.stringify(await readJson(request)).includes(`"op":"${op}"`);
    const size = itemsAt(await readThrough(next, request), "members").length;
    return isMeant && size > 100 ? answer(request, next) : next(request);
  });
}
