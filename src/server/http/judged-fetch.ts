import { TOOL } from "../../exchange/exchange.ts";
import type { LiveExchange } from "../../exchange/exchange.ts";
import { createTrafficJudge } from "../../exchange/traffic/traffic-judge.ts";
import type { TrafficRule } from "../../exchange/traffic/traffic-rule.ts";
import type { Violation } from "../../exchange/violation.ts";
import type { TargetFacts } from "../../profile/target-facts.ts";
import type { FetchHandler } from "../../scim/http.ts";
import type { Json } from "../../scim/json.ts";

/** An answer of the server that breaks a traffic rule. */
export interface TrafficFinding {
  readonly rule: TrafficRule;
  readonly exchange: LiveExchange;
  readonly violation: Violation;
}

/** What the server's own traffic is judged by. */
export interface ServerJudging {
  readonly rules: readonly TrafficRule[];
  /** Told of each answer that breaks a rule, before the client has it. */
  readonly onFinding: (finding: TrafficFinding) => void;
  readonly basePath: string;
  /** What the server publishes about itself. */
  readonly facts: (baseUrl: string) => TargetFacts;
}

/** The server with every answer below the base path judged. Bodies are read for it, so it is for tests, not for load. */
export function judgedFetch(fetch: FetchHandler, options: ServerJudging): FetchHandler {
  const judge = createTrafficJudge(options.rules, {
    onBreach: (rule, exchange, violation) => options.onFinding({ rule, exchange, violation }),
  });
  let seq = 0;
  return async (request) => {
    const { pathname } = new URL(request.url);
    if (pathname !== options.basePath && !pathname.startsWith(`${options.basePath}/`)) return fetch(request);
    const sent = request.clone();
    const startedAt = Date.now();
    const response = await fetch(request);
    const exchange = await toExchange({ sent, response: response.clone(), startedAt }, (seq += 1), options);
    judge.judge(exchange);
    // A rule that cannot judge an answer has found nothing wrong with any: that must not go unseen.
    const failed = judge.tallies().find(({ error }) => error !== undefined);
    if (failed !== undefined) throw failed.error;
    return response;
  };
}

interface Answered {
  readonly sent: Request;
  readonly response: Response;
  readonly startedAt: number;
}

async function toExchange(answered: Answered, seq: number, options: ServerJudging): Promise<LiveExchange> {
  const { sent, response, startedAt } = answered;
  const { origin, pathname, search } = new URL(sent.url);
  const [asked, text] = [await sent.text(), await response.text()];
  return {
    seq,
    cause: { kind: "check", id: "client" },
    sender: TOOL,
    request: {
      method: sent.method,
      url: sent.url,
      path: (pathname.slice(options.basePath.length) || "/") + search,
      headers: Object.fromEntries(sent.headers),
      text: asked === "" ? null : asked,
      body: parsed(asked),
    },
    response: { status: response.status, headers: Object.fromEntries(response.headers), text, body: parsed(text) },
    failure: null,
    startedAt,
    durationMs: Date.now() - startedAt,
    isDropped: false,
    isPrivate: true,
    bearsMark: () => true,
    isOwn: () => true,
    target: options.facts(`${origin}${options.basePath}`),
  };
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
