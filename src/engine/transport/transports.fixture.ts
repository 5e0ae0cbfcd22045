import type { ConnectionOptions } from "./connection-options.ts";
import { createProviderTransport } from "./provider/provider-transport.ts";
import type { Transport } from "./transport.ts";
import { createUndiciTransport } from "./undici-transport.ts";

/** Both ways in which requests leave a run: whatever a target does, they tell it alike. */
export const TRANSPORTS: readonly (readonly [string, (options: ConnectionOptions) => Transport])[] = [
  ["the tool's own transport", (options) => createUndiciTransport(options)],
  [
    "a provider's transport",
    (options) =>
      createProviderTransport({
        ...options,
        form: { headers: ["Accept", "Host", "Connection"], connection: "Keep-Alive" },
      }),
  ],
];
