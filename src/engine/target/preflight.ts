import { isArray, isObject } from "../../scim/json.ts";
import type { RequestPath } from "../../scim/request-path.ts";
import { FIRST_REQUEST, causeOf, ordinaryHeaders } from "../session/plain-request.ts";
import { toReply } from "../../exchange/reply.ts";
import type { Reply } from "../../exchange/reply.ts";
import type { OutgoingRequest, Session } from "../session/session.ts";
import { TRY_TLS, checkUrl, endsInEndpoint, unreachable, wantsTls } from "./unreachable-hints.ts";
import type { Obstacle } from "./unreachable-hints.ts";
import { UnreachableTarget } from "../endurance/unreachable-target.ts";

/**
 * Asks the target what Okta asks first. Throws `UnreachableTarget` when nothing can be judged: no answer, refused
 * credentials, or something that is no SCIM endpoint. A 5xx or a faulty list is for the checks to judge, and so is 404 to a list
 * of nobody, where the target publishes what it is.
 */
export async function preflight(session: Session): Promise<void> {
  const reply = await ask(session, FIRST_REQUEST);
  if (reply.status === 404 && (await isPublished(session))) return;
  const problem = (await rawTokenProblem(session, reply)) ?? problemOf(reply, session.baseUrl);
  if (problem !== undefined)
    throw new UnreachableTarget(session.sweep(`${session.baseUrl}: ${problem.what}`), session.sweep(problem.hint));
}

/** Some targets take the token alone as the value of the header. Asked once, of the target itself: a redirect is not followed with it. */
async function rawTokenProblem(session: Session, reply: Reply): Promise<Obstacle | undefined> {
  const { authorization = "" } = reply.exchange.request.headers;
  if (![401, 403].includes(reply.status) || !/^bearer /i.test(authorization)) return undefined;
  const raw = await ask(session, FIRST_REQUEST, "raw");
  if (raw.status !== 200 || !isObject(raw.body)) return undefined;
  return {
    what: `refuses the token with "Bearer " (${reply.status} to GET ${FIRST_REQUEST}), and accepts it without`,
    hint: 'Add --raw-token, which sends the token without "Bearer ".',
  };
}

async function ask(session: Session, path: RequestPath, credentials: "token" | "raw" = "token"): Promise<Reply> {
  const headers = ordinaryHeaders(undefined);
  const request: OutgoingRequest = { method: "GET", path, headers, cause: causeOf("preflight"), credentials };
  return toReply(await session.send(request));
}

/** True when one of the endpoints that tell what a SCIM target is answers with JSON. */
async function isPublished(session: Session): Promise<boolean> {
  for (const path of ["/ServiceProviderConfig", "/Schemas"] as const) {
    const { status, body } = await ask(session, path);
    if (status === 200 && (isObject(body) || isArray(body))) return true;
  }
  return false;
}

function problemOf(reply: Reply, baseUrl: string): Obstacle | undefined {
  const asked = `GET ${FIRST_REQUEST}`;
  if (reply.status === 0) return unreachable(reply, baseUrl);
  if (wantsTls(reply)) return { what: `answers ${asked} by asking for TLS (${reply.status})`, hint: TRY_TLS };
  if (reply.status === 401 && !bearsCredentials(reply)) {
    return {
      what: `asks for credentials, and none were sent (401 to ${asked})`,
      hint: "Give a token with the SCIM_TOKEN environment variable or --token-file, or a user and password with --basic.",
    };
  }
  if (reply.status === 401 || reply.status === 403) {
    return {
      what: `refused the credentials (${reply.status} to ${asked})`,
      hint: 'Give a valid token with the SCIM_TOKEN environment variable or --token-file; --raw-token sends it without "Bearer ", --basic sends a user and password.',
    };
  }
  if (reply.status === 404 || (isClientError(reply) && endsInEndpoint(baseUrl)))
    return { what: `there is no SCIM endpoint (${reply.status} to ${asked})`, hint: checkUrl(baseUrl) };
  if (reply.status === 429) {
    return {
      what: `still answers 429 to ${asked}`,
      hint: "Wait until the rate limit is over, and bound the run with --rate.",
    };
  }
  if (reply.status >= 300 && reply.status < 400) {
    return { what: `redirects ${asked} to ${reply.header("location") ?? "nowhere"}`, hint: checkUrl(baseUrl) };
  }
  if (reply.status < 300 && reply.unreadable !== undefined) {
    return { what: `answers ${asked} with ${reply.unreadable}`, hint: "Look at what the server answers there." };
  }
  if (reply.status < 300 && reply.text !== "" && !isObject(reply.body)) return notScim(reply, asked, baseUrl);
  return undefined;
}

function isClientError({ status }: Reply): boolean {
  return status >= 400 && status < 500 && status !== 429;
}

/** Any header of the user's own may be what shows the target who asks. */
function bearsCredentials(reply: Reply): boolean {
  return Object.keys(reply.exchange.request.headers).some((name) => !(name in ordinaryHeaders(undefined)));
}

function notScim(reply: Reply, asked: string, baseUrl: string): Obstacle | undefined {
  const isHtml = /^\s*</.test(reply.text);
  // JSON of another shape (an array, null) is a fault that the checks report.
  if (!isHtml && reply.body !== undefined) return undefined;
  const what = isHtml ? "HTML" : "text that is not JSON";
  return { what: `answers ${asked} with ${what} instead of a SCIM list`, hint: checkUrl(baseUrl) };
}
