import type { Defect } from "../../kit/defect.ts";
import type { Profile } from "../../profile/profile.ts";
import { isCap, statedSeats } from "../../profile/seat-cap.ts";
import type { Product } from "../../profile/seat-rules.ts";
import type { Listening } from "../../server/http/listen.ts";
import { quoteShell } from "../../engine/report/shell.ts";

/** A server that is up. */
export interface RunningServer {
  readonly listening: Pick<Listening, "baseUrl" | "origin">;
  readonly host: string;
  readonly token: string;
  readonly adminSecret: string;
  /** As it is named on the command line. */
  readonly profileName: string;
  readonly profile: Profile;
  readonly products: readonly Product[];
  readonly defects: readonly Defect[];
  readonly users: number;
}

/** What `serve` prints: how to reach the server, what it holds, and commands to try it with. */
export function describeServer(server: RunningServer): readonly string[] {
  const { listening, token, adminSecret, profile, products, defects, users } = server;
  const isCapped = isCap(profile.seats);
  const seats = products.map(({ name, total }) => statedSeats(name, total)).join(", ");
  return [
    `SCIM base URL  ${listening.baseUrl}`,
    `token          ${token}`,
    `admin API      ${listening.origin}/admin/api`,
    `admin secret   ${adminSecret}`,
    `profile        ${profile.id}`,
    ...(seats === "" ? [] : [`seats          ${seats}${isCapped ? ", one for each active user" : ""}`]),
    users === 0
      ? `users          none yet: --users ${Math.min(EXAMPLE_USERS, products[0]?.total ?? EXAMPLE_USERS)} starts it with some`
      : `users          ${users}`,
    ...defects.map((defect) => `defect         ${defect.name} (breaks ${defect.breaks})`),
    ...(isLoopback(server.host) ? [] : ["", `Whoever reaches ${server.host} can try the token; keep both secrets.`]),
    "",
    "Try it:",
    ...commands(server).map((line) => `  ${line}`),
    "",
    "Ctrl-C stops it; everything is in memory and goes with it.",
  ];
}

function commands(server: RunningServer): readonly string[] {
  const { listening, token, adminSecret, profileName, products } = server;
  const access = `SCIM_TOKEN=${quoteShell(token)}`;
  // By these the seats of the story are bought.
  const portal = `SCIM_ADMIN_URL=${listening.origin}/admin SCIM_ADMIN_SECRET=${quoteShell(adminSecret)}`;
  const profile = `--profile ${quoteShell(profileName)}`;
  const seats = products.map(({ name, total }) => ` --seats ${quoteShell(statedSeats(name, total))}`);
  const [product] = products;
  return [
    `curl -H 'Authorization: Bearer ${token}' '${listening.baseUrl}/Users?startIndex=1&count=2'`,
    `${access}${product ? ` ${portal}` : ""} npx zi-scim-check ${listening.baseUrl} ${profile}${seats.join("")}`,
    ...(product
      ? [
          `curl -H 'Authorization: Bearer ${adminSecret}' ${listening.origin}/admin/api/seats`,
          `${access} ${portal} npx zi-scim-check emulate seat-overflow --target ${listening.baseUrl} ` +
            `${profile}${seats[0] ?? ""} --users ${Math.min(MOST_USERS, product.total + OVERFLOW)}`,
        ]
      : []),
  ];
}

/** People whom nobody minds to have. */
const EXAMPLE_USERS = 25;
/** As many more than there are seats as in the guide: 120 people, 100 seats. */
const OVERFLOW = 20;
/** What `--users` takes at most. */
const MOST_USERS = 10_000;

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}
