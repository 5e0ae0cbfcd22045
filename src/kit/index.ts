// What a check is written with, in one import: `zi-scim-check/kit`.

// Declaring.
export { defineSuite } from "./check.ts";
export type { Check, DeclaredRule, Suite } from "./check.ts";
export { defineCheck, defineFamily, defineTrafficRule } from "./define-check.ts";
export type { CheckDeclaration, DefectsOf, FamilyTraits, TrafficRuleDeclaration } from "./define-check.ts";
export { ownRule } from "./rule.ts";
export type { OwnRule, Rule } from "./rule.ts";
export type { Clause, RequirementClause, VendorClause } from "../exchange/clause.ts";
export type { TrafficRule } from "../exchange/traffic/traffic-rule.ts";
export { noteOn } from "../exchange/traffic/audience.ts";
export type { RequirementId } from "../../suites/requirements/index.ts";

// Asking, making and waiting.
export type { CheckContext, RequestOptions } from "./check-context.ts";
export type { ProviderRequest } from "./provider-request.ts";
export type { GroupBody, Made, MakeOptions, Maker, UserBody } from "./maker.ts";
export type { FillOptions, SeatContext } from "./seat-context.ts";
export { isPresent } from "../profile/capability/index.ts";
export type { Capabilities, CapabilityName } from "../profile/capability/index.ts";
export type { CapabilityStatus } from "../profile/capability/capability.ts";
export type { Profile } from "../profile/profile.ts";
export type { SeatLimit } from "../profile/seat-limit.ts";
export { filterOf, anyFilter, inOtherCase, quoted } from "../scim/filter/filter-text.ts";
export type { Filter, Quoted } from "../scim/filter/filter-text.ts";
export { pathTo, withPlusForSpace, withQuery } from "../scim/request-path.ts";
export type { Endpoint, Path, QueryParameters, RequestPath } from "../scim/request-path.ts";

// Judging.
export { verify } from "../exchange/verify/verify.ts";
export type { FreeEvidence, Verifier, VerifyOptions } from "../exchange/verify/verify.ts";
export type { ValueWords } from "../exchange/verify/value-words.ts";
export type { HeaderWords } from "../exchange/verify/header-words.ts";
export type { Listable, ListWords } from "../exchange/verify/list-words.ts";
export type { SetWords } from "../exchange/verify/set-words.ts";
export type { Step } from "../exchange/verify/place.ts";
export { SetUpFailure, Violation } from "../exchange/violation.ts";
export type { Mismatch } from "../exchange/violation.ts";
export { describeOutcome, describeRequest, isSuccess, toReply } from "../exchange/reply.ts";
export type { Reply } from "../exchange/reply.ts";
export { hasSucceeded } from "../exchange/exchange.ts";
export type { Exchange, LiveExchange, LiveRequest, LiveResponse, TransportFailure } from "../exchange/exchange.ts";
export type { TargetFacts } from "../profile/target-facts.ts";
export { shown } from "../exchange/shown.ts";
export { counted } from "../exchange/counted.ts";
export { toListBody } from "../exchange/list-body.ts";
export type { ListBody } from "../exchange/list-body.ts";

// Reading what came.
export { getIgnoreCase, isArray, isObject, jsonEqual, sameName } from "../scim/json.ts";
export type { Json, JsonObject } from "../scim/json.ts";
export { changed, isUnassigned, itemsAt, sameText, valueAt, valuesOf } from "./reading/value-at.ts";
export { instantAt, metaOf, withMeta } from "./reading/meta-of.ts";
export { pathOfNew, readBack } from "./reading/read-back.ts";
export type { ReadBack } from "./reading/read-back.ts";
export {
  anyOf,
  canFind,
  isRefusal,
  makeIfTaken,
  named,
  shownUserName,
  skipUnlessFinds,
  verifyFinds,
  verifyFindsUnlessRefused,
} from "./reading/find-users.ts";
export type { Expected, OwnUser } from "./reading/find-users.ts";
export { findsCrowd } from "./reading/finds-crowd.ts";
export { describeLink, followLink, leadsTo } from "./reading/follow-link.ts";
export type { Link } from "./reading/follow-link.ts";
export { inList, lookThrough, totalOf } from "./reading/look-through.ts";
export type { Listed } from "./reading/look-through.ts";
export { ownText } from "./reading/own-text.ts";

// What a target publishes about itself.
export { lackHint } from "./published/lacked.ts";
export { mayOffer, publishedAttribute } from "./published/published-attribute.ts";
export type { AttributePlace } from "./published/published-attribute.ts";
export type { SchemaAttribute } from "../scim/schema/schema.ts";
export { endpointOf, extensionsOf, namesSchema, readResourceTypes } from "./published/published-resource-types.ts";
export type { Published } from "./published/published-list.ts";
export { isGiven, readSchemas, textOf, verifyAttributes } from "./published/published-schemas.ts";
export type {
  AttributeRule,
  PublishedAttribute,
  PublishedSchema,
  PublishedSchemas,
} from "./published/published-schemas.ts";
export { pathBelowBase, pathsBelowBase } from "./published/resource-link.ts";

// Defects: servers that are wrong on purpose.
export { breaking, ports } from "./fault.ts";
export type { Breaking, Fault, PortFault } from "./fault.ts";
export type { Defect, PortDefect, WireDefect } from "./defect.ts";
export { on, remembering } from "./defects/on.ts";
export type { On, Wrap } from "./defects/on.ts";
export { readJson } from "./defects/where.ts";
export type { Match, Where } from "./defects/where.ts";
export { errorResponse, withBody, withHeader, withJson, without, withStatus } from "./defects/answers.ts";
export { showSent } from "./defects/show-sent.ts";
export { ignoreWrite, keepInList, matchedValue, readThrough, rewriteWrite, toRead } from "./defects/writes.ts";
export { changePut } from "./defects/change-put.ts";
export type { FetchHandler } from "../scim/http.ts";
export type { ProductSeats, SeatLedger, ServerPorts, Store, StoredResource, StoredType } from "../server/ports.ts";

// Sound variants: servers that differ in what the RFCs leave open.
export { defineVariant } from "./variant.ts";
export type {
  AllowingSection,
  Differences,
  Serve,
  SoundVariant,
  StartServer,
  TableSection,
  VariantDeclaration,
} from "./variant.ts";
export type { Clock } from "../exchange/clock.ts";

// Names of the RFCs.
export {
  BULK_REQUEST_URN,
  ENTERPRISE_USER_URN,
  ERROR_URN,
  GROUP_URN,
  LIST_RESPONSE_URN,
  PATCH_OP_URN,
  RESOURCE_TYPE_URN,
  sameUrn,
  SCHEMA_URN,
  SEARCH_REQUEST_URN,
  SERVICE_PROVIDER_CONFIG_URN,
  USER_URN,
} from "../scim/urns.ts";
export { mediaTypeOf, SCIM_MEDIA_TYPE } from "../scim/http.ts";
