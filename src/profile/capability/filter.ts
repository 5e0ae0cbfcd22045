import { filterOf, quoted } from "../../scim/filter/filter-text.ts";
import { getIgnoreCase, isArray, isObject } from "../../scim/json.ts";
import { withQuery } from "../../scim/request-path.ts";
import { defineCapability } from "./capability.ts";
import type { Capability } from "./capability.ts";
import { inConfig, readListAnswer } from "./reading.ts";

/** The filter parameter (RFC 7644 section 3.4.2.2). Whoever lists somebody for a name that nobody has ignores it. */
export const FILTER: Capability<"filter"> = defineCapability({
  name: "filter",
  title: "filters",
  absence: "the target says that it does not support filters",
  advertised: inConfig("filter"),
  probe: {
    request: ({ runId }) => {
      const nobody = filterOf`userName eq ${quoted(`zsc-${runId}-nobody@example.com`)}`;
      return { method: "GET", path: withQuery("/Users", { filter: nobody, count: 1 }) };
    },
    read: (answer) => {
      const status = readListAnswer(answer);
      const found = isObject(answer.body) ? getIgnoreCase(answer.body, "Resources") : undefined;
      const isIgnored = isArray(found) && found.some(isObject);
      return status === "found" && isIgnored ? "absent" : status;
    },
  },
});
