/** RFC 7643 section 9: security. */
export const SECURITY = {
  "RFC7643-9.2-01": {
    requirement: "Passwords are not stored in clear.",
    level: "MUST NOT", basis: "keyword", observable: false, area: "security", needs: "none", profile: "core",
  },
} as const;
