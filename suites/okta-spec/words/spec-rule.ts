import type { VendorClause } from "../../../src/kit/index.ts";

/** Okta's exported SPEC test; its twelve requests are told in its documentation too. */
const SPEC_EXPORT = "https://developer.okta.com/standards/SCIM/SCIMFiles/Okta-SCIM-20-SPEC-Test.json";

/** A clause about a step of the SPEC test. `number` is that of its request in the file. */
export function specRule(
  number: number,
  requirement: string,
  more: Pick<VendorClause, "isOptional"> = {},
): VendorClause {
  return {
    kind: "vendor",
    source: "Okta",
    id: `OKTA-spec-${String(number).padStart(2, "0")}`,
    standing: "documented",
    url: SPEC_EXPORT,
    seen: "2026-11-30",
    requirement,
    ...more,
  };
}
