/**
 * The scenarios that a run plays when nothing else is said, in this order: few people, and what each feature of a provider is
 * decided by. The other built-in ones are played where they are named, as they make many people, wait, or go into one thing.
 */
export const BUILT_IN_SCENARIOS: readonly string[] = ["import", "assign", "group-push", "seat-overflow", "deactivate"];
