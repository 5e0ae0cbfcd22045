/** A list shows the same fault as the resource alone, the first value the same as the second, and one of them the same as all. */
export function toPlace(at: string): string {
  return at
    .replace(/^\/Resources\/\d+(?=\/)/i, "")
    .replace(/\/\d+(?=\/|$)/g, "/*")
    .replace(/\/\*$/, "");
}

/** The attribute of a resource, or the member of another document, in which a place lies; empty for the whole. */
export function firstMember(at: string): string {
  return /^\/([^/]*)/.exec(toPlace(at))?.[1] ?? "";
}
