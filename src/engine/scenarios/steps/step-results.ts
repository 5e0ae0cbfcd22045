/** What came of the step's own work, and the Assignments tab after it. */
export type WorkResult =
  | "created"
  | "linked"
  | "updated"
  | "reactivated"
  | "deactivated"
  | "refused"
  | "groups-pushed"
  | "groups-refused"
  | "assigned"
  | "provisioned"
  | "failed"
  | "deprovisioned"
  | "pending"
  | "explained"
  | "in-order";
/** What the warning before an assignment says is a fact of it. */
export type AssignedResult = WorkResult | "seat-warning";
export type ConnectorResult = "connected" | "message" | "features";
export type ImportResult =
  | "imported"
  | "new"
  | "exact"
  | "partial"
  | "conflict"
  | "unchanged"
  | "updated"
  | "removed"
  | "message";
export type PushResult =
  | "created"
  | "linked"
  | "updated"
  | "deleted"
  | "kept"
  | "groups-pushed"
  | "groups-refused"
  | "message";
export type ReadingResult = "people" | "found" | "active" | "inactive" | "up-to-date" | "id-kept" | "holding";

/** What each step tells, by the names that `expect` knows it under. */
export interface StepResults {
  readonly "test-credentials": ConnectorResult;
  readonly "change-settings": ConnectorResult;
  readonly "set-api-integration": never;
  readonly "change-token": never;
  readonly import: ImportResult;
  readonly "confirm-import": "confirmed" | "added";
  readonly "assign-users": AssignedResult;
  readonly "unassign-users": WorkResult;
  readonly "assign-group": AssignedResult;
  readonly "unassign-group": WorkResult;
  readonly "add-to-group": WorkResult;
  readonly "remove-from-group": WorkResult;
  readonly "suspend-users": WorkResult;
  readonly "unsuspend-users": WorkResult;
  readonly "deactivate-users": WorkResult;
  readonly "reactivate-users": WorkResult;
  readonly "add-users": WorkResult;
  readonly "activate-users": WorkResult;
  readonly "delete-users": WorkResult;
  readonly "add-group": WorkResult;
  readonly "delete-group": WorkResult;
  readonly "update-profile": WorkResult;
  readonly "change-passwords": WorkResult;
  readonly "retry-failed": WorkResult;
  readonly "push-group": PushResult;
  readonly "push-now": PushResult;
  readonly "unlink-group": PushResult;
  readonly "rename-group": WorkResult;
  readonly "change-members": WorkResult;
  readonly "buy-seats": "bought";
  readonly "verify-seats": "total" | "used";
  readonly "add-portal-users": "made";
  readonly "add-target-group": "made";
  readonly "verify-users": ReadingResult;
  readonly "verify-group": "found" | "members" | "present";
  readonly wait: never;
  readonly fault: never;
  readonly "clear-faults": never;
}

/** A step that the language knows without a provider's own. */
export type StepName = keyof StepResults;

/** What may be expected of every step. */
export type CommonResult = "requests" | "notes" | "person";

const WORK: readonly WorkResult[] = [
  "created",
  "linked",
  "updated",
  "reactivated",
  "deactivated",
  "refused",
  "groups-pushed",
  "groups-refused",
  "assigned",
  "provisioned",
  "failed",
  "deprovisioned",
  "pending",
  "explained",
  "in-order",
];
const ASSIGNED: readonly AssignedResult[] = [...WORK, "seat-warning"];
const CONNECTOR: readonly ConnectorResult[] = ["connected", "message", "features"];
const PUSH: readonly PushResult[] = [
  "created",
  "linked",
  "updated",
  "deleted",
  "kept",
  "groups-pushed",
  "groups-refused",
  "message",
];
const COMMON: readonly CommonResult[] = ["requests", "notes", "person"];

/** The same as a table, in the order in which they are told. */
export const STEP_RESULTS: { readonly [Action in StepName]: readonly StepResults[Action][] } = {
  "test-credentials": CONNECTOR,
  "change-settings": CONNECTOR,
  "set-api-integration": [],
  "change-token": [],
  import: ["imported", "new", "exact", "partial", "conflict", "unchanged", "updated", "removed", "message"],
  "confirm-import": ["confirmed", "added"],
  "assign-users": ASSIGNED,
  "unassign-users": WORK,
  "assign-group": ASSIGNED,
  "unassign-group": WORK,
  "add-to-group": WORK,
  "remove-from-group": WORK,
  "suspend-users": WORK,
  "unsuspend-users": WORK,
  "deactivate-users": WORK,
  "reactivate-users": WORK,
  "add-users": WORK,
  "activate-users": WORK,
  "delete-users": WORK,
  "add-group": WORK,
  "delete-group": WORK,
  "update-profile": WORK,
  "change-passwords": WORK,
  "retry-failed": WORK,
  "push-group": PUSH,
  "push-now": PUSH,
  "unlink-group": PUSH,
  "rename-group": WORK,
  "change-members": WORK,
  "buy-seats": ["bought"],
  "verify-seats": ["total", "used"],
  "add-portal-users": ["made"],
  "add-target-group": ["made"],
  "verify-users": ["people", "found", "active", "inactive", "up-to-date", "id-kept", "holding"],
  "verify-group": ["found", "members", "present"],
  wait: [],
  fault: [],
  "clear-faults": [],
};

/**
 * What `expect` may name in a step: its own results, those that its provider declares, and those of every step. Undefined for
 * a step that nobody knows.
 */
export function resultsOf(
  action: string,
  declared: ReadonlyMap<string, readonly string[]>,
): readonly string[] | undefined {
  const own = isStepName(action) ? STEP_RESULTS[action] : declared.get(action);
  return own === undefined ? undefined : [...own, ...COMMON];
}

function isStepName(action: string): action is StepName {
  return Object.hasOwn(STEP_RESULTS, action);
}

/** The steps that the language knows without a provider's own. */
export const STEP_NAMES: readonly string[] = Object.keys(STEP_RESULTS);

/** All results that some step has, each once. */
export const ALL_RESULTS: readonly string[] = [...new Set(Object.values(STEP_RESULTS).flat())];
