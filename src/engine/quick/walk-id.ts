/** What the requests of a walk have as the id of their cause: no check sends them alone. */
export const WALK = "quick";
