/** Name under which the ballast of the seat checks is made and removed; its requests have it as the id of their cause. */
export const BALLAST = "seats.ballast";
