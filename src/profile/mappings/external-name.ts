/** Where the value of a mapping goes, below its namespace. */
export interface ExternalName {
  /** For example `title`, `name` or `emails`. */
  readonly attribute: string;
  /** The element of a list for which this holds: `type` is `work`. */
  readonly condition: ElementCondition | undefined;
  /** A part of the attribute or of the element, for example `givenName` or `value`. */
  readonly part: string | undefined;
}

/** What tells one element of a list from the others. */
export interface ElementCondition {
  readonly name: string;
  readonly value: string | boolean;
}

const NAME = "[A-Za-z$][A-Za-z0-9_$-]*";
const QUOTED = "\"[^\"]*\"|'[^']*'";
const FORM = new RegExp(
  `^(?<attribute>${NAME})(?:\\.\\^\\[(?<name>${NAME})==(?<value>${QUOTED}|[^\\]"']+)\\])?(?:\\.(?<part>${NAME}))?$`,
);

/**
 * Reads an external name as Okta writes it: `title`, `name.givenName`, or `emails.^[type==work].value` for a part of the element
 * for which the condition holds. Undefined for anything else.
 */
export function parseExternalName(text: string): ExternalName | undefined {
  const found = FORM.exec(text)?.groups;
  if (found === undefined) return undefined;
  const { attribute = "", name, value = "", part } = found;
  return { attribute, part, condition: name === undefined ? undefined : { name, value: toValue(value) } };
}

/** The namespace and the name below it of `urn:...:User:department`; the name alone where it begins with no URN. */
export function splitNamespace(externalName: string): { readonly urn: string | undefined; readonly name: string } {
  const [head = ""] = externalName.split("^[", 1);
  const end = /^urn:/i.test(head) ? head.lastIndexOf(":") : -1;
  if (end < 0) return { urn: undefined, name: externalName };
  return { urn: externalName.slice(0, end), name: externalName.slice(end + 1) };
}

function toValue(text: string): string | boolean {
  if (/^["']/.test(text)) return text.slice(1, -1);
  const bare = text.trim();
  return bare === "true" || bare === "false" ? bare === "true" : bare;
}
