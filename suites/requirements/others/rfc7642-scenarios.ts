/** RFC 7642 section 1: what SCIM is for. */
export const SCENARIOS = {
  "RFC7642-1-01": {
    requirement: "RFC 7642 is informational background (use cases, push and pull flows) and adds no testable rule.",
    level: "MAY", basis: "prose", observable: false, area: "discovery", needs: "none", profile: "core",
  },
} as const;
