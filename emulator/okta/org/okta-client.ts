import type { Cause, LiveExchange } from "../../../src/exchange/exchange.ts";
import type { Clock } from "../../../src/exchange/clock.ts";
import type { ClientWait } from "../../../src/engine/identity-provider.ts";
import type { Session } from "../../../src/engine/session/session.ts";
import { SetUpFailure } from "../../../src/exchange/violation.ts";
import type { JsonObject } from "../../../src/scim/json.ts";
import { isObject } from "../../../src/scim/json.ts";
import { ProvisioningFailure, invalidJson, toFailure } from "../provisioning/provisioning-failure.ts";
import { MAX_ATTEMPTS, isUsable, rateLimitWait } from "./rate-limit.ts";
import type { WireRequest } from "../wire/wire-request.ts";
import { hasSucceeded } from "../../../src/exchange/exchange.ts";

/** What Okta's SCIM client sends through, and how long it waits. */
export interface OktaClientOptions {
  readonly session: Session;
  readonly cause: Cause;
  readonly clock: Clock;
  /** Milliseconds without an answer. */
  readonly timeoutMs: number;
  /** Told before each wait after a 429. */
  readonly onWait: ((wait: ClientWait) => void) | undefined;
}

/** Sends wire requests as Okta's client does: waits out rate limits by its own rules, and never falls back to another verb. */
export class OktaClient {
  readonly #options: OktaClientOptions;

  constructor(options: OktaClientOptions) {
    this.#options = options;
  }

  /** True when the run made the resource, so that it may be changed. */
  isOwn(endpoint: "/Users" | "/Groups", id: string): boolean {
    return this.#options.session.isOwn(endpoint, id);
  }

  /** True for a name that shows the run's mark, whether or not the run still has what it is the name of. */
  bearsMark(name: string): boolean {
    return name.toLowerCase().includes(this.#options.session.runId.toLowerCase());
  }

  /** Sends until the answer is something else than 429, or the attempts are used up. */
  async send(request: WireRequest): Promise<LiveExchange> {
    let unusable = 0;
    for (let attempt = 1; ; attempt += 1) {
      const live = await this.#sendOnce(request);
      if (live.response?.status !== 429 || attempt === MAX_ATTEMPTS) return live;
      const retryAfter = live.response.headers["retry-after"];
      await this.#wait(request, rateLimitWait(retryAfter, unusable));
      if (!isUsable(retryAfter)) unusable += 1;
    }
  }

  async #wait({ method, path }: WireRequest, ms: number): Promise<void> {
    this.#options.onWait?.({ ms, request: `${method} ${path.replace(/\?.*$/s, "")}` });
    await this.#options.clock.sleep(ms);
  }

  /** Sends and returns the answer's JSON object, or nothing when the body is empty. Throws `ProvisioningFailure` unless it is a 2xx. */
  async ask(request: WireRequest, context: string): Promise<JsonObject | undefined> {
    const live = await this.send(request);
    if (!hasSucceeded(live)) throw toFailure(context, live);
    return bodyOf(live, context);
  }

  /** The JSON object in an answer. Throws `ProvisioningFailure` when it is no success, or there is no object. */
  objectOf(live: LiveExchange, context: string): JsonObject {
    if (!hasSucceeded(live)) throw toFailure(context, live);
    const body = bodyOf(live, context);
    if (body !== undefined) return body;
    throw new ProvisioningFailure(`${context}: the remote server returned nothing`);
  }

  /** The session sends no change to what nothing shows to be the run's; Okta would, and the admin is told so. */
  async #sendOnce(request: WireRequest): Promise<LiveExchange> {
    const { cause, session, timeoutMs } = this.#options;
    try {
      return await session.send({ ...request, cause, timeoutMs, credentials: "token", onRateLimit: "never" });
    } catch (error) {
      if (error instanceof SetUpFailure) throw new ProvisioningFailure(error.message);
      throw error;
    }
  }
}

/** The JSON object in an answer; nothing when the body is empty. Throws `ProvisioningFailure` when it is anything else. */
function bodyOf(live: LiveExchange, context: string): JsonObject | undefined {
  const text = live.response?.text ?? "";
  const body = live.response?.body;
  if (isObject(body)) return body;
  const isEmpty = text.trim() === "" && live.response?.unreadable === undefined;
  if (isEmpty || body === null) return undefined;
  const what = body === undefined ? invalidJson(text, live.response?.unreadable) : "Invalid JSON: Expected an object";
  throw new ProvisioningFailure(`${context}: ${what}`);
}
