import type { CheckContext } from "../../src/kit/check-context.ts";
import { defineCheck } from "../../src/kit/check.ts";
import type { Check } from "../../src/kit/check.ts";
import { rfc } from "../../src/exchange/clause.ts";
import { describeOutcome, describeRequest } from "../../src/exchange/reply.ts";
import type { Reply } from "../../src/exchange/reply.ts";
import { answerInstead, errorResponse, tamperResponseBody, tamperUrl } from "../../src/kit/defects/tamper.ts";
import { isSuccess } from "../../src/exchange/reply.ts";
import { toListBody } from "../../src/exchange/list-body.ts";
import { verifyThat } from "../../src/exchange/verify.ts";
import { getIgnoreCase, isObject } from "../../src/scim/json.ts";
import type { JsonObject } from "../../src/scim/json.ts";
import { anyFilter, filterOf, quoted } from "../../src/scim/filter/filter-text.ts";
import { withQuery } from "../../src/scim/request-path.ts";
import { BULK_REQUEST_URN } from "../../src/scim/urns.ts";
import { findsCrowd } from "../../src/kit/reading/finds-crowd.ts";
import type { Feature } from "./words/features.ts";
import { readConfig } from "./service-provider-config.ts";

const CONFIG = { method: "GET", path: /^\/ServiceProviderConfig$/ };
/** What a server answers to something that it does not do. */
const REFUSALS = [404, 405, 501];

const truthful = defineCheck({
  id: "discovery.service-provider-config.truthful",
  title: "Features that ServiceProviderConfig says are supported do work",
  clause: rfc("RFC7644-4-08"),
  advice: "Set supported to false in ServiceProviderConfig for what is not implemented, or implement it.",
  run: async (t) => {
    const { config } = await readConfig(t);
    const claimed = PROBES.filter(([feature]) => isSupported(config, feature));
    if (claimed.length === 0) t.skip("ServiceProviderConfig claims no feature that can be tried");
    for (const [, probe] of claimed) await probe(t);
  },
  defects: [
    {
      name: "patch-advertised-but-not-implemented",
      breaks: "RFC7644-4-08",
      wrap: answerInstead({ method: "PATCH", path: /^\/Users\/[^/]+$/ }, () => errorResponse(501, "Not implemented.")),
    },
    {
      name: "filter-advertised-but-ignored",
      breaks: "RFC7644-4-08",
      wrap: tamperUrl({ method: "GET", path: /^\/Users$/ }, (url) => url.searchParams.delete("filter")),
    },
    {
      name: "etag-advertised-but-not-sent",
      breaks: "RFC7644-4-08",
      wrap: (next) =>
        claiming("etag")(async (request) => {
          const response = await next(request);
          response.headers.delete("etag");
          return response;
        }),
    },
    {
      name: "sort-advertised-but-ignored",
      breaks: "RFC7644-4-08",
      wrap: (next) =>
        claiming("sort")(
          tamperUrl({ method: "GET", path: /^\/Users$/ }, (url) => {
            url.searchParams.delete("sortBy");
            url.searchParams.delete("sortOrder");
          })(next),
        ),
    },
    {
      name: "bulk-advertised-but-not-offered",
      breaks: "RFC7644-4-08",
      wrap: (next) =>
        claiming("bulk")(answerInstead({ path: /^\/Bulk$/ }, () => errorResponse(404, "No such endpoint."))(next)),
    },
  ],
});

const PROBES: readonly (readonly [Feature, (t: CheckContext) => Promise<void>])[] = [
  ["patch", tryPatch],
  ["filter", tryFilter],
  ["sort", trySort],
  ["etag", tryETag],
  ["bulk", tryBulk],
];

/** Whether ServiceProviderConfig tells the truth. */
export const claimChecks: readonly Check[] = [truthful];

async function tryPatch(t: CheckContext): Promise<void> {
  const user = await t.make.user();
  const reply = await t.patch(user.path, [{ op: "replace", path: "active", value: false }]);
  verifyOffered(reply, "patch");
  if (!isSuccess(reply) || getIgnoreCase(user.sent, "active") !== true) return;
  const after = await t.settle(user.read, (resource) => getIgnoreCase(resource, "active") === false);
  verifyThat(getIgnoreCase(after, "active") !== true, reply, {
    reason: "ServiceProviderConfig says that patch is supported, but PATCH has no effect",
    expected: "active is false afterwards",
    actual: "active is still true",
  });
}

