import { createHash } from "node:crypto";
import { ALL_SUITES } from "../../src/run/suites/all-suites.ts";

/** What one run checks and plays. */
export interface Selection {
  /** Ids of checks. */
  readonly only: readonly string[];
  /** Ids of scenarios. */
  readonly scenarios: readonly string[];
}

const CHECKS_OF_A_RUN = 30;
const SCENARIOS = ["assign", "group-push", "deactivate"];

/** The highest number of a selection: enough for every check to have its turn many times. */
export const LAST_SELECTION = 200;

/** All kinds of requests; on a sound target every one of these passes. */
const FIRST: readonly string[] = [
  "discovery.resource-types.list",
  "users.create.status",
  "users.create.location",
  "users.create.duplicate",
  "users.create.user-name-required",
  "users.create.not-json",
  "users.create.id-ignored",
  "users.read.found",
  "users.read.unknown",
  "users.read.id-stable",
  "users.replace.values",
  "users.replace.id-ignored",
  "users.replace.unknown",
  "users.patch.unknown-user",
  "users.patch.unknown-op",
  "users.patch.replace",
  "users.delete.gone",
  "users.delete.unknown",
  "users.delete.user-name-free",
  "groups.create.members",
  "groups.replace.members",
  "groups.patch.add-member",
  "groups.patch.remove-stranger",
  "groups.delete.gone",
  "query.page.count",
  "query.filter.matching-only",
  "protocol.error.malformed-json",
  "protocol.http.search-is-no-create",
  "okta.deactivate.put",
  "okta.group-push.delete",
];

/** The same checks and two scenarios for the same number. Number 0 is chosen by hand; the others hold every check. */
export function selectionOf(selection: number): Selection {
  const scenarios = SCENARIOS.filter((_, index) => index !== selection % SCENARIOS.length);
  if (selection === 0) return { only: FIRST, scenarios };
  const ids = ALL_SUITES.flatMap(({ checks }) => checks.map(({ id }) => id));
  const rank = (id: string): string => createHash("sha256").update(`${selection}/${id}`).digest("hex");
  const ranked = ids.map((id) => ({ id, rank: rank(id) })).toSorted((a, b) => (a.rank < b.rank ? -1 : 1));
  return { only: ranked.slice(0, CHECKS_OF_A_RUN).map(({ id }) => id), scenarios };
}
