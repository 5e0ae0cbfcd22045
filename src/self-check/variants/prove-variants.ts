import type { SoundVariant } from "../../kit/variant.ts";
import type { Pool } from "../pool/pool.ts";
import { countJudged, judgeVariant } from "./judge-variant.ts";
import type { Outcome } from "./outcome.ts";
import { PLAIN } from "./play-variant.ts";

/** What the proof of a sound variant came to. */
export interface VariantProof {
  readonly kind: "sound variant";
  /** As `self-check --only` knows it. */
  readonly id: string;
  readonly title: string;
  /** What complains about it, or what it says of itself that is not so; empty when it is proven. */
  readonly alarms: readonly string[];
  /** How many checks and traffic rules had something to say of it. */
  readonly judged: number;
  readonly durationMs: number;
}

/** Which variants are proven, and with what. */
export interface VariantsProof {
  readonly variants: readonly SoundVariant[];
  /** Ids of the suites whose checks are played; everything, with the scenarios, when left out. */
  readonly suites?: readonly string[] | undefined;
  /** Told of each proof as it is made. */
  readonly onProof?: (proof: VariantProof) => void;
}

/** The id of a variant, beside those of checks and scenarios. */
export function toVariantId({ name }: Pick<SoundVariant, "name">): string {
  return `variant.${name}`;
}

/** Plays each variant in the pool and judges what came of it. A run that could not be made is a failed proof. */
export async function proveVariants(pool: Pick<Pool, "run">, proof: VariantsProof): Promise<readonly VariantProof[]> {
  const { variants, suites, onProof } = proof;
  if (variants.length === 0) return [];
  const play = (variant: string): Promise<Outcome | string> =>
    pool
      .run({ kind: "variant", variant, suites })
      .catch((error: unknown) => `it could not be played: ${wordsOf(error)}`);
  const plain = play(PLAIN);
  return Promise.all(
    variants.map(async (variant) => {
      const played = play(variant.name);
      const made = prove(variant, { outcome: await played, plain: await plain, isWhole: suites === undefined });
      onProof?.(made);
      return made;
    }),
  );
}

interface Played {
  readonly outcome: Outcome | string;
  readonly plain: Outcome | string;
  readonly isWhole: boolean;
}

function prove(variant: SoundVariant, { outcome, plain, isWhole }: Played): VariantProof {
  const about = { kind: "sound variant", id: toVariantId(variant), title: variant.title } as const;
  if (typeof outcome === "string") return { ...about, alarms: [outcome], judged: 0, durationMs: 0 };
  const { durationMs } = outcome;
  const judged = countJudged(outcome);
  if (typeof plain === "string") return { ...about, alarms: [`the plain server: ${plain}`], judged, durationMs };
  return { ...about, alarms: judgeVariant(variant, outcome, { plain, isWhole }), judged, durationMs };
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
