import type { ClientRequest, IncomingMessage } from "node:http";
import { createVolume } from "../answer-volume.ts";
import type { Volume } from "../answer-volume.ts";
import { createClientTransport } from "../client-transport.ts";
import type { HttpClient, Taker } from "../client-transport.ts";
import { CONNECT_TIMEOUT_MS } from "../connection-options.ts";
import type { ConnectionOptions } from "../connection-options.ts";
import { joinHeaders } from "../received.ts";
import type { Transport } from "../transport.ts";
import { createRoute } from "./route.ts";
import type { Route } from "./route.ts";
import { toHeaderLines } from "./wire-form.ts";
import type { WireForm } from "./wire-form.ts";

/**
 * Sends a provider's requests byte for byte as its client does: headers in its order and spelling, over HTTP/1.1 with keep-alive.
 * Where it ends, what it ends in, and what that is called is the same as for the tool's own requests.
 */
export function createProviderTransport(
  options: ConnectionOptions & { readonly form: WireForm },
  volume: Volume = createVolume(),
): Transport {
  const { form, connectTimeoutMs = CONNECT_TIMEOUT_MS } = options;
  const routes = new Map<string, Route>();
  const routeTo = ({ protocol }: URL): Route => {
    const route = routes.get(protocol) ?? createRoute(protocol, options);
    routes.set(protocol, route);
    return route;
  };
  const client: HttpClient = {
    ask: ({ method, url, headers, text }, taker) => {
      const target = new URL(url);
      const route = routeTo(target);
      const lines = [...toHeaderLines({ method, host: target.host, headers, text }, form), ...route.forProxy];
      const sent = route.open(method, target, lines);
      listen(sent, route, taker);
      boundConnecting(sent, connectTimeoutMs);
      sent.end(bodyBeside(lines, text));
      return (error) => sent.destroy(error);
    },
    close: () => {
      for (const { close } of routes.values()) close();
      return Promise.resolve();
    },
  };
  return createClientTransport(client, { volume, proxy: options.proxy });
}

/**
 * What Node is given as the body. A string goes out in one write with the head, and then the head is UTF-8 too: a token beyond
 * ASCII would be another one.
 */
function bodyBeside(lines: readonly string[], text: string | null): string | Buffer | undefined {
  if (text === null) return undefined;
  return lines.every((part) => ASCII.test(part)) ? text : Buffer.from(text);
}

const ASCII = /^[\u0020-\u007e]*$/;

function listen(sent: ClientRequest, { isForwarded }: Route, taker: Taker): void {
  // As many as fit into the head.
  sent.maxHeadersCount = 0;
  let answer: IncomingMessage | undefined;
  const fail = (error: Error): void => {
    // What comes behind a whole answer is none of it.
    if (answer?.complete !== true) taker.fail(error);
  };
  sent.on("error", fail);
  sent.on("upgrade", (_, socket) => {
    socket.destroy();
    taker.fail(new Error("bad upgrade"));
  });
  sent.on("response", (incoming) => {
    answer = incoming;
    const problem = problemOf(incoming, isForwarded);
    if (problem !== undefined) {
      taker.fail(problem);
      sent.destroy();
      return;
    }
    taker.begin(incoming.statusCode ?? 0, joinHeaders(pairs(incoming.rawHeaders)));
    incoming.on("error", fail);
    incoming.on("data", taker.take);
    // A server may close although it did not say so: that is seen some turns later, before the connection is used again.
    incoming.on("end", () => setImmediate(() => setImmediate(taker.end)));
  });
}

/** Why an answer is none, in the words of the other client. */
function problemOf({ statusCode = 0 }: IncomingMessage, isForwarded: boolean): Error | undefined {
  if (isForwarded && statusCode === 407) return new Error("Proxy Authentication Required (407)");
  if (statusCode === 101) return new Error("bad upgrade");
  return statusCode < 100 ? new Error("statusCode >= 100") : undefined;
}

function* pairs(raw: readonly string[]): Generator<readonly [string, string]> {
  for (let at = 0; at < raw.length; at += 2) yield [raw[at] ?? "", raw[at + 1] ?? ""];
}

/** A connection, with its TLS, must come about within a time of its own. */
function boundConnecting(sent: ClientRequest, ms: number): void {
  sent.on("socket", (socket) => {
    if (!socket.connecting) return;
    const late = Object.assign(new Error("Connect Timeout Error"), { code: "UND_ERR_CONNECT_TIMEOUT" });
    const timer = setTimeout(() => sent.destroy(late), ms);
    const settle = (): void => clearTimeout(timer);
    socket.once("encrypted" in socket ? "secureConnect" : "connect", settle).once("close", settle);
  });
}
