import type { AssignmentRow, Assignments } from "../../src/engine/run.ts";
import { withoutNames } from "../../src/engine/without-names.ts";
import { signOf } from "./page.ts";
import type { Page } from "./page.ts";
import { hanging } from "./wrap.ts";

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

/** Users with a red X and what the admin reads beside it; many with the same error are one entry. */
export function renderFailedUsers(page: Page, { users }: Assignments, indent: string): readonly string[] {
  const failed = users.filter(({ status }) => status === "failed");
  const groups = [...Map.groupBy(failed, remoteError).values()];
  const more = groups.slice(MAX_GROUPS).flat().length;
  return [
    ...groups.slice(0, MAX_GROUPS).flatMap((group) => renderGroup(page, group, indent)),
    ...(more > 0 ? [`${indent}and ${more} more with other errors, in the JSON report`] : []),
  ];
}

function renderGroup(page: Page, group: readonly AssignmentRow[], indent: string): readonly string[] {
  const [first] = group;
  if (first === undefined) return [];
  return [
    ...hanging(`${indent}${signOf(page, "fail")} `, page.clean(whoOf(group)), page.measure),
    ...hanging(`${indent}  `, page.clean(first.error ?? "no reason is given"), page.measure),
  ];
}

/** One by name, two by both, more by number, the first and the last. */
function whoOf(group: readonly AssignmentRow[]): string {
  const first = group[0]?.userName ?? "";
  const last = group.at(-1)?.userName ?? "";
  if (group.length === 1) return first;
  if (group.length === 2) return `${first} and ${last}`;
  return `${group.length} users, ${first} to ${last}; the first reads:`;
}

/** The target's part of the text, which comes after Okta's own with the user's name in it. */
function remoteError({ userName, error }: AssignmentRow): string {
  const [, remote = error ?? ""] = (error ?? "").split("Errors reported by remote server: ");
  return withoutNames(remote.replaceAll(userName, "{name}"));
}
