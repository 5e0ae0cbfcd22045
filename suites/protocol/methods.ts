import {
  BULK_REQUEST_URN,
  defineCheck,
  describeOutcome,
  describeRequest,
  errorResponse,
  isPresent,
  isSuccess,
  itemsAt,
  jsonEqual,
  named,
  on,
  pathTo,
  readBack,
  SEARCH_REQUEST_URN,
  valueAt,
  verify,
  withHeader,
  withQuery,
} from "../../src/kit/index.ts";
import type { Check, CheckContext, OwnUser, Reply } from "../../src/kit/index.ts";
import { isCrash } from "./words/is-crash.ts";
import { verifyRefusal } from "./words/verify-refusal.ts";

const unknownMethod = defineCheck({
  id: "protocol.http.unknown-method",
  title: "An unknown method is refused",
  rule: "RFC9110-9.1-01",
  advice: "Answer 405 or 501 to methods that the endpoint does not have.",
  run: async (t) => {
    const user = await t.make.user();
    verifyRefusal(t, await t.request("FOO", user.path), {
      expected: [405, 501],
      although: "there is no such method",
      isWrong: (reply) => isSuccess(reply) || (isCrash(reply) && reply.status !== 0),
    });
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
    const { reply } = await readBack(t, user.path);
    const read = (): Promise<Reply> => t.get(withQuery(user.path, { xunknown: "1" }));
    await t.eventually(read, (found) => {
      const alone = verify(found, { others: [reply] }).status(200);
      alone.object();
      alone.at("id").names(user.id);
    });
    if (isPresent(t.capabilities.filter)) await verifySameFinds(t, user);
  },
  defects: {
    "unknown-parameter-refused": on("/Users/:id", { query: (query) => query.has("xunknown") }).answer(() =>
      errorResponse(400, "xunknown is no parameter.", "invalidSyntax"),
    ),
    "unknown-parameter-as-a-projection": on("/Users/:id", { query: (query) => query.has("xunknown") }).body((body) => ({
      schemas: body["schemas"],
    })),
    "unknown-parameter-refused-in-queries": on("GET /Users", { query: (query) => query.has("xunknown") }).answer(() =>
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
    // Who has /Me answers with a user or leads to one, and may tell nobody more than that he has no access.
    const mayHaveIt = isSuccess(reply) || [401, 403].includes(reply.status) || Math.floor(reply.status / 100) === 3;
    if (mayHaveIt) t.skip(`GET /Me answers ${describeOutcome(reply)}: the target may have /Me`);
    verify(reply).status(501);
  },
  defects: {
    "me-is-404": on("/Me").answer(() => errorResponse(404, "There is no endpoint Me.")),
    "me-crashes": on("/Me").answer(() => errorResponse(500, "undefined is not a user")),
  },
});

const bulk = defineCheck({
  id: "protocol.http.bulk-unsupported",
  title: "A server without bulk says so to POST /Bulk",
  rule: "RFC7644-3.7-15",
  advice: "Answer POST /Bulk with 501 when bulk is not supported.",
  run: async (t) => {
    const config = await t.get("/ServiceProviderConfig");
    if (valueAt(config.body, "bulk", "supported") !== false) {
      t.skip("GET /ServiceProviderConfig does not say that bulk is not supported");
    }
    const id = await t.make.unknownUserId();
    const reply = await t.post("/Bulk", {
      schemas: [BULK_REQUEST_URN],
      Operations: [{ method: "DELETE", path: pathTo`/Users/${id}` }],
    });
    const although = "ServiceProviderConfig says that bulk is not supported";
    verifyRefusal(t, reply, { expected: [501], although, others: [config], isWrong: isCrash });
  },
  defects: {
    "bulk-crashes": on("/Bulk").answer(() => errorResponse(500, "No handler for Bulk.")),
  },
});

const search = defineCheck({
  id: "protocol.http.search-is-no-create",
  title: "POST /Users/.search makes no user, and answers with a list where it is offered",
  rule: "RFC7644-3.4.3-01",
  advice: "Route .search before the resources, and answer 501 when it is not supported.",
  run: async (t) => {
    const reply = await t.post("/Users/.search", { schemas: [SEARCH_REQUEST_URN], count: 1 });
    if (isCrash(reply)) t.skip(`${describeRequest(reply)} answers ${describeOutcome(reply)}`);
    if (isSuccess(reply)) verify(reply).list();
    else t.note(reply, `${describeRequest(reply)} answers ${describeOutcome(reply)}: it is not offered`);
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
    const refused = [
      await t.request("PATCH", "/ServiceProviderConfig", { body: {} }),
      await t.request("PATCH", "/Schemas", { body: {} }),
    ].filter(({ status }) => status === 405);
    if (refused.length === 0) t.skip("neither PATCH /ServiceProviderConfig nor PATCH /Schemas answers 405");
    for (const reply of refused) {
      verify(reply)
        .header("Allow")
        .holds("the methods that work", (found) => found !== undefined);
    }
  },
  defects: {
    "allow-header-missing-at-discovery": on("/ServiceProviderConfig").response((r) => withHeader(r, "allow", null)),
    "allow-header-missing": on("PATCH /Schemas").answer(() => errorResponse(405, "PATCH is not allowed here.")),
  },
});

/** Methods and endpoints at the edge. */
export const methodChecks: readonly Check[] = [unknownMethod, notAllowed, unknownParameter, me, bulk, search];

/** Throws when a filter finds others with an unknown parameter than without. */
async function verifySameFinds(t: CheckContext, user: OwnUser): Promise<void> {
  const plain = await t.settle(
    () => t.query("/Users", named(user)),
    (reply) => jsonEqual(idsIn(reply), [user.id]),
  );
  // What the filter finds by itself is for the checks of filters; others that it finds may come and go.
  if (!jsonEqual(idsIn(plain), [user.id])) return;
  await t.eventually(
    () => t.query("/Users", named(user), { xunknown: "1" }),
    (reply) => {
      const answer = verify(reply, { although: "the parameter is unknown", others: [plain] });
      answer.list();
      const isSame = (): boolean => jsonEqual(idsIn(reply), idsIn(plain));
      answer.at("Resources").holds("what the filter finds without the parameter", isSame);
    },
  );
}

function idsIn({ body }: Reply): readonly string[] {
  return itemsAt(body, "Resources")
    .map((item) => String(valueAt(item, "id")))
    .toSorted();
}
