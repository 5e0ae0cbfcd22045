import type { Dispatcher } from "undici";
import { createVolume } from "./answer-volume.ts";
import type { Volume } from "./answer-volume.ts";
import { createClientTransport } from "./client-transport.ts";
import type { HttpClient } from "./client-transport.ts";
import { createDispatcher } from "./connection-options.ts";
import type { ConnectionOptions } from "./connection-options.ts";
import { joinHeaders } from "./received.ts";
import type { Transport, TransportRequest } from "./transport.ts";

/**
 * Sends what the tool itself asks, with keep-alive. undici adds only Host, Connection and Content-Length to the headers given.
 */
export function createUndiciTransport(options: ConnectionOptions, volume: Volume = createVolume()): Transport {
  const dispatcher = createDispatcher(options);
  const client: HttpClient = {
    ask: (request, taker) => {
      let controller: Dispatcher.DispatchController | undefined;
      let reason: Error | undefined;
      dispatcher.dispatch(toDispatch(request), {
        onRequestStart: (started) => {
          controller = started;
          // It was given up while it still waited for a connection.
          if (reason !== undefined) started.abort(reason);
        },
        onResponseStart: (_, status, headers) => taker.begin(status, joinHeaders(pairsOf(headers))),
        onResponseData: (_, chunk) => taker.take(chunk),
        onResponseEnd: () => taker.end(),
        onResponseError: (_, error) => taker.fail(error),
      });
      return (error) => {
        reason = error;
        controller?.abort(error);
      };
    },
    close: () => dispatcher.destroy(),
  };
  return createClientTransport(client, { volume, proxy: options.proxy });
}

function toDispatch(request: TransportRequest): Dispatcher.DispatchOptions {
  const { origin, pathname, search } = new URL(request.url);
  return {
    origin,
    path: `${pathname}${search}`,
    method: request.method,
    headers: { ...request.headers },
    body: request.text,
    headersTimeout: request.timeoutMs,
    bodyTimeout: request.timeoutMs,
  };
}

function pairsOf(headers: Readonly<Record<string, string | string[] | undefined>>): (readonly [string, string])[] {
  return Object.entries(headers).flatMap(([name, value]) => [value ?? ""].flat().map((one) => [name, one] as const));
}
