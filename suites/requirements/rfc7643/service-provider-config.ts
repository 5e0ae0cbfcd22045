/** RFC 7643 section 5: the service provider's configuration. */
export const SERVICE_PROVIDER_CONFIG = {
  "RFC7643-5-01": {
    requirement: 'ServiceProviderConfig has patch, bulk, filter, changePassword, sort and etag, each with a boolean "supported".',
    level: "MUST", basis: "keyword", observable: true, area: "discovery", needs: "none", profile: "core",
  },
  "RFC7643-5-02": {
    requirement: "bulk has integer maxOperations and maxPayloadSize, even when bulk is not supported.",
    level: "MUST", basis: "keyword", observable: true, area: "discovery", needs: "none", profile: "core",
  },
  "RFC7643-5-03": {
    requirement: "filter has integer maxResults.",
    level: "MUST", basis: "keyword", observable: true, area: "discovery", needs: "none", profile: "core",
  },
  "RFC7643-5-04": {
    requirement: "authenticationSchemes is a list whose items have type, name and description.",
    level: "MUST", basis: "keyword", observable: true, area: "discovery", needs: "none", profile: "core",
  },
  "RFC7643-5-05": {
    requirement: "authenticationSchemes.type is one of oauth, oauth2, oauthbearertoken, httpbasic, httpdigest.",
    level: "MUST", basis: "prose", doubt: true, observable: true, area: "discovery", needs: "none", profile: "core",
  },
  "RFC7643-5-06": {
    requirement: "authenticationSchemes can be read without prior authentication.",
    level: "SHOULD", basis: "keyword", observable: true, area: "discovery", needs: "none", profile: "core",
  },
  "RFC7643-5-07": {
    requirement: "All ServiceProviderConfig attributes are readOnly.",
    level: "MUST", basis: "prose", observable: true, area: "discovery", needs: "none", profile: "core",
  },
  "RFC7643-5-08": {
    requirement: "ServiceProviderConfig need not have an id.",
    level: "MAY", basis: "prose", observable: true, area: "discovery", needs: "none", profile: "core",
  },
  "RFC7643-5-09": {
    requirement: "documentationUri, specUri are optional URLs.",
    level: "MAY", basis: "keyword", observable: true, area: "discovery", needs: "none", profile: "core",
  },
  "RFC7643-5-10": {
    requirement: "authenticationSchemes lists at least one scheme.",
    level: "MUST", basis: "keyword", doubt: true, observable: true, area: "discovery", needs: "none", profile: "core",
  },
} as const;
