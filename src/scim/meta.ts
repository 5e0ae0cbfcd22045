import type { JsonObject } from "./json.ts";

/** What the service provider notes about a resource (RFC 7643 section 3.1). */
export interface Meta extends JsonObject {
  /** Name of the resource type, such as `User`. */
  readonly resourceType: string;
  /** xsd:dateTime of the creation. */
  readonly created: string;
  /** xsd:dateTime of the latest change; equal to `created` until the first one. */
  readonly lastModified: string;
  /** URI of the resource. */
  readonly location: string;
  /** Entity tag, only where versions are supported. */
  readonly version?: string;
}
