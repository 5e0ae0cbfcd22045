import type { ScenarioScript, ScenarioStep, StepTold } from "../document/scenario.ts";
import type { ScenarioPlay } from "./scenario-play.ts";
import { playStep } from "./scenario-step.ts";
import type { PlayedStep } from "./scenario-step.ts";

/** The target refused what the scenario needs before it comes to what it is about: it goes no further. */
export class SetUpRefused extends Error {
  override readonly name = "SetUpRefused";
}

type OnStep = (played: PlayedStep) => void;

/** Plays the steps of the document in their order; tells of each. Rejects with `SetUpRefused`. */
export async function playList(play: ScenarioPlay, onStep: OnStep): Promise<void> {
  const { steps } = play.options.scenario;
  for (const [index, step] of steps.entries()) {
    const played = await playStep(play, step);
    const isLast = index === steps.length - 1;
    onStep(isLast ? withNotes(played, play.session.faults.clear()) : played);
    rejectRefused(played);
  }
}

/** Plays what a program says; tells of each step. Rejects with `SetUpRefused`, and with what the program throws. */
export async function playScript(play: ScenarioPlay, script: ScenarioScript, onStep: OnStep): Promise<void> {
  await script({
    step: async (step: ScenarioStep): Promise<StepTold> => {
      const played = await playStep(play, step);
      onStep(played);
      rejectRefused(played);
      const { verdict, reason, notes } = played.result;
      return { verdict, reason, notes, results: played.results };
    },
  });
}

function withNotes(played: PlayedStep, notes: readonly string[]): PlayedStep {
  return { ...played, result: { ...played.result, notes: [...played.result.notes, ...notes] } };
}

function rejectRefused({ result, isSetUpRefused }: PlayedStep): void {
  if (isSetUpRefused) throw new SetUpRefused(`its set-up was refused: ${result.reason}`);
}
