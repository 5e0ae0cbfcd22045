/** RFC 7644 section 3.7: bulk operations. */
export const BULK = {
  "RFC7644-3.7-01": {
    requirement: "A bulk answer is identified by the BulkResponse URN.",
    level: "MUST", basis: "prose", observable: true, area: "bulk", needs: "bulk", profile: "core",
  },
  "RFC7644-3.7-02": {
    requirement: "A bulk job that was processed gives HTTP 200 even if single operations failed.",
    level: "MUST", basis: "keyword", observable: true, area: "bulk", needs: "bulk", profile: "core",
  },
  "RFC7644-3.7-03": {
    requirement: "Operations without method, path or (for POST/PUT/PATCH) data are refused.",
    level: "SHOULD", basis: "derived", observable: true, area: "bulk", needs: "bulk", profile: "core",
  },
  "RFC7644-3.7-04": {
    requirement: "A bulk POST operation without bulkId is refused.",
    level: "SHOULD", basis: "derived", doubt: true, observable: true, area: "bulk", needs: "bulk", profile: "core",
  },
  "RFC7644-3.7-05": {
    requirement: "A bulk POST must name an endpoint and every other method a resource; a path of the wrong kind is refused.",
    level: "SHOULD", basis: "derived", observable: true, area: "bulk", needs: "bulk", profile: "core",
  },
  "RFC7644-3.7-06": {
    requirement: "The server carries on after a failed operation unless failOnErrors says otherwise.",
    level: "MUST", basis: "keyword", observable: true, area: "bulk", needs: "bulk", profile: "core",
  },
  "RFC7644-3.7-07": {
    requirement: "failOnErrors stops the job after that many errors.",
    level: "MUST", basis: "prose", observable: true, area: "bulk", needs: "bulk", profile: "core",
  },
  "RFC7644-3.7-08": {
    requirement: "The bulkId of a POST is returned with its result.",
    level: "MUST", basis: "keyword", observable: true, area: "bulk", needs: "bulk", profile: "core",
  },
  "RFC7644-3.7-09": {
    requirement: "Reordering by the server keeps the client's intent.",
    level: "MUST", basis: "keyword", observable: true, area: "bulk", needs: "bulk", profile: "core",
  },
  "RFC7644-3.7-10": {
    requirement: 'A result with a non-2xx status has the Error in "response".',
    level: "MUST", basis: "keyword", observable: true, area: "bulk", needs: "bulk", profile: "core",
  },
  "RFC7644-3.7-11": {
    requirement: "The body of a successful operation may be left out.",
    level: "MAY", basis: "keyword", observable: true, area: "bulk", needs: "bulk", profile: "core",
  },
  "RFC7644-3.7-12": {
    requirement: "version in an operation acts like If-Match.",
    level: "MAY", basis: "keyword", observable: true, area: "bulk", needs: "bulk,etag", profile: "core",
  },
  "RFC7644-3.7-13": {
    requirement: "PATCH data is a full PatchOp message.",
    level: "MUST", basis: "prose", observable: true, area: "bulk", needs: "bulk,patch", profile: "core",
  },
  "RFC7644-3.7-14": {
    requirement: "failOnErrors is not in the answer.",
    level: "MUST NOT", basis: "prose", observable: true, area: "bulk", needs: "bulk", profile: "core",
  },
  "RFC7644-3.7-15": {
    requirement: "A server without bulk says so.",
    section: "3.12", level: "SHOULD", basis: "table", observable: true, area: "bulk", needs: "none", profile: "core",
  },
  "RFC7644-3.7.1-01": {
    requirement: "The server tries to resolve circular references.",
    level: "MUST", basis: "keyword", observable: true, area: "bulk", needs: "bulk,groups", profile: "core",
  },
  "RFC7644-3.7.1-02": {
    requirement: "After a failed try the server may answer 409.",
    level: "MAY", basis: "keyword", observable: false, area: "bulk", needs: "bulk,groups", profile: "core",
  },
  "RFC7644-3.7.2-01": {
    requirement: '"bulkId:x" in data is replaced by the id of the created resource.',
    level: "MUST", basis: "keyword", observable: true, area: "bulk", needs: "bulk,groups", profile: "core",
  },
  "RFC7644-3.7.2-02": {
    requirement: "bulkId references work in extensions too.",
    level: "MUST", basis: "keyword", observable: true, area: "bulk", needs: "bulk,enterprise", profile: "core",
  },
  "RFC7644-3.7.2-03": {
    requirement: "bulkId references may be used in the path of a later operation.",
    level: "MAY", basis: "derived", doubt: true, observable: true, area: "bulk", needs: "bulk", profile: "core",
  },
  "RFC7644-3.7.2-04": {
    requirement: "A reference to an unknown bulkId is an error.",
    level: "SHOULD", basis: "derived", observable: true, area: "bulk", needs: "bulk,groups", profile: "core",
  },
  "RFC7644-3.7.2-05": {
    requirement: 'A client puts "bulkId:" before the id when it refers to a new resource.',
    level: "MUST", basis: "prose", observable: false, area: "bulk", needs: "none", profile: "core",
  },
  "RFC7644-3.7.3-01": {
    requirement: "The answer has the result of every processed operation.",
    level: "MUST", basis: "keyword", observable: true, area: "bulk", needs: "bulk", profile: "core",
  },
  "RFC7644-3.7.3-02": {
    requirement: "Every result but a failed POST has location.",
    level: "MUST", basis: "keyword", observable: true, area: "bulk", needs: "bulk", profile: "core",
  },
  "RFC7644-3.7.3-03": {
    requirement: "Each result has a status with the HTTP code a single request would have had.",
    level: "MUST", basis: "keyword", observable: true, area: "bulk", needs: "bulk", profile: "core",
  },
  "RFC7644-3.7.3-04": {
    requirement: "An error result has a human-readable explanation.",
    level: "MUST", basis: "keyword", doubt: true, observable: true, area: "bulk", needs: "bulk", profile: "core",
  },
  "RFC7644-3.7.3-05": {
    requirement: "Each result repeats method.",
    section: "3.7", level: "MUST", basis: "prose", observable: true, area: "bulk", needs: "bulk", profile: "core",
  },
  "RFC7644-3.7.4-01": {
    requirement: "maxOperations and maxPayloadSize are defined.",
    level: "MUST", basis: "keyword", doubt: true, observable: true, area: "bulk", needs: "bulk", profile: "core",
  },
  "RFC7644-3.7.4-02": {
    requirement: "More operations than maxOperations give 413.",
    level: "MUST", basis: "keyword", observable: true, area: "bulk", needs: "bulk", profile: "core",
  },
  "RFC7644-3.7.4-03": {
    requirement: "A larger body than maxPayloadSize gives 413.",
    level: "MUST", basis: "keyword", observable: true, area: "bulk", needs: "bulk", profile: "core",
  },
  "RFC7644-3.7.4-04": {
    requirement: "The 413 body names the limit.",
    level: "MUST", basis: "keyword", doubt: true, observable: true, area: "bulk", needs: "bulk", profile: "core",
  },
} as const;
