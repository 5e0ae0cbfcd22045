import { ATTRIBUTES } from "./rfc7643/attributes.ts";
import { RESOURCES } from "./rfc7643/resources.ts";
import { CORE_SCHEMAS } from "./rfc7643/core-schemas.ts";
import { SERVICE_PROVIDER_CONFIG } from "./rfc7643/service-provider-config.ts";
import { RESOURCE_TYPES } from "./rfc7643/resource-types.ts";
import { SCHEMA_DEFINITIONS } from "./rfc7643/schema-definitions.ts";
import { SECURITY } from "./rfc7643/security.ts";
import { AUTHENTICATION } from "./rfc7644/authentication.ts";
import { ENDPOINTS } from "./rfc7644/endpoints.ts";
import { CREATING } from "./rfc7644/creating.ts";
import { RETRIEVING } from "./rfc7644/retrieving.ts";
import { FILTERING } from "./rfc7644/filtering.ts";
import { QUERY_RESULTS } from "./rfc7644/query-results.ts";
import { REPLACING } from "./rfc7644/replacing.ts";
import { PATCHING } from "./rfc7644/patching.ts";
import { DELETING } from "./rfc7644/deleting.ts";
import { BULK } from "./rfc7644/bulk.ts";
import { MESSAGES } from "./rfc7644/messages.ts";
import { ERRORS } from "./rfc7644/errors.ts";
import { VERSIONS } from "./rfc7644/versions.ts";
import { DISCOVERY } from "./rfc7644/discovery.ts";
import { CONSIDERATIONS } from "./rfc7644/considerations.ts";
import { HTTP } from "./others/rfc9110-http.ts";
import { CURSOR_PAGING } from "./others/rfc9865-cursor-paging.ts";
import { SECURITY_EVENTS } from "./others/rfc9967-security-events.ts";
import { SCENARIOS } from "./others/rfc7642-scenarios.ts";
import type { Requirement, RequirementRow, Requirements } from "./requirement.ts";

/** The id of a row of the table, for example `RFC7644-3.3-06`. */
export type RequirementId =
  | keyof typeof ATTRIBUTES
  | keyof typeof RESOURCES
  | keyof typeof CORE_SCHEMAS
  | keyof typeof SERVICE_PROVIDER_CONFIG
  | keyof typeof RESOURCE_TYPES
  | keyof typeof SCHEMA_DEFINITIONS
  | keyof typeof SECURITY
  | keyof typeof AUTHENTICATION
  | keyof typeof ENDPOINTS
  | keyof typeof CREATING
  | keyof typeof RETRIEVING
  | keyof typeof FILTERING
  | keyof typeof QUERY_RESULTS
  | keyof typeof REPLACING
  | keyof typeof PATCHING
  | keyof typeof DELETING
  | keyof typeof BULK
  | keyof typeof MESSAGES
  | keyof typeof ERRORS
  | keyof typeof VERSIONS
  | keyof typeof DISCOVERY
  | keyof typeof CONSIDERATIONS
  | keyof typeof HTTP
  | keyof typeof CURSOR_PAGING
  | keyof typeof SECURITY_EVENTS
  | keyof typeof SCENARIOS;

/** All rows, in the order of the RFCs. A chapter that is missing here does not compile, or is found by the table's test. */
const ROWS: Readonly<Record<RequirementId, RequirementRow>> = {
  ...ATTRIBUTES,
  ...RESOURCES,
  ...CORE_SCHEMAS,
  ...SERVICE_PROVIDER_CONFIG,
  ...RESOURCE_TYPES,
  ...SCHEMA_DEFINITIONS,
  ...SECURITY,
  ...AUTHENTICATION,
  ...ENDPOINTS,
  ...CREATING,
  ...RETRIEVING,
  ...FILTERING,
  ...QUERY_RESULTS,
  ...REPLACING,
  ...PATCHING,
  ...DELETING,
  ...BULK,
  ...MESSAGES,
  ...ERRORS,
  ...VERSIONS,
  ...DISCOVERY,
  ...CONSIDERATIONS,
  ...HTTP,
  ...CURSOR_PAGING,
  ...SECURITY_EVENTS,
  ...SCENARIOS,
};

/** The requirement table of RFC 7643, RFC 7644 and their neighbours. */
export const REQUIREMENTS: Requirements = new Map(
  Object.entries(ROWS).map(([id, row]) => [id, toRequirement(id, row)]),
);

function toRequirement(id: string, row: RequirementRow): Requirement {
  const [rfc = "", section = ""] = id.replace("RFC", "").split("-");
  return { id, rfc: Number(rfc), ...row, section: row.section ?? section };
}
