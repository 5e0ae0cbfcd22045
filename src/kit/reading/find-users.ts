import type { CheckContext } from "../check-context.ts";
import type { Made, MakeOptions, UserBody } from "../maker.ts";
import { describeOutcome, describeRequest } from "../../exchange/reply.ts";
import type { Reply } from "../../exchange/reply.ts";
import { toListBody } from "../../exchange/list-body.ts";
import { idOf } from "../../exchange/resource-id.ts";
import { verify } from "../../exchange/verify/verify.ts";
import { SetUpFailure } from "../../exchange/violation.ts";
import { isObject } from "../../scim/json.ts";
import { anyFilter, filterOf, quoted } from "../../scim/filter/filter-text.ts";
import type { Filter } from "../../scim/filter/filter-text.ts";
import { findsCrowd } from "./finds-crowd.ts";
import { valueAt } from "./value-at.ts";

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

/** What a check supposes before it can judge. */
export interface Supposed extends Expected {
  /** The check that is about just that. */
  readonly owner: string;
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
export function verifyFinds(t: CheckContext, filter: Filter, expected: Expected): Promise<Reply> {
  return t.eventually(
    () => t.query("/Users", filter),
    (reply) => {
      if (expected.mayRefuse !== false) skipWhenRefused(t, filter, reply);
      verifyFound(reply, expected);
      return reply;
    },
  );
}

/**
 * The same, but a refusal is given back: for checks with several filters, each of which is judged by itself. `isRefusal`
 * tells whether this one was judged.
 */
export function verifyFindsUnlessRefused(t: CheckContext, filter: Filter, expected: Expected): Promise<Reply> {
  return t.eventually(
    () => t.query("/Users", filter),
    (reply) => {
      if (!isRefusal(reply)) verifyFound(reply, expected);
      return reply;
    },
  );
}

/** Whether the target takes the filter and answers as expected: for checks of what means the same. */
export async function canFind(t: CheckContext, filter: Filter, expected: Expected): Promise<boolean> {
  const reply = await t.settle(
    () => t.query("/Users", filter),
    (last) => isRefusal(last) || isAsExpected(last, expected),
  );
  return isAsExpected(reply, expected);
}

/** Skips the check unless the target takes the filter and answers as expected: that is another check's business. */
export async function skipUnlessFinds(t: CheckContext, filter: Filter, supposed: Supposed): Promise<void> {
  await t.supposing(
    supposed.owner,
    () => t.query("/Users", filter),
    (reply) => {
      skipWhenRefused(t, filter, reply);
      if (!isAsExpected(reply, supposed)) verifyFound(reply, supposed);
    },
  );
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

/** The userName as the target shows it: it may alter what was sent. One that does not name the run may be somebody else's, and is put into no request. */
export async function shownUserName(t: CheckContext, user: OwnUser): Promise<string> {
  const userName = valueAt(await user.read(), "userName");
  const isOwn = typeof userName === "string" && userName.toLowerCase().includes(t.runId.toLowerCase());
  return isOwn ? userName : t.skip("the target does not show the userName that was sent");
}

/** True for an answer with which a server may decline a filter: it lacks an operator, or guards an attribute. */
export function isRefusal(reply: Reply): boolean {
  return [400, 403, 501].includes(reply.status);
}

function skipWhenRefused(t: CheckContext, filter: Filter, reply: Reply): void {
  if (isRefusal(reply)) t.skip(`the target refuses the filter ${filter} (${describeOutcome(reply)})`);
}

function verifyFound(reply: Reply, { finds = [], misses = [] }: Expected): void {
  // 404 for "nobody" is a fault that query.filter.no-match reports; it need not be reported by each filter.
  if (reply.status === 404 && finds.length === 0) return;
  const answer = verify(reply);
  answer.list();
  answer.that(!findsCrowd(reply, idsOf(finds)), `${describeRequest(reply)} finds more users than one answer holds`, {
    expected: onlyThose(finds),
    at: ["Resources"],
  });
  verify(reply, { although: "it matches" }).lists(...finds);
  verify(reply, { although: "it does not match" }).doesNotList(...misses);
}

function onlyThose([first]: readonly OwnUser[]): string {
  return first === undefined ? "none of the check's users" : `only the user ${first.sent.userName}`;
}

/** The same as `verifyFound`, but for what the list says of its schemas. */
function isAsExpected(reply: Reply, { finds = [], misses = [] }: Expected): boolean {
  if (reply.status === 404) return finds.length === 0;
  if (reply.status !== 200 || !isObject(reply.body)) return false;
  const ids = toListBody(reply.body).resources.map(idOf);
  if (findsCrowd(reply, idsOf(finds))) return false;
  return finds.every(({ id }) => ids.includes(id)) && !misses.some(({ id }) => ids.includes(id));
}

function idsOf(users: readonly OwnUser[]): readonly string[] {
  return users.map(({ id }) => id);
}
