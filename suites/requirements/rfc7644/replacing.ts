/** RFC 7644 sections 3.5 and 3.5.1: replacing with PUT. */
export const REPLACING = {
  "RFC7644-3.5-01": {
    requirement: "PUT is supported.",
    level: "MUST", basis: "keyword", observable: true, area: "replace", needs: "none", profile: "core",
  },
  "RFC7644-3.5-02": {
    requirement: "PATCH is supported.",
    level: "SHOULD", basis: "keyword", observable: true, area: "patch", needs: "none", profile: "core",
  },
  "RFC7644-3.5.1-01": {
    requirement: "Given readWrite and writeOnly values replace the old ones.",
    level: "MUST", basis: "keyword", observable: true, area: "replace", needs: "none", profile: "core",
  },
  "RFC7644-3.5.1-02": {
    requirement: "readWrite attributes left out may be cleared or defaulted.",
    level: "MAY", basis: "keyword", observable: true, area: "replace", needs: "none", profile: "core",
  },
  "RFC7644-3.5.1-03": {
    requirement: "null or [] on PUT clears the attribute.",
    level: "MAY", basis: "keyword", observable: false, area: "replace", needs: "none", profile: "core",
  },
  "RFC7644-3.5.1-04": {
    requirement: "PUT does not change the value of an immutable attribute that has one.",
    level: "MUST", basis: "keyword", observable: true, area: "replace", needs: "none", profile: "core",
  },
  "RFC7644-3.5.1-05": {
    requirement: "A mismatch of an immutable attribute gives 400 mutability.",
    level: "SHOULD", basis: "keyword", observable: true, area: "replace", needs: "none", profile: "core",
  },
  "RFC7644-3.5.1-06": {
    requirement: "An immutable attribute without a value takes the new value.",
    level: "MUST", basis: "keyword", observable: true, area: "replace", needs: "none", profile: "core",
  },
  "RFC7644-3.5.1-07": {
    requirement: "readOnly values in a PUT are ignored.",
    level: "MUST", basis: "keyword", observable: true, area: "replace", needs: "none", profile: "core",
  },
  "RFC7644-3.5.1-08": {
    requirement: "A different id in the body does not change the resource's id.",
    level: "MUST", basis: "keyword", observable: true, area: "replace", needs: "none", profile: "core",
  },
  "RFC7644-3.5.1-09": {
    requirement: "Clients send all required attributes in a PUT.",
    level: "MUST", basis: "keyword", observable: false, area: "replace", needs: "none", profile: "core",
  },
  "RFC7644-3.5.1-10": {
    requirement: "A PUT without a required attribute is refused.",
    level: "SHOULD", basis: "derived", doubt: true, observable: true, area: "replace", needs: "none", profile: "core",
  },
  "RFC7644-3.5.1-11": {
    requirement: "A successful PUT gives 200 and the whole resource.",
    level: "MUST", basis: "prose", observable: true, area: "replace", needs: "none", profile: "core",
  },
  "RFC7644-3.5.1-12": {
    requirement: "PUT to an id that does not exist creates nothing and is not a success (404 is the fitting status, see RFC7644-3.12-09).",
    level: "MUST", basis: "keyword", observable: true, area: "replace", needs: "none", profile: "core",
  },
  "RFC7644-3.5.1-13": {
    requirement: "A PUT that breaks uniqueness gives 409 uniqueness.",
    section: "3.12", level: "SHOULD", basis: "table", observable: true, area: "replace", needs: "none", profile: "core",
  },
  "RFC7644-3.5.1-14": {
    requirement: "PUT of a Group replaces its members.",
    level: "MUST", basis: "prose", observable: true, area: "groups", needs: "groups", profile: "core",
  },
} as const;
