import { defineSuite } from "../../src/kit/index.ts";
import type { Suite } from "../../src/kit/index.ts";
import { createChecks } from "./create.ts";
import { freeChecks } from "./free.ts";
import { growthChecks } from "./growth.ts";
import { leakChecks } from "./leaks.ts";
import { reactivateChecks } from "./reactivate.ts";
import { refusalChecks } from "./refusal.ts";
import { seatWalk } from "./words/seat-walk.ts";

/** Products with a limited number of seats, on any target whose limits are stated. */
export const seatsSuite: Suite = defineSuite({
  id: "seats",
  title: "Seats of products",
  checks: [...createChecks, ...refusalChecks, ...leakChecks, ...freeChecks, ...growthChecks, ...reactivateChecks],
  trafficRules: [],
  walk: seatWalk,
});
