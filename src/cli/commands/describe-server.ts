import type { Defect } from "../../kit/defect.ts";
import type { Profile } from "../../profile/profile.ts";
import type { Product } from "../../profile/seat-rules.ts";
import type { Listening } from "../../server/http/listen.ts";
import { quoteShell } from "../../engine/report/shell.ts";

/** A server that is up. */
export interface RunningServer {
  readonly listening: Pick<Listening, "baseUrl" | "origin">;
  readonly host: string;
  readonly token: string;
  readonly adminSecret: string;
  readonly profile: Profile;
  readonly products: readonly Product[];
  readonly defects: readonly Defect[];
  readonly users: number;
}

/** What `serve` prints: how to reach the server, what it holds, and commands to try it with. */
export function describeServer(server: RunningServer): readonly string[] {
  const { listening, token, adminSecret, profile, products, defects, users } = server;
  const seats = products.map(({ name, total }) => `${name}=${total}`).join(", ");
  return [
    `SCIM base URL  ${listening.baseUrl}`,
    `token          ${token}`,
    `admin API      ${listening.origin}/admin/api`,
    `admin secret   ${adminSecret}`,
    `profile        ${profile.id}`,
    ...(seats === "" ? [] : [`seats          ${seats}`]),
    ...(users === 0 ? [] : [`users          ${users}`]),
    ...defects.map((defect) => `defect         ${defect.name} (breaks ${defect.breaks})`),
    ...(isLoopback(server.host) ? [] : ["", `Whoever reaches ${server.host} can try the token; keep both secrets.`]),
    "",
    "Try it:",
    ...commands(server).map((line) => `  ${line}`),
    "",
    "Ctrl-C stops it; everything is in memory and goes with it.",
  ];
}

function commands({ listening, token, adminSecret, profile, products }: RunningServer): readonly string[] {
  const [product] = products;
  return [
    `curl -H 'Authorization: Bearer ${token}' '${listening.baseUrl}/Users?startIndex=1&count=2'`,
    `SCIM_TOKEN=${quoteShell(token)} npx zi-scim-check ${listening.baseUrl} --profile ${quoteShell(profile.id)}`,
    ...(product
      ? [
          `curl -H 'Authorization: Bearer ${adminSecret}' ${listening.origin}/admin/api/seats`,
          `SCIM_TOKEN=${quoteShell(token)} npx zi-scim-check emulate seat-overflow --target ${listening.baseUrl} ` +
            `--profile ${quoteShell(profile.id)} --seats ${quoteShell(`${product.name}=${product.total}`)}`,
        ]
      : []),
  ];
}

function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host.startsWith("127.");
}
