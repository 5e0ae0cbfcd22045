/** RFC 7644 sections 1 and 2: notation, authentication and authorization. */
export const AUTHENTICATION = {
  "RFC7644-1.2-01": {
    requirement: "URLs in requests are percent-encoded.",
    level: "MUST", basis: "keyword", observable: false, area: "http", needs: "none", profile: "core",
  },
  "RFC7644-1.3-01": {
    requirement: "The base URI has no query string.",
    level: "MUST NOT", basis: "keyword", doubt: true, observable: true, area: "http", needs: "none", profile: "core",
  },
  "RFC7644-2-01": {
    requirement: "Supported HTTP authentication schemes are announced through WWW-Authenticate.",
    level: "MUST", basis: "keyword", observable: true, area: "auth", needs: "none", profile: "core",
  },
  "RFC7644-2-02": {
    requirement: "A request without valid credentials is refused with 401.",
    section: "3.12", level: "SHOULD", basis: "table", observable: true, area: "auth", needs: "none", profile: "core",
  },
  "RFC7644-2-03": {
    requirement: "An authenticated client is mapped to an access policy.",
    level: "MUST", basis: "keyword", observable: false, area: "auth", needs: "none", profile: "core",
  },
  "RFC7644-2-04": {
    requirement: "The server weighs who asks before acting on a resource.",
    level: "SHOULD", basis: "keyword", observable: true, area: "auth", needs: "none", profile: "core",
  },
  "RFC7644-2-05": {
    requirement: "Basic authentication is combined with other factors.",
    level: "SHOULD", basis: "keyword", observable: false, area: "auth", needs: "none", profile: "core",
  },
  "RFC7644-2.1-01": {
    requirement: "Known threats to authorization tokens are taken into account.",
    level: "MUST", basis: "keyword", observable: false, area: "security", needs: "none", profile: "core",
  },
  "RFC7644-2.2-01": {
    requirement: "Anonymous requests may be allowed.",
    level: "MAY", basis: "keyword", observable: true, area: "auth", needs: "none", profile: "core",
  },
} as const;
