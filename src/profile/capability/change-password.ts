import { defineCapability } from "./capability.ts";
import type { Capability } from "./capability.ts";
import { inConfig } from "./reading.ts";

/** A password that clients may set (RFC 7643 section 5). */
export const CHANGE_PASSWORD: Capability<"changePassword"> = defineCapability({
  name: "changePassword",
  title: "change of passwords",
  absence: "the target says that passwords cannot be changed",
  advertised: inConfig("changePassword"),
});
