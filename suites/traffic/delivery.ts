import { defineTrafficRule } from "../../src/kit/check.ts";
import type { DeclaredRule } from "../../src/kit/check.ts";
import { rfc } from "../../src/exchange/clause.ts";
import type { LiveExchange } from "../../src/exchange/exchange.ts";
import { isNamed } from "../../src/exchange/mark.ts";
import { redirectProblem } from "../../src/exchange/redirect.ts";
import { describeRequest, toReply } from "../../src/exchange/reply.ts";
import { answerInstead, readJson, tamperResponseBody } from "../../src/kit/defects/tamper.ts";
import type { Wrap } from "../../src/kit/defects/tamper.ts";
import { verifyThat } from "../../src/exchange/verify.ts";
import { Violation } from "../../src/exchange/violation.ts";
import { isArray, isObject } from "../../src/scim/json.ts";
import { PATCH_OP_URN } from "../../src/scim/urns.ts";
import { isResourceEndpoint, isSuccess, namesResource } from "./words/answers.ts";

const CREATE = { method: "POST", path: /^\/Users$/ };

const answered: DeclaredRule = defineTrafficRule({
  id: "traffic.http.answered",
  title: "Every request is answered",
  clause: rfc("RFC7644-3.12-01"),
  advice:
    "Look at the server's log for what this request ended (an exception that nothing catches, a worker that is killed); answer what a client did wrong with a 4xx. With --timeout a slow target gets longer, with --concurrency 1 it has one request at a time.",
  applies: (x) => x.cause.kind !== "preflight" && (x.response !== null || x.isDropped),
  judge: (x) => {
    if (!x.isDropped) return;
    const reply = toReply(x);
    throw new Violation(
      `${describeRequest(reply)} is left unanswered, though the target answers the next request`,
      { expected: ["an answer"], actual: reply.failure ?? "no answer", at: null },
      [x.seq],
    );
  },
  probe: async (t) => {
    const user = await t.make.user();
    const body = { schemas: [PATCH_OP_URN], Operations: [{ path: "active", value: true }] };
    await t.request("PATCH", user.path, { body });
    await t.request("POST", "/Users", { text: "{ this is no JSON" });
  },
  defects: [
    {
      name: "operation-without-op-kills-the-worker",
      breaks: "RFC7644-3.12-01",
      wrap: answerInstead({ method: "PATCH", body: isWithoutOp }, dropConnection),
    },
    {
      name: "malformed-json-kills-the-worker",
      breaks: "RFC7644-3.12-01",
      wrap: (next) => async (request) =>
        request.method === "POST" && (await readJson(request)) === undefined ? dropConnection() : next(request),
    },
  ],
});

const redirected: DeclaredRule = defineTrafficRule({
  id: "traffic.http.redirect",
  title: "A change of a resource is not redirected to another one",
  clause: rfc("RFC7643-3.1-04"),
  advice:
    "Redirect a PUT, PATCH or DELETE, if at all, to the same path: what follows it changes or deletes the resource that it arrives at.",
  applies: (x) => ["PUT", "PATCH", "DELETE"].includes(x.request.method) && namesResource(x) && x.response !== null,
  judge: (x) => {
    const reply = toReply(x);
    const problem = redirectProblem(x);
    verifyThat(problem !== "to another resource" && problem !== "over dot segments", reply, {
      reason: `${describeRequest(reply)} is redirected ${problem ?? ""}, so it was not followed`,
      expected: "an answer, or a redirect to the same path",
      actual: `status ${reply.status}, Location: ${reply.header("location") ?? "none"}`,
    });
  },
  probe: async (t) => {
    await t.delete((await t.make.user()).path);
  },
  defects: [
    {
      name: "delete-is-redirected-to-another-user",
      breaks: "RFC7643-3.1-04",
      wrap: answerInstead({ method: "DELETE", path: /^\/Users\/./ }, (request) => {
        const location = new URL("00000000-0000-4000-8000-000000000001", request.url).href;
        return new Response(null, { status: 307, headers: { location } });
      }),
    },
  ],
});

const created: DeclaredRule = defineTrafficRule({
  id: "traffic.resource.created",
  title: "A create is answered with the resource that it made, not with somebody else's",
  clause: rfc("RFC7644-3.3-06"),
  blocks: ["create"],
  advice:
    "Answer POST with the id and Location of the resource that was just stored: Okta keeps the id and from then on changes, and deactivates, whoever has it.",
  applies: (x) => isSuccess(x) && isNamed(x.response?.body) && isResourceEndpoint(x) && (isCreate(x) || isProof(x)),
  judge: (x) => {
    const reply = toReply(x);
    verifyThat(x.bearsMark(x.response?.body), reply, {
      reason: isProof(x)
        ? `${describeRequest(reply)}, with the id that a create was answered with, shows somebody else's resource`
        : `${describeRequest(reply)} is answered with somebody else's resource`,
      expected: "the resource that was created",
      actual: "a resource under names that this run never sent",
    });
  },
  probe: async (t) => {
    const user = await t.make.user();
    await t.patch(user.path, [{ op: "replace", value: { active: true } }]);
  },
  defects: [
    {
      name: "create-answers-with-somebody-else",
      breaks: "RFC7644-3.3-06",
      wrap: tamperResponseBody(CREATE, (user) => ({ ...user, ...CHIEF, id: "00000000-0000-4000-8000-000000000001" })),
    },
    { name: "create-answers-with-somebody-elses-id", breaks: "RFC7644-3.3-06", wrap: withIdOfAnother() },
  ],
});

/** What becomes of requests before their answer is read. */
export const deliveryRules: readonly DeclaredRule[] = [answered, redirected, created];

/** Only a create that was sent under a name of the run can be told from another's. */
function isCreate(x: LiveExchange): boolean {
  return x.request.method === "POST" && !namesResource(x) && x.bearsMark(x.request.body);
}

function isProof({ cause }: LiveExchange): boolean {
  return cause.kind === "proof";
}

function isWithoutOp(body: unknown): boolean {
  const operations = isObject(body) ? body["Operations"] : undefined;
  return isArray(operations) && operations.some((operation) => isObject(operation) && operation["op"] === undefined);
}

function dropConnection(): Promise<Response> {
  return Promise.reject(new Error("the connection was closed"));
}

/** Somebody who was there before. */
const CHIEF = {
  userName: "chief@corp.example",
  displayName: "The Chief",
  externalId: "chief",
  emails: [{ value: "chief@corp.example", type: "work", primary: true }],
};

/** What was sent is stored, and answered under the id of somebody who was there before. */
function withIdOfAnother(): Wrap {
  return (next) => {
    let chief: string | undefined;
    const answer = tamperResponseBody(CREATE, (user) => ({ ...user, id: chief ?? user["id"] ?? "" }));
    return async (request) => {
      const sent = request.method === "POST" ? await readJson(request) : undefined;
      if (chief === undefined && isObject(sent)) {
        const { method, headers } = request;
        const body = JSON.stringify({ ...sent, ...CHIEF });
        const stored: unknown = await (await next(new Request(request.url, { method, headers, body }))).json();
        chief = isObject(stored) ? String(stored["id"]) : undefined;
      }
      return answer(next)(request);
    };
  };
}
