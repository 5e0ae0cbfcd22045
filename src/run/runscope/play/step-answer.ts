import type { LiveExchange } from "../../../exchange/exchange.ts";

/** What is judged of an answer, wherever it came from. */
export type StepAnswer = Pick<LiveExchange, "response" | "failure" | "durationMs"> & {
  readonly request: Pick<LiveExchange["request"], "method" | "path">;
};
