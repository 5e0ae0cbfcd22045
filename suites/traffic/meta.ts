import { defineTrafficRule } from "../../src/kit/check.ts";
import type { DeclaredRule } from "../../src/kit/check.ts";
import type { CheckContext } from "../../src/kit/check-context.ts";
import { rfc } from "../../src/exchange/clause.ts";
import type { LiveExchange } from "../../src/exchange/exchange.ts";
import { describeRequest, toReply } from "../../src/exchange/reply.ts";
import { tamperResources, tamperResponse, withHeader } from "../../src/kit/defects/tamper.ts";
import type { TamperMatch } from "../../src/kit/defects/tamper.ts";
import { shown } from "../../src/exchange/shown.ts";
import { verifyThat } from "../../src/exchange/verify.ts";
import { isArray, isObject } from "../../src/scim/json.ts";
import type { Json, JsonObject } from "../../src/scim/json.ts";
import { withQuery } from "../../src/scim/request-path.ts";
import { metaOf, ownResourcesIn } from "./words/answers.ts";

const USER: TamperMatch = { path: /^\/Users/ };

const contentLocation: DeclaredRule = defineTrafficRule({
  id: "traffic.meta.content-location",
  title: "meta.location agrees with the Content-Location header",
  clause: rfc("RFC7643-3.1-19"),
  advice: "Send the URI of meta.location in Content-Location, or leave the header out.",
  applies: (x) => locationIn(x) !== undefined,
  judge: (x) => verifyHeader(x, "content-location"),
  probe: readOne,
  defects: [
    {
      name: "content-location-of-the-collection",
      breaks: "RFC7643-3.1-19",
      wrap: tamperResponse(USER, (r, request) => withHeader(r, "content-location", collectionOf(request.url))),
    },
  ],
});

const location: DeclaredRule = defineTrafficRule({
  id: "traffic.meta.location-header",
  title: "A Location header on GET names what meta.location names",
  clause: rfc("RFC7644-3.4.1-03"),
  advice: "Send the URI of meta.location in Location, or leave the header out of answers to GET.",
  applies: (x) => x.request.method === "GET" && locationIn(x) !== undefined,
  judge: (x) => verifyHeader(x, "location"),
  probe: readOne,
  defects: [
    {
      name: "location-on-get-of-the-collection",
      breaks: "RFC7644-3.4.1-03",
      wrap: tamperResponse({ ...USER, method: "GET" }, (r, request) =>
        withHeader(r, "location", collectionOf(request.url)),
      ),
    },
  ],
});

const noQuery: DeclaredRule = defineTrafficRule({
  id: "traffic.meta.no-query",
  title: "The URI of a resource has no query string",
  clause: rfc("RFC7644-1.3-01"),
  advice: "Build meta.location from the base URL, the endpoint and the id; do not copy the query of the request.",
  applies: (x) => ownResourcesIn(x).some(({ resource }) => typeof metaOf(resource)["location"] === "string"),
  judge: (x) => {
    const reply = toReply(x);
    for (const { resource, at } of ownResourcesIn(x)) {
      const found = metaOf(resource)["location"];
      verifyThat(typeof found !== "string" || !found.includes("?"), reply, {
        reason: `${describeRequest(reply)} answers a resource whose meta.location has a query string`,
        expected: "a URI without a query",
        actual: shown(found),
        at: `${at}/meta/location`,
      });
    }
  },
  probe: async (t) => {
    await t.get(withQuery((await t.make.user()).path, { attributes: ["userName", "meta"] }));
  },
  defects: [
    {
      name: "location-copies-the-query",
      breaks: "RFC7644-1.3-01",
      wrap: tamperResources(USER, (user, request) => withLocation(user, (uri) => uri + new URL(request.url).search)),
    },
  ],
});

const references: DeclaredRule = defineTrafficRule({
  id: "traffic.meta.references",
  title: "References are URIs",
  clause: rfc("RFC7643-2.3.7-01"),
  advice: "Percent-encode what does not belong in a URI, and write nothing else into meta.location and $ref.",
  applies: (x) => referencesIn(x).length > 0,
  judge: (x) => {
    const reply = toReply(x);
    for (const { value, at } of referencesIn(x)) {
      verifyThat(isReference(value, reply.exchange.request.url), reply, {
        reason: `${describeRequest(reply)} answers ${at} as something that is no URI`,
        expected: "an absolute or relative URI",
        actual: shown(value),
        at,
      });
    }
  },
  probe: readOne,
  defects: [
    {
      name: "location-in-angle-brackets",
      breaks: "RFC7643-2.3.7-01",
      wrap: tamperResources(USER, (user) => withLocation(user, (uri) => `<${uri}>`)),
    },
    {
      name: "location-is-an-object",
      breaks: "RFC7643-2.3.7-01",
      wrap: tamperResources(USER, (user) => withLocation(user, (uri) => ({ href: uri }))),
    },
  ],
});

/** Rules about the addresses of resources. */
export const metaRules: readonly DeclaredRule[] = [contentLocation, location, noQuery, references];

/** Only characters of RFC 3986, raw letters of other scripts beside them. */
const URI_CHARACTERS = /^[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%\u0080-\uffff]*$/;

/** meta.location of the one resource that an answer holds. */
function locationIn(x: LiveExchange): string | undefined {
  const [seen] = ownResourcesIn(x);
  const found = seen?.at === "" ? metaOf(seen.resource)["location"] : undefined;
  return typeof found === "string" && URL.canParse(found, x.request.url) ? found : undefined;
}

function verifyHeader(x: LiveExchange, name: string): void {
  const reply = toReply(x);
  const header = reply.header(name);
  const inBody = locationIn(x);
  if (header === undefined || inBody === undefined) return;
  const isSame = resolve(header, x) !== undefined && resolve(header, x) === resolve(inBody, x);
  verifyThat(isSame, reply, {
    reason: `${describeRequest(reply)} answers ${name} ${header} beside another meta.location`,
    expected: inBody,
    actual: header,
    at: "/meta/location",
  });
}

function resolve(uri: string, x: LiveExchange): string | undefined {
  return URL.canParse(uri, x.request.url) ? new URL(uri, x.request.url).href : undefined;
}

interface SeenReference {
  readonly value: Json;
  readonly at: string;
}

/** meta.location and each $ref of the run's own resources, where they are not null or empty. */
function referencesIn(x: LiveExchange): readonly SeenReference[] {
  return ownResourcesIn(x).flatMap(({ resource, at }) => [
    ...present(metaOf(resource)["location"], `${at}/meta/location`),
    ...refsIn(resource, at),
  ]);
}

function refsIn(value: Json | undefined, at: string): readonly SeenReference[] {
  if (isArray(value)) return value.flatMap((item, index) => refsIn(item, `${at}/${index}`));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, member]) =>
    name === "$ref" ? present(member, `${at}/$ref`) : refsIn(member, `${at}/${name}`),
  );
}

function present(value: Json | undefined, at: string): readonly SeenReference[] {
  return value === undefined || value === null || value === "" ? [] : [{ value, at }];
}

function isReference(value: Json, base: string): boolean {
  return typeof value === "string" && URI_CHARACTERS.test(value) && URL.canParse(value, base);
}

async function readOne(t: CheckContext): Promise<void> {
  await (await t.make.user()).read();
}

function collectionOf(url: string): string {
  return url.replace(/\/Users.*$/, "/Users");
}

function withLocation(user: JsonObject, change: (uri: string) => Json): JsonObject {
  const meta = metaOf(user);
  return { ...user, meta: { ...meta, location: change(String(meta["location"])) } };
}
