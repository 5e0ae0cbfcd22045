import { filterOf, quoted } from "../../scim/filter/filter-text.ts";
import { withQuery } from "../../scim/request-path.ts";
import { defineCapability } from "./capability.ts";
import type { Capability } from "./capability.ts";
import { inConfig, readFilterAnswer } from "./reading.ts";

/** The filter parameter on users (RFC 7644 section 3.4.2.2), asked for a name and an id that nobody has. */
export const FILTER: Capability<"filter"> = defineCapability({
  name: "filter",
  title: "filters on users",
  absence: "the target says that it does not support filters on users",
  advertised: inConfig("filter"),
  probe: {
    requests: ({ runId }) => {
      const nobody = quoted(`zsc-${runId}-nobody@example.com`);
      return [filterOf`userName eq ${nobody}`, filterOf`id eq ${nobody}`].map((filter) => ({
        method: "GET",
        path: withQuery("/Users", { filter, count: 1 }),
      }));
    },
    read: readFilterAnswer,
  },
});
