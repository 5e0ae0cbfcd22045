/** What provisioning consists of for an Okta admin, in the order in which it is reported. */
export const OKTA_FEATURES = ["create", "update", "deactivate", "import", "group-push"] as const;

/** A feature of Okta provisioning. */
export type OktaFeature = (typeof OKTA_FEATURES)[number];

/** Whether a feature works with the target. */
export type OktaFeatureVerdict = "works" | "fails" | "not tested";
