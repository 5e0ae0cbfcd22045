import {
  defineCheck,
  describeOutcome,
  describeRequest,
  followLink,
  isSuccess,
  on,
  pathsBelowBase,
  readBack,
  SetUpFailure,
  shown,
  USER_URN,
  verify,
  withHeader,
  withMeta,
  withStatus,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, Json, JsonObject, Reply } from "../../../src/kit/index.ts";
import { verifyLink } from "../words/verify-link.ts";

const CREATE = "POST /Users";

const status = defineCheck({
  id: "users.create.status",
  title: "A successful POST /Users answers 201",
  rule: "RFC7644-3.3-04",
  advice: "Answer a POST that made a user with 201 Created, not with 200 or 202.",
  run: async (t) => {
    verify(await postUser(t)).status(201);
  },
  defects: {
    "create-status-200": on(CREATE).response((response) => (response.ok ? withStatus(response, 200) : response)),
    "create-status-202": on(CREATE).response((response) => (response.ok ? withStatus(response, 202) : response)),
    "create-status-204": on(CREATE).response((response) => (response.ok ? withStatus(response, 204) : response)),
  },
});

const body = defineCheck({
  id: "users.create.body",
  title: "The answer to POST /Users holds the new user",
  rule: "RFC7644-3.3-05",
  advice: "Put the whole new user, with id and schemas, into the body of the 201; Okta reads the id from there.",
  run: async (t) => {
    const answer = verify(await postUser(t), { although: "the user is made" });
    answer.object();
    answer.at("id").isId();
    answer.at("schemas").isArray();
    answer.at("userName").isText();
  },
  defects: {
    "create-answers-without-a-body": on(CREATE).response(withoutBody),
    "create-answers-with-the-id-only": on(CREATE).body((user) => ({ id: user["id"] })),
    "create-answers-with-id-and-schemas-only": on(CREATE).body(({ id, schemas }) => ({ schemas, id })),
    "create-wraps-the-user": on(CREATE).body((user) => ({ schemas: [USER_URN], data: user })),
  },
});

const location = defineCheck({
  id: "users.create.location",
  title: "The answer to POST /Users has a Location header that leads to the new user",
  rule: "RFC7644-3.3-06",
  advice: "Send a Location header with the 201, the URI at which GET gives the new user.",
  run: async (t) => {
    const { reply, id } = await t.make.user();
    const { url } = reply.exchange.request;
    const header = verify(reply).header("Location");
    header.holds("the URI of the new user", (uri) => uri !== undefined && URL.canParse(uri, url));
    const uri = header.value ?? "";
    const there = await followLink(t, { uri, from: reply, id });
    if (there === undefined)
      return t.note(reply, `${describeRequest(reply)} answers with a Location outside the base URL`);
    if (![200, 404].includes(there.status)) {
      t.skip(`GET of the URI in Location answers ${describeOutcome(there)}, which does not say where it leads`);
    }
    verifyLink(verify(reply), { uri, at: "Location", there, id });
  },
  defects: {
    "create-without-location": on(CREATE).response((response) => withHeader(response, "location", null)),
    "location-of-the-collection": on(CREATE).response((response, request) =>
      withHeader(response, "location", request.url),
    ),
    "location-with-the-key-of-the-database": on(CREATE).response((response, request) =>
      withHeader(response, "location", `${request.url}/42`),
    ),
  },
});

const metaLocation = defineCheck({
  id: "users.create.meta-location",
  title: "meta.location of a new user is the URI in the Location header",
  rule: "RFC7644-3.3-07",
  advice: "Put the same URI into meta.location and the Location header, as clients reach it from outside.",
  run: async (t) => {
    const { reply, path } = await t.make.user();
    const header = reply.header("location");
    const showing = (reply.body ?? null) === null ? (await readBack(t, path)).reply : reply;
    const noted = verify(showing, { others: [reply] }).at("meta", "location");
    noted.holds("a URI", (uri) => typeof uri === "string");
    if (header === undefined) return t.skip("POST /Users answers without a Location to compare with");
    noted.holds(`${shown(header)}, as in the Location header`, (uri) => isSameResource(t, reply, [uri, header]));
  },
  defects: {
    "create-without-meta-location": on(CREATE).body((user) => withMeta(user, { location: undefined })),
    "meta-location-of-a-host-behind-the-proxy": on(CREATE).body(showBackend),
    "meta-location-of-another-host-on-get-only": (next) =>
      on(CREATE).response(withoutBody)(on("GET /Users/:id").body(showBackend)(next)),
  },
});

/** What POST /Users must answer. */
export const createAnswerChecks: readonly Check[] = [status, body, location, metaLocation];

/** POSTs a user and gives whatever success comes of it; a refusal leaves nothing to judge. */
async function postUser(t: CheckContext): Promise<Reply> {
  const reply = await t.post("/Users", t.make.userBody());
  if (isSuccess(reply)) return reply;
  throw new SetUpFailure(`could not make what the check needs: POST /Users answers ${describeOutcome(reply)}`);
}

/** A create that says nothing but 201. */
function withoutBody(response: Response): Response {
  return response.ok ? new Response(null, { status: 201, headers: response.headers }) : response;
}

function showBackend(user: JsonObject): JsonObject {
  return withMeta(user, { location: `http://scim-backend:3000/Users/${String(user["id"])}` });
}

/** True when two URIs name the same resource, a relative one read as kindly as can be. */
function isSameResource(t: CheckContext, reply: Reply, [noted, header]: readonly [Json | undefined, string]): boolean {
  if (typeof noted !== "string") return false;
  const paths = (uri: string): readonly string[] => pathsBelowBase(t, uri, reply.exchange.request.url);
  const known = paths(header);
  return (
    paths(noted).some((path) => known.includes(path)) || toComparable(noted, reply) === toComparable(header, reply)
  );
}

/** A URI as far as two that name the same resource agree; an API version may be left out (RFC 7644 section 3.13). */
function toComparable(uri: string, reply: Reply): string {
  const base = reply.exchange.request.url;
  if (!URL.canParse(uri, base)) return uri;
  const { origin, pathname } = new URL(uri, base);
  return origin + decodePath(pathname).replace(/\/v\d+(?=\/)/i, "");
}

function decodePath(pathname: string): string {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}
