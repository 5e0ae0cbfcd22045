import type { VendorClause } from "../../../src/kit/index.ts";

/** Okta's guide to SCIM 2.0 with entitlements. */
export const ENTITLEMENT_GUIDE = "https://developer.okta.com/docs/guides/scim-with-entitlements/main/";
/** Okta's exported test of an entitlement endpoint. */
export const ENTITLEMENT_TEST =
  "https://developer.okta.com/standards/SCIM/SCIMFiles/Okta-SCIM-20-Entitlements-Test.json";

/** A clause about what Okta's entitlement management reads. */
export function entitlementRule(rule: Pick<VendorClause, "id" | "requirement" | "url">): VendorClause {
  return { kind: "vendor", source: "Okta", standing: "documented", seen: "2026-11-30", ...rule };
}
