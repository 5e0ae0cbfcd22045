import { expect, test } from "vitest";
import { loadProfile } from "../src/documents/load-profile.ts";
import { runCheck } from "../src/engine/checks/run-check.ts";
import type { CheckOutcome } from "../src/engine/checks/run-check.ts";
import {
  errorResponse,
  extensionsOf,
  isArray,
  isObject,
  itemsAt,
  keepInList,
  on,
  readJson,
  toListBody,
  without,
} from "../src/kit/index.ts";
import type { Json, JsonObject, Wrap } from "../src/kit/index.ts";
import { tamperAttribute } from "./discovery/words/tamper-schemas.ts";
import { openGround } from "../src/self-check/proving-ground.ts";
import { SUITES } from "./index.ts";

// Servers that a check must not fail: what it says of them instead.

const PROFILES = { generic: await loadProfile("generic"), zoominfo: await loadProfile("zoominfo") };
const CHECKS = SUITES.flatMap((suite) => suite.checks);

interface Case {
  /** Completes "a server that ...". */
  readonly server: string;
  readonly check: string;
  readonly wrap: Wrap;
  readonly profile?: keyof typeof PROFILES;
  /** `pass`, or the beginning of the reason of a skip. */
  readonly outcome: string;
  readonly notes?: readonly string[];
}

const filtered = { query: (query: URLSearchParams) => query.has("filter") } as const;

/** Answers with the URN of an extension in capitals, and refuses a body that names it twice. */
const inCapitals: Wrap = (next) => {
  const shown = on("/Users/:id").resources((user) =>
    Object.fromEntries(
      Object.entries(user).map(([name, value]) => [name.includes(":extension:") ? name.toUpperCase() : name, value]),
    ),
  );
  const refused = on("PUT", { body: namesTwice }).answer(() => errorResponse(400, "An attribute comes twice."));
  return refused(shown(next));
};

function namesTwice(body: Json): boolean {
  const names = Object.keys(isObject(body) ? body : {}).map((name) => name.toLowerCase());
  return new Set(names).size < names.length;
}

