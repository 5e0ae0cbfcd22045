import type { AssignmentRow, Assignments } from "../../../src/engine/run.ts";
import { boundedText } from "../../../src/exchange/bounded-text.ts";
import { withoutNames } from "../../../src/engine/report/without-names.ts";
import { signOf } from "../page.ts";
import type { Page } from "../page.ts";
import { hanging } from "../text/wrap.ts";

const MAX_GROUPS = 10;

/** The state of an app's assignments in one phrase. */
export function renderAssignments({ total, provisioned, failed, users }: Assignments): string {
  const others = (["pending", "deprovisioned"] as const).map((status) => {
    return { status, count: users.filter((user) => user.status === status).length };
  });
  const parts = [{ status: "provisioned", count: provisioned }, { status: "failed", count: failed }, ...others];
  const shown = parts.filter(({ count }, index) => index === 0 || count > 0);
  return `${total} assigned: ${shown.map(({ count, status }) => `${count} ${status}`).join(", ")}`;
}

/** What is told of failed users. */
export interface FailedUsersOptions {
  readonly indent: string;
  /** The assignments before; who had the same error then is not told again. */
  readonly before: Assignments;
  /** A text that stands above; an error that it quotes is not repeated. */
  readonly above: string;
}

/** Users with a red X and what the admin reads beside it; many with the same error are one entry. */
export function renderFailedUsers(page: Page, now: Assignments, options: FailedUsersOptions): readonly string[] {
  const known = new Set(options.before.users.map(keyOf));
  const failed = now.users.filter((user) => user.status === "failed" && !known.has(keyOf(user)));
  const groups = [...Map.groupBy(failed, remoteError).values()];
  const more = groups.slice(MAX_GROUPS).flat().length;
  return [
    ...groups.slice(0, MAX_GROUPS).flatMap((group) => renderGroup(page, group, options)),
    ...(more > 0 ? [`${options.indent}and ${more} more with other errors, in the JSON report`] : []),
  ];
}

function keyOf({ userName, status, error }: AssignmentRow): string {
  return JSON.stringify([userName, status, error]);
}

function renderGroup(page: Page, group: readonly AssignmentRow[], options: FailedUsersOptions): readonly string[] {
  const error = group[0]?.error ?? "no reason is given";
  const isQuoted = options.above.includes(error);
  const who = `${whoOf(group)}${group.length > 2 && !isQuoted ? "; the first reads:" : ""}`;
  return [
    ...hanging(`${options.indent}${signOf(page, "fail")} `, page.clean(who), page.measure),
    ...(isQuoted ? [] : hanging(`${options.indent}  `, page.clean(boundedText(error)), page.measure)),
  ];
}

/** One by name, two by both, more by number, the first and the last. */
function whoOf(group: readonly AssignmentRow[]): string {
  const first = group[0]?.userName ?? "";
  const last = group.at(-1)?.userName ?? "";
  if (group.length === 1) return first;
  return group.length === 2 ? `${first} and ${last}` : `${group.length} users, ${first} to ${last}`;
}

/** The target's part of the text, or else the end of it: what comes before names the user. */
function remoteError({ userName, error }: AssignmentRow): string {
  const text = error ?? "";
  const [, remote = text.slice(text.lastIndexOf(": ") + 1)] = text.split("Errors reported by remote server: ");
  return withoutNames(remote.replaceAll(userName, "{name}"));
}
