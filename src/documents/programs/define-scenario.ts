import { IDENTITY_PROVIDERS } from "../../../emulator/index.ts";
import { toScenario, toStep } from "../../engine/scenarios/document/scenario-document.ts";
import type { ScenarioDocument, StepDocument } from "../../engine/scenarios/document/scenario-document.ts";
import type { Scenario, ScenarioScript, StepTold } from "../../engine/scenarios/document/scenario.ts";
import { strangeToProfile } from "../../engine/scenarios/problems/profile-problems.ts";
import { scenarioProblems } from "../../engine/scenarios/problems/scenario-problems.ts";
import type { TypedStep } from "../../engine/scenarios/steps/typed-step.ts";
import type { DocumentProblem } from "../../profile/document-problem.ts";
import type { Json } from "../../scim/json.ts";
import { UsageError } from "../usage-error.ts";
import { tellProblem } from "../tell-problem.ts";

/** A scenario in TypeScript: a document whose steps are typed, or a program that plays them. */
export interface ScenarioDeclaration extends Omit<ScenarioDocument, "id" | "steps" | "$schema"> {
  readonly id: string;
  /** The steps in their order. */
  readonly steps?: readonly TypedStep[];
  /** What is played instead where a list of steps is not enough. */
  readonly play?: (admin: ScenarioAdmin) => Promise<void>;
}

/** Who plays the steps of a scenario. */
export interface ScenarioAdmin {
  /** Plays a step, and tells what came of it; a step that fails makes the scenario fail, and does not end it. */
  readonly step: (step: TypedStep) => Promise<StepTold>;
}

/**
 * A scenario of your own, for `runChecks({ scenarios: [mine] })` or, exported as default by a file, for `emulate ./mine.ts`. Throws
 * `UsageError` with all that is wrong with it.
 */
export function defineScenario(declaration: ScenarioDeclaration): Scenario {
  const { steps = [], play, ...rest } = declaration;
  const document = { ...rest, steps: steps.map(toStepDocument) };
  const subject = `the scenario ${declaration.id}`;
  // As JSON, which is what documents are.
  const json: Json = JSON.parse(JSON.stringify(document));
  const problems = [...scenarioProblems(json, IDENTITY_PROVIDERS), ...(steps.length > 0 || play ? [] : [NO_STEPS])];
  if (problems.length > 0) {
    const sentences = problems.map((problem) => tellProblem(problem, subject));
    throw new UsageError(sentences.join("\n"), "Correct the declaration and try again.");
  }
  return {
    ...toScenario(document),
    ...(play !== undefined && { script: toScript(play, { document: json, subject }) }),
    origin: {
      problemsIn: (profile, products) =>
        strangeToProfile(json, { profile, products }).map((problem) => tellProblem(problem, subject)),
    },
  };
}

const NO_STEPS: DocumentProblem = { path: [], message: "has neither steps nor a program that plays them" };

function toStepDocument(step: TypedStep): StepDocument {
  const document: StepDocument = JSON.parse(JSON.stringify(step));
  return document;
}

/** What a program plays is known when it does: it is held against the rest of the declaration then. */
function toScript(
  play: NonNullable<ScenarioDeclaration["play"]>,
  { document, subject }: { readonly document: Json; readonly subject: string },
): ScenarioScript {
  return async ({ step: perform }) => {
    const steps: StepDocument[] = [];
    return play({
      step: async (typed) => {
        const step = toStepDocument(typed);
        steps.push(step);
        // Groups come and go: the step is right or wrong behind those before it.
        const problems = scenarioProblems({ ...Object(document), steps }, IDENTITY_PROVIDERS);
        const own = problems.find(({ path: [, index] }) => index === steps.length - 1);
        if (own !== undefined) throw new Error(tellProblem(own, subject));
        return perform(toStep(step));
      },
    });
  };
}
