import { isArray, isObject } from "../../scim/json.ts";
import type { RequestPath } from "../../scim/request-path.ts";
import { FIRST_REQUEST, causeOf, ordinaryHeaders } from "../session/plain-request.ts";
import { toReply } from "../../exchange/reply.ts";
import type { Reply } from "../../exchange/reply.ts";
import type { OutgoingRequest, Session } from "../session/session.ts";
import { NO_TLS } from "../transport/transport-failure.ts";
import { UnreachableTarget } from "../endurance/unreachable-target.ts";

/**
 * Asks the target what Okta asks first. Throws `UnreachableTarget` when nothing can be judged: no answer, refused
 * credentials, or something that is no SCIM endpoint. A 5xx or a faulty list is for the checks to judge, and so is 404 to a list
 * of nobody, where the target publishes what it is.
 */
export async function preflight(session: Session): Promise<void> {
  const reply = await ask(session, FIRST_REQUEST);
  if (reply.status === 404 && (await isPublished(session))) return;
  const problem = problemOf(reply);
  if (problem !== undefined)
    throw new UnreachableTarget(session.sweep(`${session.baseUrl}: ${problem.what}`), problem.hint);
}

async function ask(session: Session, path: RequestPath): Promise<Reply> {
  const headers = ordinaryHeaders(undefined);
  const request: OutgoingRequest = { method: "GET", path, headers, cause: causeOf("preflight") };
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

interface Problem {
  readonly what: string;
  readonly hint: string;
}

const CHECK_URL =
  "Check the URL: it is the SCIM base URL, the one below which /Users answers, for example https://host/scim/v2.";

function problemOf(reply: Reply): Problem | undefined {
  const asked = `GET ${FIRST_REQUEST}`;
  if (reply.status === 0) return unreachable(reply);
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
  if (reply.status === 404) return { what: `there is no SCIM endpoint (404 to ${asked})`, hint: CHECK_URL };
  if (reply.status === 429) {
    return {
      what: `still answers 429 to ${asked}`,
      hint: "Wait until the rate limit is over, and bound the run with --rate.",
    };
  }
  if (reply.status >= 300 && reply.status < 400) {
    return { what: `redirects ${asked} to ${reply.header("location") ?? "nowhere"}`, hint: CHECK_URL };
  }
  if (reply.status < 300 && reply.unreadable !== undefined) {
    return { what: `answers ${asked} with ${reply.unreadable}`, hint: "Look at what the server answers there." };
  }
  if (reply.status < 300 && reply.text !== "" && !isObject(reply.body)) return notScim(reply, asked);
  return undefined;
}

/** Any header of the user's own may be what shows the target who asks. */
function bearsCredentials(reply: Reply): boolean {
  return Object.keys(reply.exchange.request.headers).some((name) => !(name in ordinaryHeaders(undefined)));
}

function notScim(reply: Reply, asked: string): Problem | undefined {
  const isHtml = /^\s*</.test(reply.text);
  // JSON of another shape (an array, null) is a fault that the checks report.
  if (!isHtml && reply.body !== undefined) return undefined;
  const what = isHtml ? "HTML" : "text that is not JSON";
  return { what: `answers ${asked} with ${what} instead of a SCIM list`, hint: CHECK_URL };
}

function unreachable(reply: Reply): Problem {
  const hints: Readonly<Record<string, string>> = {
    dns: "Check the host name in the URL.",
    refused: "Check host and port, and that the server is running.",
    tls: "Give the certificate authority with --ca <file.pem>, or --insecure to take any certificate.",
    timeout: "Check that the server is up; --timeout gives it longer.",
  };
  if (reply.failure?.endsWith(NO_TLS) === true) {
    return {
      what: reply.failure,
      hint: "Try http:// instead of https://, or the port at which the server speaks TLS.",
    };
  }
  const kind = reply.exchange.failure?.kind ?? "other";
  return { what: reply.failure ?? "no answer", hint: hints[kind] ?? "Check the URL and the server's own log." };
}
