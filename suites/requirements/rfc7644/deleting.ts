/** RFC 7644 section 3.6: deleting resources. */
export const DELETING = {
  "RFC7644-3.6-01": {
    requirement: "A successful DELETE gives 204 without a body.",
    level: "MUST", basis: "keyword", observable: true, area: "delete", needs: "none", profile: "core",
  },
  "RFC7644-3.6-02": {
    requirement: "After DELETE every operation on the resource gives 404.",
    level: "MUST", basis: "keyword", observable: true, area: "delete", needs: "none", profile: "core",
  },
  "RFC7644-3.6-03": {
    requirement: "A deleted resource is left out of queries.",
    level: "MUST", basis: "keyword", observable: true, area: "delete", needs: "none", profile: "core",
  },
  "RFC7644-3.6-04": {
    requirement: "A deleted resource does not cause conflicts.",
    level: "SHOULD NOT", basis: "keyword", observable: true, area: "delete", needs: "none", profile: "core",
  },
  "RFC7644-3.6-05": {
    requirement: "DELETE of an unknown id gives 404.",
    section: "3.12", level: "SHOULD", basis: "table", observable: true, area: "delete", needs: "none", profile: "core",
  },
  "RFC7644-3.6-06": {
    requirement: "The resource need not be erased for good inside the server.",
    level: "MAY", basis: "keyword", observable: false, area: "delete", needs: "none", profile: "core",
  },
  "RFC7644-3.6-07": {
    requirement: "A deleted User no longer shows as a Group member.",
    level: "MAY", basis: "derived", doubt: true, observable: true, area: "groups", needs: "groups", profile: "core",
  },
  "RFC7644-3.6-08": {
    requirement: "DELETE does not need a body or a Content-Type.",
    level: "SHOULD NOT", basis: "derived", observable: true, area: "delete", needs: "none", profile: "core",
  },
} as const;
