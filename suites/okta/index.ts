import { defineSuite } from "../../src/engine/check.ts";
import type { Suite } from "../../src/engine/check.ts";
import { connectorChecks } from "./connector.ts";
import { createBodyChecks } from "./create-body.ts";
import { createChecks } from "./create.ts";
import { credentialChecks } from "./credentials.ts";
import { deactivateChecks } from "./deactivate.ts";
import { duplicateChecks } from "./duplicate.ts";
import { errorChecks } from "./errors.ts";
import { groupMembershipChecks } from "./group-membership.ts";
import { groupPushChecks } from "./group-push.ts";
import { groupReplaceChecks } from "./group-replace.ts";
import { headerChecks } from "./headers.ts";
import { importFullPageChecks } from "./import-full-page.ts";
import { importPagingChecks } from "./import-paging.ts";
import { importChecks } from "./import.ts";
import { linkChecks } from "./link.ts";
import { matchEncodingChecks } from "./match-encoding.ts";
import { matchChecks } from "./match.ts";
import { reactivateChecks } from "./reactivate.ts";
import { renameChecks } from "./rename.ts";
import { updateChecks } from "./update.ts";

/**
 * What Okta's client needs of a server, in the order in which it asks. Nothing here depends on ServiceProviderConfig, since
 * Okta does not read it.
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
    ...createChecks,
    ...createBodyChecks,
    ...duplicateChecks,
    ...linkChecks,
    ...updateChecks,
    ...renameChecks,
    ...deactivateChecks,
    ...reactivateChecks,
    ...importChecks,
    ...importPagingChecks,
    ...importFullPageChecks,
    ...groupPushChecks,
    ...groupMembershipChecks,
    ...groupReplaceChecks,
    ...errorChecks,
  ],
  invariants: [],
});
