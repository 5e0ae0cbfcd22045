import type { VendorClause } from "../../../src/exchange/clause.ts";

/** What a rule of ZoomInfo's integration guide says, and whether the guide says it or it follows from what it says. */
export type ZoomInfoRule = Pick<VendorClause, "id" | "standing" | "requirement">;

/**
 * A clause of the guide "Auto Provisioning with ZoomInfo and Okta Integration Guide". The guide has no address of its own,
 * so the vendor's is given.
 */
export function zoominfo(rule: ZoomInfoRule): VendorClause {
  return { kind: "vendor", source: "ZoomInfo", url: "https://www.zoominfo.com", seen: "2026-11-24", ...rule };
}
