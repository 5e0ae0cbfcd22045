import type { Transport } from "./transport.ts";

/**
 * A transport that sends to one origin only. Paths are made of what a target tells of itself (ids, endpoints, links); none of
 * them may carry the credentials to another host.
 */
export function createPinnedTransport(transport: Transport, baseUrl: string): Transport {
  const { origin } = new URL(baseUrl);
  return {
    send: (request) => {
      if (isOf(origin, request.url)) return transport.send(request);
      const message = `not sent: it leads away from ${origin}, and credentials go to no other host`;
      return Promise.resolve({ failure: { kind: "other", message } });
    },
    close: transport.close,
  };
}

/** What follows a slash is path, whatever stands there. */
function isOf(origin: string, url: string): boolean {
  return url.startsWith(`${origin}/`) || (URL.canParse(url) && new URL(url).origin === origin);
}
