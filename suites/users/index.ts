import { defineSuite } from "../../src/kit/index.ts";
import type { Suite } from "../../src/kit/index.ts";
import { createAnswerChecks } from "./create/answer.ts";
import { createCertificateChecks } from "./create/certificates.ts";
import { createEmailChecks } from "./create/emails.ts";
import { createIdentifierChecks } from "./create/identifiers.ts";
import { createInputChecks } from "./create/input.ts";
import { createKeptChecks } from "./create/kept.ts";
import { createLongValueChecks } from "./create/long-values.ts";
import { createMetaChecks } from "./create/meta.ts";
import { createRefusalChecks } from "./create/refusals.ts";
import { createUnassignedChecks } from "./create/unassigned.ts";
import { createUniquenessChecks } from "./create/uniqueness.ts";
import { createValueChecks } from "./create/values.ts";
import { deactivatedChecks } from "./deactivated.ts";
import { deleteChecks } from "./delete.ts";
import { enterpriseChecks } from "./enterprise.ts";
import { extensionChecks } from "./extension.ts";
import { memberDeleteChecks } from "./member.ts";
import { userNameChecks } from "./user-name.ts";
import { patchChecks } from "./patch/index.ts";
import { atOnceChecks } from "./at-once.ts";
import { removedChecks } from "./removed.ts";
import { readListChecks } from "./read/lists.ts";
import { readSchemasChecks } from "./read/schemas.ts";
import { readStateChecks } from "./read/state.ts";
import { readChecks } from "./read/read.ts";
import { replaceRefusalChecks } from "./replace/refusals.ts";
import { replaceSeveralChecks } from "./replace/several.ts";
import { replaceServerValueChecks } from "./replace/server-values.ts";
import { replaceUnassignChecks } from "./replace/unassign.ts";
import { replaceChecks } from "./replace/replace.ts";

/** Users: making, reading, changing and removing them (RFC 7644 section 3, RFC 7643 section 4.1). */
export const usersSuite: Suite = defineSuite({
  id: "users",
  title: "Users: create, read, replace, patch and delete",
  checks: [
    ...createAnswerChecks,
    ...createMetaChecks,
    ...createIdentifierChecks,
    ...createUniquenessChecks,
    ...createInputChecks,
    ...createUnassignedChecks,
    ...createRefusalChecks,
    ...createEmailChecks,
    ...createValueChecks,
    ...createCertificateChecks,
    ...createKeptChecks,
    ...createLongValueChecks,
    ...readChecks,
    ...readStateChecks,
    ...readSchemasChecks,
    ...readListChecks,
    ...replaceChecks,
    ...replaceUnassignChecks,
    ...replaceSeveralChecks,
    ...replaceServerValueChecks,
    ...replaceRefusalChecks,
    ...patchChecks,
    ...userNameChecks,
    ...atOnceChecks,
    ...deactivatedChecks,
    ...deleteChecks,
    ...removedChecks,
    ...memberDeleteChecks,
    ...enterpriseChecks,
    ...extensionChecks,
  ],
  trafficRules: [],
});