const CASES: readonly Case[] = [
  {
    server: "does bulk, and says so",
    check: "discovery.service-provider-config.truthful",
    wrap: (next) => claimsBulk(doesBulk(next)),
    outcome: "pass",
    notes: [],
  },
  {
    server: "refuses the PATCH of active with 400",
    check: "discovery.service-provider-config.truthful",
    wrap: on("PATCH").answer(() => errorResponse(400, "active is managed elsewhere.", "mutability")),
    outcome: "pass",
    notes: ["answers 400, which does not show whether the feature works"],
  },
  {
    server: "finds nobody by a filter",
    check: "discovery.service-provider-config.truthful",
    wrap: on("GET /Users", filtered).body((body) => keepInList(body, () => false)),
    outcome: "pass",
    notes: ["which does not show whether the feature works"],
  },
  {
    server: "does not show active",
    check: "discovery.service-provider-config.truthful",
    wrap: on("GET /Users/:id").body((user) => without(user, "active")),
    outcome: "pass",
    notes: ["which does not show whether the feature works"],
  },
  {
    server: "has another extension that is called enterprise",
    check: "discovery.resource-types.enterprise-urn",
    wrap: on("GET /ResourceTypes").resources((type) => ({
      ...type,
      schemaExtensions: [
        ...extensionsOf(type),
        { schema: "urn:ietf:params:scim:schemas:extension:enterprisecars:2.0:User", required: false },
      ],
    })),
    outcome: "pass",
  },
  {
    server: "refers to devices, and does not say what resource types it has",
    check: "discovery.schemas.reference-types",
    wrap: (next) =>
      on("GET /ResourceTypes").answer(() => errorResponse(404, "No."))(
        tamperAttribute("manager.$ref", (attribute) => ({ ...attribute, referenceTypes: ["Device"] }))(next),
      ),
    outcome: "pass",
  },
  {
    server: "names a schema by its name at /ResourceTypes",
    check: "discovery.schemas.list",
    wrap: on("GET /ResourceTypes").resources((type) => ({ ...type, schema: type["name"] })),
    outcome: "pass",
  },
  {
    server: "writes the mutability of id in lower case",
    check: "discovery.schemas.common-attributes",
    wrap: on("GET /Schemas").resources((schema) => ({
      ...schema,
      attributes: [{ name: "id", type: "string", multiValued: false, mutability: "readonly" }],
    })),
    outcome: "pass",
  },
  {
    server: "takes no PUT",
    check: "protocol.error.bad-request",
    wrap: on("PUT").answer(() => errorResponse(501, "No PUT.")),
    outcome: "pass",
  },
  {
    server: "ignores filters, and has more users at each request",
    check: "protocol.http.unknown-parameter",
    wrap: growing,
    outcome: "pass",
  },
  {
    server: "answers /ResourceTypes with the one type that it has",
    check: "discovery.resource-types.list",
    profile: "zoominfo",
    wrap: on("GET /ResourceTypes").body((body) => toListBody(body).resources[0] ?? body),
    outcome: "pass",
    notes: ["GET /ResourceTypes answers with one ResourceType, which is no list"],
  },
  {
    server: "gives the whole list in spite of a filter",
    check: "discovery.schemas.filter",
    wrap: on("GET", filtered).url((url) => url.searchParams.delete("filter")),
    outcome: "pass",
    notes: ["GET /Schemas with a filter answers 200", "GET /ResourceTypes with a filter answers 200"],
  },
  {
    server: "shows no meta in ServiceProviderConfig",
    check: "discovery.schemas.meta",
    wrap: on("GET /ServiceProviderConfig").body((body) => without(body, "meta")),
    outcome: "pass",
    notes: ["ServiceProviderConfig has no meta"],
  },
  {
    server: "has no limit, and writes it as -1",
    check: "discovery.service-provider-config.limits",
    wrap: on("GET /ServiceProviderConfig").body((body) => ({ ...body, filter: { supported: true, maxResults: -1 } })),
    outcome: "pass",
    notes: ["ServiceProviderConfig gives a negative filter.maxResults"],
  },
  {
    server: "defines no attributes",
    check: "discovery.schemas.types",
    wrap: on("GET /Schemas").resources((schema) => ({ ...schema, attributes: [] })),
    outcome: "GET /Schemas defines no attributes",
  },
  {
    server: "refuses requests without credentials with 403",
    check: "protocol.auth.required",
    wrap: on({}).answer((request, next) =>
      request.headers.has("authorization") ? next(request) : errorResponse(403, "No."),
    ),
    outcome: "pass",
    notes: [
      "GET /Users?count=1 answers 403, where 401 is recommended",
      "GET /Groups",
      "POST",
      "PUT",
      "PATCH",
      "DELETE",
    ],
  },
  {
    server: "makes nobody, and refuses requests without credentials",
    check: "protocol.auth.required",
    wrap: on("POST").response((response) =>
      response.ok ? errorResponse(400, "No users here.", "invalidValue") : response,
    ),
    outcome: "pass",
    notes: ["GET /Users?count=1 is refused, and no user could be made on whom writing is tried"],
  },
  {
    server: "lists an account that is no person",
    check: "okta.import.profile",
    wrap: on("GET /Users", { query: (query) => query.get("startIndex") === "1" && !query.has("filter") }).body(
      (list) => {
        const system = { id: "1", userName: "system", name: { givenName: "" }, displayName: "", active: true };
        return { ...list, Resources: [system, ...itemsAt(list, "Resources")] };
      },
    ),
    outcome: "pass",
    notes: ["lists an active user without name.givenName, name.familyName, emails"],
  },
  {
    server: "has no endpoint for bulk",
    check: "protocol.http.bulk-unsupported",
    wrap: on("/Bulk").answer(() => errorResponse(404, "There is no such endpoint.")),
    outcome: "pass",
    notes: ["POST /Bulk answers 404, where 501 is recommended"],
  },
  {
    server: "leads from /Me to a user",
    check: "protocol.http.me",
    wrap: on("/Me").answer(
      () => new Response(null, { status: 308, headers: { location: "https://elsewhere.example/1" } }),
    ),
    outcome: "GET /Me answers 308",
  },
  {
    server: "takes no user of the template in any format",
    check: "protocol.media-type.content-type",
    wrap: on("POST").answer(() => errorResponse(400, "No users here.", "invalidValue")),
    outcome: "POST /Users answers 400",
  },
  {
    server: "names no scimType for what is no JSON",
    check: "protocol.error.malformed-json",
    wrap: on("PUT").response((response) => (response.status === 400 ? errorResponse(400, "What?") : response)),
    outcome: "pass",
    notes: ["is refused with scimType nothing, where invalidSyntax fits"],
  },
  {
    server: "refuses all creates that arrive together",
    check: "seats.create.concurrent",
    profile: "zoominfo",
    wrap: refusesTogether,
    outcome: "none of the creates at the same time is given the free seat",
  },
  {
    server: "takes no filter",
    check: "seats.create.limit",
    profile: "zoominfo",
    wrap: on("GET /Users", filtered).answer(() => errorResponse(501, "No filters.")),
    outcome: "pass",
    notes: ["answers 501: it cannot be seen whether the refused user was kept"],
  },
  {
    server: "ignores filters and has other users",
    check: "zoominfo.product.required",
    profile: "zoominfo",
    wrap: on("GET /Users").url((url) => url.searchParams.delete("filter")),
    outcome: "pass",
    notes: [],
  },
  {
    server: "deletes nobody",
    check: "seats.free.leaving",
    profile: "zoominfo",
    wrap: on("DELETE").answer(() => errorResponse(405, "Users stay.")),
    outcome: "pass",
    notes: ["answers 405: it cannot be seen whether it frees a seat"],
  },
  {
    server: "does not say what resource types it has",
    check: "zoominfo.groups.not-offered",
    profile: "zoominfo",
    wrap: on("/ResourceTypes").answer(() => errorResponse(404, "There is no such endpoint.")),
    outcome: "pass",
    notes: ["GET /ResourceTypes answers 404: it cannot be seen whether it names groups"],
  },
  {
    server: "finds nobody with a filter",
    check: "seats.create.limit",
    profile: "zoominfo",
    wrap: on("GET /Users", filtered).body((list) => ({ ...list, totalResults: 0, Resources: [] })),
    outcome: "pass",
    notes: ["lists nobody of that name: it cannot be seen whether the refused user was kept"],
  },
  {
    server: "lists no resource type",
    check: "zoominfo.groups.not-offered",
    profile: "zoominfo",
    wrap: on("/ResourceTypes").body((list) => ({ ...list, totalResults: 0, Resources: [] })),
    outcome: "pass",
    notes: ["GET /ResourceTypes lists no resource type: it cannot be seen whether it names groups"],
  },
  {
    server: "has no PUT of users",
    check: "seats.free.dropped",
    profile: "zoominfo",
    wrap: on("PUT").answer(() => errorResponse(501, "No PUT.")),
    outcome: "PUT /Users/",
  },
  {
    server: "has no PUT of users",
    check: "zoominfo.attributes.role",
    profile: "zoominfo",
    wrap: on("PUT").answer(() => errorResponse(501, "No PUT.")),
    outcome: "PUT /Users/",
  },
  {
    server: "spells the URN of the extension in capitals",
    check: "seats.free.dropped",
    profile: "zoominfo",
    wrap: inCapitals,
    outcome: "pass",
  },
  {
    server: "spells the URN of the extension in capitals",
    check: "zoominfo.attributes.role",
    profile: "zoominfo",
    wrap: inCapitals,
    outcome: "pass",
  },
  {
    server: "refuses every change of an e-mail",
    check: "zoominfo.email.type-in-path",
    profile: "zoominfo",
    wrap: on("PATCH").answer(() => errorResponse(400, "E-mails stay.", "mutability")),
    outcome: "the target refuses a PATCH of emails without a type too",
  },
  {
    server: "refuses every user",
    check: "zoominfo.attributes.values",
    profile: "zoominfo",
    wrap: on("POST /Users").answer(() => errorResponse(403, "No seats are left.")),
    outcome: "could not make what the check needs",
  },
  {
    server: "refuses every user",
    check: "zoominfo.product.named",
    profile: "zoominfo",
    wrap: on("POST /Users").answer(() => errorResponse(403, "No seats are left.")),
    outcome: "could not make what the check needs",
  },
  {
    server: "names the attribute in letters of its own",
    check: "zoominfo.attributes.values",
    profile: "zoominfo",
    wrap: on("POST /Users").response(async (response) => {
      const body: unknown = await response.clone().json();
      const detail = isObject(body) ? String(body["detail"]).toUpperCase() : "";
      return response.status === 400 ? errorResponse(400, detail, "invalidValue") : response;
    }),
    outcome: "pass",
  },
];

