import { defineSuite } from "../../src/engine/check.ts";
import type { Suite } from "../../src/engine/check.ts";
import { filterCaseChecks } from "./filter-case.ts";
import { filterEqualChecks } from "./filter-equal.ts";
import { filterErrorChecks } from "./filter-errors.ts";
import { filterGroupChecks } from "./filter-groups.ts";
import { filterLogicChecks } from "./filter-logic.ts";
import { filterOrderChecks } from "./filter-order.ts";
import { filterStateChecks } from "./filter-state.ts";
import { filterTextChecks } from "./filter-text.ts";
import { filterValueChecks } from "./filter-values.ts";
import { paginateCountChecks } from "./paginate-count.ts";
import { paginateWalkChecks } from "./paginate-walk.ts";
import { paginateChecks } from "./paginate.ts";
import { projectEverywhereChecks } from "./project-everywhere.ts";
import { projectChecks } from "./project.ts";

/** Queries: RFC 7644 sections 3.4.2, 3.9 and 3.10. */
export const querySuite: Suite = defineSuite({
  id: "query",
  title: "Queries: filter, pages and projection",
  checks: [
    ...filterEqualChecks,
    ...filterCaseChecks,
    ...filterTextChecks,
    ...filterLogicChecks,
    ...filterStateChecks,
    ...filterOrderChecks,
    ...filterValueChecks,
    ...filterErrorChecks,
    ...filterGroupChecks,
    ...paginateChecks,
    ...paginateCountChecks,
    ...paginateWalkChecks,
    ...projectChecks,
    ...projectEverywhereChecks,
  ],
  invariants: [],
});
