import type { Cause, Exchange } from "../../src/exchange/exchange.ts";

/** An exchange, in the documented order of members. Headers and bodies keep the order in which they went over the wire. */
export function toExchangeDocument(exchange: Exchange): Exchange {
  const { seq, cause, sender, request, response, failure, durationMs, injected } = exchange;
  return {
    seq,
    cause: toCauseDocument(cause),
    sender,
    request: { method: request.method, url: request.url, headers: request.headers, body: request.body },
    response: response && { status: response.status, headers: response.headers, body: response.body },
    failure: failure && { kind: failure.kind, message: failure.message },
    durationMs,
    ...(injected !== undefined && { injected }),
  };
}

function toCauseDocument({ kind, id, step }: Cause): Cause {
  return step === undefined ? { kind, id } : { kind, id, step };
}
