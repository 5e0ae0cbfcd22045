import { defineSuite } from "../../src/kit/index.ts";
import type { Suite } from "../../src/kit/index.ts";
import { createChecks } from "./create.ts";
import { createKeptGroupChecks } from "./kept.ts";
import { moreGroupChecks } from "./answers/more.ts";
import { groupStateChecks } from "./answers/state.ts";
import { manyMemberChecks } from "./put/many.ts";
import { deleteChecks } from "./delete.ts";
import { displayNameChecks } from "./display-name.ts";
import { leavesOthersChecks } from "./leaves-others.ts";
import { groupListChecks } from "./lists.ts";
import { patchAddChecks } from "./patch-add.ts";
import { patchRemoveChecks } from "./patch-remove.ts";
import { patchReplaceChecks } from "./patch-replace.ts";
import { readChecks } from "./read.ts";
import { replaceChecks } from "./replace.ts";
import { memberChecks } from "./unknown-member.ts";
import { takenNameChecks } from "./taken-name.ts";
import { userGroupChecks } from "./user-groups.ts";

/** Groups and who is in them (RFC 7643 section 4.2, RFC 7644 section 3). */
export const groupsSuite: Suite = defineSuite({
  id: "groups",
  title: "Groups: create, read, replace, patch and delete them",
  checks: [
    ...createChecks,
    ...createKeptGroupChecks,
    ...readChecks,
    ...groupListChecks,
    ...groupStateChecks,
    ...moreGroupChecks,
    ...replaceChecks,
    ...manyMemberChecks,
    ...patchAddChecks,
    ...patchRemoveChecks,
    ...patchReplaceChecks,
    ...leavesOthersChecks,
    ...displayNameChecks,
    ...takenNameChecks,
    ...memberChecks,
    ...deleteChecks,
    ...userGroupChecks,
  ],
  trafficRules: [],
});
