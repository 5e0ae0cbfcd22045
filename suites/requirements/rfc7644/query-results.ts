/** RFC 7644 sections 3.4.2.3 to 3.4.3: sorting, paging, attributes of a query's results, and queries by POST. */
export const QUERY_RESULTS = {
  "RFC7644-3.4.2.3-01": {
    requirement: "sortBy orders the result by the named attribute.",
    level: "MUST", basis: "keyword", observable: true, area: "sort", needs: "sort,filter", profile: "core",
  },
  "RFC7644-3.4.2.3-02": {
    requirement: "sortOrder defaults to ascending.",
    level: "MUST", basis: "keyword", observable: true, area: "sort", needs: "sort,filter", profile: "core",
  },
  "RFC7644-3.4.2.3-03": {
    requirement: "sortOrder=descending reverses the order.",
    level: "MUST", basis: "prose", observable: true, area: "sort", needs: "sort,filter", profile: "core",
  },
  "RFC7644-3.4.2.3-04": {
    requirement: "Case-insensitive strings sort without regard to case.",
    level: "MUST", basis: "keyword", observable: true, area: "sort", needs: "sort,filter", profile: "core",
  },
  "RFC7644-3.4.2.3-05": {
    requirement: "Case-exact strings sort with regard to case.",
    level: "MUST", basis: "keyword", doubt: true, observable: true, area: "sort", needs: "sort,filter", profile: "core",
  },
  "RFC7644-3.4.2.3-06": {
    requirement: "Sorting follows the attribute type.",
    level: "MUST", basis: "keyword", observable: true, area: "sort", needs: "sort,filter", profile: "core",
  },
  "RFC7644-3.4.2.3-07": {
    requirement: "A multi-valued attribute sorts by its primary value, else by the first.",
    level: "MUST", basis: "prose", observable: true, area: "sort", needs: "sort,filter", profile: "core",
  },
  "RFC7644-3.4.2.3-08": {
    requirement: "sortBy takes a path to a sub-attribute of a complex attribute.",
    level: "MUST", basis: "prose", observable: true, area: "sort", needs: "sort,filter", profile: "core",
  },
  "RFC7644-3.4.2.3-09": {
    requirement: "Resources without the value come last ascending and first descending.",
    level: "MUST", basis: "prose", observable: true, area: "sort", needs: "sort,filter", profile: "core",
  },
  "RFC7644-3.4.2.3-10": {
    requirement: "Only ascending and descending are legal.",
    level: "SHOULD", basis: "derived", observable: true, area: "sort", needs: "sort", profile: "core",
  },
  "RFC7644-3.4.2.3-11": {
    requirement: "Sorting is optional.",
    level: "MAY", basis: "keyword", observable: true, area: "sort", needs: "none", profile: "core",
  },
  "RFC7644-3.4.2.4-01": {
    requirement: "startIndex is 1-based and defaults to 1.",
    level: "MUST", basis: "table", observable: true, area: "pagination", needs: "none", profile: "core",
  },
  "RFC7644-3.4.2.4-02": {
    requirement: "A startIndex below 1 counts as 1.",
    level: "MUST", basis: "table", observable: true, area: "pagination", needs: "none", profile: "core",
  },
  "RFC7644-3.4.2.4-03": {
    requirement: "No more than count resources are returned.",
    level: "MUST NOT", basis: "table", observable: true, area: "pagination", needs: "none", profile: "core",
  },
  "RFC7644-3.4.2.4-04": {
    requirement: "Fewer than count may be returned.",
    level: "MAY", basis: "table", observable: true, area: "pagination", needs: "none", profile: "core",
  },
  "RFC7644-3.4.2.4-05": {
    requirement: "count=0 gives no resources but totalResults.",
    level: "MUST", basis: "table", observable: true, area: "pagination", needs: "none", profile: "core",
  },
  "RFC7644-3.4.2.4-06": {
    requirement: "A negative count counts as 0.",
    level: "MUST", basis: "table", observable: true, area: "pagination", needs: "none", profile: "core",
  },
  "RFC7644-3.4.2.4-07": {
    requirement: "totalResults is the number of all matches, not of the page.",
    level: "MUST", basis: "table", observable: true, area: "pagination", needs: "filter", profile: "core",
  },
  "RFC7644-3.4.2.4-08": {
    requirement: "itemsPerPage is the number of resources in the page.",
    level: "MUST", basis: "table", doubt: true, observable: true, area: "pagination", needs: "none", profile: "core",
  },
  "RFC7644-3.4.2.4-09": {
    requirement: "startIndex in the answer is that of the first resource in the page.",
    level: "MUST", basis: "table", observable: true, area: "pagination", needs: "none", profile: "core",
  },
  "RFC7644-3.4.2.4-10": {
    requirement: "A startIndex past the end gives an empty page, not an error.",
    level: "SHOULD", basis: "derived", observable: true, area: "pagination", needs: "none", profile: "core",
  },
  "RFC7644-3.4.2.4-11": {
    requirement: "Pages together give each match once.",
    level: "SHOULD", basis: "prose", observable: true, area: "pagination", needs: "filter", profile: "core",
  },
  "RFC7644-3.4.2.4-12": {
    requirement: "startIndex or count that is not a number is refused.",
    level: "SHOULD", basis: "derived", observable: true, area: "pagination", needs: "none", profile: "core",
  },
  "RFC7644-3.4.2.4-13": {
    requirement: "Clients cope with results that change between pages.",
    level: "MUST", basis: "keyword", observable: false, area: "pagination", needs: "none", profile: "core",
  },
  "RFC7644-3.4.2.5-01": {
    requirement: "attributes and excludedAttributes are supported.",
    level: "MUST", basis: "keyword", observable: true, area: "projection", needs: "none", profile: "core",
  },
  "RFC7644-3.4.2.5-02": {
    requirement: "excludedAttributes has no effect on always-returned attributes.",
    level: "MUST", basis: "keyword", observable: true, area: "projection", needs: "none", profile: "core",
  },
  "RFC7644-3.4.3-01": {
    requirement: "POST to <endpoint>/.search is never taken as a create; where served it is a query.",
    level: "MUST", basis: "keyword", observable: true, area: "search", needs: "none", profile: "core",
  },
  "RFC7644-3.4.3-02": {
    requirement: "A search body without the SearchRequest URN is refused.",
    level: "SHOULD", basis: "derived", observable: true, area: "search", needs: "none", profile: "core",
  },
  "RFC7644-3.4.3-03": {
    requirement: "The search body takes filter, attributes, excludedAttributes, sortBy, sortOrder, startIndex and count.",
    level: "MUST", basis: "prose", observable: true, area: "search", needs: "filter", profile: "core",
  },
  "RFC7644-3.4.3-04": {
    requirement: "The search answer follows the rules of the GET query.",
    level: "MUST", basis: "prose", observable: true, area: "search", needs: "none", profile: "core",
  },
  "RFC7644-3.4.3-05": {
    requirement: "/.search at the root queries all types.",
    level: "MAY", basis: "keyword", observable: true, area: "search", needs: "none", profile: "core",
  },
  "RFC7644-3.4.3-06": {
    requirement: "An invalid filter in a search gives 400 invalidFilter.",
    level: "MUST", basis: "table", observable: true, area: "search", needs: "filter", profile: "core",
  },
} as const;
