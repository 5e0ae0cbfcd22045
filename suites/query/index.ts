import { defineSuite } from "../../src/kit/index.ts";
import type { Suite } from "../../src/kit/index.ts";
import { filterCaseChecks } from "./filter/case.ts";
import { filterEmailChecks } from "./filter/emails.ts";
import { filterEqualChecks } from "./filter/equal.ts";
import { filterErrorChecks } from "./filter/errors.ts";
import { filterGroupChecks } from "./filter/groups.ts";
import { filterGroupTextChecks } from "./filter/group-texts.ts";
import { filterRenamedChecks } from "./filter/renamed.ts";
import { filterLikeFilterChecks } from "./filter/like-filters.ts";
import { filterLogicChecks } from "./filter/logic.ts";
import { filterOrderChecks } from "./filter/order.ts";
import { filterStateChecks } from "./filter/state.ts";
import { filterTextChecks } from "./filter/text.ts";
import { filterValueChecks } from "./filter/values.ts";
import { paginateCountChecks } from "./page/count.ts";
import { paginateGroupChecks } from "./page/groups.ts";
import { paginateWalkChecks } from "./page/walk.ts";
import { paginateChecks } from "./page/paginate.ts";
import { projectEverywhereChecks } from "./project/everywhere.ts";
import { projectGroupChecks } from "./project/groups.ts";
import { projectListChecks } from "./project/lists.ts";
import { projectChecks } from "./project/project.ts";

/** Queries: RFC 7644 sections 3.4.2, 3.9 and 3.10. */
export const querySuite: Suite = defineSuite({
  id: "query",
  title: "Queries: filter, pages and projection",
  checks: [
    ...filterEqualChecks,
    ...filterCaseChecks,
    ...filterTextChecks,
    ...filterEmailChecks,
    ...filterLikeFilterChecks,
    ...filterLogicChecks,
    ...filterStateChecks,
    ...filterOrderChecks,
    ...filterValueChecks,
    ...filterErrorChecks,
    ...filterGroupChecks,
    ...filterGroupTextChecks,
    ...filterRenamedChecks,
    ...paginateChecks,
    ...paginateCountChecks,
    ...paginateWalkChecks,
    ...paginateGroupChecks,
    ...projectChecks,
    ...projectListChecks,
    ...projectEverywhereChecks,
    ...projectGroupChecks,
  ],
  trafficRules: [],
});
