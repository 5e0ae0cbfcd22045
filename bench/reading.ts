import type { LiveExchange } from "../src/exchange/exchange.ts";
import { Secrets } from "../src/exchange/masking/secrets.ts";
import { pageRules } from "../suites/traffic/page.ts";
import type { Measurement } from "./measurement.ts";

/** Half-way between the 4 of linear work and the 16 of quadratic work, as the eye measures ratios. */
const MOST = 8;
const ROUNDS = 5;

interface Case {
  readonly what: string;
  readonly small: number;
  /** Prepares what is measured, for so many. */
  readonly prepare: (count: number) => () => unknown;
}

const CASES: readonly Case[] = [
  { what: "masking 180 KB, by the number of secrets", small: 500, prepare: masking },
  { what: "a whole directory in one page, held for duplicates", small: 50_000, prepare: judgingPage },
];

/** What a target sends is read and judged in a time that grows with its size, and not with the square. */
export function benchReading(): readonly Measurement[] {
  return CASES.map(({ what, small, prepare }) => {
    const few = time(prepare(small));
    const many = time(prepare(4 * small));
    const ratio = many / few;
    const shown = { ours: `${many.toFixed(1)} ms`, against: `a quarter of it, ${few.toFixed(1)} ms` };
    return { what, ...shown, ratio, bound: `below ${MOST}`, holds: ratio < MOST };
  });
}

/** The best of several: what else the machine does only ever adds to a time. */
function time(run: () => unknown): number {
  const times = Array.from({ length: ROUNDS }, () => {
    const started = performance.now();
    run();
    return performance.now() - started;
  });
  return Math.min(...times);
}

function masking(count: number): () => string {
  const secrets = new Secrets();
  for (let n = 0; n < count; n += 1) secrets.add(`session-${(n * 7919).toString(36)}-${"x".repeat(n % 9)}${n}`);
  const user = '{"schemas":["urn:ietf:params:scim:schemas:core:2.0:User"],"userName":"session of somebody"} ';
  return () => secrets.sweep(user.repeat(2000));
}

function judgingPage(count: number): () => void {
  const rule = pageRules.find(({ id }) => id === "traffic.page.no-duplicates");
  return () => rule?.judge(pageOf(count));
}

function pageOf(count: number): LiveExchange {
  const schemas = ["urn:ietf:params:scim:api:messages:2.0:ListResponse"];
  const resources = Array.from({ length: count }, (_, index) => ({ id: `user-${index}` }));
  const body = { schemas, totalResults: count, Resources: resources };
  return {
    seq: 1,
    cause: { kind: "check", id: "bench" },
    sender: "tool",
    request: { method: "GET", url: "https://h/Users", path: "/Users", headers: {}, text: null, body: undefined },
    response: { status: 200, headers: {}, text: "", body },
    failure: null,
    startedAt: 0,
    durationMs: 1,
    isOwn: () => false,
    isDropped: false,
    bearsMark: () => false,
    target: undefined,
  };
}
