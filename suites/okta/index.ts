import { defineSuite } from "../../src/kit/index.ts";
import type { Suite } from "../../src/kit/index.ts";
import { readAnswerRules } from "./answers/reads.ts";
import { answerValueRules } from "./answers/values.ts";
import { writeAnswerRules } from "./answers/writes.ts";
import { connectorChecks } from "./connect/connector.ts";
import { createBodyChecks } from "./users/create-body.ts";
import { oktaCreateChecks } from "./users/create.ts";
import { credentialChecks } from "./connect/credentials.ts";
import { deactivateChecks } from "./users/deactivate.ts";
import { detailChecks } from "./connect/details.ts";
import { duplicateChecks } from "./users/duplicate.ts";
import { oktaErrorChecks } from "./connect/errors.ts";
import { groupLargeChecks } from "./groups/large.ts";
import { groupMembershipChecks } from "./groups/membership.ts";
import { groupNameChecks } from "./groups/names.ts";
import { groupPushChecks } from "./groups/push.ts";
import { groupReplaceChecks } from "./groups/replace.ts";
import { groupTogetherChecks } from "./groups/together.ts";
import { headerChecks } from "./connect/headers.ts";
import { importFullPageChecks } from "./import/full-page.ts";
import { importPagingChecks } from "./import/paging.ts";
import { importChecks } from "./import/import.ts";
import { linkChecks } from "./users/link.ts";
import { matchEncodingChecks } from "./users/match-encoding.ts";
import { matchChecks } from "./users/match.ts";
import { passwordChecks } from "./users/password.ts";
import { reactivateChecks } from "./users/reactivate.ts";
import { returnChecks } from "./users/return.ts";
import { renameChecks } from "./users/rename.ts";
import { updateChecks } from "./users/update.ts";
import { oktaWalk } from "./walk/index.ts";

/**
 * What Okta's client needs of a server, in the order in which it asks. Whether a check applies never depends on
 * ServiceProviderConfig, since Okta does not read it.
 */
export const oktaSuite: Suite = defineSuite({
  id: "okta",
  title: "What Okta's client needs",
  checks: [
    ...connectorChecks,
    ...credentialChecks,
    ...headerChecks,
    ...matchChecks,
    ...matchEncodingChecks,
    ...oktaCreateChecks,
    ...createBodyChecks,
    ...duplicateChecks,
    ...linkChecks,
    ...updateChecks,
    ...renameChecks,
    ...deactivateChecks,
    ...reactivateChecks,
    ...passwordChecks,
    ...returnChecks,
    ...importChecks,
    ...importPagingChecks,
    ...importFullPageChecks,
    ...groupPushChecks,
    ...groupNameChecks,
    ...groupMembershipChecks,
    ...groupLargeChecks,
    ...groupReplaceChecks,
    ...groupTogetherChecks,
    ...oktaErrorChecks,
    ...detailChecks,
  ],
  trafficRules: [...writeAnswerRules, ...answerValueRules, ...readAnswerRules],
  walk: oktaWalk,
});
