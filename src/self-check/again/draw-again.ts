import type { Suite } from "../../kit/check.ts";
import type { AgainProof, Noticed } from "./prove-again.ts";

/** What is drawn from. */
export interface AgainDraw {
  /** Defects whose findings are to be seen again. */
  readonly defects: readonly Noticed[];
  readonly suites: readonly Suite[];
  readonly seed: number;
}

/** A defect that was drawn, and the checks that are to run beside those that notice it. */
export interface DrawnDefect {
  /** Name of the defect. */
  readonly defect: string;
  /** Ids of checks and traffic rules. */
  readonly noticedBy: readonly string[];
  readonly others: readonly string[];
}

/** Defects in the order in which they are taken, and how many of them are to lead to a finding. */
export interface AgainPlan {
  readonly drawn: readonly DrawnDefect[];
  readonly wanted: number;
}

/** How many defects are drawn at most, and out of how many one. */
const MOST = 60;
const ONE_OF = 12;

/** Checks that make traffic beside the ones that notice a defect. */
const OTHERS = 4;

/** Draws by the seed. Every third defect is noticed by a traffic rule, as far as there are enough: what these find depends on who else sends. */
export function drawAgain({ defects, suites, seed }: AgainDraw): AgainPlan {
  const random = createRandom(seed);
  const rules = new Set(suites.flatMap(({ trafficRules }) => trafficRules.map(({ id }) => id)));
  const checks = suites.flatMap((suite) => suite.checks.map(({ id }) => id));
  const drawn = inTurn(shuffle(defects, random), ({ noticedBy }) => noticedBy.some((id) => rules.has(id)));
  return {
    wanted: Math.min(MOST, Math.ceil(defects.length / ONE_OF)),
    drawn: drawn.map(({ defect, noticedBy }) => ({
      defect: defect.name,
      noticedBy,
      others: Array.from({ length: OTHERS }, () => checks[random(checks.length)] ?? ""),
    })),
  };
}

/** Proves that the command which reports print for a finding shows it again, for as many of the drawn defects as are wanted. */
export async function proveDrawn(
  { drawn, wanted }: AgainPlan,
  prove: (one: DrawnDefect) => Promise<AgainProof | undefined>,
): Promise<readonly AgainProof[]> {
  const proofs: AgainProof[] = [];
  const waiting = [...drawn];
  while (proofs.length < wanted && waiting.length > 0) {
    const made = await Promise.all(waiting.splice(0, wanted - proofs.length).map(prove));
    proofs.push(...made.filter((proof) => proof !== undefined));
  }
  return proofs;
}

/** Two of the others, then one of these. */
function inTurn<Item>(items: readonly Item[], isOne: (item: Item) => boolean): readonly Item[] {
  const [ones, others] = [items.filter(isOne), items.filter((item) => !isOne(item))];
  const place = (list: readonly Item[], every: number): readonly (readonly [number, Item])[] =>
    list.map((item, index) => [index * every, item]);
  return [...place(others, 1), ...place(ones, 2)].sort(([a], [b]) => a - b).map(([, item]) => item);
}

function shuffle<Item>(items: readonly Item[], random: (below: number) => number): readonly Item[] {
  const drawn = items.map((item) => [random(1_000_000), item] as const);
  return drawn.sort(([a], [b]) => a - b).map(([, item]) => item);
}

/** Numbers below a bound that follow from the seed. */
function createRandom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
