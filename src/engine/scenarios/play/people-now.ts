import type { StepOutcome } from "../../identity-provider.ts";
import { choiceOf, namesOf } from "../document/scenario-settings.ts";
import { selectPeople } from "../document/scenario-selection.ts";
import type { PersonNow } from "../facts/person-fact.ts";
import type { ScenarioPlay } from "./scenario-play.ts";

/** The people whom a selector chooses, as they are after a step. */
export function peopleNow(play: ScenarioPlay, selector: string, { shown }: StepOutcome): readonly PersonNow[] {
  const entries = play.instance.people();
  const lines = new Map(play.instance.assignments().users.map(({ userName, error }) => [userName, error]));
  const names = namesOf(play.options.scenario);
  return selectPeople([selector], choiceOf(play)).flatMap((position) => {
    const entry = entries[position];
    if (entry === undefined) return [];
    const { person, status } = entry;
    const name = names[position] ?? `person ${position + 1}`;
    return [{ name, person, status, message: lines.get(person.userName) ?? null, user: shown?.get(position) }];
  });
}
