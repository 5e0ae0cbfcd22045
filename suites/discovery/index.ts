import { defineSuite } from "../../src/kit/index.ts";
import type { Suite } from "../../src/kit/index.ts";
import { attributeDefinitionChecks } from "./attribute-definitions.ts";
import { attributeReferenceChecks } from "./attribute-references.ts";
import { attributeTypeChecks } from "./attribute-types.ts";
import { authenticationSchemesChecks } from "./authentication-schemes.ts";
import { claimChecks } from "./claims.ts";
import { resourceTypeLinkChecks } from "./resource-type-links.ts";
import { resourceTypeMemberChecks } from "./resource-type-members.ts";
import { resourceTypesChecks } from "./resource-types.ts";
import { schemaIdentityChecks } from "./schema-identity.ts";
import { schemaMetaChecks } from "./schema-meta.ts";
import { schemaUseChecks } from "./schema-use.ts";
import { schemasChecks } from "./schemas.ts";
import { serviceProviderConfigChecks } from "./service-provider-config.ts";

/** What a server publishes about itself: RFC 7644 section 4, RFC 7643 sections 5 to 7. */
export const discoverySuite: Suite = defineSuite({
  id: "discovery",
  title: "Discovery: what the server publishes about itself",
  checks: [
    ...serviceProviderConfigChecks,
    ...authenticationSchemesChecks,
    ...claimChecks,
    ...resourceTypesChecks,
    ...resourceTypeMemberChecks,
    ...resourceTypeLinkChecks,
    ...schemasChecks,
    ...schemaIdentityChecks,
    ...schemaMetaChecks,
    ...attributeDefinitionChecks,
    ...attributeTypeChecks,
    ...attributeReferenceChecks,
    ...schemaUseChecks,
  ],
  trafficRules: [],
});
