/** RFC 7643 section 6: resource types. */
export const RESOURCE_TYPES = {
  "RFC7643-6-01": {
    requirement: "Each ResourceType has name, endpoint and schema.",
    level: "MUST", basis: "keyword", observable: true, area: "discovery", needs: "none", profile: "core",
  },
  "RFC7643-6-02": {
    requirement: "ResourceType.schema equals the id of a Schema resource.",
    level: "MUST", basis: "keyword", observable: true, area: "discovery", needs: "none", profile: "core",
  },
  "RFC7643-6-03": {
    requirement: "schemaExtensions.schema equals the id of a Schema resource.",
    level: "MUST", basis: "keyword", observable: true, area: "discovery", needs: "none", profile: "core",
  },
  "RFC7643-6-04": {
    requirement: 'Each schemaExtensions item has a boolean "required"; schemaExtensions is a list.',
    level: "MUST", basis: "keyword", observable: true, area: "discovery", needs: "none", profile: "core",
  },
  "RFC7643-6-05": {
    requirement: "An extension marked required is present in every resource of the type with its required attributes.",
    level: "MUST", basis: "keyword", observable: true, area: "extension", needs: "none", profile: "core",
  },
  "RFC7643-6-06": {
    requirement: "ResourceType name and endpoint are unique on the server; name is case exact.",
    level: "MUST", basis: "erratum", doubt: true, observable: true, area: "discovery", needs: "none", profile: "core",
  },
  "RFC7643-6-07": {
    requirement: "The endpoint of a ResourceType answers.",
    level: "MUST", basis: "prose", observable: true, area: "discovery", needs: "none", profile: "core",
  },
  "RFC7643-6-08": {
    requirement: "A ResourceType has a description where one applies.",
    level: "MUST", basis: "keyword", doubt: true, observable: true, area: "discovery", needs: "none", profile: "core",
  },
  "RFC7643-6-09": {
    requirement: "ResourceType resources are read-only.",
    level: "MUST", basis: "prose", observable: true, area: "discovery", needs: "none", profile: "core",
  },
  "RFC7643-6-10": {
    requirement: "The endpoint of a ResourceType is written relative to the base URL.",
    level: "MUST", basis: "prose", doubt: true, observable: true, area: "discovery", needs: "none", profile: "core",
  },
} as const;
