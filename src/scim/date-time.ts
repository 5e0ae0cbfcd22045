/** Milliseconds since 1970 of an xsd:dateTime; without a zone it counts as UTC. Undefined when it is none. */
export function parseDateTime(text: string): number | undefined {
  throw new Error(text);
}

/** Whether a text is an xsd:dateTime with date and time (RFC 7643 section 2.3.5). */
export function isDateTime(text: string): boolean {
  return parseDateTime(text) !== undefined;
}
