/** RFC 7643 section 2: attributes, their data types and values. */
export const ATTRIBUTES = {
  "RFC7643-2.1-01": {
    requirement: 'Attribute names start with a letter and continue with letters, digits, "$", "-" or "_".',
    level: "MUST", basis: "keyword", observable: true, area: "schema", needs: "none", profile: "core",
  },
  "RFC7643-2.1-02": {
    requirement: "Attribute names in request bodies are matched without regard to case.",
    level: "MUST", basis: "prose", observable: true, area: "create", needs: "none", profile: "core",
  },
  "RFC7643-2.1-03": {
    requirement: 'Every SCIM resource states its schemas through the "schemas" attribute.',
    level: "MUST", basis: "keyword", observable: true, area: "schema", needs: "none", profile: "core",
  },
  "RFC7643-2.2-01": {
    requirement: "An attribute definition that leaves out a characteristic takes the default: not required, case-insensitive, readWrite, returned default, uniqueness none, type string.",
    level: "MUST", basis: "prose", observable: false, area: "schema", needs: "none", profile: "core",
  },
  "RFC7643-2.3-01": {
    requirement: "A provider does not invent data types beyond string, boolean, decimal, integer, dateTime, binary, reference and complex.",
    level: "SHOULD NOT", basis: "keyword", observable: true, area: "schema", needs: "none", profile: "core",
  },
  "RFC7643-2.3.1-01": {
    requirement: "When canonicalValues are declared the server may limit accepted values to them.",
    level: "MAY", basis: "keyword", observable: true, area: "schema", needs: "none", profile: "core",
  },
  "RFC7643-2.3.1-02": {
    requirement: "String values are JSON strings, never numbers, objects or lists.",
    level: "MUST", basis: "prose", observable: true, area: "read", needs: "none", profile: "core",
  },
  "RFC7643-2.3.2-01": {
    requirement: "Boolean values are the JSON literals true/false, never strings or numbers.",
    level: "MUST", basis: "prose", observable: true, area: "read", needs: "none", profile: "core",
  },
  "RFC7643-2.3.3-01": {
    requirement: "Decimal values are JSON numbers.",
    level: "MUST", basis: "prose", observable: true, area: "read", needs: "none", profile: "core",
  },
  "RFC7643-2.3.4-01": {
    requirement: "Integer values carry no fraction and no exponent.",
    level: "MUST NOT", basis: "keyword", observable: true, area: "read", needs: "none", profile: "core",
  },
  "RFC7643-2.3.5-01": {
    requirement: "DateTime values are xsd:dateTime strings with both a date and a time.",
    level: "MUST", basis: "keyword", observable: true, area: "read", needs: "none", profile: "core",
  },
  "RFC7643-2.3.6-01": {
    requirement: "Binary values are base64 strings; padding may be left out.",
    level: "MUST", basis: "keyword", observable: true, area: "read", needs: "none", profile: "core",
  },
  "RFC7643-2.3.7-01": {
    requirement: "Reference values are absolute or relative URIs.",
    level: "MUST", basis: "keyword", observable: true, area: "read", needs: "none", profile: "core",
  },
  "RFC7643-2.3.7-02": {
    requirement: "A relative reference resolves against the SCIM root (base URI without the endpoint segment).",
    level: "MUST", basis: "keyword", doubt: true, observable: true, area: "read", needs: "none", profile: "core",
  },
  "RFC7643-2.3.7-03": {
    requirement: "GET on a reference URI gives the target resource or a fitting HTTP status.",
    level: "MUST", basis: "keyword", observable: true, area: "read", needs: "none", profile: "core",
  },
  "RFC7643-2.3.7-04": {
    requirement: "Reference attributes are case exact.",
    level: "MUST", basis: "prose", doubt: true, observable: true, area: "schema", needs: "none", profile: "core",
  },
  "RFC7643-2.3.8-01": {
    requirement: "A server accepts the members of a JSON object in any order.",
    level: "MUST NOT", basis: "keyword", observable: true, area: "create", needs: "none", profile: "core",
  },
  "RFC7643-2.3.8-02": {
    requirement: "A complex attribute has no complex sub-attributes.",
    level: "MUST NOT", basis: "keyword", observable: true, area: "schema", needs: "none", profile: "core",
  },
  "RFC7643-2.3.8-03": {
    requirement: "A complex attribute has no uniqueness and no case sensitivity of its own.",
    level: "MUST NOT", basis: "prose", doubt: true, observable: true, area: "schema", needs: "none", profile: "core",
  },
  "RFC7643-2.4-01": {
    requirement: "At most one value of a multi-valued attribute has primary true.",
    level: "MUST", basis: "keyword", observable: true, area: "create", needs: "none", profile: "core",
  },
  "RFC7643-2.4-02": {
    requirement: "A missing primary counts as false.",
    level: "MUST", basis: "keyword", doubt: true, observable: true, area: "read", needs: "none", profile: "core",
  },
  "RFC7643-2.4-03": {
    requirement: "The same (type, value) pair does not occur twice in one multi-valued attribute.",
    level: "SHOULD NOT", basis: "keyword", observable: true, area: "read", needs: "none", profile: "core",
  },
  "RFC7643-2.4-04": {
    requirement: "Multi-valued values are returned in canonical form, for example with a type, where that fits.",
    level: "SHOULD", basis: "keyword", observable: true, area: "read", needs: "none", profile: "core",
  },
  "RFC7643-2.4-05": {
    requirement: "Resource URIs with, without or with another version segment are treated as the same resource.",
    level: "MUST", basis: "keyword", observable: false, area: "read", needs: "none", profile: "core",
  },
  "RFC7643-2.4-06": {
    requirement: "A sub-attribute primary of a multi-valued attribute is a boolean.",
    level: "MUST", basis: "keyword", observable: true, area: "schema", needs: "none", profile: "core",
  },
  "RFC7643-2.4-07": {
    requirement: "A sub-attribute $ref of a multi-valued attribute is a reference.",
    level: "MUST", basis: "keyword", doubt: true, observable: true, area: "schema", needs: "none", profile: "core",
  },
  "RFC7643-2.4-08": {
    requirement: "The sub-attributes type, display and value of a multi-valued attribute keep their standard meaning.",
    level: "MUST", basis: "keyword", observable: false, area: "schema", needs: "none", profile: "core",
  },
  "RFC7643-2.5-01": {
    requirement: "Unassigned, null and an empty array mean the same state.",
    level: "MUST", basis: "keyword", observable: true, area: "create", needs: "none", profile: "core",
  },
  "RFC7643-2.5-02": {
    requirement: "Setting null or [] makes an attribute unassigned.",
    level: "MUST", basis: "prose", observable: true, area: "replace", needs: "none", profile: "core",
  },
  "RFC7643-2.5-03": {
    requirement: "Unassigned attributes may be left out of the JSON.",
    level: "MAY", basis: "keyword", observable: true, area: "read", needs: "none", profile: "core",
  },
} as const;
