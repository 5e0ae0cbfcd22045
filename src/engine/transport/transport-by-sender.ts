import type { Transport } from "./transport.ts";

/** Sends a provider's own requests by the transport that speaks as its client does, and all others by the tool's. */
export function createTransportBySender(own: Transport, ofProviders: ReadonlyMap<string, Transport>): Transport {
  return {
    send: (request) => ((request.sender && ofProviders.get(request.sender)) || own).send(request),
    close: async () => {
      await Promise.all([own, ...ofProviders.values()].map(({ close }) => close()));
    },
  };
}
