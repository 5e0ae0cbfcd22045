import { filterOf, quoted } from "../../scim/filter/filter-text.ts";
import { withQuery } from "../../scim/request-path.ts";
import { defineCapability } from "./capability.ts";
import type { Capability } from "./capability.ts";
import { inConfig, readFilterAnswer } from "./reading.ts";

/** The filter parameter on groups: a target may have it for one of the two alone. */
export const GROUP_FILTER: Capability<"groupFilter"> = defineCapability({
  name: "groupFilter",
  title: "filters on groups",
  absence: "the target says that it does not support filters on groups",
  follows: "filter",
  advertised: inConfig("filter"),
  probe: {
    requests: ({ runId }) => {
      const nobody = quoted(`zsc-${runId}-no-group`);
      return [filterOf`displayName eq ${nobody}`, filterOf`id eq ${nobody}`].map((filter) => ({
        method: "GET",
        path: withQuery("/Groups", { filter, count: 1 }),
      }));
    },
    read: readFilterAnswer,
  },
});
