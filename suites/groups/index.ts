import { defineSuite } from "../../src/engine/check.ts";
import type { Suite } from "../../src/engine/check.ts";
import { createChecks } from "./create.ts";
import { deleteChecks } from "./delete.ts";
import { filterChecks } from "./filter.ts";
import { readChecks } from "./read.ts";
import { replaceChecks } from "./replace.ts";

/** Groups and who is in them (RFC 7643 section 4.2, RFC 7644 section 3). */
export const groupsSuite: Suite = defineSuite({
  id: "groups",
  title: "Groups: create, read, replace, patch, delete and find them",
  checks: [...createChecks, ...readChecks, ...replaceChecks, ...deleteChecks, ...filterChecks],
  invariants: [],
});
