/** RFC 7644 section 4: the discovery endpoints. */
export const DISCOVERY = {
  "RFC7644-4-01": {
    requirement: "GET /ServiceProviderConfig gives the configuration with its schema URN.",
    level: "MUST", basis: "keyword", observable: true, area: "discovery", needs: "none", profile: "core",
  },
  "RFC7644-4-02": {
    requirement: "GET /Schemas gives all schemas as a ListResponse.",
    level: "MUST", basis: "keyword", observable: true, area: "discovery", needs: "none", profile: "core",
  },
  "RFC7644-4-03": {
    requirement: "GET /Schemas/{urn} gives that schema as a single object.",
    level: "MUST", basis: "prose", observable: true, area: "discovery", needs: "none", profile: "core",
  },
  "RFC7644-4-04": {
    requirement: "GET /ResourceTypes gives the resource types as a ListResponse.",
    level: "MUST", basis: "keyword", observable: true, area: "discovery", needs: "none", profile: "core",
  },
  "RFC7644-4-05": {
    requirement: "A single ResourceType is returned as one object.",
    level: "MUST", basis: "prose", observable: true, area: "discovery", needs: "none", profile: "core",
  },
  "RFC7644-4-06": {
    requirement: "Sorting and paging parameters are ignored at discovery endpoints.",
    level: "MUST", basis: "keyword", observable: true, area: "discovery", needs: "none", profile: "core",
  },
  "RFC7644-4-07": {
    requirement: "A filter at a discovery endpoint gives 403.",
    level: "SHOULD", basis: "keyword", doubt: true, observable: true, area: "discovery", needs: "none", profile: "core",
  },
  "RFC7644-4-08": {
    requirement: "ServiceProviderConfig tells the truth.",
    level: "MUST", basis: "prose", observable: true, area: "discovery", needs: "none", profile: "core",
  },
  "RFC7644-4-09": {
    requirement: "Discovery resources have meta.location and meta.resourceType.",
    level: "SHOULD", basis: "example", observable: true, area: "discovery", needs: "none", profile: "core",
  },
  "RFC7644-4-10": {
    requirement: "/ResourceTypes lists every type of resource that the server has.",
    level: "MUST", basis: "prose", doubt: true, observable: true, area: "discovery", needs: "none", profile: "core",
  },
} as const;
