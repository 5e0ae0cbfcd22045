import { LONGER_BY, SHORTER_BY } from "./credentials.ts";
import type { NearlyRight } from "./credentials.ts";

/** What stands where a secret stood, or somebody else's data. */
export const MASK = "***";

/** Follow the mask of a token that was not sent as it is, so that a command that repeats the request sends the same. */
export const NEARLY_RIGHT: Readonly<Record<NearlyRight, string>> = {
  longer: LONGER_BY,
  shorter: ` (without its last ${SHORTER_BY} characters)`,
  "other-case": " (in the other letter case)",
};

/** Follows the mask of a second tenant's credentials, so that a command that repeats the request has them. */
export const OTHER_TENANT: string = " (the other tenant's)";
