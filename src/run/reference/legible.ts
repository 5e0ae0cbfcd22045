/** A query without its percent signs, or as it is where they spell nothing. */
export function legible(query: string): string {
  try {
    return decodeURIComponent(query.replaceAll("+", " "));
  } catch {
    return query;
  }
}
