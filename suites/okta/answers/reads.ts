import {
  defineTrafficRule,
  errorResponse,
  isObject,
  isPresent,
  on,
  toListBody,
  toReply,
  verify,
  withJson,
} from "../../../src/kit/index.ts";
import type { DeclaredRule, LiveExchange } from "../../../src/kit/index.ts";
import { findGroup, findUser } from "../../../emulator/okta/wire/list-queries.ts";
import { readGroup, readUser } from "../../../emulator/okta/wire/read-resource.ts";
import { endpointAsked, idAskedFor } from "../../traffic/words/answers.ts";
import { okta, REFERENCE } from "../words/clause.ts";
import { newUser } from "../words/okta-user.ts";
import { send } from "../words/send.ts";
import { isAnswered, isSentByOkta, nameSought, strangerListed } from "./words/oktas-own.ts";

const MATCH = { method: "GET", names: "all" } as const;
const MATCH_QUERY = { method: "GET", query: (query: URLSearchParams) => query.has("filter") } as const;

const read: DeclaredRule = defineTrafficRule({
  id: "okta.answers.read",
  title: "Each GET of one resource by Okta that succeeds is answered with 200 and the resource of that id",
  rule: okta({
    id: "OKTA-answers-06",
    standing: "documented",
    url: REFERENCE,
    requirement:
      "Before a write Okta reads the user or the group by its id, and sends what comes back: it must be that resource.",
  }),
  advice: "Answer GET of one resource with that resource as the whole body, under the id of the URL.",
  applies: (x) => isAnswered(x, { method: "GET", names: "one" }),
  judge: (x) => {
    const answer = verify(toReply(x)).status(200);
    answer.object();
    answer.at("id").names(idAskedFor(x) ?? "");
  },
  probe: async (t) => {
    await send(t, readUser((await t.make.user()).id));
    if (isPresent(t.capabilities.groups)) await send(t, readGroup((await t.make.group()).id));
  },
  defects: {
    "read-is-answered-with-nothing": on("GET /Users/:id").response((response) =>
      response.ok ? new Response(null, { status: 204 }) : response,
    ),
    "read-is-answered-with-an-envelope": on("GET /Users/:id").body((user) => ({ data: user })),
    "read-of-a-group-has-another-id": on("GET /Groups/:id").body((group) => ({
      ...group,
      id: `${String(group["id"])}0`,
    })),
  },
});

const match: DeclaredRule = defineTrafficRule({
  id: "okta.answers.match",
  title: "Each match query by Okta is answered with a list of nobody else than who was asked for, or with 404",
  rule: okta({
    id: "OKTA-answers-07",
    standing: "documented",
    url: REFERENCE,
    requirement:
      "A match query is answered with 200 and a list of the one who has that name, or of nobody, or with 404 and an Error body.",
  }),
  advice: "Apply the filter to the whole name and answer with a ListResponse; nobody is an empty list.",
  applies: (x) => isMatchQuery(x) && (isAnswered(x, MATCH) || x.response?.status === 404),
  judge: (x) => {
    const answer = verify(toReply(x)).status(200, 404);
    if (answer.reply.status === 404) {
      answer.error();
      return;
    }
    const { resources: listed } = answer.list();
    const name = nameSought(x) ?? "";
    const stranger = strangerListed(x, name);
    if (stranger !== undefined) answer.at(...stranger).isLike(name);
    // Groups may share a name.
    if (endpointAsked(x) === "/Users") answer.at("Resources").holds("one user at most", () => listed.length <= 1);
  },
  probe: async (t) => {
    const user = await t.make.user();
    await t.make.user();
    await send(t, findUser(user.sent.userName));
    await send(t, findUser(t.make.userBody({ label: "nobody" }).userName));
    if (!isPresent(t.capabilities.groups)) return;
    await t.make.group();
    await send(t, findGroup((await t.make.group()).sent.displayName));
  },
  defects: {
    "match-lists-everybody": on(MATCH_QUERY).url((url) => url.searchParams.delete("filter")),
    "match-of-nobody-is-404-in-words": on(MATCH_QUERY).response(async (response) => {
      const body = await response.clone().json();
      return toListBody(Object(body)).resources.length === 0
        ? Response.json("no such user", { status: 404 })
        : response;
    }),
    "match-is-answered-with-the-user": on("GET /Users", { query: MATCH_QUERY.query }).body(
      (list) => toListBody(list).resources[0] ?? list,
    ),
    "match-lists-the-user-twice": on("GET /Users", { query: MATCH_QUERY.query }).body((list) => {
      const { resources } = toListBody(list);
      return { ...list, Resources: [...resources, ...resources] };
    }),
  },
});

const detail: DeclaredRule = defineTrafficRule({
  id: "okta.answers.detail",
  title: "Each refusal of a request by Okta says why, as a text in detail",
  rule: okta({
    id: "OKTA-answers-08",
    standing: "inferred",
    url: "https://help.okta.com/en/prod/Content/Topics/Provisioning/LCM-Prov/troubleshooting.htm",
    requirement: "The detail of an error is what the admin reads after `Errors reported by remote server:`.",
  }),
  advice: "Put a sentence into the `detail` of every error that names what is wrong: the admin reads it in Okta.",
  applies: (x) => isRefusedWrite(x),
  judge: (x) =>
    verify(toReply(x))
      .at("detail")
      .holds("a text for the admin", (found) => typeof found === "string" && found.trim() !== ""),
  probe: async (t) => {
    await send(t, newUser((await t.make.user()).sent));
  },
  defects: {
    "refused-create-has-no-detail": on("POST /Users").response((response) =>
      response.status === 409 ? errorResponse(409, "") : response,
    ),
    "refused-create-has-a-list-as-detail": on("POST /Users").response((response) =>
      response.status === 409 ? withJson(response, { detail: ["userName is taken"] }) : response,
    ),
  },
});

/** What is documented of the answers to readings, match queries and what is refused. */
export const readAnswerRules: readonly DeclaredRule[] = [read, match, detail];

function isMatchQuery(x: LiveExchange): boolean {
  return isSentByOkta(x, MATCH) && nameSought(x) !== undefined;
}

/** A write that the SCIM layer refuses in JSON: that it must be JSON is the business of traffic rules. */
function isRefusedWrite({ sender, request, response }: LiveExchange): boolean {
  if (sender !== "okta" || request.method === "GET" || response === null || !isObject(response.body)) return false;
  return response.status >= 400 && response.status < 500 && ![401, 429].includes(response.status);
}
