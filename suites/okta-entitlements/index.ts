import { defineSuite } from "../../src/kit/index.ts";
import type { Suite } from "../../src/kit/index.ts";
import { entitlementListChecks } from "./list.ts";
import { entitlementUserChecks } from "./users.ts";
import { noEntitlements } from "./words/entitlement-types.ts";

/** What Okta's entitlement management needs of a target that publishes roles or entitlements; others are none of its business. */
export const oktaEntitlementsSuite: Suite = defineSuite({
  id: "okta-entitlements",
  title: "What Okta's entitlement management needs",
  checks: [...entitlementListChecks, ...entitlementUserChecks],
  trafficRules: [],
  absence: noEntitlements,
});
