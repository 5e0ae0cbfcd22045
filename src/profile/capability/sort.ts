import { defineCapability } from "./capability.ts";
import type { Capability } from "./capability.ts";
import { inConfig } from "./reading.ts";

/** sortBy and sortOrder (RFC 7644 section 3.4.2.3). */
export const SORT: Capability<"sort"> = defineCapability({
  name: "sort",
  title: "sorting",
  absence: "the target says that it does not support sorting",
  advertised: inConfig("sort"),
});
