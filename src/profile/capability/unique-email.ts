import { defineCapability } from "./capability.ts";
import type { Capability } from "./capability.ts";

/** An e-mail address belongs to one user only: the profile says so, no target tells it. */
export const UNIQUE_EMAIL: Capability<"uniqueEmail"> = defineCapability({
  name: "uniqueEmail",
  title: "unique e-mail addresses",
  absence: "the target does not require unique e-mail addresses",
  advertised: () => "absent",
});
