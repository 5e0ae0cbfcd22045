/** What stands where a secret stood, or somebody else's data. */
export const MASK = "***";

/** Follows the mask of a second tenant's credentials, so that a command that repeats the request has them. */
export const OTHER_TENANT: string = " (the other tenant's)";
