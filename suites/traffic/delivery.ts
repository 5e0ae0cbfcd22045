import {
  defineTrafficRule,
  describeRequest,
  hasSucceeded,
  isArray,
  isObject,
  on,
  PATCH_OP_URN,
  readJson,
  remembering,
  toReply,
  verify,
  withBody,
} from "../../src/kit/index.ts";
import type { DeclaredRule, LiveExchange, Wrap } from "../../src/kit/index.ts";
import { isHeldUp } from "../../src/exchange/held-up.ts";
import { isNamed } from "../../src/exchange/mark.ts";
import { redirectProblem } from "../../src/exchange/redirect.ts";
import { idAskedFor, isAuthorized, isResourceEndpoint, namesResource } from "./words/answers.ts";

const CREATE = "POST /Users";

const answered: DeclaredRule = defineTrafficRule({
  id: "traffic.http.answered",
  title: "Every request is answered",
  rule: "RFC7644-3.12-01",
  advice:
    "Look at the server's log for what this request ended (an exception that nothing catches, a worker that is killed); answer what a client did wrong with a 4xx. With --timeout a slow target gets longer, with --concurrency 1 it has one request at a time.",
  // Who sends a wrong token may be made to wait, as one who guesses.
  applies: (x) => x.cause.kind !== "preflight" && !isHeldUp(x) && (x.response !== null || x.isDropped),
  judge: (x) => {
    if (!x.isDropped) return;
    const reply = toReply(x);
    verify(reply).that(
      false,
      `${describeRequest(reply)} is left unanswered, though the target answers the next request`,
      {
        expected: "an answer",
      },
    );
  },
  probe: async (t) => {
    const user = await t.make.user();
    const body = { schemas: [PATCH_OP_URN], Operations: [{ path: "active", value: true }] };
    await t.request("PATCH", user.path, { body });
    await t.request("POST", "/Users", { text: "{ this is no JSON" });
  },
  defects: {
    "operation-without-op-kills-the-worker": on("PATCH", { body: isWithoutOp }).answer(dropConnection),
    "malformed-json-kills-the-worker": (next) => async (request) =>
      request.method === "POST" && (await readJson(request)) === undefined ? dropConnection() : next(request),
  },
});

const redirected: DeclaredRule = defineTrafficRule({
  id: "traffic.http.redirect",
  title: "A change of a resource is not redirected to another one",
  rule: "RFC7643-3.1-04",
  advice:
    "Redirect a PUT, PATCH or DELETE, if at all, to the same path: what follows it changes or deletes the resource that it arrives at.",
  applies: (x) =>
    ["PUT", "PATCH", "DELETE"].includes(x.request.method) &&
    namesResource(x) &&
    x.response !== null &&
    // Where a request without valid credentials is led is the business of protocol.auth.
    isAuthorized(x),
  judge: (x) =>
    verify(toReply(x))
      .header("Location")
      .holds("one that leads to the same path, or none", () => !leadsElsewhere(x)),
  probe: async (t) => {
    await t.delete((await t.make.user()).path);
  },
  defects: {
    "delete-is-redirected-to-another-user": on("DELETE /Users/:id").answer((request) => {
      const location = new URL("00000000-0000-4000-8000-000000000001", request.url).href;
      return new Response(null, { status: 307, headers: { location } });
    }),
  },
});

const created: DeclaredRule = defineTrafficRule({
  id: "traffic.resource.created",
  title: "A create is answered with the resource that it made, not with somebody else's",
  rule: "RFC7644-3.3-06",
  advice:
    "Answer POST with the id and Location of the resource that was just stored: Okta keeps the id and from then on changes, and deactivates, whoever has it.",
  applies: (x) => hasSucceeded(x) && isNamed(x.response?.body) && isResourceEndpoint(x) && (isCreate(x) || isProof(x)),
  judge: (x) => {
    if (x.bearsMark(x.response?.body)) return;
    const reply = toReply(x);
    const sentence = isProof(x)
      ? `${describeRequest(reply)}, with the id that a create was answered with, shows somebody else's resource`
      : `${describeRequest(reply)} is answered with somebody else's resource`;
    // Nothing of it is shown: it is somebody else's.
    verify(reply).that(false, sentence, {
      expected: "the resource that was created",
      actual: "a resource under names that this run never sent",
      others: createOf(x),
    });
  },
  probe: async (t) => {
    const user = await t.make.user();
    await t.patch(user.path, [{ op: "replace", value: { active: true } }]);
  },
  defects: {
    "create-answers-with-somebody-else": on(CREATE).body((user) => ({
      ...user,
      ...CHIEF,
      id: "00000000-0000-4000-8000-000000000001",
    })),
    "create-answers-with-somebody-elses-id": withIdOfAnother(),
  },
});

/** What becomes of requests before their answer is read. */
export const deliveryRules: readonly DeclaredRule[] = [answered, redirected, created];

/** The create whose answer a reading belies. */
function createOf(x: LiveExchange): readonly { readonly exchange: { readonly seq: number } }[] {
  const seq = isProof(x) ? x.createdBy?.(idAskedFor(x) ?? "") : undefined;
  return seq === undefined ? [] : [{ exchange: { seq } }];
}

/** A redirect that must not be followed. */
function leadsElsewhere(x: LiveExchange): boolean {
  const problem = redirectProblem(x);
  return problem === "to another resource" || problem === "over dot segments";
}

/** Only a create that was sent under a name of the run can be told from another's. */
function isCreate(x: LiveExchange): boolean {
  return x.request.method === "POST" && idAskedFor(x) === undefined && x.bearsMark(x.request.body);
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
  return remembering(() => {
    let chief: string | undefined;
    const hire = on(CREATE, { nth: 1, body: isObject }).answer(async (request, next) => {
      const sent = await readJson(request);
      const stored = await next(withBody(request, { ...Object(sent), ...CHIEF }));
      const made: unknown = await stored.json();
      chief = isObject(made) ? String(made["id"]) : undefined;
      return next(request);
    });
    const answer = on(CREATE).body((user) => ({ ...user, id: chief ?? user["id"] ?? "" }));
    return (next) => answer(hire(next));
  });
}
