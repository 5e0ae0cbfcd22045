/** RFC 7644 sections 3.1 and 3.2: messages, endpoints and methods. */
export const ENDPOINTS = {
  "RFC7644-3.1-01": {
    requirement: "SCIM content is marked application/scim+json; application/json, which section 3.8 names beside it, is no breach.",
    level: "MUST", basis: "prose", observable: true, area: "http", needs: "none", profile: "core",
  },
  "RFC7644-3.1-02": {
    requirement: "The schema URI of a SCIM message begins with urn:ietf:params:scim:api:.",
    level: "MUST", basis: "keyword", observable: true, area: "schema", needs: "none", profile: "core",
  },
  "RFC7644-3.1-03": {
    requirement: "Message schemas are not listed at /Schemas.",
    level: "MUST NOT", basis: "keyword", observable: true, area: "discovery", needs: "none", profile: "core",
  },
  "RFC7644-3.1-04": {
    requirement: "Answers show the resource state as the server understands it.",
    level: "MUST", basis: "keyword", observable: true, area: "read", needs: "none", profile: "core",
  },
  "RFC7644-3.1-05": {
    requirement: "A client does not expect resources back exactly as sent.",
    level: "SHOULD NOT", basis: "keyword", observable: false, area: "read", needs: "none", profile: "core",
  },
  "RFC7644-3.1-06": {
    requirement: "/Schemas describes the schema that the server really uses.",
    level: "MUST", basis: "prose", doubt: true, observable: true, area: "schema", needs: "none", profile: "core",
  },
  "RFC7644-3.1-07": {
    requirement: "Attributes that /Schemas lists as readWrite and returned default are kept.",
    level: "SHOULD", basis: "derived", observable: true, area: "schema", needs: "none", profile: "core",
  },
  "RFC7644-3.2-01": {
    requirement: "Endpoints of further resource types use the plural of the type name.",
    level: "SHOULD", basis: "keyword", observable: true, area: "discovery", needs: "none", profile: "core",
  },
  "RFC7644-3.2-02": {
    requirement: "PUT never creates a resource.",
    level: "MUST NOT", basis: "keyword", observable: true, area: "replace", needs: "none", profile: "core",
  },
  "RFC7644-3.2-03": {
    requirement: "An error is told by the HTTP status and again in the body.",
    level: "SHOULD", basis: "keyword", observable: true, area: "errors", needs: "none", profile: "core",
  },
  "RFC7644-3.2-04": {
    requirement: "Answers are JSON in the body.",
    level: "MUST", basis: "prose", observable: true, area: "http", needs: "none", profile: "core",
  },
  "RFC7644-3.2-05": {
    requirement: "A client finds endpoints through /ResourceTypes.",
    level: "SHOULD", basis: "keyword", observable: false, area: "discovery", needs: "none", profile: "core",
  },
} as const;
