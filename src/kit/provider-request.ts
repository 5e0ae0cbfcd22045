import type { JsonObject } from "../scim/json.ts";
import type { RequestPath } from "../scim/request-path.ts";

/** A request as an identity provider's wire builds it, without host and credentials. */
export interface ProviderRequest {
  readonly method: string;
  /** Below the base URL, with a leading slash and any query, percent-encoded. */
  readonly path: RequestPath;
  /** All headers but the credentials; lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: JsonObject;
  /** The provider's id. */
  readonly sender: string;
  /** `never` takes a 503 as it comes, although it says when to come back: for a client that does not do so. Else it is waited out. */
  readonly onUnavailable?: "never";
}
