import { defineCapability } from "./capability.ts";
import type { Capability } from "./capability.ts";

/** A limited number of seats, of products or of active users: known from `--seats` or of the bundled server. */
export const SEATS: Capability<"seats"> = defineCapability({
  name: "seats",
  title: "product seats",
  absence:
    "no seat limit is known: name it with --seats Product=total, or --seats total for a cap on active users, to allow the run to use it up",
  advertised: ({ hasSeats }) => (hasSeats ? "advertised" : "absent"),
});
