/** RFC 7644 section 3.4.2.2: filters. */
export const FILTERING = {
  "RFC7644-3.4.2.2-01": {
    requirement: "With a filter only matching resources are returned.",
    level: "MUST", basis: "keyword", observable: true, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7644-3.4.2.2-02": {
    requirement: "A server that does not support filtering does not act as if it filtered.",
    level: "SHOULD", basis: "derived", observable: true, area: "filter", needs: "none", profile: "core",
  },
  "RFC7644-3.4.2.2-03": {
    requirement: "Attribute names in filters ignore letter case.",
    level: "MUST", basis: "prose", observable: true, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7644-3.4.2.2-04": {
    requirement: "Attribute operators ignore letter case.",
    level: "MUST", basis: "prose", observable: true, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7644-3.4.2.2-05": {
    requirement: "Logical operators ignore letter case (ABNF strings).",
    level: "MUST", basis: "keyword", observable: true, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7644-3.4.2.2-06": {
    requirement: "eq matches identical values (strings under caseExact).",
    level: "MUST", basis: "table", observable: true, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7644-3.4.2.2-07": {
    requirement: "eq on a boolean takes the literals true and false.",
    level: "MUST", basis: "table", observable: true, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7644-3.4.2.2-08": {
    requirement: "ne matches values that are not identical.",
    level: "MUST", basis: "table", observable: true, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7644-3.4.2.2-09": {
    requirement: "co matches a substring.",
    level: "MUST", basis: "table", observable: true, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7644-3.4.2.2-10": {
    requirement: "sw matches a prefix, the whole string included.",
    level: "MUST", basis: "table", observable: true, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7644-3.4.2.2-11": {
    requirement: "ew matches a suffix, the whole string included.",
    level: "MUST", basis: "table", observable: true, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7644-3.4.2.2-12": {
    requirement: "co, sw and ew follow caseExact like eq.",
    level: "MUST", basis: "keyword", observable: true, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7644-3.4.2.2-13": {
    requirement: "pr matches a non-empty, non-null value, or a complex attribute with a non-empty node.",
    level: "MUST", basis: "table", observable: true, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7644-3.4.2.2-14": {
    requirement: "gt, ge, lt and le on DateTime compare instants.",
    level: "MUST", basis: "table", observable: true, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7644-3.4.2.2-15": {
    requirement: "gt, ge, lt and le on strings compare lexicographically.",
    level: "MUST", basis: "table", observable: true, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7644-3.4.2.2-16": {
    requirement: "gt, ge, lt and le on integers compare by number.",
    level: "MUST", basis: "table", observable: true, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7644-3.4.2.2-17": {
    requirement: "gt, ge, lt and le on a boolean fail with 400 invalidFilter.",
    level: "MUST", basis: "table", observable: true, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7644-3.4.2.2-18": {
    requirement: "gt, ge, lt and le on a binary attribute fail with 400 invalidFilter.",
    level: "MUST", basis: "table", observable: true, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7644-3.4.2.2-19": {
    requirement: '"and" needs both sides.',
    level: "MUST", basis: "table", observable: true, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7644-3.4.2.2-20": {
    requirement: '"or" needs one side.',
    level: "MUST", basis: "table", observable: true, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7644-3.4.2.2-21": {
    requirement: '"not" inverts an expression in parentheses.',
    level: "MUST", basis: "table", observable: true, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7644-3.4.2.2-22": {
    requirement: "Precedence: grouping, then not, then and, then or.",
    level: "MUST", basis: "keyword", observable: true, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7644-3.4.2.2-23": {
    requirement: "Parentheses change the order of evaluation.",
    level: "MUST", basis: "keyword", observable: true, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7644-3.4.2.2-24": {
    requirement: "Complex value filters attr[...] may be supported.",
    level: "MAY", basis: "keyword", observable: true, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7644-3.4.2.2-25": {
    requirement: "Inside [...] all conditions apply to the same value.",
    level: "MUST", basis: "keyword", observable: true, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7644-3.4.2.2-26": {
    requirement: "The expression inside [...] uses sub-attributes of the parent.",
    level: "SHOULD", basis: "derived", observable: true, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7644-3.4.2.2-27": {
    requirement: "Nested logic inside [...] may be used; a value filter inside a value filter is not meant to be legal.",
    level: "MAY", basis: "keyword", observable: true, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7644-3.4.2.2-28": {
    requirement: "Attributes may be written with their schema URN and a colon.",
    level: "MUST", basis: "example", observable: true, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7644-3.4.2.2-29": {
    requirement: "On a multi-valued attribute one matching value is enough.",
    level: "MUST", basis: "prose", observable: true, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7644-3.4.2.2-30": {
    requirement: "A complex attribute is filtered through a named sub-attribute.",
    level: "SHOULD", basis: "derived", observable: true, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7644-3.4.2.2-31": {
    requirement: "A multi-valued complex attribute without sub-attribute may stand for its value (used in the examples).",
    level: "MAY", basis: "example", observable: true, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7644-3.4.2.2-32": {
    requirement: "A filter on a defaulted attribute uses the value that was returned to the client.",
    level: "MUST", basis: "keyword", observable: true, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7644-3.4.2.2-33": {
    requirement: "An unknown operator is refused with 400 invalidFilter.",
    level: "MUST", basis: "keyword", observable: true, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7644-3.4.2.2-34": {
    requirement: "A filter without a valid expression is declined, never answered with resources.",
    level: "MUST", basis: "keyword", observable: true, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7644-3.4.2.2-35": {
    requirement: "An unknown attribute in a filter does not widen the result.",
    level: "SHOULD", basis: "table", observable: true, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7644-3.4.2.2-36": {
    requirement: "String comparison follows the caseExact characteristic.",
    level: "MUST", basis: "keyword", observable: true, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7644-3.4.2.2-37": {
    requirement: 'Clients may filter on "schemas".',
    level: "MAY", basis: "keyword", observable: true, area: "filter", needs: "filter,enterprise", profile: "core",
  },
  "RFC7644-3.4.2.2-38": {
    requirement: "Comparison values are JSON values: quoted strings with JSON escapes, bare true, false, null and numbers.",
    level: "MUST", basis: "table", observable: true, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7644-3.4.2.2-39": {
    requirement: "The comparison value null is legal grammar.",
    level: "MAY", basis: "table", observable: true, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7644-3.4.2.2-40": {
    requirement: "Further filter operators may exist.",
    level: "MAY", basis: "keyword", observable: false, area: "filter", needs: "filter", profile: "core",
  },
  "RFC7644-3.4.2.2-41": {
    requirement: "Filters work on Groups as on Users.",
    level: "MUST", basis: "prose", observable: true, area: "filter", needs: "filter,groups", profile: "core",
  },
  "RFC7644-3.4.2.2-42": {
    requirement: "An unquoted string is not in the grammar, though examples in 7644 3.4.2.1 and RFC 9865 show one.",
    level: "MAY", basis: "example", observable: true, area: "filter", needs: "filter", profile: "core",
  },
} as const;
