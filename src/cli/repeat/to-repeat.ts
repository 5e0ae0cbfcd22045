import type { Run } from "../../engine/run.ts";
import type { RenderOptions } from "../../engine/report/reporter.ts";
import type { Secrets } from "../../exchange/masking/secrets.ts";
import type { RunRequest } from "../run-words.ts";
import { reachWords, repeatCommand, shellAccess } from "./repeat-command.ts";
import { scenarioWords } from "./scenario-words.ts";

/** How the same is run again. */
export type Repeat = Pick<RenderOptions, "command" | "scenarioWords" | "access" | "reach">;

/** How reports say that a run is repeated. */
export async function toRepeat(request: RunRequest, secrets: Secrets): Promise<(run: Run) => Repeat> {
  const { options, runOptions } = request;
  const words = request.words?.scenario ?? (await scenarioWords(options));
  const url = runOptions.url === undefined ? undefined : secrets.sweep(runOptions.url);
  return ({ run }) => ({
    command: repeatCommand({ url, options, seed: run.seed, ...(request.words && { command: request.words.command }) }),
    scenarioWords: words,
    reach: reachWords(options).join(" "),
    access: shellAccess({ url, options }, run.profile),
  });
}
