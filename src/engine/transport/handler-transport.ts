import type { FetchHandler } from "../../scim/http.ts";
import { readBody } from "./response-body.ts";
import type { Transport, WireOutcome, TransportRequest } from "./transport.ts";

/** Calls a server in the same process, without sockets. */
export function createHandlerTransport(handler: FetchHandler): Transport {
  return {
    send: (request) => sendToHandler(handler, request),
    close: () => Promise.resolve(),
  };
}

async function sendToHandler(handler: FetchHandler, request: TransportRequest): Promise<WireOutcome> {
  try {
    const response = await handler(toFetchRequest(request));
    const text = await response.text();
    const headers = Object.fromEntries(response.headers);
    return { response: { status: response.status, headers, text, ...readBody(text) } };
  } catch (error) {
    return { failure: { kind: "other", message: `the handler threw ${String(error)}` } };
  }
}

function toFetchRequest(request: TransportRequest): Request {
  const { method, headers, text } = request;
  return new Request(request.url, { method, headers: { ...headers }, ...(text === null ? {} : { body: text }) });
}
