import {
  valueAt,
  defineTrafficRule,
  isArray,
  isObject,
  metaOf,
  on,
  toReply,
  verify,
  withHeader,
  withQuery,
} from "../../src/kit/index.ts";
import type { DeclaredRule, Json, JsonObject, LiveExchange, Step } from "../../src/kit/index.ts";
import { documentsIn, isResourceEndpoint, ownResourcesIn, stepsTo } from "./words/answers.ts";
import { failAt, inTheOpen } from "./words/fail-at.ts";
import { readOne } from "./words/probes.ts";

const USER = "/Users/:id?";

const contentLocation: DeclaredRule = defineTrafficRule({
  id: "traffic.meta.content-location",
  title: "The value of meta.location agrees with the Content-Location header",
  rule: "RFC7643-3.1-24",
  advice: "Send the URI of meta.location in Content-Location, or leave the header out.",
  applies: (x) => locationIn(x) !== undefined && hasHeader(x, "content-location"),
  judge: (x) => verifyHeader(x, "Content-Location"),
  probe: readOne,
  defects: {
    "content-location-of-the-collection": on(USER).response((r, request) =>
      withHeader(r, "content-location", collectionOf(request.url)),
    ),
  },
});

const location: DeclaredRule = defineTrafficRule({
  id: "traffic.meta.location-header",
  title: "A Location header on GET names what meta.location names",
  rule: "RFC7644-3.4.1-03",
  advice: "Send the URI of meta.location in Location, or leave the header out of answers to GET.",
  applies: (x) => x.request.method === "GET" && locationIn(x) !== undefined && hasHeader(x, "location"),
  judge: (x) => verifyHeader(x, "Location"),
  probe: readOne,
  defects: {
    "location-on-get-of-the-collection": on(USER, { method: "GET" }).response((r, request) =>
      withHeader(r, "location", collectionOf(request.url)),
    ),
  },
});

const noQuery: DeclaredRule = defineTrafficRule({
  id: "traffic.meta.no-query",
  title: "The URI of a resource has no query string",
  rule: "RFC7644-1.3-01",
  advice: "Build meta.location from the base URL, the endpoint and the id; do not copy the query of the request.",
  applies: (x) =>
    ownResourcesIn(x).some(({ resource }) => typeof valueAt(resource, "meta", "location") === "string") ||
    namesCreated(x),
  judge: (x) => {
    if (namesCreated(x))
      verify(toReply(x))
        .header("Location")
        .holds("a URI without a query", (uri) => uri?.includes("?") !== true);
    for (const seen of ownResourcesIn(x)) {
      const found = valueAt(seen.resource, "meta", "location");
      if (typeof found !== "string" || !found.includes("?")) continue;
      failAt(x, [...stepsTo(seen), "meta", "location"], "a URI without a query");
    }
  },
  probe: async (t) => {
    const user = await t.make.user();
    await t.get(withQuery(user.path, { attributes: ["userName", "meta"] }));
    await t.post(withQuery("/Users", { attributes: "userName" }), t.make.userBody());
  },
  defects: {
    "location-header-copies-the-query": on("POST /Users", { query: (query) => query.has("attributes") }).response(
      (r, request) => withHeader(r, "location", (r.headers.get("location") ?? "") + new URL(request.url).search),
    ),
    "location-copies-the-query": on(USER).resources((user, request) =>
      withLocation(user, (uri) => uri + new URL(request.url).search),
    ),
  },
});

