import { isUnassigned, jsonEqual, shown, verify } from "../../../src/kit/index.ts";
import type { Json, Reply, RequirementId, Step } from "../../../src/kit/index.ts";
import { shownAt } from "./carriers.ts";
import type { Carrier } from "./carriers.ts";
import { isChangeable, leavesOf } from "./walked.ts";
import type { WalkedAttribute } from "./walked.ts";

/** What a reading is held against. */
export interface Expectation {
  /** As it was before, with the reading that shows it. */
  readonly carrier: Carrier;
  readonly walked: readonly WalkedAttribute[];
  /** The answer with the schemas, where it is cited. */
  readonly published: readonly Reply[];
  /** Which rule an attribute is held against, for a check that rests on several. */
  readonly ruleOf?: ((attribute: WalkedAttribute) => RequirementId) | undefined;
}

/** Throws unless a reading shows another value in place of each one that was there: all that do not are named. */
export function verifyChanged(reply: Reply, expectation: Expectation): void {
  const judged = expectation.walked.flatMap((attribute) =>
    leavesOf(attribute)
      .filter(isChangeable)
      .map(({ label, steps }) => ({ attribute, label, steps })),
  );
  const isOther = (value: Json | undefined, before: Json | undefined): boolean =>
    !isUnassigned(value) && !jsonEqual(value, before);
  const inWords = (before: Json | undefined): string => `another value than ${shown(before)}`;
  verifyEach(reply, expectation, { judged: judged.filter(isShownBefore(expectation)), isRight: isOther, inWords });
}

/** Throws unless a reading shows nothing, or a default, in place of each value that was taken away. */
export function verifyCleared(reply: Reply, expectation: Expectation): void {
  const judged = expectation.walked.map((attribute) => ({
    attribute,
    label: attribute.path,
    steps: attribute.place,
  }));
  const isGone = (value: Json | undefined, before: Json | undefined): boolean => !jsonEqual(value, before);
  verifyEach(reply, expectation, {
    judged: judged.filter(isShownBefore(expectation)),
    isRight: isGone,
    inWords: () => "no value",
  });
}

interface Judged {
  readonly attribute: WalkedAttribute;
  readonly label: string;
  readonly steps: readonly Step[];
}

/** What each place is held against: its value before. */
interface Judgement {
  readonly judged: readonly Judged[];
  readonly isRight: (value: Json | undefined, before: Json | undefined) => boolean;
  readonly inWords: (before: Json | undefined) => string;
}

function isShownBefore({ carrier }: Expectation): (judged: Judged) => boolean {
  return ({ steps }) => !isUnassigned(shownAt(carrier.reply, steps));
}

function verifyEach(reply: Reply, expectation: Expectation, { judged, isRight, inWords }: Judgement): void {
  const { carrier, published, ruleOf } = expectation;
  const before = ({ steps }: Judged): Json | undefined => shownAt(carrier.reply, steps);
  const wrong = judged.filter((one) => !isRight(shownAt(reply, one.steps), before(one)));
  const although = `/Schemas publishes ${wrong.map(({ label }) => label).join(", ")} as readWrite`;
  for (const one of judged) {
    const rule = ruleOf?.(one.attribute);
    verify(reply, { although, others: [...published, carrier.reply], ...(rule !== undefined && { rule }) })
      .at(...one.steps)
      .holds(inWords(before(one)), (value) => isRight(value, before(one)));
  }
}
