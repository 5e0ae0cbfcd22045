import { defineCheck } from "../../src/kit/check.ts";
import type { Check } from "../../src/kit/check.ts";
import type { CheckContext } from "../../src/kit/check-context.ts";
import { rfc } from "../../src/exchange/clause.ts";
import { describeRequest } from "../../src/exchange/reply.ts";
import type { Reply } from "../../src/exchange/reply.ts";
import { tamperResponse, withHeader } from "../../src/kit/defects/tamper.ts";
import type { Wrap } from "../../src/kit/defects/tamper.ts";
import { isSuccess } from "../../src/exchange/reply.ts";
import { verifyThat } from "../../src/exchange/verify.ts";
import { pathTo } from "../../src/scim/request-path.ts";

const challenge = defineCheck({
  id: "protocol.auth.challenge",
  title: "A 401 says in WWW-Authenticate how to authenticate",
  clause: rfc("RFC7644-2-01"),
  advice: 'Send a WWW-Authenticate header with each 401, for example: Bearer realm="SCIM".',
  run: async (t) => {
    const reply = await t.get(pathTo`/Users?count=1`, { credentials: "none" });
    if (reply.status !== 401) t.skip(`the target does not answer 401 to a request without credentials`);
    const found = reply.header("www-authenticate");
    verifyThat(/^\s*[!#$%&'*+\-.^_`|~0-9A-Za-z]+/.test(found ?? ""), reply, {
      reason: `${describeRequest(reply)} answers 401 without naming an authentication scheme`,
      expected: "WWW-Authenticate with at least one scheme",
      actual: found ?? "no WWW-Authenticate",
    });
  },
  defects: [
    {
      name: "challenge-missing",
      breaks: "RFC7644-2-01",
      wrap: tamperResponse({}, (r) => withHeader(r, "www-authenticate", null)),
    },
    {
      name: "challenge-without-scheme",
      breaks: "RFC7644-2-01",
      wrap: tamperResponse({}, (r) => (r.status === 401 ? withHeader(r, "www-authenticate", '"SCIM"') : r)),
    },
  ],
});

const required = defineCheck({
  id: "protocol.auth.required",
  title: "Requests without credentials are refused",
  clause: rfc("RFC7644-2-02"),
  advice: "Refuse requests without credentials with 401, whatever the method.",
  run: async (t) => {
    await skipWhenAnonymous(t);
    const id = await t.make.unknownUserId();
    verifyNoSuccess(await t.get(pathTo`/Users?count=1`, { credentials: "none" }));
    verifyNoSuccess(await t.delete(pathTo`/Users/${id}`, { credentials: "none" }));
  },
  defects: [
    {
      name: "reading-needs-no-token",
      breaks: "RFC7644-2-02",
      wrap: lendsToken((request) => request.method === "GET" && !request.headers.has("authorization")),
    },
    {
      name: "delete-answers-before-authentication",
      breaks: "RFC7644-2-02",
      wrap: (next) => async (request) =>
        request.method === "DELETE" && !request.headers.has("authorization")
          ? new Response(null, { status: 204 })
          : next(request),
    },
  ],
});

const wrongToken = defineCheck({
  id: "protocol.auth.wrong-token",
  title: "A wrong token is refused",
  clause: rfc("RFC7644-2-02"),
  advice: "Compare the whole token, and refuse any other with 401: as it is, everybody can read the directory.",
  run: async (t) => {
    await skipWhenAnonymous(t);
    verifyNoSuccess(await t.get(pathTo`/Users?count=1`, { credentials: "wrong" }));
  },
  defects: [{ name: "any-token-accepted", breaks: "RFC7644-2-02", wrap: lendsToken(() => true) }],
});

/** Who may ask. */
export const authChecks: readonly Check[] = [challenge, required, wrongToken];

/** A run may have been given no credentials, because the target needs none. */
async function skipWhenAnonymous(t: CheckContext): Promise<void> {
  const { reply } = await t.make.user();
  if (reply.exchange.request.headers["authorization"] === undefined) t.skip("the run has no credentials to leave out");
}

/** 401 is right; 403, 404 and redirects keep the data safe as well. */
function verifyNoSuccess(reply: Reply): void {
  verifyThat(!isSuccess(reply), reply, {
    reason: `${describeRequest(reply)} is answered ${reply.status} without valid credentials`,
    expected: "status 401",
    actual: `status ${reply.status}`,
  });
}

/** A server that treats some requests as if they had the right token. */
function lendsToken(when: (request: Request) => boolean): Wrap {
  return (next) => {
    let right: string | undefined;
    return async (request) => {
      const given = request.headers.get("authorization");
      if (right === undefined || !when(request)) {
        const response = await next(request);
        if (response.ok && given !== null) right = given;
        return response;
      }
      const lent = new Request(request);
      lent.headers.set("authorization", right);
      return next(lent);
    };
  };
}
