/** RFC 7644 section 3.5.2: modifying with PATCH. */
export const PATCHING = {
  "RFC7644-3.5.2-01": {
    requirement: "A PATCH body without the PatchOp schema URN is not a valid PATCH.",
    level: "SHOULD", basis: "derived", observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2-02": {
    requirement: "A PATCH body without a non-empty Operations array is refused.",
    level: "SHOULD", basis: "derived", observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2-03": {
    requirement: "An operation whose op is missing or is not add, remove or replace is refused.",
    level: "SHOULD", basis: "derived", observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2-04": {
    requirement: "op values in another letter case may be taken.",
    level: "MAY", basis: "prose", observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2-05": {
    requirement: "A path names an attribute or a sub-attribute (attribute.sub), with or without its schema URN.",
    level: "MUST", basis: "table", observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2-06": {
    requirement: "A malformed path gives 400 invalidPath.",
    section: "3.12", level: "SHOULD", basis: "table", observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2-07": {
    requirement: "A path to an attribute the schema does not define gives 400.",
    section: "3.12", level: "SHOULD", basis: "table", observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2-08": {
    requirement: "A simple multi-valued attribute has no agreed value-filter path.",
    level: "MAY", basis: "keyword", observable: false, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2-09": {
    requirement: "An operation on a readOnly attribute fails with an error (400; scimType mutability is the defined keyword).",
    level: "MUST", basis: "keyword", observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2-10": {
    requirement: "An operation that changes an immutable attribute with a value fails with an error (400; mutability).",
    level: "MUST", basis: "keyword", observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2-11": {
    requirement: "add may set an immutable attribute that has no value.",
    level: "MAY", basis: "keyword", observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2-12": {
    requirement: "An operation that does not fit the schema fails with the fitting error.",
    level: "MUST", basis: "keyword", observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2-13": {
    requirement: "Paths follow the attribute notation: names ignore case, URN optional.",
    level: "MUST", basis: "keyword", observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2-14": {
    requirement: "Adding an attribute by its extension URN adds the URN to schemas.",
    level: "MUST", basis: "keyword", observable: true, area: "extension", needs: "patch,enterprise", profile: "core",
  },
  "RFC7644-3.5.2-15": {
    requirement: 'A change to "schemas" by one operation holds for the next ones.',
    level: "MUST", basis: "keyword", doubt: true, observable: true, area: "patch", needs: "patch,enterprise", profile: "core",
  },
  "RFC7644-3.5.2-16": {
    requirement: "Operations apply in order, each to the result of the one before.",
    level: "MUST", basis: "prose", observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2-17": {
    requirement: "Setting primary true on one value sets it false on the others.",
    level: "MUST", basis: "keyword", observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2-18": {
    requirement: "A PATCH is atomic: if one operation fails nothing is changed, and the answer is a failure.",
    level: "MUST", basis: "keyword", observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2-19": {
    requirement: "A failed PATCH gives an HTTP error and an Error body.",
    level: "MUST", basis: "keyword", observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2-20": {
    requirement: "A successful PATCH gives 200 with the resource, or 204 without a body.",
    level: "MUST", basis: "keyword", observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2-21": {
    requirement: "With the attributes parameter a successful PATCH gives 200.",
    level: "MUST", basis: "keyword", observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2-22": {
    requirement: "PATCH of an id that does not exist is an error (404 is the fitting status, see RFC7644-3.12-09).",
    level: "MUST", basis: "keyword", observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2-23": {
    requirement: "A PATCH that breaks uniqueness gives 409 uniqueness.",
    section: "3.12", level: "SHOULD", basis: "table", observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2-24": {
    requirement: "PATCH works on Groups as on Users.",
    level: "MUST", basis: "prose", doubt: true, observable: true, area: "patch", needs: "patch,groups", profile: "core",
  },
  "RFC7644-3.5.2-25": {
    requirement: "A path may select values with a filter: attr[filter] and attr[filter].sub.",
    level: "MUST", basis: "table", doubt: true, observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2.1-01": {
    requirement: "add without a value is refused.",
    level: "SHOULD", basis: "derived", observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2.1-02": {
    requirement: "add without path merges the attributes of the value object into the resource.",
    level: "MUST", basis: "prose", observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2.1-03": {
    requirement: "add without path and without an object value is refused.",
    level: "SHOULD", basis: "derived", observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2.1-04": {
    requirement: "add to an attribute without value sets it.",
    level: "MUST", basis: "prose", observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2.1-05": {
    requirement: "add to a complex attribute takes an object of sub-attributes and keeps the others.",
    level: "MUST", basis: "keyword", doubt: true, observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2.1-06": {
    requirement: "add to a multi-valued attribute appends.",
    level: "MUST", basis: "prose", observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2.1-07": {
    requirement: "add to a single-valued attribute replaces its value.",
    level: "MUST", basis: "prose", observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2.1-08": {
    requirement: "add of a value already there changes nothing and succeeds.",
    level: "SHOULD", basis: "keyword", observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2.1-09": {
    requirement: "add of a value already there does not move meta.lastModified.",
    level: "MUST NOT", basis: "keyword", observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2.1-10": {
    requirement: "Members can be added by PATCH.",
    level: "MUST", basis: "prose", observable: true, area: "groups", needs: "patch,groups", profile: "core",
  },
  "RFC7644-3.5.2.2-01": {
    requirement: "remove without path fails with 400 noTarget.",
    level: "MUST", basis: "prose", observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2.2-02": {
    requirement: "remove of a single-valued attribute unassigns it.",
    level: "MUST", basis: "keyword", observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2.2-03": {
    requirement: "remove of a multi-valued attribute without filter removes all values.",
    level: "MUST", basis: "keyword", observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2.2-04": {
    requirement: "remove with a value filter removes the matching values only.",
    level: "MUST", basis: "prose", observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2.2-05": {
    requirement: "When the last value is removed the attribute is unassigned.",
    level: "MUST", basis: "keyword", observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2.2-06": {
    requirement: "remove of a sub-attribute through a filter unassigns just it.",
    level: "MUST", basis: "keyword", observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2.2-07": {
    requirement: "remove of a required attribute fails with mutability.",
    level: "MUST", basis: "keyword", observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2.2-08": {
    requirement: "remove of a readOnly attribute fails with mutability.",
    level: "MUST", basis: "keyword", observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2.2-09": {
    requirement: "Removing a user who is not a member succeeds without change.",
    level: "SHOULD", basis: "example", doubt: true, observable: true, area: "groups", needs: "patch,groups", profile: "core",
  },
  "RFC7644-3.5.2.2-10": {
    requirement: "A member can be removed by a value filter.",
    level: "MUST", basis: "prose", observable: true, area: "groups", needs: "patch,groups", profile: "core",
  },
  "RFC7644-3.5.2.2-11": {
    requirement: "remove members without filter empties the Group.",
    level: "MUST", basis: "keyword", observable: true, area: "groups", needs: "patch,groups", profile: "core",
  },
  "RFC7644-3.5.2.3-01": {
    requirement: "replace without path takes an object of attributes to replace and leaves the others.",
    level: "MUST", basis: "prose", observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2.3-02": {
    requirement: "replace of a single-valued attribute sets the new value.",
    level: "MUST", basis: "prose", observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2.3-03": {
    requirement: "replace of a multi-valued attribute without filter replaces all values.",
    level: "MUST", basis: "prose", observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2.3-04": {
    requirement: "replace of an attribute without value acts as add.",
    level: "MUST", basis: "keyword", observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2.3-05": {
    requirement: "replace of a complex attribute keeps sub-attributes that are not named.",
    level: "MUST", basis: "prose", observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2.3-06": {
    requirement: "replace with a value filter replaces all matching values.",
    level: "MUST", basis: "keyword", observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2.3-07": {
    requirement: "replace with filter and sub-attribute changes that sub-attribute in all matches.",
    level: "MUST", basis: "prose", observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2.3-08": {
    requirement: "replace with a filter that matches nothing fails with 400 noTarget.",
    level: "MUST", basis: "keyword", observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2.3-09": {
    requirement: "replace without value is refused.",
    level: "SHOULD", basis: "derived", doubt: true, observable: true, area: "patch", needs: "patch", profile: "core",
  },
  "RFC7644-3.5.2.3-10": {
    requirement: "All members can be replaced in one operation.",
    level: "MUST", basis: "prose", observable: true, area: "groups", needs: "patch,groups", profile: "core",
  },
} as const;
