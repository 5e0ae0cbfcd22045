/** Name of an attribute in standard notation (RFC 7644 section 3.10): `[urn:]name[.sub]`. */
export interface AttributePath {
  /** URN of the schema, as written. */
  readonly urn?: string;
  /** Name of the attribute, as written; empty when the path is nothing but a URN such as `urn:example:hr:1.0`. */
  readonly name: string;
  /** Name of the sub-attribute, as written. */
  readonly sub?: string;
}

const NAME = /^([A-Za-z$][\w$-]*)(?:\.([A-Za-z$][\w$-]*))?$/;
const URI = /^[A-Za-z][A-Za-z0-9+.-]*:[^\s"()[\]]*[^\s"()[\]:]$/;

/**
 * Reads an attribute path; undefined when the text is none. The URN may hold dots and digits (`...:core:2.0:User`), so it ends at the last colon. A bare
 * URN that ends in a name (`...:enterprise:2.0:User`) therefore looks like an attribute `User` of `...:enterprise:2.0`:
 * only the schemas can tell, and a look-up in them (`resolvePath`) does.
 */
export function readAttributePath(text: string): AttributePath | undefined {
  const colon = text.lastIndexOf(":");
  if (colon === -1) return readName(text);
  const urn = text.slice(0, colon);
  const path = readName(text.slice(colon + 1));
  if (path !== undefined && URI.test(urn)) return { urn, ...path };
  return URI.test(text) ? { urn: text, name: "" } : undefined;
}

/** The path in standard notation. */
export function formatAttributePath(path: AttributePath): string {
  const name = path.sub === undefined ? path.name : `${path.name}.${path.sub}`;
  if (path.urn === undefined) return name;
  return name === "" ? path.urn : `${path.urn}:${name}`;
}

function readName(text: string): AttributePath | undefined {
  const match = NAME.exec(text);
  if (match === null) return undefined;
  const [, name = "", sub] = match;
  return sub === undefined ? { name } : { name, sub };
}
