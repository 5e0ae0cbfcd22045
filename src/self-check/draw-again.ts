import type { Suite } from "../kit/check.ts";
import { proveAgain } from "./prove-again.ts";
import type { AgainProof, Noticed } from "./prove-again.ts";

/** What is drawn from. */
export interface AgainDraw {
  /** Defects whose findings are to be seen again. */
  readonly defects: readonly Noticed[];
  readonly suites: readonly Suite[];
  readonly seed: number;
  /** Ends the proof between two defects. */
  readonly signal: AbortSignal;
}

/** How many defects are drawn at the most, and out of how many one. */
const MOST = 60;
const ONE_OF = 12;

/** Checks that make traffic beside the ones that notice a defect. */
const OTHERS = 6;

/**
 * Proves for defects drawn by the seed that the command which reports print for a finding shows it again. Every third one is
 * noticed by a traffic rule, as far as there are enough: what these find depends on who else sends.
 */
export async function proveDrawn({ defects, suites, seed, signal }: AgainDraw): Promise<readonly AgainProof[]> {
  const random = createRandom(seed);
  const rules = new Set(suites.flatMap(({ trafficRules }) => trafficRules.map(({ id }) => id)));
  const checks = suites.flatMap((suite) => suite.checks.map(({ id }) => id));
  const wanted = Math.min(MOST, Math.ceil(defects.length / ONE_OF));
  const proofs: AgainProof[] = [];
  for (const noticed of inTurn(shuffle(defects, random), ({ noticedBy }) => noticedBy.some((id) => rules.has(id)))) {
    if (proofs.length >= wanted || signal.aborted) break;
    const others = Array.from({ length: OTHERS }, () => checks[random(checks.length)] ?? "");
    const proof = await proveAgain(noticed, others);
    if (proof !== undefined) proofs.push(proof);
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
