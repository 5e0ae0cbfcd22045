/** RFC 7644 sections 3.4 to 3.4.2.1: reading a resource, and querying many. */
export const RETRIEVING = {
  "RFC7644-3.4-01": {
    requirement: "A plain GET shows the assigned attributes whose returned is always or default.",
    level: "MUST", basis: "prose", observable: true, area: "read", needs: "none", profile: "core",
  },
  "RFC7644-3.4.1-01": {
    requirement: "GET of an existing resource gives 200 and the resource.",
    level: "MUST", basis: "prose", observable: true, area: "read", needs: "none", profile: "core",
  },
  "RFC7644-3.4.1-02": {
    requirement: "GET of an id that does not exist is not answered as success (404 is the fitting status, see RFC7644-3.12-09).",
    level: "MUST", basis: "prose", observable: true, area: "read", needs: "none", profile: "core",
  },
  "RFC7644-3.4.1-03": {
    requirement: "The Location header names the resource on GET.",
    level: "SHOULD", basis: "example", observable: true, area: "read", needs: "none", profile: "core",
  },
  "RFC7644-3.4.2-01": {
    requirement: "A query answer is a ListResponse message.",
    level: "MUST", basis: "keyword", observable: true, area: "pagination", needs: "none", profile: "core",
  },
  "RFC7644-3.4.2-02": {
    requirement: "totalResults is always present and an integer.",
    level: "MUST", basis: "keyword", observable: true, area: "pagination", needs: "none", profile: "core",
  },
  "RFC7644-3.4.2-03": {
    requirement: "Resources is an array and present when totalResults is not zero.",
    level: "MUST", basis: "keyword", observable: true, area: "pagination", needs: "none", profile: "core",
  },
  "RFC7644-3.4.2-04": {
    requirement: "startIndex is present when the page is partial.",
    level: "MUST", basis: "keyword", observable: true, area: "pagination", needs: "none", profile: "core",
  },
  "RFC7644-3.4.2-05": {
    requirement: "itemsPerPage is present when the page is partial.",
    level: "MUST", basis: "keyword", observable: true, area: "pagination", needs: "none", profile: "core",
  },
  "RFC7644-3.4.2-06": {
    requirement: "A query without matches gives 200 and totalResults 0.",
    level: "MUST", basis: "keyword", observable: true, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7644-3.4.2-07": {
    requirement: "Unknown query parameters are ignored.",
    level: "SHOULD", basis: "keyword", observable: true, area: "http", needs: "none", profile: "core",
  },
  "RFC7644-3.4.2-08": {
    requirement: "The server may support further query parameters.",
    level: "MAY", basis: "keyword", observable: false, area: "http", needs: "none", profile: "core",
  },
  "RFC7644-3.4.2-09": {
    requirement: "The members of a ListResponse are spelled as in the RFC (Resources with a capital R).",
    level: "SHOULD", basis: "example", doubt: true, observable: true, area: "read", needs: "none", profile: "core",
  },
  "RFC7644-3.4.2-10": {
    requirement: "Each item of Resources is a full resource with schemas and id.",
    level: "SHOULD", basis: "derived", observable: true, area: "read", needs: "none", profile: "core",
  },
  "RFC7644-3.4.2.1-01": {
    requirement: "Queries may be made at the server root.",
    level: "MAY", basis: "keyword", observable: true, area: "search", needs: "none", profile: "core",
  },
  "RFC7644-3.4.2.1-02": {
    requirement: "A root query covers all resources, subject to the filter.",
    level: "MUST", basis: "keyword", observable: true, area: "search", needs: "filter,groups", profile: "core",
  },
  "RFC7644-3.4.2.1-03": {
    requirement: "meta.resourceType may narrow a root query.",
    level: "MAY", basis: "keyword", observable: true, area: "search", needs: "filter", profile: "core",
  },
  "RFC7644-3.4.2.1-04": {
    requirement: "A query that would give too many results is refused with 400 tooMany.",
    level: "MUST", basis: "keyword", doubt: true, observable: true, area: "filter", needs: "none", profile: "core",
  },
  "RFC7644-3.4.2.1-05": {
    requirement: "In a query over several types, an attribute a type does not have counts as having no value.",
    level: "MUST", basis: "keyword", observable: true, area: "filter", needs: "filter,groups", profile: "core",
  },
} as const;
