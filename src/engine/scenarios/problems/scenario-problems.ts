import type { DocumentProblem } from "../../../profile/document-problem.ts";
import { isArray } from "../../../scim/json.ts";
import type { Json } from "../../../scim/json.ts";
import type { ProviderFeature, ScenarioAction } from "../../identity-provider.ts";
import { ALL_RESULTS } from "../steps/step-results.ts";
import { expressionProblems } from "./expression-problems.ts";
import { peopleOf, populationProblems } from "./people-problems.ts";
import { entriesIn, mappingAt, unknownName, foundAt } from "./reading.ts";
import { headlineProblems, stepsProblems } from "./step-problems.ts";

/** What a document may name that its schema cannot know: what identity providers bring along. */
export interface ProviderWords {
  readonly actions: readonly Pick<ScenarioAction, "name" | "results">[];
  readonly features: readonly Pick<ProviderFeature, "id">[];
}

/**
 * What is wrong with a scenario beyond its shape: expressions, people, groups and results that lead nowhere. The document may be
 * of any shape: what its schema complains about is passed over.
 */
export function scenarioProblems(document: Json, providers: readonly ProviderWords[]): readonly DocumentProblem[] {
  const actions = providers.flatMap((provider) => provider.actions);
  // A provider's own step may have results of its own beside those that others have.
  const declared = new Map(actions.map(({ name, results = [] }) => [name, [...results, ...ALL_RESULTS]]));
  return [
    ...expressionProblems(mappingAt(document, "population")["on-target"], ["population", "on-target"]),
    ...populationProblems(document),
    ...stepsProblems(document, { declared, people: peopleOf(document) }),
    ...headlineProblems(document),
    ...doubleProblems(document),
    ...featureProblems(document, providers),
  ];
}

/** What has a part of its own, and stands at the top of older documents, stands in one place. */
function doubleProblems(document: Json): DocumentProblem[] {
  return ["run", "self-check"].flatMap((part) =>
    entriesIn(mappingAt(document, part)).flatMap(([name]) =>
      foundAt(document, name) === undefined
        ? []
        : [{ path: [part, name], message: "stands at the top too; leave it out there" }],
    ),
  );
}

function featureProblems(document: Json, providers: readonly ProviderWords[]): DocumentProblem[] {
  const known = providers.flatMap(({ features }) => features.map(({ id }) => id));
  const places = [
    { path: ["features"], features: foundAt(document, "features") },
    { path: ["run", "features"], features: mappingAt(document, "run")["features"] },
  ];
  return places.flatMap(({ path, features }) =>
    (isArray(features) ? features : []).flatMap((name, index) => {
      if (typeof name !== "string" || known.includes(name)) return [];
      const message = `names the feature "${name}", which no identity provider has; there are ${known.join(", ")}`;
      return [unknownName([...path, index], message, undefined)];
    }),
  );
}
