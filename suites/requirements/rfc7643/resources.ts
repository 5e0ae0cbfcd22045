/** RFC 7643 section 3: resources, what all have in common, and extensions. */
export const RESOURCES = {
  "RFC7643-3-01": {
    requirement: '"schemas" is a non-empty array of URI strings.',
    level: "MUST", basis: "keyword", observable: true, area: "schema", needs: "none", profile: "core",
  },
  "RFC7643-3-02": {
    requirement: "\"schemas\" holds only the resource type's schema and its declared schemaExtensions.",
    level: "MUST", basis: "keyword", observable: true, area: "schema", needs: "none", profile: "core",
  },
  "RFC7643-3-03": {
    requirement: '"schemas" holds no duplicates.',
    level: "MUST NOT", basis: "keyword", observable: true, area: "schema", needs: "none", profile: "core",
  },
  "RFC7643-3-04": {
    requirement: 'The order of "schemas" values does not change behaviour.',
    level: "MUST NOT", basis: "keyword", observable: true, area: "create", needs: "enterprise", profile: "core",
  },
  "RFC7643-3-05": {
    requirement: 'Common attributes (id, externalId, meta) exist on every resource whatever "schemas" says.',
    level: "MUST", basis: "keyword", doubt: true, observable: true, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7643-3.1-01": {
    requirement: "After a create the server has given values to id and meta and its sub-attributes.",
    level: "MUST", basis: "keyword", observable: true, area: "create", needs: "none", profile: "core",
  },
  "RFC7643-3.1-02": {
    requirement: "Each representation holds a non-empty id.",
    level: "MUST", basis: "keyword", observable: true, area: "read", needs: "none", profile: "core",
  },
  "RFC7643-3.1-03": {
    requirement: "id is unique over the whole set of resources of the provider.",
    level: "MUST", basis: "keyword", observable: true, area: "create", needs: "none", profile: "core",
  },
  "RFC7643-3.1-04": {
    requirement: "id is stable and never reassigned.",
    level: "MUST", basis: "keyword", observable: true, area: "read", needs: "none", profile: "core",
  },
  "RFC7643-3.1-05": {
    requirement: "id is always issued by the server; a value from the client is not used.",
    level: "MUST", basis: "prose", observable: true, area: "create", needs: "none", profile: "core",
  },
  "RFC7643-3.1-06": {
    requirement: 'An identifier does not contain the reserved word "bulkId".',
    level: "MUST NOT", basis: "keyword", observable: true, area: "create", needs: "none", profile: "core",
  },
  "RFC7643-3.1-07": {
    requirement: "id is case exact.",
    level: "MUST", basis: "prose", observable: true, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7643-3.1-08": {
    requirement: "The server never makes up an externalId.",
    level: "MUST NOT", basis: "keyword", observable: true, area: "create", needs: "none", profile: "core",
  },
  "RFC7643-3.1-09": {
    requirement: "The server does not enforce uniqueness of externalId.",
    level: "SHOULD NOT", basis: "prose", observable: true, area: "create", needs: "none", profile: "core",
  },
  "RFC7643-3.1-10": {
    requirement: "externalId is case exact.",
    level: "MUST", basis: "prose", observable: true, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7643-3.1-11": {
    requirement: "A stored externalId keeps its letter case.",
    level: "MUST", basis: "prose", observable: true, area: "read", needs: "none", profile: "core",
  },
  "RFC7643-3.1-12": {
    requirement: "externalId is scoped to the provisioning domain that set it.",
    level: "MUST", basis: "keyword", observable: false, area: "security", needs: "none", profile: "core",
  },
  "RFC7643-3.1-13": {
    requirement: "meta sent by the client is ignored.",
    level: "MUST", basis: "keyword", observable: true, area: "create", needs: "none", profile: "core",
  },
  "RFC7643-3.1-14": {
    requirement: "meta sent by the client on PUT is ignored.",
    level: "MUST", basis: "keyword", observable: true, area: "replace", needs: "none", profile: "core",
  },
  "RFC7643-3.1-15": {
    requirement: "meta.resourceType is the ResourceType name, letter case included.",
    level: "MUST", basis: "prose", observable: true, area: "read", needs: "none", profile: "core",
  },
  "RFC7643-3.1-16": {
    requirement: "meta.created is a DateTime and does not change.",
    level: "MUST", basis: "keyword", observable: true, area: "read", needs: "none", profile: "core",
  },
  "RFC7643-3.1-17": {
    requirement: "meta.lastModified equals meta.created until the first change.",
    level: "MUST", basis: "keyword", observable: true, area: "create", needs: "none", profile: "core",
  },
  "RFC7643-3.1-18": {
    requirement: "meta.lastModified moves forward when the resource changes.",
    level: "MUST", basis: "prose", observable: true, area: "replace", needs: "none", profile: "core",
  },
  "RFC7643-3.1-19": {
    requirement: "meta.location is the URI of the resource.",
    level: "MUST", basis: "keyword", observable: true, area: "read", needs: "none", profile: "core",
  },
  "RFC7643-3.1-20": {
    requirement: "meta.version equals the ETag header.",
    level: "MUST", basis: "prose", observable: true, area: "etag", needs: "etag", profile: "core",
  },
  "RFC7643-3.1-21": {
    requirement: "A version that is not a strong validator has the W/ prefix in upper case.",
    level: "MUST", basis: "keyword", observable: true, area: "etag", needs: "etag", profile: "core",
  },
  "RFC7643-3.1-22": {
    requirement: "A client does not choose the id.",
    level: "MUST NOT", basis: "keyword", observable: false, area: "create", needs: "none", profile: "core",
  },
  "RFC7643-3.1-23": {
    requirement: "The characteristics of id, externalId and meta given in the RFC win over older definitions in a schema.",
    level: "MUST", basis: "keyword", doubt: true, observable: true, area: "schema", needs: "none", profile: "core",
  },
  "RFC7643-3.1-24": {
    requirement: "meta.location is the same as the Content-Location header, where there is one.",
    level: "MUST", basis: "keyword", observable: true, area: "read", needs: "none", profile: "core",
  },
  "RFC7643-3.1-25": {
    requirement: "meta.lastModified of a Group moves forward when its members change.",
    level: "SHOULD", basis: "derived", doubt: true, observable: true, area: "groups", needs: "groups", profile: "core",
  },
  "RFC7643-3.3-01": {
    requirement: '"schemas" contains the base schema of the resource.',
    level: "MUST", basis: "keyword", observable: true, area: "extension", needs: "none", profile: "core",
  },
  "RFC7643-3.3-02": {
    requirement: "Extension attributes live inside an object keyed by the extension URN.",
    level: "MUST", basis: "keyword", observable: true, area: "extension", needs: "enterprise", profile: "core",
  },
  "RFC7643-3.3-03": {
    requirement: '"schemas" lists an extension when its container is present.',
    level: "MUST", basis: "prose", observable: true, area: "extension", needs: "none", profile: "core",
  },
  "RFC7643-3.3-04": {
    requirement: "Extensions do not redefine attributes of the core specification.",
    level: "SHOULD", basis: "keyword", observable: true, area: "extension", needs: "none", profile: "core",
  },
} as const;
