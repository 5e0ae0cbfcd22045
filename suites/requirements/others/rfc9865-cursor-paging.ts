/** RFC 9865: paging by cursor. */
export const CURSOR_PAGING = {
  "RFC9865-2-01": {
    requirement: "A cursor query starts with an empty or missing cursor.",
    level: "MUST", basis: "table", observable: true, area: "pagination", needs: "cursor", profile: "cursor-pagination",
  },
  "RFC9865-2-02": {
    requirement: "Cursor values have only unreserved URL characters.",
    level: "MUST", basis: "table", observable: true, area: "pagination", needs: "cursor", profile: "cursor-pagination",
  },
  "RFC9865-2-03": {
    requirement: "nextCursor is in every page but the last.",
    level: "MUST", basis: "table", observable: true, area: "pagination", needs: "cursor", profile: "cursor-pagination",
  },
  "RFC9865-2-04": {
    requirement: "nextCursor is left out only on the last page.",
    level: "MUST", basis: "table", observable: true, area: "pagination", needs: "cursor", profile: "cursor-pagination",
  },
  "RFC9865-2-05": {
    requirement: "previousCursor is not in the first page.",
    level: "MUST NOT", basis: "table", observable: true, area: "pagination", needs: "cursor", profile: "cursor-pagination",
  },
  "RFC9865-2-06": {
    requirement: "previousCursor may be given and leads back.",
    level: "MAY", basis: "table", observable: true, area: "pagination", needs: "cursor", profile: "cursor-pagination",
  },
  "RFC9865-2-07": {
    requirement: "No more than count items come per page.",
    level: "MUST NOT", basis: "table", observable: true, area: "pagination", needs: "cursor", profile: "cursor-pagination",
  },
  "RFC9865-2-08": {
    requirement: "count 0 or negative gives no resources.",
    level: "MUST", basis: "table", observable: true, area: "pagination", needs: "cursor", profile: "cursor-pagination",
  },
  "RFC9865-2-09": {
    requirement: "totalResults may be left out when it cannot be estimated.",
    level: "MAY", basis: "keyword", observable: true, area: "pagination", needs: "cursor", profile: "cursor-pagination",
  },
  "RFC9865-2-10": {
    requirement: "Later pages repeat the same parameters, cursor excepted.",
    level: "MUST", basis: "table", observable: false, area: "pagination", needs: "cursor", profile: "cursor-pagination",
  },
  "RFC9865-2.1-01": {
    requirement: "An invalid cursor gives 400 invalidCursor.",
    level: "SHOULD", basis: "keyword", observable: true, area: "errors", needs: "cursor", profile: "cursor-pagination",
  },
  "RFC9865-2.1-02": {
    requirement: "An expired cursor gives 400 expiredCursor.",
    level: "SHOULD", basis: "keyword", observable: true, area: "errors", needs: "cursor", profile: "cursor-pagination",
  },
  "RFC9865-2.1-03": {
    requirement: "An invalid or changed count gives 400 invalidCount.",
    level: "SHOULD", basis: "keyword", observable: true, area: "errors", needs: "cursor", profile: "cursor-pagination",
  },
  "RFC9865-2.2-01": {
    requirement: "Cursor pages are sorted when sorting is supported.",
    level: "SHOULD", basis: "prose", observable: true, area: "sort", needs: "cursor,sort", profile: "cursor-pagination",
  },
  "RFC9865-2.3-01": {
    requirement: "A server may page by cursor only and give nextCursor without being asked.",
    level: "MAY", basis: "keyword", observable: true, area: "pagination", needs: "cursor", profile: "cursor-pagination",
  },
  "RFC9865-2.4-01": {
    requirement: "A server with both methods has a default.",
    level: "MUST", basis: "keyword", observable: true, area: "pagination", needs: "cursor", profile: "cursor-pagination",
  },
  "RFC9865-3-01": {
    requirement: "Cursor and count work in /.search bodies.",
    level: "MUST", basis: "prose", observable: true, area: "search", needs: "cursor", profile: "cursor-pagination",
  },
  "RFC9865-4-01": {
    requirement: 'ServiceProviderConfig has "pagination".',
    level: "SHOULD", basis: "keyword", observable: true, area: "discovery", needs: "cursor", profile: "cursor-pagination",
  },
  "RFC9865-4-02": {
    requirement: "pagination has cursor and index, and legal optional values.",
    level: "MUST", basis: "prose", observable: true, area: "discovery", needs: "cursor", profile: "cursor-pagination",
  },
  "RFC9865-4-03": {
    requirement: "Missing configuration values do not mean there is no limit.",
    level: "MUST NOT", basis: "keyword", observable: false, area: "pagination", needs: "cursor", profile: "cursor-pagination",
  },
  "RFC9865-5.2-01": {
    requirement: "A cursor gives no access beyond the caller's rights.",
    level: "MUST", basis: "keyword", observable: false, area: "security", needs: "cursor", profile: "cursor-pagination",
  },
} as const;
