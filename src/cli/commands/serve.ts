import { randomBytes } from "node:crypto";
import { loadProfile } from "../../documents/load-profile.ts";
import { UsageError } from "../../documents/usage-error.ts";
import type { Profile } from "../../profile/profile.ts";
import { isCap, statedSeats } from "../../profile/seat-cap.ts";
import type { SeatLimit } from "../../profile/seat-limit.ts";
import type { Product } from "../../profile/seat-rules.ts";
import { defaultProfile, fitProfile } from "../../run/fit-profile.ts";
import { rejectMixedSeats } from "../../run/judge-options.ts";
import type { FetchHandler } from "../../scim/http.ts";
import { listen } from "../../server/http/listen.ts";
import type { Listening } from "../../server/http/listen.ts";
import { createScimServer } from "../../server/scim-server.ts";
import { writeLines } from "../command-io.ts";
import type { CommandIo } from "../command-io.ts";
import { combinePorts, findDefects, wrapHandler } from "./defects.ts";
import { parseLimits } from "../parse/limits.ts";
import { parseNumber } from "../parse/number.ts";
import { parseSeats } from "../parse/seats.ts";
import { headerValue } from "../parse/reach/headers.ts";
import { addUsers } from "./add-users.ts";
import { whenAborted } from "../output/when-aborted.ts";
import { withLatency } from "./with-latency.ts";
import { describeServer } from "./describe-server.ts";

/** Options of `serve`. */
export interface ServeCommandOptions {
  readonly port?: string;
  readonly host?: string;
  readonly token?: string;
  readonly profile?: string;
  readonly seats?: readonly string[];
  readonly defect?: readonly string[];
  readonly latency?: string;
  readonly users?: string;
  readonly limit?: readonly string[];
}

/** Runs the reference server until Ctrl-C, which is its ordinary end: exit code 0. */
export async function serve(options: ServeCommandOptions, io: CommandIo): Promise<number> {
  const port = parseNumber(options.port, { option: "--port", min: 0, max: 65_535 }) ?? 8080;
  const latency =
    parseNumber(options.latency, { option: "--latency", min: 0, max: 600_000, unit: "milliseconds" }) ?? 0;
  const users = parseNumber(options.users, { option: "--users", min: 1, max: 10_000, unit: "people" }) ?? 0;
  const token = options.token === undefined ? randomSecret() : headerValue("--token", options.token);
  const seats = parseSeats(options.seats ?? []);
  const profileName = options.profile ?? defaultProfile({ seats });
  const profile = fitProfile(await loadProfile(profileName), { seats });
  const products = productsOf(profile, seats);
  rejectCrowd(profile, products, users);
  const defects = findDefects(options.defect ?? []);
  const adminSecret = randomSecret();
  const limits = parseLimits(options.limit ?? []);
  const server = createScimServer({ profile, token, adminSecret, products, limits, ports: combinePorts(defects) });
  io.interruption.attend();
  const { signal } = io.interruption;
  // Past the defects: they are for those who connect.
  await addUsers({ fetch: server.fetch, basePath: server.basePath, profile, token, adminSecret }, users, signal);
  if (signal.aborted) return 0;
  const fetch = withLatency(wrapHandler(server.fetch, defects), latency);
  const host = options.host ?? "127.0.0.1";
  const listening = await start(fetch, { basePath: server.basePath, port, host });
  const stopped = whenAborted(signal);
  const lines = describeServer({ listening, host, token, adminSecret, profileName, profile, products, defects, users });
  // A pipe whose reader stands still must not keep Ctrl-C waiting.
  await Promise.race([writeLines(io.stdout, lines), stopped]);
  await stopped;
  await listening.close();
  return 0;
}

async function start(
  fetch: FetchHandler,
  { basePath, port, host }: { readonly basePath: string; readonly port: number; readonly host: string },
): Promise<Listening> {
  try {
    return await listen({ fetch, basePath }, { port, host });
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : String(cause);
    const why = code === "EADDRINUSE" ? "is in use" : `cannot be opened (${code})`;
    throw new UsageError(
      `Port ${port} of ${host} ${why}.`,
      "Take another with --port, or any free one with --port 0.",
      {
        cause,
      },
    );
  }
}

function productsOf(profile: Profile, stated: readonly SeatLimit[]): readonly Product[] {
  if (stated.length > 0 && !profile.seats) {
    throw new UsageError(`The profile ${profile.id} has no products, so --seats has no meaning.`, "Leave it out.");
  }
  rejectMixedSeats({ seats: stated }, { profile });
  const partial = stated.find(({ total, available }) => available !== total);
  if (partial) {
    throw new UsageError(
      "A fresh server has all its seats free.",
      `Write --seats ${statedSeats(partial.product, partial.total)}.`,
    );
  }
  const others = (profile.seats?.products ?? []).filter(({ name }) => !stated.some(({ product }) => product === name));
  return [...stated.map(({ product, total }) => ({ name: product, total })), ...others];
}

/** Portal users hold no product; under a plain cap everybody takes a seat. */
function rejectCrowd(profile: Profile, products: readonly Product[], users: number): void {
  const [cap] = isCap(profile.seats) ? products : [];
  if (cap === undefined || users <= cap.total) return;
  throw new UsageError(`${users} users do not fit into ${cap.total} seats.`, `Say --users ${cap.total} or fewer.`);
}

function randomSecret(): string {
  return randomBytes(24).toString("base64url");
}
