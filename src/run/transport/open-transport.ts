import { IDENTITY_PROVIDERS } from "../../../emulator/index.ts";
import { createVolume } from "../../engine/transport/answer-volume.ts";
import type { ConnectionOptions } from "../../engine/transport/connection-options.ts";
import { createPinnedTransport } from "../../engine/transport/pinned-transport.ts";
import { createProviderTransport } from "../../engine/transport/provider/provider-transport.ts";
import { PLAIN_FORM } from "../../engine/transport/provider/wire-form.ts";
import { createTransportBySender } from "../../engine/transport/transport-by-sender.ts";
import type { Transport } from "../../engine/transport/transport.ts";
import { createUndiciTransport } from "../../engine/transport/undici-transport.ts";

/**
 * The way to one target over the network: each identity provider's requests leave byte for byte as its client writes them, the
 * tool's own as they are. What all answers may come to is counted together.
 */
export function openTransport(baseUrl: string, options: ConnectionOptions): Transport {
  const volume = createVolume();
  const ofProviders = IDENTITY_PROVIDERS.map(({ id, wireForm: form = PLAIN_FORM }) => {
    return [id, createProviderTransport({ ...options, form }, volume)] as const;
  });
  const bySender = createTransportBySender(createUndiciTransport(options, volume), new Map(ofProviders));
  return createPinnedTransport(bySender, baseUrl);
}
