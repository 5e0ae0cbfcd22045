import { defineReporter } from "../src/engine/report/reporter.ts";
import type { RenderOptions, Reporter } from "../src/engine/report/reporter.ts";
import type { Run } from "../src/engine/run.ts";
import { causeEntries, causesIn } from "./agent/causes.ts";
import { clip } from "./agent/clip.ts";
import { headOf } from "./agent/head.ts";
import { tailOf } from "./agent/tail.ts";

/** As many as 1,500 tokens have, at four characters a token. */
const MOST = 6000;

/** For coding agents: verdict, causes, what to change and the commands that show it again, in so few words that all of it is read. */
export const agent: Reporter = defineReporter({
  name: "agent",
  title: "for coding agents, at most 1,500 tokens",
  render: renderAgent,
});

function* renderAgent(run: Run, options: RenderOptions): Generator<string> {
  const causes = causesIn(run, options);
  const head = headOf({ run, options, causes });
  const tail = tailOf({ run, options, causes });
  const entries = causeEntries({ run, options, causes }, MOST - sizeOf(head) - sizeOf(tail));
  yield clip([...head, ...entries, ...tail].join("\n"), MOST - 1, options.unicode);
  yield "\n";
}

function sizeOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + line.length + 1, 0);
}
