import type { Json } from "../scim/json.ts";

/** What the target publishes about itself, as far as it could be read. */
export interface TargetFacts {
  /** Body of GET /ServiceProviderConfig. */
  readonly serviceProviderConfig: Json | undefined;
  /** Items of GET /ResourceTypes. */
  readonly resourceTypes: readonly Json[] | undefined;
  /** Items of GET /Schemas. */
  readonly schemas: readonly Json[] | undefined;
}
