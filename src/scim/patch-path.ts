import type { AttributePath } from "./attribute-path.ts";
import type { Filter } from "./filter-syntax.ts";

/** Target of a PATCH operation (RFC 7644 figure 7): `attr`, `attr.sub`, `attr[filter]`, `attr[filter].sub`. */
export interface PatchPath {
  /** The attribute; its `sub` is the one after the filter, where there is a filter. */
  readonly path: AttributePath;
  readonly filter?: Filter;
}

/** Reads the path of a PATCH operation. @throws ScimError 400 invalidPath, or invalidFilter for what is inside `[ ]` */
export function parsePatchPath(text: string): PatchPath {
  throw new Error(text);
}
