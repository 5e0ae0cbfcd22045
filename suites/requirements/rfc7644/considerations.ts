/** RFC 7644 sections 5 to 8: strings, tenants, security and registrations. */
export const CONSIDERATIONS = {
  "RFC7644-5-01": {
    requirement: "userName and password are prepared with PRECIS before comparison.",
    level: "MUST", basis: "keyword", doubt: true, observable: true, area: "create", needs: "none", profile: "core",
  },
  "RFC7644-6-01": {
    requirement: "Multi-tenancy is optional.",
    level: "MAY", basis: "keyword", observable: false, area: "security", needs: "none", profile: "core",
  },
  "RFC7644-7.1-01": {
    requirement: "Clients put no userinfo in URLs.",
    level: "MUST NOT", basis: "keyword", observable: false, area: "http", needs: "none", profile: "core",
  },
  "RFC7644-7.2-01": {
    requirement: "TLS is required and TLS 1.2 supported.",
    level: "MUST", basis: "keyword", doubt: true, observable: true, area: "security", needs: "none", profile: "core",
  },
  "RFC7644-7.2-02": {
    requirement: "Clients check the server's TLS identity.",
    level: "MUST", basis: "keyword", observable: false, area: "security", needs: "none", profile: "core",
  },
  "RFC7644-7.4-01": {
    requirement: "Bearer tokens have enough entropy and a limited life.",
    level: "MUST", basis: "keyword", observable: false, area: "security", needs: "none", profile: "core",
  },
  "RFC7644-7.4-02": {
    requirement: "Bearer tokens and cookies travel only over TLS.",
    level: "MUST", basis: "keyword", observable: false, area: "security", needs: "none", profile: "core",
  },
  "RFC7644-7.5.2-01": {
    requirement: "Clients send sensitive filters by POST.",
    level: "SHOULD", basis: "keyword", observable: false, area: "search", needs: "none", profile: "core",
  },
  "RFC7644-7.5.2-02": {
    requirement: "GET filters with sensitive data are refused with 403.",
    level: "SHOULD", basis: "keyword", observable: true, area: "security", needs: "filter", profile: "core",
  },
  "RFC7644-7.6-01": {
    requirement: "Anonymous creates should be guarded (limits, inactive by default).",
    level: "MAY", basis: "keyword", observable: false, area: "security", needs: "none", profile: "core",
  },
  "RFC7644-7.7-01": {
    requirement: "Secrets are stored hashed and guessing is slowed.",
    level: "SHOULD", basis: "keyword", observable: false, area: "security", needs: "none", profile: "core",
  },
  "RFC7644-7.8-01": {
    requirement: "Unicode strings are prepared before they are compared in filters.",
    level: "MUST", basis: "keyword", doubt: true, observable: true, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7644-8.1-01": {
    requirement: "application/scim+json is the media type to use.",
    level: "SHOULD", basis: "keyword", observable: false, area: "http", needs: "none", profile: "core",
  },
} as const;
