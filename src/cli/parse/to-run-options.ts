import { defined } from "./defined.ts";
import { credentialOrigin, parseCredentials, parseOtherCredentials } from "./reach/credentials.ts";
import { parseHeaders } from "./reach/headers.ts";
import { parseNumber } from "./number.ts";
import { parseProxy } from "./reach/proxy.ts";
import { parseSeats } from "./seats.ts";
import { parseTls } from "./reach/tls.ts";
import type { RunChecksOptions } from "../../run/options.ts";
import { statedSeats } from "../../profile/seat-cap.ts";
import type { SeatLimit } from "../../profile/seat-limit.ts";
import { UsageError } from "../../documents/usage-error.ts";
import type { CommandIo } from "../command-io.ts";
import type { PlayOptions, RunCommandOptions, TargetOptions } from "./option-groups.ts";

/** The part of a run's options that says how to reach the target. */
export type TargetSettings = Pick<
  RunChecksOptions,
  "url" | "credentials" | "headers" | "tls" | "proxy" | "rate" | "timeoutMs"
>;

/** How to reach the target, judged. `url` has been parsed already; undefined is the bundled server. */
export async function toTargetSettings(
  url: string | undefined,
  options: TargetOptions,
  env: CommandIo["env"],
): Promise<TargetSettings> {
  // The token of the environment is for targets: the bundled server does not get it.
  const source = { ...options, env: url === undefined ? {} : env };
  if (url === undefined) rejectTargetOptions(options, credentialOrigin(source));
  const credentials = parseCredentials(source);
  const headers = parseHeaders(options.header ?? []);
  if (credentials && Object.hasOwn(headers, "authorization")) {
    throw new UsageError("--header authorization and a token exclude each other.", "Give one of them.");
  }
  return defined({
    url,
    credentials,
    headers: Object.keys(headers).length === 0 ? undefined : headers,
    tls: await parseTls(options, url),
    proxy: parseProxy(options.proxy, url, env),
    rate: parseNumber(options.rate, {
      option: "--rate",
      min: 0.1,
      max: 10_000,
      fractions: true,
      unit: "requests a second",
    }),
    timeoutMs: parseNumber(options.timeout, { option: "--timeout", min: 1, max: 600_000, unit: "milliseconds" }),
  });
}

/** The second tenant, judged. */
export function toOtherTenant(
  { otherToken }: Pick<RunCommandOptions, "otherToken">,
  { url, credentials }: TargetSettings,
): Pick<RunChecksOptions, "otherCredentials"> {
  if (otherToken !== undefined && url === undefined) {
    throw new UsageError(
      "--other-token is given, but no URL to send it to.",
      "The bundled server has one tenant only.",
    );
  }
  return defined({ otherCredentials: parseOtherCredentials(otherToken, credentials) });
}

/** What is played and how, judged. */
export function toPlaySettings(
  url: string | undefined,
  options: PlayOptions,
): Omit<RunChecksOptions, keyof TargetSettings> {
  const seats = options.seats && parseSeats(options.seats);
  if (url === undefined) rejectBundledNonsense(options, seats ?? []);
  return defined({
    profile: options.profile,
    domain: options.domain,
    idp: options.idp,
    dialect: options.dialect,
    seats,
    users: parseNumber(options.users, { option: "--users", min: 1, max: 10_000, unit: "people" }),
    seed: parseNumber(options.seed, { option: "--seed", min: 0, max: 4_294_967_295 }),
    settleMs: parseNumber(options.settle, { option: "--settle", min: 0, max: 600_000, unit: "milliseconds" }),
    keep: options.keep,
  });
}

/**
 * What is checked and played, judged. Naming checks leaves the scenarios out and the other way round, unless both are named.
 * Names of suites, checks and scenarios are judged by the run.
 */
export function toSelection(options: RunCommandOptions): Partial<RunChecksOptions> {
  rejectContradiction(options);
  if (options.quick === true) return { quick: true, scenarios: false };
  const namesChecks = options.suite !== undefined || options.only !== undefined;
  const namesScenarios = options.scenario !== undefined;
  const withChecks = options.suites && (namesChecks || !namesScenarios);
  const withScenarios = options.scenarios && (namesScenarios || !namesChecks);
  return defined({
    suites: options.suite,
    only: options.only,
    skip: options.skip,
    scenarios: withScenarios ? options.scenario : (false as const),
    checks: withChecks,
    maxFailures: parseNumber(options.maxFailures, { option: "--max-failures", min: 1, max: 1_000_000 }),
    concurrency: parseNumber(options.concurrency, {
      option: "--concurrency",
      min: 1,
      max: 100,
      unit: "requests at a time",
    }),
  });
}

function rejectBundledNonsense({ keep }: PlayOptions, seats: readonly SeatLimit[]): void {
  if (keep) {
    throw new UsageError(
      "--keep is given, but no URL.",
      "The bundled server ends with the run, and all that is in it.",
    );
  }
  const partial = seats.find(({ total, available }) => available !== total);
  if (!partial) return;
  throw new UsageError(
    "A fresh bundled server has all its seats free.",
    `Write --seats ${statedSeats(partial.product, partial.total)}, or give the URL of the target.`,
  );
}

function rejectContradiction(options: RunCommandOptions): void {
  rejectBesideQuick(options);
  if (!options.scenarios && !options.suites) {
    throw new UsageError("--no-suites and --no-scenarios leave nothing to run.", "Leave one of them out.");
  }
  if (!options.scenarios && options.scenario) {
    throw new UsageError("--no-scenarios and --scenario exclude each other.", "Leave one of them out.");
  }
  const selection = (["suite", "only", "skip"] as const).find((name) => options[name]);
  if (!options.suites && selection) {
    throw new UsageError(`--no-suites and --${selection} exclude each other.`, "Leave one of them out.");
  }
}

/** A quick run gives the provider's table as a whole. */
function rejectBesideQuick(options: RunCommandOptions): void {
  if (options.quick !== true) return;
  const named = (["suite", "only", "skip", "scenario"] as const).find((name) => options[name] !== undefined);
  const valued = options.users !== undefined ? "users" : options.maxFailures !== undefined ? "max-failures" : undefined;
  const other = named ?? (options.suites ? valued : "no-suites");
  if (other === undefined) return;
  throw new UsageError(
    `--quick and --${other} exclude each other: a quick run gives the provider's table as a whole.`,
    "Leave one of them out.",
  );
}

/** What is meant for a target must not be taken and ignored where there is none. */
function rejectTargetOptions({ header }: TargetOptions, origin: string | undefined): void {
  if (header !== undefined) {
    throw new UsageError("--header is given, but no URL to send it to.", "Give the URL of the target.");
  }
  if (origin === undefined) return;
  throw new UsageError(
    `There are credentials (${origin}) but no URL to send them to.`,
    `Give the URL of the target; to check the bundled server, leave ${origin} out.`,
  );
}
