/** What stands where a secret stood, or somebody else's data. */
export const MASK = "***";
