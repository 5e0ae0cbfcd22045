import {
  breaking,
  defineCheck,
  errorResponse,
  isArray,
  isGiven,
  isObject,
  on,
  SERVICE_PROVIDER_CONFIG_URN,
  verify,
  without,
} from "../../src/kit/index.ts";
import type { Check, Json, JsonObject } from "../../src/kit/index.ts";
import { readConfig } from "./words/read-config.ts";
import { FILLED_TEXT } from "./words/verify-published.ts";

const CONFIG = "GET /ServiceProviderConfig";
// RFC 7643 section 5.
const TYPES = ["oauth", "oauth2", "oauthbearertoken", "httpbasic", "httpdigest"];

const members = defineCheck({
  id: "discovery.authentication-schemes.members",
  title: "authenticationSchemes lists at least one scheme, each with a type, a name and a description",
  rule: ["RFC7643-5-04", "RFC7643-5-10"],
  advice:
    "Make authenticationSchemes an array with an object for each scheme, and give each a non-empty type, name and description.",
  run: async (t) => {
    const config = await readConfig(t);
    const schemes = config.by("RFC7643-5-04").at("authenticationSchemes");
    schemes.isArray();
    for (const scheme of schemes.items()) {
      for (const name of ["type", "name", "description"]) {
        scheme.at(name).holds(FILLED_TEXT.expected, FILLED_TEXT.isRight);
      }
    }
    const listed = config.by("RFC7643-5-10").at("authenticationSchemes");
    listed.holds("at least one scheme", () => schemes.items().length > 0);
  },
  defects: {
    "authentication-scheme-outside-a-list": breaking(
      "RFC7643-5-04",
      on(CONFIG).body((body) => ({ ...body, authenticationSchemes: itemsOf(body["authenticationSchemes"])[0] })),
    ),
    "authentication-scheme-without-type": breaking(
      "RFC7643-5-04",
      on(CONFIG).body((body) => eachScheme(body, (scheme) => without(scheme, "type"))),
    ),
    "authentication-scheme-without-description": breaking(
      "RFC7643-5-04",
      on(CONFIG).body((body) => eachScheme(body, (scheme) => ({ ...scheme, description: "" }))),
    ),
    "no-authentication-scheme-listed": breaking(
      "RFC7643-5-10",
      on(CONFIG).body((body) => ({ ...body, authenticationSchemes: [] })),
    ),
  },
});

const types = defineCheck({
  id: "discovery.authentication-schemes.types",
  title: "The type of an authentication scheme is one that the RFC defines",
  rule: "RFC7643-5-05",
  advice: `Use one of ${TYPES.join(", ")} as the type of an authentication scheme; a bearer token is oauthbearertoken.`,
  run: async (t) => {
    const config = await readConfig(t);
    const schemes = config.at("authenticationSchemes").items();
    const given = schemes.map((scheme) => scheme.at("type")).filter(({ value }) => isGiven(value));
    if (given.length === 0) t.skip("GET /ServiceProviderConfig shows no authentication scheme with a type");
    for (const type of given) type.holds(TYPES.join(" or "), isSchemeType);
  },
  defects: {
    "authentication-scheme-of-type-bearer": on(CONFIG).body((body) =>
      eachScheme(body, (scheme) => ({ ...scheme, type: "bearer" })),
    ),
  },
});

const anonymous = defineCheck({
  id: "discovery.authentication-schemes.anonymous",
  title: "ServiceProviderConfig and its authenticationSchemes can be read without credentials",
  rule: "RFC7643-5-06",
  advice:
    "Serve GET /ServiceProviderConfig to anyone, so that a client can find out how it has to authenticate before it does.",
  run: async (t) => {
    const config = await readConfig(t);
    const answer = verify(await t.get("/ServiceProviderConfig", { credentials: "none" }), { others: [config.reply] });
    answer.status(200);
    // A configuration without schemes is judged where all of it is shown.
    const all = config.at("authenticationSchemes").value;
    if (!isArray(all)) return;
    const shown = answer.at("authenticationSchemes");
    shown.isArray();
    if (all.length > 0) shown.holds("at least one scheme", (schemes) => itemsOf(schemes).length > 0);
  },
  defects: {
    "authentication-schemes-behind-the-token": on(CONFIG).response(async (response, request) =>
      request.headers.has("authorization") ? response : Response.json({ schemas: [SERVICE_PROVIDER_CONFIG_URN] }),
    ),
    "authentication-schemes-empty-without-the-token": on(CONFIG).body((body, request) =>
      request.headers.has("authorization") ? body : { ...body, authenticationSchemes: [] },
    ),
    "service-provider-config-behind-the-token": on(CONFIG).answer((request, next) =>
      request.headers.has("authorization") ? next(request) : errorResponse(401, "A bearer token is required."),
    ),
  },
});

/** What ServiceProviderConfig must say about authentication. */
export const authenticationSchemesChecks: readonly Check[] = [members, types, anonymous];

function isSchemeType(type: Json | undefined): boolean {
  return typeof type === "string" && TYPES.includes(type.toLowerCase());
}

function itemsOf(value: Json | undefined): readonly Json[] {
  return isArray(value) ? value : [];
}

function eachScheme(body: JsonObject, change: (scheme: JsonObject) => JsonObject): JsonObject {
  const schemes = itemsOf(body["authenticationSchemes"]);
  return { ...body, authenticationSchemes: schemes.map((scheme) => (isObject(scheme) ? change(scheme) : scheme)) };
}
