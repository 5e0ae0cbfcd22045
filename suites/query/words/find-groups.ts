import { describeRequest, findsCrowd, isRefusal, SetUpFailure, valueAt, verify } from "../../../src/kit/index.ts";
import type { CheckContext, Filter, GroupBody, Made, Reply } from "../../../src/kit/index.ts";

/** A group of the check's own. */
export type OwnGroup = Made<GroupBody>;

/** Which of the check's own groups a filter must find, and which it must not. */
export interface ExpectedGroups {
  readonly finds: OwnGroup;
  readonly misses: readonly OwnGroup[];
}

/**
 * Throws unless the filter finds the one group and none of the others. Gives back a refusal, which is not judged: a server need
 * not take every filter. Reads again for a while before it judges.
 */
export function verifyFindsGroup(t: CheckContext, filter: Filter, { finds, misses }: ExpectedGroups): Promise<Reply> {
  return t.eventually(
    () => t.query("/Groups", filter),
    (reply) => {
      if (isRefusal(reply)) return reply;
      const answer = verify(reply);
      answer.list();
      answer.that(!findsCrowd(reply, [finds.id]), `${describeRequest(reply)} finds more groups than one answer holds`, {
        expected: `only the group ${finds.sent.displayName}`,
        at: ["Resources"],
      });
      verify(reply, { although: "it matches" }).lists(finds);
      verify(reply, { although: "it does not match" }).doesNotList(...misses);
      return reply;
    },
  );
}

/** Supposes that a filter by a plain name finds this group and not the other: `query.filter.group-name` is about that. */
export async function supposeGroupFound(
  t: CheckContext,
  filter: Filter,
  { finds, misses }: ExpectedGroups,
): Promise<void> {
  await t.supposing(
    "query.filter.group-name",
    () => t.query("/Groups", filter),
    (reply) => {
      verify(reply).lists(finds);
      verify(reply).doesNotList(...misses);
    },
  );
}

/** Makes a group of that name; undefined where the target refuses the name, or keeps another one. */
export async function makeGroupNamed(t: CheckContext, displayName: string): Promise<OwnGroup | undefined> {
  const group = await makeGroupIfTaken(t, displayName);
  return group !== undefined && valueAt(await group.read(), "displayName") === displayName ? group : undefined;
}

async function makeGroupIfTaken(t: CheckContext, displayName: string): Promise<OwnGroup | undefined> {
  try {
    return await t.make.group({ overrides: { displayName } });
  } catch (error) {
    if (error instanceof SetUpFailure) return undefined;
    throw error;
  }
}
