import { readAttributePath } from "../attribute-path.ts";
import type { AttributePath } from "../attribute-path.ts";
import { ScimError } from "../error.ts";
import { parseValuePath } from "../filter/parser.ts";
import type { FilterExpression } from "../filter/syntax.ts";
import { FILTER_BOUNDS, describeToken, readTokens } from "../filter/tokens.ts";
import type { FilterBounds } from "../filter/tokens.ts";

/** Target of a PATCH operation (RFC 7644 figure 7): `attr`, `attr.sub`, `attr[filter]`, `attr[filter].sub`. */
export interface PatchPath {
  /** The attribute; where there is a filter, its `sub` is the one behind the filter. */
  readonly path: AttributePath;
  readonly filter?: FilterExpression;
}

/** Reads the path of a PATCH operation. @throws ScimError 400 invalidPath, or invalidFilter for what is inside `[ ]` */
export function parsePatchPath(text: string, bounds: FilterBounds = FILTER_BOUNDS): PatchPath {
  const bracket = text.indexOf("[");
  const head = text.slice(0, bracket === -1 ? undefined : bracket).trim();
  const path = readAttributePath(head);
  if (path === undefined) throw invalidPath(text, `'${head}' is not an attribute`);
  if (bracket === -1) return { path };
  if (path.sub !== undefined) throw invalidPath(text, "a filter cannot follow a sub-attribute");
  const tokens = readTokens(text, bounds);
  tokens.next();
  const { filter, sub } = parseValuePath(tokens, path, bounds);
  const rest = tokens.next();
  if (rest.kind !== "end") throw invalidPath(text, `expected the end, found ${describeToken(rest)}`);
  return { path: sub === undefined ? path : { ...path, sub }, filter };
}

function invalidPath(text: string, reason: string): ScimError {
  return new ScimError(400, `The path '${text}' is not valid: ${reason}.`, { scimType: "invalidPath" });
}
