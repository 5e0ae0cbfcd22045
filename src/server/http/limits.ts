import type { PatchSchema } from "../../scim/patch/target.ts";
import { createWorkMeter } from "../../scim/work-meter.ts";

/** How much a client may ask of the server. What goes beyond is refused with an error whose detail names the limit. */
export interface ServerLimits {
  /** Most bytes of a request body; 1 MB unless set. */
  readonly bodyBytes: number;
  /** Most operations in a PATCH; 1,000 unless set. */
  readonly operations: number;
  /** Most values of a multi-valued attribute, sent or stored; 10,000 unless set. */
  readonly values: number;
  /** Most UTF-16 units of a string, or of a member's name, in a body; 65,536 unless set. */
  readonly stringLength: number;
  /** How deep objects and arrays of a body may nest; 32 unless set, 500 at most. */
  readonly nesting: number;
  /** Most members of an object in a body; 1,000 unless set. */
  readonly members: number;
  /** Most characters of a URL, its query included; 8,192 unless set. */
  readonly urlLength: number;
  /** Most characters of a filter, or of a PATCH path with one in it; 8,192 unless set. */
  readonly filterLength: number;
  /** How deep the brackets of a filter may nest; 50 unless set, 500 at most. */
  readonly filterNesting: number;
  /** Most bytes of a stored resource, about; 4 MB unless set: PATCH by PATCH it could grow without end. */
  readonly resourceBytes: number;
  /** Most bytes of a list, about; 64 MB unless set. */
  readonly listBytes: number;
  /** Most bytes of values that the filters of a request may go through, once for each condition; 128 MB unless set. */
  readonly scanBytes: number;
}

const MEGABYTE = 1_048_576;

/** The limits of a server that is told nothing else. */
export const DEFAULT_LIMITS: ServerLimits = {
  bodyBytes: MEGABYTE,
  operations: 1_000,
  values: 10_000,
  stringLength: 65_536,
  nesting: 32,
  members: 1_000,
  urlLength: 8_192,
  filterLength: 8_192,
  filterNesting: 50,
  resourceBytes: 4 * MEGABYTE,
  listBytes: 64 * MEGABYTE,
  scanBytes: 128 * MEGABYTE,
};

// What nests is worked through by functions that call themselves: beyond this the stack would be the limit.
const MOST: ReadonlyMap<string, number> = new Map([
  ["nesting", 500],
  ["filterNesting", 500],
]);

/** All limits, those that are given in place of the defaults. @throws RangeError for one that cannot be kept */
export function toLimits(given: Partial<ServerLimits> = {}): ServerLimits {
  const limits: ServerLimits = { ...DEFAULT_LIMITS, ...given };
  for (const [name, value] of Object.entries(limits)) verifyLimit(name, value);
  return limits;
}

/** The schema for one PATCH, which goes through so much and no more. */
export function toPatchSchema(schema: PatchSchema, { scanBytes }: ServerLimits): PatchSchema {
  return { ...schema, meter: createWorkMeter(scanBytes) };
}

function verifyLimit(name: string, value: number): void {
  const most = MOST.get(name) ?? Number.MAX_SAFE_INTEGER;
  if (Number.isSafeInteger(value) && value >= 1 && value <= most) return;
  throw new RangeError(`The limit '${name}' must be a whole number from 1 to ${most}, found ${value}.`);
}
