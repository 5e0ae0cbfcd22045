import { randomBytes } from "node:crypto";
import type { Clock } from "../exchange/clock.ts";
import type { Profile } from "../profile/profile.ts";
import type { SeatLimit } from "../profile/seat-limit.ts";
import { listen } from "../server/http/listen.ts";
import { createScimServer } from "../server/scim-server.ts";

/** The reference server, started for a run on a free loopback port. */
export interface BundledServer {
  readonly baseUrl: string;
  readonly token: string;
  readonly seats: readonly SeatLimit[];
  /** For the hooks of the bundled profiles: `adminUrl` and `adminSecret`. */
  readonly hookValues: { readonly adminUrl: string; readonly adminSecret: string };
  readonly close: () => Promise<void>;
}

/** What the server is to be like. */
export interface BundledServerOptions {
  readonly profile: Profile;
  /** Seats by product instead of the profile's own; products that are not named keep theirs. */
  readonly seats: readonly SeatLimit[];
  readonly clock: Clock;
}

/** Starts the reference server with fresh secrets. */
export async function startBundledServer(options: BundledServerOptions): Promise<BundledServer> {
  const token = randomBytes(24).toString("base64url");
  const adminSecret = randomBytes(24).toString("base64url");
  const seats = seatsOf(options);
  const products = seats.map(({ product, total }) => ({ name: product, total }));
  const server = createScimServer({ profile: options.profile, token, adminSecret, products, clock: options.clock.now });
  const listening = await listen(server, { port: 0, host: "127.0.0.1" });
  return {
    baseUrl: listening.baseUrl,
    token,
    seats,
    hookValues: { adminUrl: `${new URL(listening.baseUrl).origin}/admin`, adminSecret },
    close: () => listening.close(),
  };
}

function seatsOf({ profile, seats }: BundledServerOptions): readonly SeatLimit[] {
  const stated = new Map(seats.map((limit) => [limit.product, limit]));
  const own = (profile.seats?.products ?? []).filter((product) => !stated.has(product.name));
  return [...seats, ...own.map(({ name, total }) => ({ product: name, total, available: total }))];
}
