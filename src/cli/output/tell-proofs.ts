import type { AgainProof } from "../../self-check/again/prove-again.ts";
import { isProven } from "../../self-check/proof.ts";
import type { Proof } from "../../self-check/proof.ts";
import { AGAIN_SEED } from "../../self-check/prove-all.ts";
import type { AllProofs } from "../../self-check/prove-all.ts";
import type { VariantProof } from "../../self-check/variants/prove-variants.ts";
import type { OutputStyle } from "./output-style.ts";
import { paint, sign } from "./paint.ts";

/** A proof of a check, traffic rule or scenario, or of a sound variant. */
export type AnyProof = Proof | VariantProof;

/** The lines that tell of a proof as it is made; ids fill a column. */
export function describeAny(proof: AnyProof, width: number, style: OutputStyle): readonly string[] {
  return proof.kind === "sound variant" ? describeVariant(proof, width, style) : describeProof(proof, width, style);
}

function describeVariant(proof: VariantProof, width: number, style: OutputStyle): readonly string[] {
  const { id, title, alarms, judged, durationMs } = proof;
  const columns = [id.padEnd(width), `${judged} judge`.padEnd(14), paint(style, "dim", `a server that ${title}`)];
  const time = paint(style, "dim", `(${toSeconds(durationMs)} s)`);
  return [
    `${sign(style, alarms.length === 0)} ${columns.join("  ")} ${time}`,
    ...alarms.map((alarm) => `    ${alarm}`),
  ];
}

function describeProof(proof: Proof, width: number, style: OutputStyle): readonly string[] {
  const missed = proof.defects.filter(({ noticed }) => !noticed);
  const noticed = `${proof.defects.length - missed.length}/${proof.defects.length} defects`;
  const where = proof.passesIn.length === 0 ? "nowhere" : proof.passesIn.join(", ");
  const columns = [proof.id.padEnd(width), noticed.padEnd(14), paint(style, "dim", `passes in ${where}`)];
  return [
    `${sign(style, isProven(proof))} ${columns.join("  ")}`,
    ...proof.alarms.map((alarm) => `    ${alarm}`),
    ...missed.map(({ defect, reason }) => `    does not notice ${defect}: ${reason}`),
    ...proof.defects.flatMap(({ defect, evidence }) => evidence.map((fault) => `    of ${defect}: ${fault}`)),
  ];
}

/** True when nothing is left to be proven. */
export function areProven({ declared, variants, again }: AllProofs): boolean {
  return (
    declared.every(isProven) &&
    variants.every(({ alarms }) => alarms.length === 0) &&
    again.every(({ problem }) => problem === "")
  );
}

/** The lines that tell what came of all proofs, and how long they took. */
export function summarise(proofs: AllProofs, ms: number, style: OutputStyle): readonly string[] {
  const { declared, variants, again } = proofs;
  const bad = [...declared.filter((proof) => !isProven(proof)), ...variants.filter(({ alarms }) => alarms.length > 0)];
  const defects = declared.reduce((sum, proof) => sum + proof.defects.length, 0);
  const counts = `${declared.length} checks, traffic rules and scenarios, ${defects} defects, ${variants.length} sound variants`;
  const verdict =
    bad.length === 0
      ? `${sign(style, true)} all proven: ${counts}; each defect noticed, and no false alarm on a sound server`
      : `${sign(style, false)} ${bad.length} not proven, of ${counts}`;
  return [...describeAgain(again, style), verdict, paint(style, "dim", describeTime(variants, ms))];
}

function describeTime(variants: readonly VariantProof[], ms: number): string {
  const [slowest] = variants.toSorted((a, b) => b.durationMs - a.durationMs);
  const whole = `It took ${toSeconds(ms)} s`;
  return slowest ? `${whole}; slowest sound variant: ${slowest.id}, ${toSeconds(slowest.durationMs)} s` : whole;
}

function toSeconds(ms: number): string {
  return (ms / 1000).toFixed(2);
}

function describeAgain(proofs: readonly AgainProof[], style: OutputStyle): readonly string[] {
  if (proofs.length === 0) return [];
  const bad = proofs.filter(({ problem }) => problem !== "");
  const lines = bad.map(
    ({ defect, check, command, problem }) => `    ${check} on ${defect}: ${problem}\n      ${command}`,
  );
  const seen = `${proofs.length - bad.length} of ${proofs.length} findings`;
  return [
    `${sign(style, bad.length === 0)} again: ${seen}, drawn by seed ${AGAIN_SEED}, are seen again by the printed command`,
    ...lines,
  ];
}
