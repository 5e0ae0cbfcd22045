import { formatAttributePath } from "../attribute-path.ts";
import { ScimError } from "../error.ts";
import { compileValueFilter } from "../filter/match.ts";
import type { FilterExpression } from "../filter/syntax.ts";
import type { FilterBounds } from "../filter/tokens.ts";
import { isArray } from "../json.ts";
import type { Json } from "../json.ts";
import { parsePatchPath } from "./path.ts";
import { resolvePath } from "../schema/resource-schema.ts";
import type { ResolvedPath, ResourceSchema } from "../schema/resource-schema.ts";
import { countTerms } from "../work-meter.ts";
import type { WorkMeter } from "../work-meter.ts";

/** The schema that a PATCH goes by, and where a service provider sets them, bounds of what its paths may ask. */
export interface PatchSchema extends ResourceSchema {
  readonly filterBounds?: FilterBounds;
  /** For one PATCH. */
  readonly meter?: WorkMeter;
}

/** What a PATCH operation works on. */
export interface PatchTarget extends ResolvedPath {
  /** The attribute as the client names it, for errors. */
  readonly name: string;
  /** The value filter, where the path has one. */
  readonly filter?: FilterExpression;
  /** Whether a value of the attribute is meant; all are when there is no filter. */
  readonly isMeant: (value: Json) => boolean;
}

/**
 * Finds what the path of an operation means in a schema.
 * @throws ScimError 400 invalidPath when there is no such attribute, or a filter selects from what has one value only
 */
export function resolvePatchTarget(text: string, schema: PatchSchema): PatchTarget {
  const { path, filter } = parsePatchPath(text, schema.filterBounds);
  const resolved = resolvePath(schema, path);
  const name = formatAttributePath(path);
  if (resolved === undefined) throw invalidPath(`Attribute '${name}' is not defined for a ${schema.core.name}.`);
  if (filter === undefined) return { ...resolved, name, isMeant: metered(() => true, 1, schema) };
  if (!resolved.attribute.multiValued) {
    throw invalidPath(
      `Attribute '${resolved.attribute.name}' has a single value, so that no filter can select from it.`,
    );
  }
  return {
    ...resolved,
    name,
    filter,
    isMeant: metered(compileValueFilter(filter, resolved.attribute), countTerms(filter), schema),
  };
}

function metered(test: PatchTarget["isMeant"], terms: number, { meter }: PatchSchema): PatchTarget["isMeant"] {
  if (meter === undefined) return test;
  return (value) => {
    meter.spend(terms, value);
    return test(value);
  };
}

/** Whether the target, or the attribute that it belongs to, is only for the service provider to set. */
export function isReadOnly({ attribute, sub }: PatchTarget): boolean {
  return attribute.mutability === "readOnly" || sub?.mutability === "readOnly";
}

/** The values of a multi-valued attribute; none when it is unassigned. */
export function toList(value: Json | undefined): readonly Json[] {
  if (value === undefined || value === null) return [];
  return isArray(value) ? value : [value];
}

/** Refusal: the operation does not fit the mutability of the attribute, or its state (RFC 7644 table 9). */
export function mutabilityError(detail: string): ScimError {
  return new ScimError(400, detail, { scimType: "mutability" });
}

/** Refusal: a filter that selects nothing, where something is needed (RFC 7644 section 3.5.2.3). */
export function noTarget(target: PatchTarget): ScimError {
  return new ScimError(400, `No value of '${target.attribute.name}' matches the filter.`, { scimType: "noTarget" });
}

function invalidPath(detail: string): ScimError {
  return new ScimError(400, detail, { scimType: "invalidPath" });
}
