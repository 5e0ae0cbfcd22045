import type { Gate } from "./gate.ts";
import { changeUndone } from "./change-undone.ts";
import { errorsMalformed } from "./errors-malformed.ts";
import { filtersIgnored } from "./filters-ignored.ts";
import { listsMalformed } from "./lists-malformed.ts";
import { neverChanged } from "./never-changed.ts";
import { neverShown } from "./never-shown.ts";
import { noLocation } from "./no-location.ts";
import { pagingIgnored } from "./paging-ignored.ts";
import { projectionIgnored } from "./projection-ignored.ts";
import { refused } from "./refused.ts";
import { refusalsCrash } from "./refusals-crash.ts";
import { userNameFromEmail } from "./user-name-from-email.ts";
import { knownByEmail } from "./known-by-email.ts";

/** All gates; a finding goes to the first that explains it. */
export const GATES: readonly Gate[] = [
  refused,
  refusalsCrash,
  errorsMalformed,
  listsMalformed,
  noLocation,
  filtersIgnored,
  pagingIgnored,
  projectionIgnored,
  userNameFromEmail,
  knownByEmail,
  neverShown,
  neverChanged,
  changeUndone,
];
