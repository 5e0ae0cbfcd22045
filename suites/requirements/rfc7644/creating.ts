/** RFC 7644 section 3.3: creating resources. */
export const CREATING = {
  "RFC7644-3.3-01": {
    requirement: "readOnly attributes in a POST are ignored.",
    level: "MUST", basis: "keyword", observable: true, area: "create", needs: "none", profile: "core",
  },
  "RFC7644-3.3-02": {
    requirement: "The server may give defaults to readWrite attributes that were left out.",
    level: "MAY", basis: "keyword", observable: true, area: "create", needs: "none", profile: "core",
  },
  "RFC7644-3.3-03": {
    requirement: "A client may send null or [] to clear a default.",
    level: "MAY", basis: "keyword", observable: true, area: "create", needs: "none", profile: "core",
  },
  "RFC7644-3.3-04": {
    requirement: "A successful create answers 201.",
    level: "MUST", basis: "keyword", observable: true, area: "create", needs: "none", profile: "core",
  },
  "RFC7644-3.3-05": {
    requirement: "The 201 body holds the new resource.",
    level: "SHOULD", basis: "keyword", observable: true, area: "create", needs: "none", profile: "core",
  },
  "RFC7644-3.3-06": {
    requirement: "The create answer has a Location header with the resource URI.",
    level: "MUST", basis: "keyword", observable: true, area: "create", needs: "none", profile: "core",
  },
  "RFC7644-3.3-07": {
    requirement: "The create answer has meta.location equal to the Location header.",
    level: "MUST", basis: "keyword", observable: true, area: "create", needs: "none", profile: "core",
  },
  "RFC7644-3.3-08": {
    requirement: "A create that collides with an existing resource gives 409 with scimType uniqueness.",
    level: "MUST", basis: "keyword", observable: true, area: "create", needs: "none", profile: "core",
  },
  "RFC7644-3.3-09": {
    requirement: "A body that is not JSON is refused with 400 invalidSyntax.",
    section: "3.12", level: "SHOULD", basis: "table", observable: true, area: "create", needs: "none", profile: "core",
  },
  "RFC7644-3.3-10": {
    requirement: "A body without schemas, or with a foreign schema, is refused with 400.",
    level: "SHOULD", basis: "derived", observable: true, area: "create", needs: "none", profile: "core",
  },
  "RFC7644-3.3-11": {
    requirement: "A value of the wrong JSON type is refused with 400 invalidValue.",
    section: "3.12", level: "SHOULD", basis: "table", observable: true, area: "create", needs: "none", profile: "core",
  },
  "RFC7644-3.3-12": {
    requirement: "Attributes that the schema does not define may be ignored or refused.",
    level: "MAY", basis: "prose", observable: true, area: "create", needs: "none", profile: "core",
  },
  "RFC7644-3.3.1-01": {
    requirement: "meta.resourceType is set from the endpoint.",
    level: "MUST", basis: "keyword", observable: true, area: "create", needs: "none", profile: "core",
  },
} as const;
