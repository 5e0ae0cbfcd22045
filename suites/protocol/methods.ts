import {
  BULK_REQUEST_URN,
  defineCheck,
  describeOutcome,
  errorResponse,
  isObject,
  isPresent,
  isSuccess,
  named,
  on,
  pathTo,
  SEARCH_REQUEST_URN,
  toListBody,
  valueAt,
  verify,
  withHeader,
  withQuery,
} from "../../src/kit/index.ts";
import type { Check, CheckContext, OwnUser, Reply } from "../../src/kit/index.ts";
import { verifyPageSize } from "../query/words/page-size.ts";
import { isCrash } from "./words/is-crash.ts";

const unknownMethod = defineCheck({
  id: "protocol.http.unknown-method",
  title: "An unknown method is refused",
  rule: "RFC9110-9.1-01",
  advice: "Answer 405 or 501 to methods that the endpoint does not have.",
  run: async (t) => {
    const user = await t.make.user();
    const reply = await t.request("FOO", user.path);
    if (isSuccess(reply) || reply.status === 500) verify(reply).status(405, 501);
  },
  defects: {
    "unknown-method-as-get": on("FOO").request(({ url, headers }) => new Request(url, { headers })),
    "unknown-method-crashes": on("FOO").answer(() => errorResponse(500, "No handler.")),
  },
});

const unknownParameter = defineCheck({
  id: "protocol.http.unknown-parameter",
  title: "Unknown query parameters are ignored",
  rule: "RFC7644-3.4.2-07",
  advice: "Leave query parameters alone that SCIM does not define; clients and proxies add some.",
  run: async (t) => {
    const user = await t.make.user();
    await user.read();
    const alone = verify(await t.get(withQuery(user.path, { xunknown: "1" }))).status(200);
    alone.object();
    alone.at("id").is(user.id);
    if (isPresent(t.capabilities.filter)) await verifySameFinds(t, user);
  },
  defects: {
    "unknown-parameter-refused": on("/Users/:id", { query: (query) => query.has("xunknown") }).answer(() =>
      errorResponse(400, "xunknown is no parameter.", "invalidSyntax"),
    ),
    "unknown-parameter-as-a-filter": on("/Users", { query: (query) => query.has("xunknown") }).body((body) => ({
      ...body,
      totalResults: 0,
      Resources: [],
    })),
  },
});

const me = defineCheck({
  id: "protocol.http.me",
  title: "A server without /Me answers 501",
  rule: "RFC7644-3.11-01",
  advice: "Answer GET /Me with 501 when there is no such thing as the client's own user.",
  run: async (t) => {
    const reply = await t.get("/Me");
    const isRedirect = reply.status >= 300 && reply.status < 400;
    if (!isRedirect) verify(reply).succeeds(501, 401, 403);
  },
  defects: {
    "me-is-404": on("/Me").answer(() => errorResponse(404, "There is no endpoint Me.")),
    "me-crashes": on("/Me").answer(() => errorResponse(500, "undefined is not a user")),
  },
});

const bulk = defineCheck({
  id: "protocol.http.bulk-unsupported",
  title: "A server without bulk refuses POST /Bulk",
  rule: "RFC7644-3.7-15",
  advice: "Answer POST /Bulk with 501 when bulk is not supported.",
  run: async (t) => {
    if (valueAt(t.target.serviceProviderConfig, "bulk", "supported") !== false) {
      t.skip("the target does not say that it has no bulk");
    }
    const id = await t.make.unknownUserId();
    const reply = await t.post("/Bulk", {
      schemas: [BULK_REQUEST_URN],
      Operations: [{ method: "DELETE", path: pathTo`/Users/${id}` }],
    });
    if (isCrash(reply)) verify(reply).status(501);
  },
  defects: {
    "bulk-crashes": on("/Bulk").answer(() => errorResponse(500, "No handler for Bulk.")),
  },
});

const search = defineCheck({
  id: "protocol.http.search-is-no-create",
  title: "POST /Users/.search makes no user",
  rule: "RFC7644-3.4.3-01",
  advice: "Route .search before the resources, and answer 501 when it is not supported.",
  run: async (t) => {
    const reply = await t.post("/Users/.search", { schemas: [SEARCH_REQUEST_URN], count: 1 });
    if (isSuccess(reply)) verify(reply).list();
  },
  defects: {
    "search-taken-for-a-create": on("POST /Users/.search").answer(() =>
      Response.json({ schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"], id: "4711" }, { status: 201 }),
    ),
    "search-answers-an-empty-object": on("POST /Users/.search").answer(() => Response.json({})),
  },
});

const notAllowed = defineCheck({
  id: "protocol.http.method-not-allowed",
  title: "A 405 names the methods that work",
  rule: "RFC9110-15.5.6-01",
  advice: "Add an Allow header that lists the methods of the endpoint to each 405 answer.",
  run: async (t) => {
    const reply = await t.request("PATCH", "/ServiceProviderConfig", { body: {} });
    if (reply.status !== 405) {
      t.skip(`the target answers ${describeOutcome(reply)}, not 405, to PATCH of its configuration`);
    }
    verify(reply)
      .header("Allow")
      .holds("the methods that work", (found) => found !== undefined);
  },
  defects: {
    "allow-header-missing-at-discovery": on("/ServiceProviderConfig").response((r) => withHeader(r, "allow", null)),
  },
});

/** Methods and endpoints at the edge. */
export const methodChecks: readonly Check[] = [unknownMethod, notAllowed, unknownParameter, me, bulk, search];

/** Throws when a filter finds more or fewer users with an unknown parameter than without. */
async function verifySameFinds(t: CheckContext, user: OwnUser): Promise<void> {
  const countIn = ({ body }: Reply): number => toListBody(isObject(body) ? body : {}).resources.length;
  const plain = await t.settle(
    () => t.query("/Users", named(user)),
    (reply) => reply.status !== 200 || countIn(reply) > 0,
  );
  if (plain.status !== 200) return;
  verify(plain).list();
  const count = countIn(plain);
  await t.eventually(
    () => t.query("/Users", named(user), { xunknown: "1" }),
    (reply) => {
      verify(reply).list();
      verifyPageSize(reply, { least: count, most: count, although: "the parameter is unknown" });
    },
  );
}
