import type { CheckContext } from "../check-context.ts";

/**
 * A short text that no other check and no other run uses: checks run side by side, and some targets take no externalId, or
 * no employeeNumber, twice.
 */
export function ownText(t: CheckContext): string {
  return /^zsc-(\w+-[0-9a-f]{6})-/.exec(t.make.userBody({ label: "own" }).userName)?.[1] ?? t.runId;
}
