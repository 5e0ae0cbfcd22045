import type { CheckContext } from "../check-context.ts";
import type { Made, MakeOptions, UserBody } from "../maker.ts";
import { describeOutcome } from "../../exchange/reply.ts";
import type { Reply } from "../../exchange/reply.ts";
import { toListBody } from "../../exchange/list-body.ts";
import { verifyList, verifyThat } from "../../exchange/verify.ts";
import { SetUpFailure } from "../../exchange/violation.ts";
import { isObject } from "../../scim/json.ts";
import { anyFilter, filterOf, quoted } from "../../scim/filter/filter-text.ts";
import type { Filter } from "../../scim/filter/filter-text.ts";
import { withQuery } from "../../scim/request-path.ts";
import { findsCrowd } from "./finds-crowd.ts";

/** A user of the check's own. */
export type OwnUser = Made<UserBody>;

/** Which of the check's own users a filter must find, and which it must not. Others are none of its business. */
export interface Expected {
  readonly finds?: readonly OwnUser[];
  readonly misses?: readonly OwnUser[];
  /**
   * False when a refusal is a violation too, because the target takes what means the same. A server need not have every
   * operator and attribute, so by default a refused filter is not judged.
   */
  readonly mayRefuse?: boolean;
}

/** GET /Users with a filter and, as the case may be, further query parameters. */
export function queryUsers(
  t: CheckContext,
  filter: Filter,
  parameters: Readonly<Record<string, string>> = {},
): Promise<Reply> {
  return t.get(withQuery("/Users", { filter, ...parameters }));
}

/** The filter that names one user. */
export function named(user: OwnUser): Filter {
  return filterOf`userName eq ${quoted(user.sent.userName)}`;
}

/** The filter that names any of these users. */
export function anyOf(...users: readonly OwnUser[]): Filter {
  return anyFilter(users.map(named));
}

/**
 * Throws unless the filter finds those of the check's own users that it must, and none that it must not. Skips the check
 * when the target refuses the filter and may. Reads again for a while before it judges.
 */
export async function verifyFinds(t: CheckContext, filter: Filter, expected: Expected): Promise<Reply> {
  const reply = await query(t, filter, expected);
  if (expected.mayRefuse !== false && isRefusal(reply)) {
    t.skip(`the target refuses the filter ${filter} (${describeOutcome(reply)})`);
  }
  // 404 for "nobody" is a fault that query.filter.no-match reports; it need not be reported by each filter.
  if (reply.status === 404 && (expected.finds ?? []).length === 0) return reply;
  const { resources } = verifyList(reply);
  const ids = resources.map(({ id }) => id);
  verifyThat(!findsCrowd(reply, idsOf(expected)), reply, {
    reason: `the filter ${filter} finds a user that does not match`,
    expected: onlyThose(expected),
    actual: "more users than one answer holds",
    at: "/Resources",
  });
  for (const user of expected.finds ?? []) {
    verifyThat(ids.includes(user.id), reply, {
      reason: `the filter ${filter} does not find a user that matches`,
      expected: `the user ${user.sent.userName}`,
      actual: resources.length === 0 ? "no user" : `${resources.length} others`,
      at: "/Resources",
    });
  }
  for (const user of expected.misses ?? []) {
    verifyThat(!ids.includes(user.id), reply, {
      reason: `the filter ${filter} finds a user that does not match`,
      expected: onlyThose(expected),
      actual: `the user ${user.sent.userName} too`,
      at: `/Resources/${ids.indexOf(user.id)}`,
    });
  }
  return reply;
}

function onlyThose({ finds = [] }: Expected): string {
  const [first] = finds;
  return first === undefined ? "none of the check's users" : `only the user ${first.sent.userName}`;
}

/** Whether the target takes the filter and answers as expected: for checks of what means the same. */
export async function canFind(t: CheckContext, filter: Filter, expected: Expected): Promise<boolean> {
  return isAsExpected(await query(t, filter, expected), expected);
}

/** Skips the check unless the target takes the filter and answers as expected. */
export async function skipUnlessFinds(t: CheckContext, filter: Filter, expected: Expected): Promise<void> {
  if (!(await canFind(t, filter, expected))) t.skip(`the target does not answer the filter ${filter} as expected`);
}

/** Makes a user that differs from the template in ways which a sound target may refuse; undefined when it does. */
export async function makeIfTaken(t: CheckContext, options: MakeOptions): Promise<OwnUser | undefined> {
  try {
    return await t.make.user(options);
  } catch (error) {
    if (error instanceof SetUpFailure) return undefined;
    throw error;
  }
}

/** The userName as the target shows it: it may alter the letter case of what was sent. */
export async function shownUserName(t: CheckContext, user: OwnUser): Promise<string> {
  const { userName } = await user.read();
  return typeof userName === "string" ? userName : t.skip("the target shows no userName");
}

/** True for an answer with which a server may decline a filter: it lacks an operator, or guards an attribute. */
export function isRefusal(reply: Reply): boolean {
  return [400, 403, 501].includes(reply.status);
}

async function query(t: CheckContext, filter: Filter, expected: Expected): Promise<Reply> {
  return t.settle(
    () => queryUsers(t, filter),
    (reply) => isRefusal(reply) || isAsExpected(reply, expected),
  );
}

function isAsExpected(reply: Reply, { finds = [], misses = [] }: Expected): boolean {
  if (reply.status === 404) return finds.length === 0;
  if (reply.status !== 200 || !isObject(reply.body)) return false;
  const ids = toListBody(reply.body).resources.map(({ id }) => id);
  if (findsCrowd(reply, idsOf({ finds }))) return false;
  return finds.every(({ id }) => ids.includes(id)) && !misses.some(({ id }) => ids.includes(id));
}

function idsOf({ finds = [] }: Expected): readonly string[] {
  return finds.map(({ id }) => id);
}
