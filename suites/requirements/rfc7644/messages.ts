/** RFC 7644 sections 3.8 to 3.11: data formats, the attributes of an answer, names of attributes, and /Me. */
export const MESSAGES = {
  "RFC7644-3.8-01": {
    requirement: "Requests and answers in UTF-8 JSON work.",
    level: "MUST", basis: "keyword", observable: true, area: "http", needs: "none", profile: "core",
  },
  "RFC7644-3.8-02": {
    requirement: "Accept: application/scim+json is honoured.",
    level: "MUST", basis: "keyword", observable: true, area: "http", needs: "none", profile: "core",
  },
  "RFC7644-3.8-03": {
    requirement: "Accept: application/json is honoured.",
    level: "SHOULD", basis: "keyword", observable: true, area: "http", needs: "none", profile: "core",
  },
  "RFC7644-3.8-04": {
    requirement: "Without Accept the format is application/scim+json.",
    level: "MUST", basis: "prose", observable: true, area: "http", needs: "none", profile: "core",
  },
  "RFC7644-3.8-05": {
    requirement: "Content-Type application/scim+json is taken in requests.",
    level: "MUST", basis: "keyword", observable: true, area: "http", needs: "none", profile: "core",
  },
  "RFC7644-3.8-06": {
    requirement: "Content-Type application/json is taken in requests.",
    level: "MAY", basis: "derived", observable: true, area: "http", needs: "none", profile: "core",
  },
  "RFC7644-3.8-07": {
    requirement: "A request in another media type may be refused.",
    level: "MAY", basis: "prose", observable: true, area: "http", needs: "none", profile: "core",
  },
  "RFC7644-3.8-08": {
    requirement: "The .scim URI suffix may choose the format.",
    level: "MAY", basis: "keyword", observable: false, area: "http", needs: "none", profile: "core",
  },
  "RFC7644-3.8-09": {
    requirement: "Multi-valued attributes are JSON arrays, even with one value; complex values are objects.",
    level: "MUST", basis: "prose", observable: true, area: "read", needs: "none", profile: "core",
  },
  "RFC7644-3.8-10": {
    requirement: "A client that uses another encoding names it in Content-Type.",
    level: "MUST", basis: "keyword", observable: false, area: "http", needs: "none", profile: "core",
  },
  "RFC7644-3.8-11": {
    requirement: "Content-Type application/scim+json is taken with the parameter charset=utf-8 too.",
    level: "MUST", basis: "keyword", doubt: true, observable: true, area: "http", needs: "none", profile: "core",
  },
  "RFC7644-3.9-01": {
    requirement: "With attributes, the answer has the always-returned set plus the named attributes only.",
    level: "MUST", basis: "keyword", observable: true, area: "projection", needs: "none", profile: "core",
  },
  "RFC7644-3.9-02": {
    requirement: "A named sub-attribute alone is returned.",
    level: "MUST", basis: "keyword", observable: true, area: "projection", needs: "none", profile: "core",
  },
  "RFC7644-3.9-03": {
    requirement: "The list is comma-separated.",
    level: "MUST", basis: "prose", observable: true, area: "projection", needs: "none", profile: "core",
  },
  "RFC7644-3.9-04": {
    requirement: "With excludedAttributes, the default set minus the named attributes is returned.",
    level: "MUST", basis: "keyword", observable: true, area: "projection", needs: "none", profile: "core",
  },
  "RFC7644-3.9-05": {
    requirement: "Projection works on every operation that returns a resource.",
    level: "MUST", basis: "keyword", observable: true, area: "projection", needs: "none", profile: "core",
  },
  "RFC7644-3.9-06": {
    requirement: "Projection works on lists and /.search.",
    level: "MUST", basis: "prose", observable: true, area: "projection", needs: "none", profile: "core",
  },
  "RFC7644-3.9-07": {
    requirement: "attributes and excludedAttributes exclude each other.",
    level: "MAY", basis: "derived", observable: true, area: "projection", needs: "none", profile: "core",
  },
  "RFC7644-3.9-08": {
    requirement: "Unknown names in attributes do no harm.",
    level: "MAY", basis: "derived", observable: true, area: "projection", needs: "none", profile: "core",
  },
  "RFC7644-3.9-09": {
    requirement: "attributes cannot bring back a never-returned attribute.",
    level: "MUST", basis: "prose", observable: false, area: "projection", needs: "none", profile: "core",
  },
  "RFC7644-3.9-10": {
    requirement: "A request for an extension by URN returns the whole container.",
    level: "MAY", basis: "derived", doubt: true, observable: true, area: "projection", needs: "enterprise", profile: "core",
  },
  "RFC7644-3.10-01": {
    requirement: "Attribute names in parameters ignore letter case and may carry the URN.",
    level: "MUST", basis: "prose", observable: true, area: "projection", needs: "none", profile: "core",
  },
  "RFC7644-3.10-02": {
    requirement: "All parts of a fully qualified name ignore letter case.",
    level: "MUST", basis: "prose", observable: true, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7644-3.10-03": {
    requirement: "Sub-attributes are written with a dot after the attribute.",
    level: "MUST", basis: "prose", observable: true, area: "filter", needs: "filter,enterprise", profile: "core",
  },
  "RFC7644-3.10-04": {
    requirement: "Clients qualify extension attributes with their URN.",
    level: "SHOULD", basis: "keyword", observable: false, area: "extension", needs: "none", profile: "core",
  },
  "RFC7644-3.11-01": {
    requirement: "A server without /Me answers 501.",
    level: "SHOULD", basis: "keyword", observable: true, area: "me", needs: "none", profile: "core",
  },
  "RFC7644-3.11-02": {
    requirement: "/Me may redirect with 308.",
    level: "MAY", basis: "keyword", observable: true, area: "me", needs: "none", profile: "core",
  },
  "RFC7644-3.11-03": {
    requirement: "A direct /Me answer has a Location header with the permanent URI.",
    level: "MUST", basis: "keyword", observable: true, area: "me", needs: "none", profile: "core",
  },
  "RFC7644-3.11-04": {
    requirement: "POST /Me leaves the type to the server.",
    level: "MAY", basis: "keyword", observable: false, area: "me", needs: "none", profile: "core",
  },
} as const;
