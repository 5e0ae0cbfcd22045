import { createdIds, mentions } from "./created-ids.ts";
import type { CreatedId } from "./created-ids.ts";
import { curlCommand, holdsBody } from "./curl.ts";
import type { CurlOptions } from "./curl.ts";
import type { Exchange } from "../../exchange/exchange.ts";
import { playedSteps } from "./leading-steps.ts";

/** Where a finding's requests went and how they are to be written. */
export interface ReproduceOptions {
  /** `$SCIM_URL` stands for it. */
  readonly baseUrl: string;
  /** Columns; what cannot be broken is longer. */
  readonly width: number;
  /** Characters beyond ASCII can be shown. */
  readonly unicode: boolean;
}

/**
 * Writes the last of these exchanges as a curl command for a POSIX shell. `$SCIM_URL` and `$SCIM_TOKEN` stand for the
 * target and the token, further variables for ids that earlier exchanges brought; comments say where they come from and
 * what has to be sent before.
 */
export function toCurl(exchanges: readonly Exchange[], options: ReproduceOptions): string {
  const deciding = exchanges.at(-1);
  if (deciding === undefined) return "";
  const earlier = exchanges.slice(0, -1);
  const created = createdIds(earlier, options.baseUrl);
  const ids = created.filter(({ id }) => mentions(deciding, id));
  const [first, ...others] = playedSteps(deciding, earlier, created);
  const before = others.length === 0 ? "" : ` and ${others.length} more`;
  return [
    ...(first === undefined ? [] : [`# after exchange ${first.seq}${before}, in the JSON report`]),
    ...ids.map(({ variable, request }) => `# ${variable}: the id that ${request} answered with`),
    ...(holdsBody(deciding) ? [] : [`# body.txt: the request body of exchange ${deciding.seq} in the JSON report`]),
    curlCommand(deciding, { ...options, ids, start: "curl -sSi" }),
  ].join("\n");
}

/**
 * Writes a shell script that leads up to the last of these exchanges: makes the resources that it needs, sends the writes
 * to them, then the deciding request, and removes what was made. Undefined when it needs nothing before it, or when what
 * it needs is not among the exchanges. Takes `jq`.
 */
export function toScript(exchanges: readonly Exchange[], options: ReproduceOptions): string | undefined {
  const deciding = exchanges.at(-1);
  if (deciding === undefined) return undefined;
  const earlier = exchanges.slice(0, -1);
  const ids = createdIds(earlier, options.baseUrl);
  const steps = playedSteps(deciding, earlier, ids);
  if (steps.length === 0 || ![...steps, deciding].every(holdsBody)) return undefined;
  const made = ids.filter(({ seq }) => steps.some((step) => step.seq === seq));
  const write = (exchange: Exchange, start: string): string => curlCommand(exchange, { ...options, ids: made, start });
  return [
    "# takes jq",
    ...steps.map((step) => {
      const created = made.find(({ seq }) => seq === step.seq);
      return created === undefined ? write(step, "curl -sS") : capture(step, created, { ...options, ids: made });
    }),
    write(deciding, "curl -sSi"),
    ...steps.flatMap((step) =>
      made.filter(({ seq }) => seq === step.seq).map((created) => write(toRemoval(step, created), "curl -sS")),
    ),
  ].join("\n");
}

function capture(exchange: Exchange, created: CreatedId, options: Omit<CurlOptions, "start">): string {
  return curlCommand(exchange, { ...options, start: `${created.variable}=$(curl -sS`, end: "| jq -r .id)" });
}

/** Goes out with the headers of the create: those of the deciding request may be wrong on purpose. */
function toRemoval(create: Exchange, created: CreatedId): Exchange {
  const { "content-type": _, ...headers } = create.request.headers;
  return {
    ...create,
    request: { method: "DELETE", url: `${created.collection}/${created.id}`, headers, body: undefined },
  };
}
