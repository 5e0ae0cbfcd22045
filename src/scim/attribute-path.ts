/** Name of an attribute in standard notation (RFC 7644 section 3.10): `[urn:]name[.sub]`. */
export interface AttributePath {
  /** URN of the schema, as written. */
  readonly urn?: string;
  /** Name of the attribute, as written; empty when the path is a bare URN such as `urn:example:hr:1.0`. */
  readonly name: string;
  /** Name of the sub-attribute, as written. */
  readonly sub?: string;
}

/**
 * Reads an attribute path. A bare URN that ends in a name (`...:enterprise:2.0:User`) looks like an attribute `User`
 * of `...:enterprise:2.0`; only a lookup in the schemas (`resolvePath`) can tell, and does.
 * @throws ScimError 400 invalidPath
 */
export function parseAttributePath(text: string): AttributePath {
  throw new Error(text);
}

/** The path in standard notation. */
export function formatAttributePath(path: AttributePath): string {
  throw new Error(path.name);
}
