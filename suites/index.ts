import type { Suite } from "../src/kit/index.ts";
import { discoverySuite } from "./discovery/index.ts";
import { groupsSuite } from "./groups/index.ts";
import { oktaSuite } from "./okta/index.ts";
import { oktaEntitlementsSuite } from "./okta-entitlements/index.ts";
import { oktaSpecSuite } from "./okta-spec/index.ts";
import { protocolSuite } from "./protocol/index.ts";
import { querySuite } from "./query/index.ts";
import { schemasSuite } from "./schemas/index.ts";
import { seatsSuite } from "./seats/index.ts";
import { trafficSuite } from "./traffic/index.ts";
import { usersSuite } from "./users/index.ts";
import { zoominfoSuite } from "./zoominfo/index.ts";

/** All suites, in the order of the RFCs and of the report; a new folder is checked once it stands here. */
export const SUITES: readonly Suite[] = [
  discoverySuite,
  usersSuite,
  groupsSuite,
  schemasSuite,
  querySuite,
  protocolSuite,
  trafficSuite,
  oktaSuite,
  oktaSpecSuite,
  oktaEntitlementsSuite,
  zoominfoSuite,
  seatsSuite,
];
