/** Schema of a User (RFC 7643 section 4.1). */
export const USER_URN = "urn:ietf:params:scim:schemas:core:2.0:User";
/** Schema of a Group (RFC 7643 section 4.2). */
export const GROUP_URN = "urn:ietf:params:scim:schemas:core:2.0:Group";
/** Schema of the enterprise extension of a User (RFC 7643 section 4.3). */
export const ENTERPRISE_USER_URN = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
/** Schema of the service provider's configuration (RFC 7643 section 5). */
export const SERVICE_PROVIDER_CONFIG_URN = "urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig";
/** Schema of a resource type (RFC 7643 section 6). */
export const RESOURCE_TYPE_URN = "urn:ietf:params:scim:schemas:core:2.0:ResourceType";
/** Schema of a schema (RFC 7643 section 7). */
export const SCHEMA_URN = "urn:ietf:params:scim:schemas:core:2.0:Schema";
/** Message: the answer to a query (RFC 7644 section 3.4.2). */
export const LIST_RESPONSE_URN = "urn:ietf:params:scim:api:messages:2.0:ListResponse";
/** Message: an error (RFC 7644 section 3.12). */
export const ERROR_URN = "urn:ietf:params:scim:api:messages:2.0:Error";
/** Message: the body of a PATCH (RFC 7644 section 3.5.2). */
export const PATCH_OP_URN = "urn:ietf:params:scim:api:messages:2.0:PatchOp";
/** Message: a query sent by POST (RFC 7644 section 3.4.3). */
export const SEARCH_REQUEST_URN = "urn:ietf:params:scim:api:messages:2.0:SearchRequest";
/** Message: several operations in one request (RFC 7644 section 3.7). */
export const BULK_REQUEST_URN = "urn:ietf:params:scim:api:messages:2.0:BulkRequest";

/** Whether two schema URNs name the same schema; letter case does not matter (RFC 7644 section 3.10). */
export function sameUrn(a: string, b: string): boolean {
  return a === b || a.toLowerCase() === b.toLowerCase();
}