async function tryFilter(t: CheckContext): Promise<void> {
  const [wanted, other] = [await t.make.user(), await t.make.user()];
  const path = withQuery("/Users", { filter: filterOf`userName eq ${quoted(wanted.sent.userName)}` });
  const reply = await t.settle(
    () => t.get(path),
    (r) => REFUSALS.includes(r.status) || idsIn(r).includes(wanted.id),
  );
  verifyOffered(reply, "filter");
  verifyThat(!idsIn(reply).includes(other.id) && !findsCrowd(reply, [wanted.id]), reply, {
    reason: "ServiceProviderConfig says that filter is supported, but a filter has no effect",
    expected: "only the user with that userName",
    actual: "other users too",
    at: "/Resources",
  });
}

async function trySort(t: CheckContext): Promise<void> {
  const users = [];
  for (const label of ["b", "c", "a"]) users.push(await t.make.user({ label }));
  const filter = anyFilter(users.map(({ sent }) => filterOf`userName eq ${quoted(sent.userName)}`));
  const ascending = await t.settle(
    () => t.get(withQuery("/Users", { filter, sortBy: "userName", sortOrder: "ascending" })),
    (r) => REFUSALS.includes(r.status) || idsIn(r).length === users.length,
  );
  verifyOffered(ascending, "sort");
  const descending = await t.get(withQuery("/Users", { filter, sortBy: "userName", sortOrder: "descending" }));
  const [up, down] = [ascending, descending].map(idsIn);
  // Without a filter that finds just these users nothing can be said of the order.
  if (up?.length !== 3 || down?.length !== 3) return;
  verifyThat(up.join() !== down.join(), descending, {
    reason: "ServiceProviderConfig says that sort is supported, but sortOrder has no effect",
    expected: "another order than with sortOrder=ascending",
    actual: "the same order",
    at: "/Resources",
  });
}

async function tryETag(t: CheckContext): Promise<void> {
  const user = await t.make.user();
  const reply = await t.get(user.path);
  if (!isSuccess(reply)) return;
  const meta = isObject(reply.body) ? getIgnoreCase(reply.body, "meta") : undefined;
  const version = isObject(meta) ? getIgnoreCase(meta, "version") : undefined;
  verifyThat(reply.header("etag") !== undefined || typeof version === "string", reply, {
    reason: "ServiceProviderConfig says that etag is supported, but a user has no version",
    expected: "an ETag header",
    actual: "neither an ETag header nor meta.version",
  });
}

async function tryBulk(t: CheckContext): Promise<void> {
  const user = await t.make.user();
  const operation = { method: "PUT", path: user.path, data: user.sent };
  const reply = await t.post("/Bulk", { schemas: [BULK_REQUEST_URN], Operations: [operation] });
  verifyOffered(reply, "bulk");
}

function verifyOffered(reply: Reply, feature: Feature): void {
  verifyThat(!REFUSALS.includes(reply.status), reply, {
    reason: `ServiceProviderConfig says that ${feature} is supported, but ${describeRequest(reply)} answers ${describeOutcome(reply)}`,
    expected: "a success, or supported false in ServiceProviderConfig",
    actual: describeOutcome(reply),
  });
}

function isSupported(config: JsonObject, feature: Feature): boolean {
  const claim = getIgnoreCase(config, feature);
  return isObject(claim) && getIgnoreCase(claim, "supported") === true;
}

function idsIn(reply: Reply): readonly string[] {
  const items = isObject(reply.body) ? toListBody(reply.body).resources : [];
  return items.map((item) => String(getIgnoreCase(item, "id")));
}

/** A server that says it supports a feature. */
function claiming(feature: Feature): ReturnType<typeof tamperResponseBody> {
  return tamperResponseBody(CONFIG, (body) => {
    const claim = body[feature];
    return { ...body, [feature]: { ...(isObject(claim) ? claim : {}), supported: true } };
  });
}
