import { defineCheck, errorResponse, isObject, on, withHeader } from "../../src/kit/index.ts";
import type { Check, Wrap } from "../../src/kit/index.ts";
import type { Feature } from "./words/features.ts";
import { readConfig } from "./words/read-config.ts";
import { TRIALS } from "./words/try-features.ts";
import type { Unclear } from "./words/try-features.ts";

const truthful = defineCheck({
  id: "discovery.service-provider-config.truthful",
  title: "patch, filter, sort, etag and bulk work where ServiceProviderConfig says that they are supported",
  rule: "RFC7644-4-08",
  advice: "Set supported to false in ServiceProviderConfig for what is not implemented, or implement it.",
  run: async (t) => {
    const config = await readConfig(t);
    const claimed = TRIALS.filter(([feature]) => config.at(feature, "supported").value === true);
    if (claimed.length === 0) t.skip("GET /ServiceProviderConfig claims no feature that can be tried");
    const unclear: Unclear[] = [];
    for (const [, tryOut] of claimed) {
      const found = await tryOut(t, config.reply);
      if (found !== undefined) unclear.push(found);
    }
    if (unclear.length === claimed.length) t.skip(unclear.map(({ why }) => why).join("; "));
    for (const { reply, why } of unclear) t.note(reply, why);
  },
  defects: {
    "patch-advertised-but-not-implemented": on("PATCH /Users/:id").answer(() => errorResponse(501, "Not implemented.")),
    "patch-advertised-but-ignored": on("PATCH /Users/:id").answer(() => new Response(null, { status: 204 })),
    "filter-advertised-but-not-implemented": on("GET /Users", { query: (query) => query.has("filter") }).answer(() =>
      errorResponse(501, "Not implemented."),
    ),
    "filter-advertised-but-ignored": on("GET /Users").url((url) => url.searchParams.delete("filter")),
    "etag-advertised-but-not-sent": claiming(
      "etag",
      on({}).response((response) => withHeader(response, "etag", null)),
    ),
    "sort-advertised-but-ignored": claiming(
      "sort",
      on("GET /Users").url(({ searchParams }) => {
        searchParams.delete("sortBy");
        searchParams.delete("sortOrder");
      }),
    ),
    "sort-advertised-but-not-implemented": claiming(
      "sort",
      on("GET /Users", { query: (query) => query.has("sortBy") }).answer(() => errorResponse(501, "Not implemented.")),
    ),
    "bulk-advertised-but-not-offered": claiming(
      "bulk",
      on("/Bulk").answer(() => errorResponse(404, "No such endpoint.")),
    ),
    "bulk-advertised-but-ignored": claiming(
      "bulk",
      on("/Bulk").answer(() =>
        Response.json({
          schemas: ["urn:ietf:params:scim:api:messages:2.0:BulkResponse"],
          Operations: [{ method: "PUT", status: "200" }],
        }),
      ),
    ),
  },
});

/** Whether ServiceProviderConfig tells the truth. */
export const claimChecks: readonly Check[] = [truthful];

/** A server that says it supports a feature, and that is wrong in this way. */
function claiming(feature: Feature, fault: Wrap): Wrap {
  const claim = on("GET /ServiceProviderConfig").body((body) => {
    const found = body[feature];
    return { ...body, [feature]: { ...(isObject(found) ? found : {}), supported: true } };
  });
  return (next) => claim(fault(next));
}
