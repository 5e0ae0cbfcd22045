import { defineCheck } from "../../src/kit/check.ts";
import type { Check } from "../../src/kit/check.ts";
import { rfc } from "../../src/exchange/clause.ts";
import { answerInstead, errorResponse, tamperResponseBody, without } from "../../src/kit/defects/tamper.ts";
import { shown } from "../../src/exchange/shown.ts";
import { verifyStatus, verifyThat } from "../../src/exchange/verify.ts";
import { getIgnoreCase, isArray, isObject } from "../../src/scim/json.ts";
import type { Json, JsonObject } from "../../src/scim/json.ts";
import { readConfig } from "./service-provider-config.ts";

const CONFIG = { method: "GET", path: /^\/ServiceProviderConfig$/ };
// RFC 7643 section 5.
const TYPES = ["oauth", "oauth2", "oauthbearertoken", "httpbasic", "httpdigest"];

const members = defineCheck({
  id: "discovery.authentication-schemes.members",
  title: "Each authentication scheme has a type, a name and a description",
  clause: rfc("RFC7643-5-04"),
  advice: "Make authenticationSchemes an array of objects that each have a non-empty type, name and description.",
  run: async (t) => {
    const { reply, config } = await readConfig(t);
    const schemes = getIgnoreCase(config, "authenticationSchemes");
    verifyThat(isArray(schemes), reply, {
      reason: "ServiceProviderConfig has no list of authentication schemes",
      expected: "an array",
      actual: shown(schemes),
      at: "/authenticationSchemes",
    });
    for (const [index, scheme] of itemsOf(schemes).entries()) {
      for (const name of ["type", "name", "description"]) {
        const value = isObject(scheme) ? getIgnoreCase(scheme, name) : undefined;
        verifyThat(typeof value === "string" && value !== "", reply, {
          reason: `An authentication scheme in ServiceProviderConfig has no ${name}`,
          expected: "a text that is not empty",
          actual: shown(value),
          at: `/authenticationSchemes/${index}/${name}`,
        });
      }
    }
  },
  defects: [
    {
      name: "authentication-scheme-outside-a-list",
      breaks: "RFC7643-5-04",
      wrap: tamperResponseBody(CONFIG, (body) => ({
        ...body,
        authenticationSchemes: itemsOf(body["authenticationSchemes"])[0],
      })),
    },
    {
      name: "authentication-scheme-without-type",
      breaks: "RFC7643-5-04",
      wrap: tamperResponseBody(CONFIG, (body) => eachScheme(body, (scheme) => without(scheme, "type"))),
    },
    {
      name: "authentication-scheme-without-description",
      breaks: "RFC7643-5-04",
      wrap: tamperResponseBody(CONFIG, (body) => eachScheme(body, (scheme) => ({ ...scheme, description: "" }))),
    },
  ],
});

const types = defineCheck({
  id: "discovery.authentication-schemes.types",
  title: "The type of an authentication scheme is one that the RFC defines",
  clause: rfc("RFC7643-5-05"),
  advice: `Use one of ${TYPES.join(", ")} as the type of an authentication scheme; a bearer token is oauthbearertoken.`,
  run: async (t) => {
    const { reply, config } = await readConfig(t);
    const schemes = itemsOf(getIgnoreCase(config, "authenticationSchemes")).filter(isObject);
    if (schemes.length === 0) t.skip("ServiceProviderConfig lists no authentication scheme");
    for (const [index, scheme] of schemes.entries()) {
      const type = getIgnoreCase(scheme, "type");
      if (type === undefined) continue;
      verifyThat(typeof type === "string" && TYPES.includes(type.toLowerCase()), reply, {
        reason: "ServiceProviderConfig names an authentication scheme of a type that the RFC does not define",
        expected: TYPES,
        actual: shown(type),
        at: `/authenticationSchemes/${index}/type`,
      });
    }
  },
  defects: [
    {
      name: "authentication-scheme-of-type-bearer",
      breaks: "RFC7643-5-05",
      wrap: tamperResponseBody(CONFIG, (body) => eachScheme(body, (scheme) => ({ ...scheme, type: "bearer" }))),
    },
  ],
});

const anonymous = defineCheck({
  id: "discovery.authentication-schemes.anonymous",
  title: "ServiceProviderConfig can be read without credentials",
  clause: rfc("RFC7643-5-06"),
  advice:
    "Serve GET /ServiceProviderConfig to anyone, so that a client can find out how it has to authenticate before it does.",
  run: async (t) => {
    await readConfig(t);
    verifyStatus(await t.get("/ServiceProviderConfig", { credentials: "none" }), 200);
  },
  defects: [
    {
      name: "service-provider-config-behind-the-token",
      breaks: "RFC7643-5-06",
      wrap: (next) => (request) =>
        request.headers.has("authorization")
          ? next(request)
          : answerInstead(CONFIG, () => errorResponse(401, "A bearer token is required."))(next)(request),
    },
  ],
});

/** What ServiceProviderConfig must say about authentication. */
export const authenticationSchemesChecks: readonly Check[] = [members, types, anonymous];

function itemsOf(value: Json | undefined): readonly Json[] {
  return isArray(value) ? value : [];
}

function eachScheme(body: JsonObject, change: (scheme: JsonObject) => JsonObject): JsonObject {
  const schemes = itemsOf(body["authenticationSchemes"]);
  return { ...body, authenticationSchemes: schemes.map((scheme) => (isObject(scheme) ? change(scheme) : scheme)) };
}
