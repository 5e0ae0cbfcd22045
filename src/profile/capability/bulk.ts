import { defineCapability } from "./capability.ts";
import type { Capability } from "./capability.ts";
import { inConfig } from "./reading.ts";

/** The /Bulk endpoint (RFC 7644 section 3.7). */
export const BULK: Capability<"bulk"> = defineCapability({
  name: "bulk",
  title: "bulk requests",
  absence: "the target says that it does not support bulk requests",
  advertised: inConfig("bulk"),
});
