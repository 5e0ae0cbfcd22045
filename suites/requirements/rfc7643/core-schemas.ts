/** RFC 7643 section 4: User, Group and the enterprise extension. */
export const CORE_SCHEMAS = {
  "RFC7643-4.1-01": {
    requirement: "The User core schema is identified by urn:ietf:params:scim:schemas:core:2.0:User.",
    level: "MUST", basis: "prose", observable: true, area: "discovery", needs: "none", profile: "core",
  },
  "RFC7643-4.1.1-01": {
    requirement: "userName is required.",
    level: "MUST", basis: "keyword", observable: true, area: "create", needs: "none", profile: "core",
  },
  "RFC7643-4.1.1-02": {
    requirement: "userName is not empty.",
    level: "MUST", basis: "keyword", observable: true, area: "create", needs: "none", profile: "core",
  },
  "RFC7643-4.1.1-03": {
    requirement: "userName is unique among Users.",
    level: "MUST", basis: "keyword", observable: true, area: "create", needs: "none", profile: "core",
  },
  "RFC7643-4.1.1-04": {
    requirement: "userName uniqueness ignores letter case.",
    level: "MUST", basis: "prose", observable: true, area: "create", needs: "none", profile: "core",
  },
  "RFC7643-4.1.1-05": {
    requirement: "userName is compared without regard to case.",
    level: "MUST", basis: "prose", observable: true, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7643-4.1.1-06": {
    requirement: "name.formatted and the name parts describe the same name.",
    level: "SHOULD", basis: "keyword", observable: false, area: "read", needs: "none", profile: "core",
  },
  "RFC7643-4.1.1-07": {
    requirement: "preferredLanguage uses the Accept-Language format (hyphens).",
    level: "MUST", basis: "prose", doubt: true, observable: true, area: "create", needs: "none", profile: "core",
  },
  "RFC7643-4.1.1-08": {
    requirement: "locale with an underscore may be accepted.",
    level: "MAY", basis: "keyword", observable: true, area: "create", needs: "none", profile: "core",
  },
  "RFC7643-4.1.1-09": {
    requirement: "active is a boolean; the server sets its meaning.",
    level: "MUST", basis: "prose", observable: true, area: "create", needs: "none", profile: "core",
  },
  "RFC7643-4.1.1-10": {
    requirement: "The password, clear or hashed, is never returned.",
    level: "MUST NOT", basis: "keyword", observable: true, area: "security", needs: "none", profile: "core",
  },
  "RFC7643-4.1.1-11": {
    requirement: "A filter for password equality may be supported.",
    level: "MAY", basis: "keyword", observable: true, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7643-4.1.1-12": {
    requirement: "A stored password is hashed and checked against policy.",
    level: "SHOULD", basis: "keyword", observable: false, area: "security", needs: "none", profile: "core",
  },
  "RFC7643-4.1.1-13": {
    requirement: "A password can be set and changed when changePassword is supported.",
    level: "MUST", basis: "prose", doubt: true, observable: true, area: "replace", needs: "changePassword", profile: "core",
  },
  "RFC7643-4.1.2-01": {
    requirement: "Email values are canonicalised per RFC 5321 (domain in lower case).",
    level: "SHOULD", basis: "keyword", observable: true, area: "create", needs: "none", profile: "core",
  },
  "RFC7643-4.1.2-02": {
    requirement: "Phone numbers are canonicalised per RFC 3966.",
    level: "SHOULD", basis: "keyword", observable: true, area: "create", needs: "none", profile: "core",
  },
  "RFC7643-4.1.2-03": {
    requirement: "addresses.country is an ISO 3166-1 alpha-2 code.",
    level: "MUST", basis: "keyword", observable: true, area: "create", needs: "none", profile: "core",
  },
  "RFC7643-4.1.2-04": {
    requirement: "User.groups is readOnly: membership changes only through Group.",
    level: "MUST", basis: "prose", observable: true, area: "groups", needs: "groups", profile: "core",
  },
  "RFC7643-4.1.2-05": {
    requirement: "User.groups.value is the Group id and $ref its URI.",
    level: "MUST", basis: "keyword", observable: true, area: "groups", needs: "groups", profile: "core",
  },
  "RFC7643-4.1.2-06": {
    requirement: "User.groups.type tells direct from indirect membership.",
    level: "MUST", basis: "prose", doubt: true, observable: true, area: "groups", needs: "groups", profile: "core",
  },
  "RFC7643-4.1.2-07": {
    requirement: "A certificate value that is not base64 is refused.",
    level: "SHOULD", basis: "derived", observable: true, area: "create", needs: "none", profile: "core",
  },
  "RFC7643-4.1.2-08": {
    requirement: "photos values are URIs of image files.",
    level: "MUST", basis: "keyword", observable: false, area: "create", needs: "none", profile: "core",
  },
  "RFC7643-4.1.2-09": {
    requirement: "A client changes group membership through the Group resource.",
    level: "MUST", basis: "keyword", observable: false, area: "groups", needs: "none", profile: "core",
  },
  "RFC7643-4.1.2-10": {
    requirement: "ims values lose white space and upper case where that fits.",
    level: "SHOULD", basis: "keyword", observable: true, area: "create", needs: "none", profile: "core",
  },
  "RFC7643-4.1.2-11": {
    requirement: "One x509Certificates value holds no more than one certificate.",
    level: "MUST NOT", basis: "keyword", observable: true, area: "create", needs: "none", profile: "core",
  },
  "RFC7643-4.2-01": {
    requirement: "Group.displayName is required.",
    level: "MUST", basis: "keyword", observable: true, area: "groups", needs: "groups", profile: "core",
  },
  "RFC7643-4.2-02": {
    requirement: "members.value is the id of a SCIM resource.",
    level: "MUST", basis: "prose", observable: true, area: "groups", needs: "groups", profile: "core",
  },
  "RFC7643-4.2-03": {
    requirement: "members.$ref is the URI of the member resource.",
    level: "MUST", basis: "prose", observable: true, area: "groups", needs: "groups", profile: "core",
  },
  "RFC7643-4.2-04": {
    requirement: "Sub-attributes of members are immutable while members as a whole can be added and removed.",
    level: "MUST", basis: "prose", observable: true, area: "groups", needs: "patch,groups", profile: "core",
  },
  "RFC7643-4.2-05": {
    requirement: "Groups may be nested.",
    level: "MAY", basis: "prose", observable: true, area: "groups", needs: "groups", profile: "core",
  },
  "RFC7643-4.2-06": {
    requirement: "The server may demand a non-empty member value by marking the sub-attribute required.",
    level: "MAY", basis: "keyword", observable: true, area: "groups", needs: "groups", profile: "core",
  },
  "RFC7643-4.3-01": {
    requirement: "The enterprise extension is identified by urn:ietf:params:scim:schemas:extension:enterprise:2.0:User.",
    level: "MUST", basis: "prose", doubt: true, observable: true, area: "extension", needs: "none", profile: "core",
  },
  "RFC7643-4.3-02": {
    requirement: "manager.value is the id of another User and is case exact.",
    level: "MUST", basis: "erratum", observable: true, area: "extension", needs: "enterprise", profile: "core",
  },
  "RFC7643-4.3-03": {
    requirement: "manager.displayName is readOnly.",
    level: "MUST", basis: "prose", observable: true, area: "extension", needs: "enterprise", profile: "core",
  },
  "RFC7643-4.3-04": {
    requirement: "manager.$ref, where it is given, is the URI of the manager.",
    level: "MUST", basis: "prose", doubt: true, observable: true, area: "extension", needs: "enterprise", profile: "core",
  },
} as const;
