import type { CheckContext } from "../../src/kit/check-context.ts";
import { defineCheck } from "../../src/kit/check.ts";
import type { Check } from "../../src/kit/check.ts";
import { rfc } from "../../src/exchange/clause.ts";
import type { Reply } from "../../src/exchange/reply.ts";
import { answerInstead, errorResponse, tamperResponseBody, without } from "../../src/kit/defects/tamper.ts";
import { isSuccess } from "../../src/exchange/reply.ts";
import { shown } from "../../src/exchange/shown.ts";
import { verifyObject, verifyStatus, verifyThat } from "../../src/exchange/verify.ts";
import { getIgnoreCase, isArray, isObject } from "../../src/scim/json.ts";
import type { Json, JsonObject } from "../../src/scim/json.ts";
import { LIST_RESPONSE_URN, sameUrn, SERVICE_PROVIDER_CONFIG_URN } from "../../src/scim/urns.ts";
import { FEATURES } from "./words/features.ts";

const CONFIG = { method: "GET", path: /^\/ServiceProviderConfig$/ };

const document = defineCheck({
  id: "discovery.service-provider-config.document",
  title: "GET /ServiceProviderConfig gives the configuration as one object with its schema",
  clause: rfc("RFC7644-4-01"),
  advice:
    "Answer GET /ServiceProviderConfig with 200 and the configuration itself, not a list, and put its URN into schemas.",
  run: async (t) => {
    const reply = verifyStatus(await t.get("/ServiceProviderConfig"), 200);
    const schemas = getIgnoreCase(verifyObject(reply), "schemas");
    verifyThat(names(schemas, SERVICE_PROVIDER_CONFIG_URN) && !names(schemas, LIST_RESPONSE_URN), reply, {
      reason: "GET /ServiceProviderConfig answers something that does not say it is a ServiceProviderConfig",
      expected: `schemas with ${SERVICE_PROVIDER_CONFIG_URN}`,
      actual: shown(schemas),
      at: "/schemas",
    });
  },
  defects: [
    {
      name: "service-provider-config-in-a-list",
      breaks: "RFC7644-4-01",
      wrap: tamperResponseBody(CONFIG, (body) => ({
        schemas: [LIST_RESPONSE_URN],
        totalResults: 1,
        Resources: [body],
      })),
    },
    {
      name: "service-provider-config-not-offered",
      breaks: "RFC7644-4-01",
      wrap: answerInstead(CONFIG, () => errorResponse(404, "There is no such endpoint.")),
    },
    {
      name: "service-provider-config-with-a-plural-urn",
      breaks: "RFC7644-4-01",
      wrap: tamperResponseBody(CONFIG, (body) => ({ ...body, schemas: [`${SERVICE_PROVIDER_CONFIG_URN}s`] })),
    },
  ],
});

const features = defineCheck({
  id: "discovery.service-provider-config.features",
  title: "ServiceProviderConfig says of each of the six features whether it is supported",
  clause: rfc("RFC7643-5-01"),
  advice:
    "List patch, bulk, filter, changePassword, sort and etag, each as an object whose supported is true or false as a JSON boolean.",
  run: async (t) => {
    const { reply, config } = await readConfig(t);
    for (const feature of FEATURES) {
      const supported = memberOf(getIgnoreCase(config, feature), "supported");
      verifyThat(typeof supported === "boolean", reply, {
        reason: `ServiceProviderConfig does not say by a JSON boolean whether ${feature} is supported`,
        expected: ["true", "false"],
        actual: shown(supported),
        at: `/${feature}/supported`,
      });
    }
  },
  defects: [
    {
      name: "service-provider-config-without-etag",
      breaks: "RFC7643-5-01",
      wrap: tamperResponseBody(CONFIG, (body) => without(body, "etag")),
    },
    {
      name: "service-provider-config-with-text-for-booleans",
      breaks: "RFC7643-5-01",
      wrap: tamperResponseBody(CONFIG, (body) => ({ ...body, sort: { supported: "true" } })),
    },
  ],
});

const limits = defineCheck({
  id: "discovery.service-provider-config.limits",
  title: "ServiceProviderConfig gives the limits of bulk and filter as integers",
  clause: rfc("RFC7643-5-02", "RFC7643-5-03"),
  advice:
    "Give bulk.maxOperations, bulk.maxPayloadSize and filter.maxResults as JSON integers, also when the feature is not supported (0 will do).",
  run: async (t) => {
    const { reply, config } = await readConfig(t);
    for (const [feature, name] of LIMITS) {
      const limit = memberOf(getIgnoreCase(config, feature), name);
      verifyThat(Number.isInteger(limit), reply, {
        reason: `ServiceProviderConfig has no integer for ${feature}.${name}`,
        expected: "an integer",
        actual: shown(limit),
        at: `/${feature}/${name}`,
      });
    }
  },
  defects: [
    {
      name: "bulk-limits-left-out",
      breaks: "RFC7643-5-02",
      wrap: tamperResponseBody(CONFIG, (body) => ({ ...body, bulk: { supported: false } })),
    },
    {
      name: "bulk-payload-limit-unlimited-as-null",
      breaks: "RFC7643-5-02",
      wrap: tamperResponseBody(CONFIG, (body) => withMember(body, "bulk", { maxPayloadSize: null })),
    },
    {
      name: "filter-limit-as-text",
      breaks: "RFC7643-5-03",
      wrap: tamperResponseBody(CONFIG, (body) => withMember(body, "filter", { maxResults: "200" })),
    },
  ],
});

const LIMITS = [
  ["bulk", "maxOperations"],
  ["bulk", "maxPayloadSize"],
  ["filter", "maxResults"],
] as const;

/** What ServiceProviderConfig must hold. */
export const serviceProviderConfigChecks: readonly Check[] = [document, features, limits];

/** The configuration, for checks of what is in it: without one they do not apply, since `document` reports that. */
export async function readConfig(t: CheckContext): Promise<{ readonly reply: Reply; readonly config: JsonObject }> {
  const reply = await t.get("/ServiceProviderConfig");
  const config = isSuccess(reply) && isObject(reply.body) ? reply.body : t.skip("no ServiceProviderConfig can be read");
  return { reply, config };
}

function names(schemas: Json | undefined, urn: string): boolean {
  return isArray(schemas) && schemas.some((schema) => typeof schema === "string" && sameUrn(schema, urn));
}

function memberOf(value: Json | undefined, name: string): Json | undefined {
  return isObject(value) ? getIgnoreCase(value, name) : undefined;
}

function withMember(body: JsonObject, name: string, change: JsonObject): JsonObject {
  const value = body[name];
  return { ...body, [name]: { ...(isObject(value) ? value : {}), ...change } };
}
