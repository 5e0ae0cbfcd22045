import { defineCapability } from "./capability.ts";
import type { Capability } from "./capability.ts";

/** Products with a limited number of seats: known from `--seats` or of the bundled server. */
export const SEATS: Capability<"seats"> = defineCapability({
  name: "seats",
  title: "product seats",
  absence: "no seat limit is known: name it with --seats Product=total to allow the run to use it up",
  advertised: ({ hasSeats }) => (hasSeats ? "advertised" : "absent"),
});
