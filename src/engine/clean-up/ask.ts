import type { Json, JsonObject } from "../../scim/json.ts";
import type { RequestPath } from "../../scim/request-path.ts";
import type { Cause } from "../../exchange/exchange.ts";
import { toReply } from "../../exchange/reply.ts";
import type { SessionControl } from "../session/create-session.ts";
import { causeOf, ordinaryHeaders } from "../session/plain-request.ts";
import { SetUpFailure } from "../../exchange/violation.ts";

/** One request of the clean-up. */
export interface CleanUpRequest {
  readonly method: string;
  readonly path: RequestPath;
  readonly body?: JsonObject;
}

/** What came of it. */
export interface Answer {
  /** 0 when no answer came, or when it was not sent. */
  readonly status: number;
  readonly body: Json | undefined;
  /** The outcome in words: a status, or why there is none. */
  readonly outcome: string;
}

/** The cause of what the clean-up sends; it goes on after an interruption. */
export const CLEAN_UP: Cause = causeOf("cleanup");

/** Sends a request in the tool's own name. What the session refuses to send is an outcome like any other. */
export async function ask(session: SessionControl, request: CleanUpRequest): Promise<Answer> {
  try {
    const headers = ordinaryHeaders(request.body);
    const reply = toReply(await session.send({ ...request, headers, cause: CLEAN_UP }));
    return { status: reply.status, body: reply.body, outcome: reply.failure ?? String(reply.status) };
  } catch (error) {
    if (error instanceof SetUpFailure) return { status: 0, body: undefined, outcome: error.message };
    throw error;
  }
}

/** True for a 2xx. */
export function isTaken({ status }: Answer): boolean {
  return status >= 200 && status < 300;
}
