/** The features that ServiceProviderConfig speaks of, in the order of RFC 7643 section 5. */
export const FEATURES = ["patch", "bulk", "filter", "changePassword", "sort", "etag"] as const;

/** The name of a feature in ServiceProviderConfig. */
export type Feature = (typeof FEATURES)[number];
