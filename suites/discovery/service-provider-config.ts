import {
  breaking,
  defineCheck,
  errorResponse,
  isObject,
  LIST_RESPONSE_URN,
  namesSchema,
  on,
  SERVICE_PROVIDER_CONFIG_URN,
  verify,
  without,
} from "../../src/kit/index.ts";
import type { Check, JsonObject } from "../../src/kit/index.ts";
import { FEATURES } from "./words/features.ts";
import { readConfig } from "./words/read-config.ts";

const CONFIG = "GET /ServiceProviderConfig";

const document = defineCheck({
  id: "discovery.service-provider-config.document",
  title: "GET /ServiceProviderConfig gives the configuration as one object with its schema",
  rule: "RFC7644-4-01",
  advice:
    "Answer GET /ServiceProviderConfig with 200 and the configuration itself, not a list, and put its URN into schemas.",
  run: async (t) => {
    const answer = verify(await t.get("/ServiceProviderConfig")).status(200);
    const body = answer.object();
    answer
      .at("schemas")
      .holds(
        `an array with ${SERVICE_PROVIDER_CONFIG_URN}`,
        () => namesSchema(body, SERVICE_PROVIDER_CONFIG_URN) && !namesSchema(body, LIST_RESPONSE_URN),
      );
  },
  defects: {
    "service-provider-config-in-a-list": on(CONFIG).body((body) => ({
      schemas: [LIST_RESPONSE_URN],
      totalResults: 1,
      Resources: [body],
    })),
    "service-provider-config-as-a-web-page": on(CONFIG).answer(
      () => new Response("<!DOCTYPE html><title>App</title>", { headers: { "content-type": "text/html" } }),
    ),
    "service-provider-config-not-offered": on(CONFIG).answer(() => errorResponse(404, "There is no such endpoint.")),
    "service-provider-config-with-a-plural-urn": on(CONFIG).body((body) => ({
      ...body,
      schemas: [`${SERVICE_PROVIDER_CONFIG_URN}s`],
    })),
  },
});

const features = defineCheck({
  id: "discovery.service-provider-config.features",
  title: "ServiceProviderConfig says for each of the six features whether it is supported",
  rule: "RFC7643-5-01",
  advice:
    "List patch, bulk, filter, changePassword, sort and etag, each as an object whose supported is true or false as a JSON boolean.",
  run: async (t) => {
    const config = await readConfig(t);
    for (const feature of FEATURES) config.at(feature, "supported").isOneOf(true, false);
  },
  defects: {
    "service-provider-config-without-etag": on(CONFIG).body((body) => without(body, "etag")),
    "service-provider-config-with-text-for-booleans": on(CONFIG).body((body) => ({
      ...body,
      sort: { supported: "true" },
    })),
  },
});

const limits = defineCheck({
  id: "discovery.service-provider-config.limits",
  title: "ServiceProviderConfig gives the limits of bulk and filter as integers",
  rule: ["RFC7643-5-02", "RFC7643-5-03"],
  advice:
    "Give bulk.maxOperations, bulk.maxPayloadSize and filter.maxResults as JSON integers, also when the feature is not supported (0 will do).",
  run: async (t) => {
    const config = await readConfig(t);
    for (const [rule, ...limit] of LIMITS) {
      const found = config.by(rule).at(...limit);
      found.holds("an integer", Number.isInteger);
      if (Number(found.value) < 0) t.note(config.reply, `ServiceProviderConfig gives a negative ${limit.join(".")}`);
    }
  },
  defects: {
    "bulk-limits-left-out": breaking(
      "RFC7643-5-02",
      on(CONFIG).body((body) => ({ ...body, bulk: { supported: false } })),
    ),
    "bulk-payload-limit-unlimited-as-null": breaking(
      "RFC7643-5-02",
      on(CONFIG).body((body) => withMember(body, "bulk", { maxPayloadSize: null })),
    ),
    "filter-limit-as-text": breaking(
      "RFC7643-5-03",
      on(CONFIG).body((body) => withMember(body, "filter", { maxResults: "200" })),
    ),
  },
});

const LIMITS = [
  ["RFC7643-5-02", "bulk", "maxOperations"],
  ["RFC7643-5-02", "bulk", "maxPayloadSize"],
  ["RFC7643-5-03", "filter", "maxResults"],
] as const;

/** What ServiceProviderConfig must hold. */
export const serviceProviderConfigChecks: readonly Check[] = [document, features, limits];

function withMember(body: JsonObject, name: string, change: JsonObject): JsonObject {
  const value = body[name];
  return { ...body, [name]: { ...(isObject(value) ? value : {}), ...change } };
}
