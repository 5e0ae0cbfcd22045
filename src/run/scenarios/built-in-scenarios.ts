/** The scenarios that a run plays when nothing else is said, in this order. */
export const BUILT_IN_SCENARIOS: readonly string[] = ["import", "assign", "group-push", "seat-overflow", "deactivate"];
