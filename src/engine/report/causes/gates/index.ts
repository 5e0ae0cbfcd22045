import type { Gate } from "./gate.ts";
import { addReplacesList } from "./add-replaces-list.ts";
import { changeUndone } from "./change-undone.ts";
import { errorsMalformed } from "./answers/errors-malformed.ts";
import { filtersCrash } from "./queries/filters-crash.ts";
import { filtersFindNobody } from "./queries/filters-find-nobody.ts";
import { filtersIgnored } from "./queries/filters-ignored.ts";
import { itemsNoResources } from "./queries/items-no-resources.ts";
import { listsMalformed } from "./queries/lists-malformed.ts";
import { namesByCase } from "./names-by-case.ts";
import { nobodyCrashes } from "./answers/nobody-crashes.ts";
import { plainFiltersOnly } from "./queries/plain-filters-only.ts";
import { userNameTaken } from "./user-name-taken.ts";
import { neverChanged } from "./never-changed.ts";
import { neverRefused } from "./answers/never-refused.ts";
import { otherDocument } from "./answers/other-document.ts";
import { neverAsSent } from "./answers/never-as-sent.ts";
import { neverShown } from "./answers/never-shown.ts";
import { stateBefore } from "./answers/state-before.ts";
import { noLocation } from "./answers/no-location.ts";
import { pagingIgnored } from "./queries/paging-ignored.ts";
import { partialAnswers } from "./answers/partial-answers.ts";
import { projectionIgnored } from "./queries/projection-ignored.ts";
import { refused } from "./refused.ts";
import { refusalsCrash } from "./answers/refusals-crash.ts";
import { resourcesNoArray } from "./queries/resources-no-array.ts";
import { textsEscaped } from "./answers/texts-escaped.ts";
import { totalOfEverything } from "./queries/total-of-everything.ts";
import { totalOfThePage } from "./queries/total-of-the-page.ts";
import { userNameFromEmail } from "./user-name-from-email.ts";
import { userNameWithoutDomain } from "./user-name-without-domain.ts";
import { knownByEmail } from "./known-by-email.ts";

/** All gates; a finding goes to the first that explains it. */
export const GATES: readonly Gate[] = [
  refused,
  refusalsCrash,
  filtersCrash,
  nobodyCrashes,
  errorsMalformed,
  listsMalformed,
  resourcesNoArray,
  itemsNoResources,
  partialAnswers,
  otherDocument,
  userNameFromEmail,
  userNameWithoutDomain,
  knownByEmail,
  userNameTaken,
  neverRefused,
  noLocation,
  filtersIgnored,
  pagingIgnored,
  totalOfThePage,
  totalOfEverything,
  projectionIgnored,
  neverShown,
  textsEscaped,
  stateBefore,
  neverAsSent,
  addReplacesList,
  namesByCase,
  plainFiltersOnly,
  filtersFindNobody,
  neverChanged,
  changeUndone,
];
