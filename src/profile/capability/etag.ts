import { defineCapability } from "./capability.ts";
import type { Capability } from "./capability.ts";
import { inConfig } from "./reading.ts";

/** Versions of resources (RFC 7644 section 3.14). */
export const ETAG: Capability<"etag"> = defineCapability({
  name: "etag",
  title: "versions (ETag)",
  absence: "the target says that it does not support versions (ETag)",
  advertised: inConfig("etag"),
});
