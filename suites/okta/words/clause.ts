import type { VendorClause } from "../../../src/kit/index.ts";

/** What a rule about Okta's client says and where that is written; `seen` where that was read on another day than the rest. */
export type OktaRule = Pick<VendorClause, "id" | "standing" | "requirement" | "url"> &
  Partial<Pick<VendorClause, "seen">>;

/** The SCIM 2.0 protocol reference of Okta. */
export const REFERENCE = "https://developer.okta.com/docs/api/openapi/okta-scim/guides/scim-20";
/** "Understanding SCIM" of Okta's concepts. */
export const CONCEPTS = "https://developer.okta.com/docs/concepts/scim/";
/** The older guide of Okta, which shows more than the reference of today. */
export const OLDER_GUIDE =
  "https://github.com/okta/okta.github.io/blob/33a9737bd25a483fb093595329b64779cb81624c/_source/_standards/SCIM/index.md";
/** A request of Okta's client with all its headers. */
export const CAPTURED_PUT = "https://github.com/oktadeveloper/okta-blog-archive/pull/1956";
/** The test suite that Okta asks of vendors before an integration is accepted. */
export const SPEC_TEST = "https://developer.okta.com/standards/SCIM/SCIMFiles/Okta-SCIM-20-SPEC-Test.json";
/** The test suite that drives an Okta organisation and looks at the result on the server. */
export const CRUD_TEST = "https://developer.okta.com/standards/SCIM/SCIMFiles/Okta-SCIM-20-CRUD-Test.json";

/** A clause about what Okta's client needs. The sources were read on one day, but for those that say so. */
export function okta(rule: OktaRule): VendorClause {
  return { kind: "vendor", source: "Okta", seen: "2026-11-24", ...rule };
}
