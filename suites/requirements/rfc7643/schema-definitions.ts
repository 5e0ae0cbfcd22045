/** RFC 7643 section 7: how a schema is described. */
export const SCHEMA_DEFINITIONS = {
  "RFC7643-7-01": {
    requirement: "Every schema URI used in a resource has a matching Schema resource.",
    level: "MUST", basis: "prose", observable: true, area: "discovery", needs: "none", profile: "core",
  },
  "RFC7643-7-02": {
    requirement: "A Schema resource has id and attributes.",
    level: "MUST", basis: "prose", observable: true, area: "discovery", needs: "none", profile: "core",
  },
  "RFC7643-7-03": {
    requirement: "Schema.id is the schema URI.",
    level: "MUST", basis: "keyword", observable: true, area: "discovery", needs: "none", profile: "core",
  },
  "RFC7643-7-04": {
    requirement: "Each attribute definition has a name and a boolean multiValued, and what else it says has the right JSON type.",
    level: "MUST", basis: "prose", observable: true, area: "discovery", needs: "none", profile: "core",
  },
  "RFC7643-7-05": {
    requirement: "mutability, returned and uniqueness use only the defined keywords.",
    level: "MUST", basis: "prose", observable: true, area: "discovery", needs: "none", profile: "core",
  },
  "RFC7643-7-06": {
    requirement: "A complex attribute lists its subAttributes.",
    level: "SHOULD", basis: "keyword", observable: true, area: "discovery", needs: "none", profile: "core",
  },
  "RFC7643-7-07": {
    requirement: "referenceTypes is an array of strings.",
    level: "MUST", basis: "prose", observable: true, area: "discovery", needs: "none", profile: "core",
  },
  "RFC7643-7-08": {
    requirement: "Schema resources cannot be modified.",
    level: "MUST", basis: "prose", observable: true, area: "discovery", needs: "none", profile: "core",
  },
  "RFC7643-7-09": {
    requirement: "A case-exact attribute keeps the letter case that was sent.",
    level: "MUST", basis: "keyword", observable: true, area: "create", needs: "none", profile: "core",
  },
  "RFC7643-7-10": {
    requirement: "The server may change the letter case of a case-insensitive value.",
    level: "MAY", basis: "keyword", observable: true, area: "create", needs: "none", profile: "core",
  },
  "RFC7643-7-11": {
    requirement: "Filters on a case-exact attribute are case sensitive.",
    level: "MUST", basis: "keyword", observable: true, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7643-7-12": {
    requirement: "A readOnly attribute cannot be modified by a client.",
    level: "MUST NOT", basis: "keyword", observable: true, area: "replace", needs: "none", profile: "core",
  },
  "RFC7643-7-13": {
    requirement: "An immutable attribute is not updated once it has a value.",
    level: "MUST NOT", basis: "keyword", observable: true, area: "replace", needs: "none", profile: "core",
  },
  "RFC7643-7-14": {
    requirement: "A writeOnly attribute is never returned.",
    level: "MUST NOT", basis: "keyword", observable: true, area: "read", needs: "none", profile: "core",
  },
  "RFC7643-7-15": {
    requirement: 'returned "always" attributes are in every representation.',
    level: "MUST", basis: "prose", observable: true, area: "projection", needs: "none", profile: "core",
  },
  "RFC7643-7-16": {
    requirement: 'returned "never" attributes are in no representation.',
    level: "MUST", basis: "prose", observable: true, area: "projection", needs: "none", profile: "core",
  },
  "RFC7643-7-17": {
    requirement: 'returned "default" attributes come by default and, when attributes is given, only when named.',
    level: "MUST", basis: "prose", observable: true, area: "projection", needs: "none", profile: "core",
  },
  "RFC7643-7-18": {
    requirement: 'returned "request" attributes come in a query only when named, and in write answers when the client sent them.',
    level: "MUST", basis: "prose", observable: true, area: "projection", needs: "none", profile: "core",
  },
  "RFC7643-7-19": {
    requirement: "A uniqueness breach may be refused with 400.",
    level: "MAY", basis: "keyword", observable: true, area: "errors", needs: "none", profile: "core",
  },
  "RFC7643-7-20": {
    requirement: "Values of attributes with uniqueness server/global are not shared by two resources.",
    level: "SHOULD", basis: "keyword", observable: true, area: "create", needs: "none", profile: "core",
  },
  "RFC7643-7-21": {
    requirement: "A Schema resource has name and description where they apply.",
    level: "MUST", basis: "keyword", doubt: true, observable: true, area: "discovery", needs: "none", profile: "core",
  },
  "RFC7643-7-22": {
    requirement: "Each attribute definition has type, description, required, mutability and returned, and, where they apply, caseExact and uniqueness.",
    level: "MUST", basis: "prose", doubt: true, observable: true, area: "discovery", needs: "none", profile: "core",
  },
  "RFC7643-7-23": {
    requirement: "A Schema resource has the URN of the Schema schema in schemas.",
    level: "MUST", basis: "prose", doubt: true, observable: true, area: "discovery", needs: "none", profile: "core",
  },
  "RFC7643-7-24": {
    requirement: "A reference attribute says its referenceTypes, and no other attribute does.",
    level: "MUST", basis: "prose", doubt: true, observable: true, area: "discovery", needs: "none", profile: "core",
  },
} as const;
