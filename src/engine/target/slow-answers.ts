import type { Exchange } from "../../exchange/exchange.ts";
import { counted } from "../../exchange/counted.ts";
import { shapeOf } from "../report/causes/scopes/request-shape.ts";

/** What is told of a request, and how much of it: an answer that came, from where and how late. */
type Answered = Pick<Exchange, "request" | "response" | "durationMs">;

/** Longer than anybody waits gladly; less may be a busy machine between tool and target. */
const SLOW_MS = 3000;
/** So many kinds of requests are named. */
const NAMED = 3;

/** Points out which requests were answered slowly, in one sentence; none where no answer took long. */
export function tellSlowAnswers(exchanges: readonly Exchange[], baseUrl: string): readonly string[] {
  const slow = exchanges.filter(({ response, durationMs }) => response !== null && durationMs > SLOW_MS);
  if (slow.length === 0) return [];
  const kinds = [...Map.groupBy(slow, (exchange) => shapeOf(exchange).endpoint.replace(baseUrl, ""))]
    .map(([request, answers]) => ({ request, answers: answers.length, longest: longestOf(answers) }))
    .toSorted((a, b) => b.longest - a.longest);
  const told = kinds.slice(0, NAMED).map(({ request, answers, longest }) => {
    const times = answers === 1 ? "" : `${answers} times, up to `;
    return `${request} (${times}${toSeconds(longest)})`;
  });
  const others = kinds.length > NAMED ? ` and ${counted(kinds.length - NAMED, "other kind")}` : "";
  return [`${counted(slow.length, "answer")} took longer than ${toSeconds(SLOW_MS)}: ${told.join(", ")}${others}.`];
}

function longestOf(answers: readonly Answered[]): number {
  return Math.max(...answers.map(({ durationMs }) => durationMs));
}

function toSeconds(ms: number): string {
  return `${(ms / 1000).toFixed(1).replace(/\.0$/, "")} s`;
}
