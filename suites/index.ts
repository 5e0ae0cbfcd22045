import type { Suite } from "../src/engine/check.ts";
import { discoverySuite } from "./discovery/index.ts";
import { oktaSuite } from "./okta/index.ts";
import { querySuite } from "./query/index.ts";
import { seatsSuite } from "./seats/index.ts";
import { trafficSuite } from "./traffic/index.ts";
import { usersSuite } from "./users/index.ts";
import { zoominfoSuite } from "./zoominfo/index.ts";

/** All suites, in the order of the RFCs and of the report; a new folder is checked once it stands here. */
export const SUITES: readonly Suite[] = [
  discoverySuite,
  usersSuite,
  querySuite,
  trafficSuite,
  oktaSuite,
  zoominfoSuite,
  seatsSuite,
];