const references: DeclaredRule = defineTrafficRule({
  id: "traffic.meta.references",
  title: "References are URIs",
  rule: "RFC7643-2.3.7-01",
  advice:
    "Percent-encode what does not belong in a URI, and write nothing else into meta.location, $ref, documentationUri and specUri.",
  applies: (x) =>
    ownResourcesIn(x).some(({ resource }) => findReference(resource, () => true) !== undefined) ||
    documentsIn(x).some(({ document }) => findReference(document, () => true) !== undefined),
  judge: (x) => {
    const isWrong = (value: Json): boolean => !isReference(value, x.request.url);
    for (const seen of ownResourcesIn(x)) {
      const steps = findReference(seen.resource, isWrong);
      if (steps !== undefined) failAt(x, [...stepsTo(seen), ...steps], "an absolute or relative URI");
    }
    for (const seen of documentsIn(x)) {
      const steps = findReference(seen.document, isWrong);
      if (steps !== undefined) failAt(inTheOpen(x), [...stepsTo(seen), ...steps], "an absolute or relative URI");
    }
  },
  probe: async (t) => {
    await readOne(t);
    await t.get("/ServiceProviderConfig");
  },
  defects: {
    "documentation-uri-with-blanks": on("GET /ServiceProviderConfig").body((config) => ({
      ...config,
      documentationUri: "see the manual",
    })),
    "location-in-angle-brackets": on(USER).resources((user) => withLocation(user, (uri) => `<${uri}>`)),
    "location-is-an-object": on(USER).resources((user) => withLocation(user, (uri) => ({ href: uri }))),
  },
});

/** Rules about the addresses of resources. */
export const metaRules: readonly DeclaredRule[] = [contentLocation, location, noQuery, references];

/** Only characters of RFC 3986, raw letters of other scripts beside them. */
const URI_CHARACTERS = /^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%\u0080-\uffff]*$/;

/** meta.location of the one resource that an answer holds. */
function locationIn(x: LiveExchange): string | undefined {
  const [seen] = ownResourcesIn(x);
  const found = seen?.index === null ? valueAt(seen.resource, "meta", "location") : undefined;
  return typeof found === "string" && URL.canParse(found, x.request.url) ? found : undefined;
}

function hasHeader(x: LiveExchange, name: string): boolean {
  return x.response?.headers[name] !== undefined;
}

function verifyHeader(x: LiveExchange, name: string): void {
  const inBody = locationIn(x) ?? "";
  verify(toReply(x))
    .header(name)
    .holds(`${inBody}, its meta.location`, (header) => header === undefined || isSame(header, inBody, x));
}

function isSame(header: string, inBody: string, x: LiveExchange): boolean {
  const uri = resolve(header, x);
  return uri !== undefined && uri === resolve(inBody, x);
}

function resolve(uri: string, x: LiveExchange): string | undefined {
  return URL.canParse(uri, x.request.url) ? new URL(uri, x.request.url).href : undefined;
}

/** True for an answer to a create that names what it made. */
function namesCreated(x: LiveExchange): boolean {
  return x.request.method === "POST" && x.response?.status === 201 && isResourceEndpoint(x) && hasHeader(x, "location");
}

const REFERENCES: ReadonlySet<unknown> = new Set(["$ref", "documentationUri", "specUri"]);

/** The way to the first meta.location, $ref or the like for which it holds; those that are null or empty are none. */
function findReference(resource: JsonObject, holds: (value: Json) => boolean): readonly Step[] | undefined {
  const location = valueAt(resource, "meta", "location");
  if (isGivenAsReference(location) && holds(location)) return ["meta", "location"];
  return findRef(resource, holds);
}

function findRef(value: Json | undefined, holds: (value: Json) => boolean): readonly Step[] | undefined {
  const members = isArray(value) ? value.entries() : isObject(value) ? Object.entries(value) : [];
  for (const [step, member] of members) {
    if (REFERENCES.has(step)) {
      if (isGivenAsReference(member) && holds(member)) return [step];
      continue;
    }
    const below = findRef(member, holds);
    if (below !== undefined) return [step, ...below];
  }
  return undefined;
}

function isGivenAsReference(value: Json | undefined): value is Json {
  return value !== undefined && value !== null && value !== "";
}

function isReference(value: Json, base: string): boolean {
  return typeof value === "string" && URI_CHARACTERS.test(value) && URL.canParse(value, base);
}

function collectionOf(url: string): string {
  return url.replace(/\/Users.*$/, "/Users");
}

function withLocation(user: JsonObject, change: (uri: string) => Json): JsonObject {
  const meta = metaOf(user);
  return { ...user, meta: { ...meta, location: change(String(meta["location"])) } };
}
