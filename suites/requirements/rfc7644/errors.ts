/** RFC 7644 section 3.12: statuses and errors. */
export const ERRORS = {
  "RFC7644-3.12-01": {
    requirement: "Errors are JSON bodies with the Error URN.",
    level: "MUST", basis: "keyword", observable: true, area: "errors", needs: "none", profile: "core",
  },
  "RFC7644-3.12-02": {
    requirement: "status is present and a JSON string.",
    level: "MUST", basis: "keyword", observable: true, area: "errors", needs: "none", profile: "core",
  },
  "RFC7644-3.12-03": {
    requirement: "scimType and detail are optional.",
    level: "MAY", basis: "keyword", observable: true, area: "errors", needs: "none", profile: "core",
  },
  "RFC7644-3.12-04": {
    requirement: "The Error object is the root of the body.",
    level: "MUST", basis: "prose", observable: true, area: "errors", needs: "none", profile: "core",
  },
  "RFC7644-3.12-05": {
    requirement: "Error bodies have the SCIM media type.",
    level: "SHOULD", basis: "example", observable: true, area: "errors", needs: "none", profile: "core",
  },
  "RFC7644-3.12-06": {
    requirement: "400 is used for requests that cannot be parsed or break the schema.",
    level: "SHOULD", basis: "table", observable: true, area: "errors", needs: "none", profile: "core",
  },
  "RFC7644-3.12-07": {
    requirement: "401 is used for a missing or invalid authorization.",
    level: "SHOULD", basis: "table", observable: false, area: "auth", needs: "none", profile: "core",
  },
  "RFC7644-3.12-08": {
    requirement: "403 is used when the credential does not allow the operation.",
    level: "SHOULD", basis: "table", observable: false, area: "auth", needs: "none", profile: "core",
  },
  "RFC7644-3.12-09": {
    requirement: "404 is used for unknown resources and endpoints.",
    level: "SHOULD", basis: "table", observable: true, area: "errors", needs: "none", profile: "core",
  },
  "RFC7644-3.12-10": {
    requirement: "409 is used for a version conflict or a duplicate.",
    level: "SHOULD", basis: "table", observable: false, area: "errors", needs: "none", profile: "core",
  },
  "RFC7644-3.12-11": {
    requirement: "412 is used when the resource has changed on the server.",
    level: "SHOULD", basis: "table", observable: true, area: "etag", needs: "etag", profile: "core",
  },
  "RFC7644-3.12-12": {
    requirement: "413 is used for a payload over the limit.",
    level: "SHOULD", basis: "table", observable: false, area: "bulk", needs: "bulk", profile: "core",
  },
  "RFC7644-3.12-13": {
    requirement: "500 answers have a useful Error body; a request of the checker should not cause one.",
    level: "SHOULD", basis: "table", observable: true, area: "errors", needs: "none", profile: "core",
  },
  "RFC7644-3.12-14": {
    requirement: "501 is used for operations that are not supported, such as PATCH.",
    level: "SHOULD", basis: "table", observable: true, area: "errors", needs: "none", profile: "core",
  },
  "RFC7644-3.12-15": {
    requirement: "scimType invalidFilter also goes with a bad filter in a PATCH path.",
    level: "SHOULD", basis: "table", observable: true, area: "errors", needs: "patch", profile: "core",
  },
  "RFC7644-3.12-16": {
    requirement: "scimType uniqueness: a value is in use or reserved.",
    level: "SHOULD", basis: "table", observable: false, area: "errors", needs: "none", profile: "core",
  },
  "RFC7644-3.12-17": {
    requirement: "scimType mutability: change against mutability or state.",
    level: "SHOULD", basis: "table", observable: false, area: "errors", needs: "patch", profile: "core",
  },
  "RFC7644-3.12-18": {
    requirement: "scimType invalidSyntax: body structure wrong or not of the request schema.",
    level: "SHOULD", basis: "table", observable: true, area: "errors", needs: "none", profile: "core",
  },
  "RFC7644-3.12-19": {
    requirement: "scimType invalidPath: path malformed.",
    level: "SHOULD", basis: "table", observable: false, area: "errors", needs: "patch", profile: "core",
  },
  "RFC7644-3.12-20": {
    requirement: "scimType noTarget: path gives nothing to act on.",
    level: "MUST", basis: "table", observable: false, area: "errors", needs: "patch", profile: "core",
  },
  "RFC7644-3.12-21": {
    requirement: "scimType invalidValue: a required value is missing or a value does not fit.",
    level: "SHOULD", basis: "table", observable: false, area: "errors", needs: "none", profile: "core",
  },
  "RFC7644-3.12-22": {
    requirement: "scimType invalidVers: the protocol version is not supported.",
    level: "SHOULD", basis: "table", observable: false, area: "errors", needs: "none", profile: "core",
  },
  "RFC7644-3.12-23": {
    requirement: "scimType sensitive (403): personal data in the URI.",
    level: "MAY", basis: "table", observable: false, area: "errors", needs: "filter", profile: "core",
  },
  "RFC7644-3.12-24": {
    requirement: "scimType tooMany: more results than the server will handle.",
    level: "MUST", basis: "table", observable: false, area: "errors", needs: "none", profile: "core",
  },
  "RFC7644-3.12-25": {
    requirement: "On 308 a client uses the new location for good; on 307 it keeps the old one.",
    level: "SHOULD", basis: "table", observable: false, area: "http", needs: "none", profile: "core",
  },
  "RFC7644-3.12-26": {
    requirement: "A scimType is one of the keywords of Table 9, or one that a later RFC adds.",
    level: "SHOULD", basis: "table", doubt: true, observable: true, area: "errors", needs: "none", profile: "core",
  },
} as const;
