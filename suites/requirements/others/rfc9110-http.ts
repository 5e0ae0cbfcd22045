/** RFC 9110: what HTTP itself asks for. */
export const HTTP = {
  "RFC9110-9.1-01": {
    requirement: "Unknown methods give 501 or 405.",
    level: "SHOULD", basis: "keyword", observable: true, area: "http", needs: "none", profile: "core",
  },
  "RFC9110-13.1.1-01": {
    requirement: "If-Match: * succeeds only when the resource exists.",
    level: "MUST", basis: "keyword", observable: true, area: "etag", needs: "etag", profile: "core",
  },
  "RFC9110-15.3.5-01": {
    requirement: "204 answers have no content.",
    level: "MUST", basis: "prose", observable: true, area: "http", needs: "none", profile: "core",
  },
  "RFC9110-15.4.5-01": {
    requirement: "304 answers have the ETag and no content.",
    level: "MUST", basis: "keyword", observable: true, area: "etag", needs: "etag", profile: "core",
  },
  "RFC9110-15.5.2-01": {
    requirement: "401 answers have WWW-Authenticate.",
    level: "MUST", basis: "keyword", observable: false, area: "auth", needs: "none", profile: "core",
  },
  "RFC9110-15.5.6-01": {
    requirement: "405 answers have an Allow header.",
    level: "MUST", basis: "keyword", observable: true, area: "http", needs: "none", profile: "core",
  },
} as const;