test.each(CASES)("$check does not fail a server that $server", async ({ check: id, wrap, outcome, notes, ...more }) => {
  const check = CHECKS.find((one) => one.id === id);
  if (check === undefined) throw new Error(`there is no check ${id}`);
  const profile = PROFILES[more.profile ?? "generic"];
  const defect = { name: "defensible", breaks: "OKTA-none", wrap };
  const ground = await openGround({ profile, rules: [], defect });
  const found = (await runCheck(check, { run: ground.run, stage: ground })).outcome;
  expect(toldOf(found).slice(0, outcome.length)).toBe(outcome);
  const texts = (found.heard?.notes ?? []).map(({ text }) => text);
  if (notes !== undefined) expect(texts).toEqual(notes.map((note) => expect.stringContaining(note)));
});

/** How a check ended: its reason, where there is one. */
function toldOf(outcome: CheckOutcome): string {
  if (outcome.kind === "violation") return outcome.violation.message;
  return outcome.kind === "skip" || outcome.kind === "no-set-up" ? outcome.reason : outcome.kind;
}

function claimsBulk(next: Parameters<Wrap>[0]): ReturnType<Wrap> {
  return on("GET /ServiceProviderConfig").body((body) => ({
    ...body,
    bulk: { supported: true, maxOperations: 10, maxPayloadSize: 100_000 },
  }))(next);
}

