/** RFC 9967: security events and asynchronous requests. */
export const SECURITY_EVENTS = {
  "RFC9967-2.5.1.1-01": {
    requirement: "POST, PUT, PATCH, DELETE with Prefer: respond-async may be answered 202.",
    level: "MAY", basis: "keyword", observable: true, area: "http", needs: "asyncRequest", profile: "security-events",
  },
  "RFC9967-2.5.1.1-02": {
    requirement: "A 202 answer has no body.",
    level: "MUST", basis: "keyword", observable: true, area: "http", needs: "asyncRequest", profile: "security-events",
  },
  "RFC9967-2.5.1.1-03": {
    requirement: "The Location of a 202 is where the event can be fetched or the normal SCIM location.",
    level: "MUST", basis: "keyword", observable: true, area: "http", needs: "asyncRequest", profile: "security-events",
  },
  "RFC9967-2.5.1.1-04": {
    requirement: "Preference-Applied is sent with a 202.",
    level: "SHOULD", basis: "prose", observable: true, area: "http", needs: "asyncRequest", profile: "security-events",
  },
  "RFC9967-2.5.1.1-05": {
    requirement: "Accept is ignored for an asynchronous answer.",
    level: "MUST", basis: "keyword", observable: true, area: "http", needs: "asyncRequest", profile: "security-events",
  },
  "RFC9967-2.5.1.1-06": {
    requirement: "The wait preference is supported.",
    level: "SHOULD", basis: "keyword", observable: true, area: "http", needs: "asyncRequest", profile: "security-events",
  },
  "RFC9967-2.5.1.1-07": {
    requirement: "The txn claim of the later event equals Set-Txn.",
    level: "MUST", basis: "keyword", observable: false, area: "security", needs: "asyncRequest", profile: "security-events",
  },
  "RFC9967-2.5.1.2-01": {
    requirement: "An asynchronous bulk gives one completion event per operation.",
    level: "MUST", basis: "keyword", observable: false, area: "bulk", needs: "asyncRequest,bulk", profile: "security-events",
  },
  "RFC9967-3-01": {
    requirement: "A 202 answer has a Set-Txn header.",
    level: "MUST", basis: "keyword", observable: true, area: "http", needs: "asyncRequest", profile: "security-events",
  },
  "RFC9967-4-01": {
    requirement: "securityEvents in ServiceProviderConfig tells of events; absent means not supported.",
    level: "MAY", basis: "keyword", observable: true, area: "discovery", needs: "none", profile: "security-events",
  },
  "RFC9967-4-02": {
    requirement: 'asyncRequest "none" means respond-async is not used.',
    level: "MUST", basis: "prose", observable: true, area: "discovery", needs: "none", profile: "security-events",
  },
} as const;
