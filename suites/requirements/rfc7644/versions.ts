/** RFC 7644 sections 3.13 and 3.14: versions of the protocol and of resources. */
export const VERSIONS = {
  "RFC7644-3.13-01": {
    requirement: 'A version segment stands right before the endpoint and is "v" plus the number.',
    level: "MUST", basis: "keyword", doubt: true, observable: true, area: "http", needs: "none", profile: "core",
  },
  "RFC7644-3.13-02": {
    requirement: "With a version the server uses it or refuses.",
    level: "MUST", basis: "keyword", doubt: true, observable: true, area: "http", needs: "none", profile: "core",
  },
  "RFC7644-3.13-03": {
    requirement: "Without a version the latest is used.",
    level: "SHOULD", basis: "keyword", observable: true, area: "http", needs: "none", profile: "core",
  },
  "RFC7644-3.14-01": {
    requirement: "When versions are supported the ETag header is sent.",
    level: "MUST", basis: "keyword", observable: true, area: "etag", needs: "etag", profile: "core",
  },
  "RFC7644-3.14-02": {
    requirement: "When versions are supported meta.version is set.",
    level: "SHOULD", basis: "keyword", observable: true, area: "etag", needs: "etag", profile: "core",
  },
  "RFC7644-3.14-03": {
    requirement: "The version changes when the resource changes.",
    level: "MUST", basis: "prose", observable: true, area: "etag", needs: "etag", profile: "core",
  },
  "RFC7644-3.14-04": {
    requirement: "If-None-Match with the current ETag gives 304 and no body.",
    level: "MUST", basis: "prose", observable: true, area: "etag", needs: "etag", profile: "core",
  },
  "RFC7644-3.14-05": {
    requirement: "If-Match with a stale ETag stops a PUT.",
    level: "MUST", basis: "prose", observable: true, area: "etag", needs: "etag", profile: "core",
  },
  "RFC7644-3.14-06": {
    requirement: "If-Match with a stale ETag stops a PATCH.",
    level: "MUST", basis: "prose", observable: true, area: "etag", needs: "etag,patch", profile: "core",
  },
  "RFC7644-3.14-07": {
    requirement: "If-Match with a stale ETag stops a DELETE.",
    section: "3.6", level: "SHOULD", basis: "example", observable: true, area: "etag", needs: "etag", profile: "core",
  },
  "RFC7644-3.14-08": {
    requirement: "If-Match with the current ETag lets the change pass.",
    level: "MUST", basis: "prose", observable: true, area: "etag", needs: "etag", profile: "core",
  },
  "RFC7644-3.14-09": {
    requirement: "Weak ETags may be used, also with If-Match.",
    level: "MAY", basis: "keyword", observable: true, area: "etag", needs: "etag", profile: "core",
  },
  "RFC7644-3.14-10": {
    requirement: "A server without versions ignores the headers.",
    level: "MAY", basis: "keyword", observable: true, area: "etag", needs: "none", profile: "core",
  },
} as const;
