import { VARIANTS } from "../../../fixtures/variants/index.ts";
import { ALL_SUITES } from "../../run/suites/all-suites.ts";
import { loadProfile } from "../../documents/load-profile.ts";
import { loadScenario } from "../../documents/load-scenario.ts";
import { packageRoot } from "../../documents/package-root.ts";
import { builtInNames } from "../../documents/read-document.ts";
import type { Person } from "../../engine/directory.ts";
import { judgeRules } from "../../run/suites/judge-own-declaration.ts";
import { createFilter, selectSuites } from "../../run/select.ts";
import type { Proof } from "../../self-check/proof.ts";
import { isProven } from "../../self-check/proof.ts";
import { changedSuites } from "../../self-check/changed-suites.ts";
import { createPool } from "../../self-check/pool/pool.ts";
import { proveSuites } from "../../self-check/self-check.ts";
import { proveVariants, toVariantId } from "../../self-check/variants/prove-variants.ts";
import type { VariantProof } from "../../self-check/variants/prove-variants.ts";
import { writeLines } from "../command-io.ts";
import type { CommandIo } from "../command-io.ts";
import { styleOf } from "../output/output-style.ts";
import type { OutputStyle } from "../output/output-style.ts";
import { paint, sign } from "../output/paint.ts";
import { proveProviders, rejectProviderOptions } from "./self-check-providers.ts";
import type { ProviderProofOptions } from "./self-check-providers.ts";
import { whenAborted } from "../output/when-aborted.ts";

/** Options of `self-check`. */
export interface SelfCheckCommandOptions extends ProviderProofOptions {
  readonly providers?: boolean;
  readonly changed?: boolean;
}

const PEOPLE = { seed: 1, runId: "proof0", domain: "example.com" } as const;

/**
 * Proves checks, traffic rules and scenarios against the sound server and against every defect, and plays the sound variants, line
 * by line; exit code 1 when one is not proven.
 */
export async function selfCheck(options: SelfCheckCommandOptions, io: CommandIo): Promise<number> {
  if (options.providers === true) return proveProviders(options, io);
  rejectProviderOptions(options);
  io.interruption.attend();
  const started = performance.now();
  const selection = { suites: [], only: options.only ?? [], skip: [] };
  const otherIds = [...(await builtInNames("scenario")), ...VARIANTS.map(toVariantId)];
  const suites = selectSuites(ALL_SUITES, selection, otherIds);
  const declared = suites.flatMap(({ checks, trafficRules }) => [...checks, ...trafficRules]);
  for (const one of declared) judgeRules(one);
  const width = Math.max(...[...declared.map(({ id }) => id), ...otherIds].map((id) => id.length));
  const style = styleOf(io.stdout, io.env);
  const tell = (proof: Proof | VariantProof): void => void writeLines(io.stdout, describe(proof, width, style));
  const isSelected = createFilter(selection);
  const proving = proveAll({ isSelected, changed: options.changed === true, tell, signal: io.interruption.signal });
  const proofs = await Promise.race([proving, whenAborted(io.interruption.signal)]);
  if (!proofs) return io.interruption.exitCode() ?? 130;
  const seconds = toSeconds(performance.now() - started);
  await writeLines(io.stdout, ["", ...summarise(proofs, seconds, style)]);
  return areProven(proofs) ? 0 : 1;
}

interface Proving {
  readonly isSelected: (id: string) => boolean;
  readonly changed: boolean;
  readonly tell: (proof: Proof | VariantProof) => void;
  readonly signal: AbortSignal;
}

interface Proofs {
  readonly checks: readonly Proof[];
  readonly variants: readonly VariantProof[];
}

async function proveAll(given: Proving): Promise<Proofs> {
  const checks = await proveChecks(given);
  // What was interrupted starts no threads any more.
  return { checks, variants: given.signal.aborted ? [] : await playVariants(given) };
}

async function proveChecks({ isSelected, tell: onProof }: Proving): Promise<readonly Proof[]> {
  const profiles = await Promise.all((await builtInNames("profile")).map(loadProfile));
  const scenarios = await Promise.all((await builtInNames("scenario")).map(loadScenario));
  const { createPeople } = await import("../../../fixtures/people.ts");
  const population = (count: number): readonly Person[] => createPeople({ ...PEOPLE, count });
  return proveSuites({ suites: ALL_SUITES, scenarios, population, profiles, isSelected, onProof });
}

async function playVariants({ isSelected, changed, tell: onProof, signal }: Proving): Promise<readonly VariantProof[]> {
  const variants = VARIANTS.filter((variant) => isSelected(toVariantId(variant)));
  if (variants.length === 0) return [];
  const ids = ALL_SUITES.map(({ id }) => id);
  const suites = changed ? await changedSuites(packageRoot(), ids) : undefined;
  const pool = createPool();
  void whenAborted(signal).then(() => pool.close());
  try {
    return await proveVariants(pool, { variants, suites, onProof });
  } finally {
    await pool.close();
  }
}

function areProven({ checks, variants }: Proofs): boolean {
  return checks.every(isProven) && variants.every(({ alarms }) => alarms.length === 0);
}

function describe(proof: Proof | VariantProof, width: number, style: OutputStyle): readonly string[] {
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

function summarise(proofs: Proofs, seconds: string, style: OutputStyle): readonly string[] {
  const { checks, variants } = proofs;
  const bad = [...checks.filter((proof) => !isProven(proof)), ...variants.filter(({ alarms }) => alarms.length > 0)];
  const defects = checks.reduce((sum, proof) => sum + proof.defects.length, 0);
  const counts = `${checks.length} checks, traffic rules and scenarios, ${defects} defects, ${variants.length} sound variants`;
  const verdict = areProven(proofs)
    ? `${sign(style, true)} all proven: ${counts}; each defect noticed, and no false alarm on a sound server`
    : `${sign(style, false)} ${bad.length} not proven, of ${counts}`;
  return [verdict, paint(style, "dim", describeTime(variants, seconds))];
}

function describeTime(variants: readonly VariantProof[], seconds: string): string {
  const [slowest] = variants.toSorted((a, b) => b.durationMs - a.durationMs);
  const whole = `It took ${seconds} s`;
  return slowest ? `${whole}; slowest sound variant: ${slowest.id}, ${toSeconds(slowest.durationMs)} s` : whole;
}

function toSeconds(ms: number): string {
  return (ms / 1000).toFixed(2);
}