/** Carries out the first operation of a bulk request. */
function doesBulk(next: Parameters<Wrap>[0]): ReturnType<Wrap> {
  return on("/Bulk").answer(async (request) => {
    const operation = firstOperation(await readJson(request));
    const url = request.url.replace(/\/Bulk$/, String(operation["path"]));
    const method = String(operation["method"]);
    const body = JSON.stringify(operation["data"]);
    const { status } = await next(new Request(url, { method, headers: request.headers, body }));
    return Response.json({
      schemas: ["urn:ietf:params:scim:api:messages:2.0:BulkResponse"],
      Operations: [{ method, location: url, status: String(status) }],
    });
  })(next);
}

function firstOperation(body: Json | undefined): JsonObject {
  const operations = isObject(body) ? body["Operations"] : undefined;
  const first = isArray(operations) ? operations[0] : undefined;
  return isObject(first) ? first : {};
}

/** Finds one user more each time it is asked, whatever the filter is. */
function growing(next: Parameters<Wrap>[0]): ReturnType<Wrap> {
  let asked = 0;
  return on("GET /Users").body((body) => {
    asked += 1;
    const more = Array.from({ length: asked }, (_, index) => ({ id: `other-${index}` }));
    return { ...body, Resources: [...toListBody(body).resources, ...more] };
  })(next);
}

/** Refuses creates when eight of them meet. */
function refusesTogether(next: Parameters<Wrap>[0]): ReturnType<Wrap> {
  let [open, most] = [0, 0];
  return on("POST /Users").answer(async (request) => {
    open += 1;
    most = Math.max(most, open);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const response = most < 8 ? await next(request) : errorResponse(503, "Try again.");
    open -= 1;
    if (open === 0) most = 0;
    return response;
  })(next);
}
