import {
  breaking,
  defineCheck,
  describeOutcome,
  describeRequest,
  eachApart,
  errorResponse,
  isPresent,
  isSuccess,
  makeIfTaken,
  on,
  pathTo,
  remembering,
  shown,
  verify,
  withAuthorization,
  withHeader,
} from "../../src/kit/index.ts";
import type { Check, CheckContext, FetchHandler, Reply, Wrap } from "../../src/kit/index.ts";
import { isHeldUp } from "../../src/exchange/held-up.ts";
import { isCrash } from "./words/is-crash.ts";
import { verifyRefusal } from "./words/verify-refusal.ts";

/** Less than that is no token, and what is left of it could be a word. */
const SHORTEST_TOKEN = 12;
const USERS = pathTo`/Users?count=1`;
const GROUPS = pathTo`/Groups?count=1`;

const challenge = defineCheck({
  id: "protocol.auth.challenge",
  title: "A 401 says in WWW-Authenticate how to authenticate",
  rule: "RFC7644-2-01",
  advice: 'Send a WWW-Authenticate header with each 401, for example: Bearer realm="SCIM".',
  run: async (t) => {
    const reply = await t.get(USERS, { credentials: "none" });
    if (reply.status !== 401) {
      t.skip(`${describeRequest(reply)} without credentials answers ${describeOutcome(reply)} and not 401`);
    }
    const namesScheme = (found: string | undefined): boolean => /^\s*[!#$%&'*+\-.^_`|~0-9A-Za-z]+/.test(found ?? "");
    verify(reply).header("WWW-Authenticate").holds("an authentication scheme", namesScheme);
  },
  defects: {
    "challenge-missing": on({}).response((r) => withHeader(r, "www-authenticate", null)),
    "challenge-without-scheme": on({}).response((r) =>
      r.status === 401 ? withHeader(r, "www-authenticate", '"SCIM"') : r,
    ),
  },
});

const required = defineCheck({
  id: "protocol.auth.required",
  title: "Requests without credentials are refused with 401",
  rule: ["RFC7644-2-02", "RFC7644-2-01"],
  advice:
    "Refuse requests without credentials with 401, whatever the method, before anything else is looked at; a login page is for people.",
  run: async (t) => {
    await skipWhenAnonymous(t);
    await verifyGuarded(t, "none");
  },
  defects: {
    "reading-needs-no-token": breaking("RFC7644-2-02", lendsToken(isAnonymous("GET"))),
    "reading-needs-no-token-and-nobody-can-be-made": breaking("RFC7644-2-02", (next) =>
      refuseCreates(lendsToken(isAnonymous("GET"))(next)),
    ),
    "request-without-a-token-is-led-to-a-login-page": breaking(
      "RFC7644-2-02",
      on({}).answer((request, next) => (request.headers.has("authorization") ? next(request) : toLogin())),
    ),
    "request-without-a-token-is-answered-with-a-login-page": breaking(
      "RFC7644-2-02",
      on({}).answer((request, next) => (request.headers.has("authorization") ? next(request) : loginPage())),
    ),
    "request-without-a-token-crashes": breaking(
      "RFC7644-2-01",
      on({}).answer((request, next) =>
        request.headers.has("authorization") ? next(request) : errorResponse(500, "token is undefined"),
      ),
    ),
    "reading-groups-needs-no-token": breaking("RFC7644-2-02", lendsToken(isOfGroups(false))),
    "creating-needs-no-token": breaking("RFC7644-2-02", lendsToken(isAnonymous("POST"))),
    "replacing-needs-no-token": breaking("RFC7644-2-02", lendsToken(isAnonymous("PUT"))),
    "changing-needs-no-token": breaking("RFC7644-2-02", lendsToken(isAnonymous("PATCH"))),
    "deleting-needs-no-token": breaking("RFC7644-2-02", lendsToken(isAnonymous("DELETE"))),
    "delete-answers-before-authentication": breaking(
      "RFC7644-2-02",
      on("DELETE").answer((request, next) =>
        request.headers.has("authorization") ? next(request) : new Response(null, { status: 204 }),
      ),
    ),
  },
});

const wrongToken = defineCheck({
  id: "protocol.auth.wrong-token",
  title: "A wrong token is refused with 401",
  rule: ["RFC7644-2-02", "RFC7644-2-01"],
  advice: "Compare the whole token before anything else, and refuse any other with 401, whatever the method.",
  run: async (t) => {
    await skipWhenAnonymous(t);
    await verifyGuarded(t, "wrong");
  },
  defects: {
    "any-token-accepted": breaking(
      "RFC7644-2-02",
      lendsToken((request) => request.headers.has("authorization")),
    ),
    "any-token-reads-groups": breaking("RFC7644-2-02", lendsToken(isOfGroups(true))),
    "any-token-changes-users": breaking("RFC7644-2-02", lendsToken(isWrong("PUT|PATCH"))),
    "any-token-creates-users": breaking("RFC7644-2-02", lendsToken(isWrong("POST"))),
    "any-token-deletes-users": breaking("RFC7644-2-02", lendsToken(isWrong("DELETE"))),
    "wrong-token-is-led-to-a-login-page": breaking(
      "RFC7644-2-02",
      on({}).response((r, request) => (r.status === 401 && request.headers.has("authorization") ? toLogin() : r)),
    ),
    "wrong-token-crashes": breaking(
      "RFC7644-2-01",
      on({}).response((r, request) =>
        r.status === 401 && request.headers.has("authorization") ? errorResponse(500, "jwt malformed") : r,
      ),
    ),
  },
});

const wholeToken = defineCheck({
  id: "protocol.auth.whole-token",
  title: "A token that is nearly the right one is refused with 401",
  rule: "RFC7644-2-02",
  advice:
    "Compare the whole token, letter case included, in constant time: no prefix of it, no index that ignores letter case, no hash that cuts it off.",
  run: async (t) => {
    await skipWhenAnonymous(t);
    const wrong = await t.get(USERS, { credentials: "wrong" });
    if (isSuccess(wrong)) t.skip("the target takes any token; see protocol.auth.wrong-token");
    skipWhenHeldUp(t, wrong);
    const { headers } = (await t.get(USERS)).exchange.request;
    let isHeld = false;
    await eachApart(
      kindsFor(headers["authorization"] ?? "").map((credentials) => async () => {
        if (isHeld) return;
        const reply = await t.get(USERS, { credentials });
        isHeld = isHeldUp(reply.exchange);
        skipWhenHeldUp(t, reply);
        verify(reply, { others: [wrong] }).doesNotSucceed(NEARLY_RIGHT[credentials]);
      }),
    );
  },
  defects: {
    "token-with-more-behind-it-is-taken": takesNearly((given, right) => given.startsWith(right)),
    "beginning-of-the-token-is-enough": takesNearly((given, right) => right.startsWith(given)),
    "token-in-other-letter-case-is-taken": takesNearly((given, right) => given.toLowerCase() === right.toLowerCase()),
  },
});

/** Who may ask. */
export const authChecks: readonly Check[] = [challenge, required, wrongToken, wholeToken];

/** What a token that is nearly right lacks. */
const NEARLY_RIGHT = {
  longer: "the token has more behind it than the right one",
  shorter: "the last characters of the token are missing",
  "other-case": "the letters of the token are of the other case",
} as const;

/** A short token has no end that can be left out, and the digits of a number in hex are the same in any letter case. */
function kindsFor(authorization: string): readonly (keyof typeof NEARLY_RIGHT)[] {
  const token = authorization.replace(/^\S+ /, "");
  return [
    "longer",
    ...(token.length < SHORTEST_TOKEN ? [] : (["shorter"] as const)),
    ...(/^[\da-f-]*$/i.test(token) ? [] : (["other-case"] as const)),
  ];
}

/** Who lets a wrong token wait guards against guessing; more guesses would only be held up too. */
function skipWhenHeldUp(t: CheckContext, reply: Reply): void {
  if (isHeldUp(reply.exchange)) t.skip(`${describeRequest(reply)} answers ${describeOutcome(reply)}`);
}

/** A run may have been given no credentials, because the target needs none. */
async function skipWhenAnonymous(t: CheckContext): Promise<void> {
  const { exchange } = await t.get(USERS);
  if (exchange.request.headers["authorization"] === undefined) t.skip("the run has no credentials to leave out");
}

/**
 * Throws unless requests without the run's credentials are refused. A reading is first: nothing is written where anybody may read. What
 * is written then is a user of the run's own: 404 to an unknown id does not tell whether anybody may.
 */
async function verifyGuarded(t: CheckContext, credentials: "none" | "wrong"): Promise<void> {
  const as = { credentials } as const;
  const read = await t.get(USERS, as);
  verifyUnauthorized(t, read);
  if (isHeldUp(read.exchange)) return;
  // An endpoint that was added later may have been forgotten.
  if (isPresent(t.capabilities.groups)) verifyUnauthorized(t, await t.get(GROUPS, as));
  const user = await makeIfTaken(t, {});
  if (user === undefined) {
    return t.note(read, `${describeRequest(read)} is refused, and no user could be made on whom writing is tried`);
  }
  const writes = [
    () => t.post("/Users", t.make.userBody(), as),
    () => t.put(user.path, user.sent, as),
    () => t.patch(user.path, [{ op: "replace", path: "active", value: true }], as),
    () => t.delete(user.path, as),
  ];
  for (const write of writes) {
    const reply = await write();
    verifyUnauthorized(t, reply);
    // Every further one would wait as long, and may lock out the address that the run comes from.
    if (isHeldUp(reply.exchange)) return;
  }
}

/** Throws for what is meant for a person in a browser: a client of SCIM takes a redirect to a login page for a fault of the network. */
function verifyNoLogin(reply: Reply): void {
  const isPage = isSuccess(reply) && /^\s*</.test(reply.text);
  if (!isPage && (reply.status < 300 || reply.status > 399)) return;
  const outcome = isPage
    ? `${reply.status} with an HTML page`
    : `${reply.status} with Location ${shown(reply.header("location"))}`;
  const sentence = `${describeRequest(reply)} without valid credentials answers ${outcome}, as if a person were to log in, instead of 401`;
  verify(reply, { rule: "RFC7644-2-02" }).that(false, sentence, { expected: "status 401" });
}

/**
 * 401 is right; 403, 404 and closed connections keep the data safe as well. An error of the server's says nothing of how to
 * authenticate, which section 2 demands; 503 may come from something in front of it.
 */
function verifyUnauthorized(t: CheckContext, reply: Reply): void {
  const isBroken = isCrash(reply) && reply.status !== 0 && reply.status !== 503;
  const sentence = `${describeRequest(reply)} without valid credentials answers ${describeOutcome(reply)}, which does not say how to authenticate`;
  verify(reply, { rule: "RFC7644-2-01" }).that(!isBroken, sentence, { expected: "status 401" });
  verifyNoLogin(reply);
  verifyRefusal(t, reply, {
    expected: [401],
    although: "it came without valid credentials",
    isWrong: (answer) => isSuccess(answer) || answer.status === 503,
    rule: "RFC7644-2-02",
  });
}

/** A server that takes one more token for the right one, once that has been seen. */
function takesNearly(isTaken: (given: string, right: string) => boolean): Wrap {
  return remembering(() => {
    let right: string | undefined;
    return on({}).answer(async (request, next) => {
      const given = request.headers.get("authorization") ?? "";
      const isNear = right !== undefined && given.length > "Bearer ".length && isTaken(given, right);
      const response = await next(isNear && right !== undefined ? await withAuthorization(request, right) : request);
      if (response.ok && !isNear) right = given;
      return response;
    });
  });
}

function toLogin(): Response {
  return new Response(null, { status: 302, headers: { location: "/login" } });
}

function loginPage(): Response {
  const headers = { "content-type": "text/html; charset=utf-8" };
  return new Response("<!doctype html><title>Log in</title>", { headers });
}

function isAnonymous(method: string): (request: Request) => boolean {
  return (request) => request.method === method && !request.headers.has("authorization");
}

function isWrong(methods: string): (request: Request) => boolean {
  return (request) => methods.split("|").includes(request.method) && request.headers.has("authorization");
}

function isOfGroups(hasToken: boolean): (request: Request) => boolean {
  return ({ url, headers }) => new URL(url).pathname.endsWith("/Groups") && headers.has("authorization") === hasToken;
}

function refuseCreates(next: FetchHandler): FetchHandler {
  return on("POST").answer(() => errorResponse(400, "costCentre is required.", "invalidValue"))(next);
}

/** A server that treats some requests as if they had the right token. */
function lendsToken(when: (request: Request) => boolean): Wrap {
  return remembering(() => {
    let right: string | undefined;
    return on({}).answer(async (request, next) => {
      const given = request.headers.get("authorization");
      if (right === undefined || !when(request)) {
        const response = await next(request);
        if (response.ok && given !== null) right = given;
        return response;
      }
      return next(await withAuthorization(request, right));
    });
  });
}
