import { SUITES } from "../../../suites/index.ts";
import { loadProfile } from "../../documents/load-profile.ts";
import { loadScenario } from "../../documents/load-scenario.ts";
import { builtInNames } from "../../documents/read-document.ts";
import type { Person } from "../../engine/directory.ts";
import { judgeRules } from "../../run/suites/judge-own-declaration.ts";
import { createFilter, selectSuites } from "../../run/select.ts";
import { proveDrawn } from "../../self-check/draw-again.ts";
import type { AgainProof } from "../../self-check/prove-again.ts";
import type { Proof } from "../../self-check/prove-check.ts";
import { isProven, proveSuites } from "../../self-check/self-check.ts";
import { writeLines } from "../command-io.ts";
import type { CommandIo } from "../command-io.ts";
import { allDefects } from "./defects.ts";
import { styleOf } from "../output/output-style.ts";
import type { OutputStyle } from "../output/output-style.ts";
import { paint, sign } from "../output/paint.ts";
import { whenAborted } from "../output/when-aborted.ts";

/** Options of `self-check`. */
export interface SelfCheckCommandOptions {
  readonly only?: readonly string[];
}

const PEOPLE = { seed: 1, runId: "proof0", domain: "example.com" } as const;

/** What the findings that are to be seen again are drawn by. */
const AGAIN_SEED = 1;

/** Proves checks, traffic rules and scenarios against the sound server and against every defect, line by line; exit code 1 when one is not proven. */
export async function selfCheck(options: SelfCheckCommandOptions, io: CommandIo): Promise<number> {
  io.interruption.attend();
  const selection = { suites: [], only: options.only ?? [], skip: [] };
  const scenarioIds = await builtInNames("scenario");
  const suites = selectSuites(SUITES, selection, scenarioIds);
  const declared = suites.flatMap(({ checks, trafficRules }) => [...checks, ...trafficRules]);
  for (const one of declared) judgeRules(one);
  const ids = declared.map(({ id }) => id);
  const width = Math.max(...[...ids, ...scenarioIds].map((id) => id.length));
  const style = styleOf(io.stdout, io.env);
  const proving = prove(createFilter(selection), (proof) => void writeLines(io.stdout, describe(proof, width, style)));
  const { signal } = io.interruption;
  const proofs = await Promise.race([proving, whenAborted(signal)]);
  if (!proofs) return io.interruption.exitCode() ?? 130;
  const defects = allDefects().filter(({ noticedBy }) => noticedBy.some((id) => ids.includes(id)));
  const again = await proveDrawn({ defects, suites: SUITES, seed: AGAIN_SEED, signal });
  if (signal.aborted) return io.interruption.exitCode() ?? 130;
  await writeLines(io.stdout, ["", ...describeAgain(again, style), summarise(proofs, style)]);
  return proofs.every(isProven) && again.every(({ problem }) => problem === "") ? 0 : 1;
}

async function prove(isSelected: (id: string) => boolean, onProof: (proof: Proof) => void): Promise<readonly Proof[]> {
  const profiles = await Promise.all((await builtInNames("profile")).map(loadProfile));
  const scenarios = await Promise.all((await builtInNames("scenario")).map(loadScenario));
  const { createPeople } = await import("../../../fixtures/people.ts");
  const population = (count: number): readonly Person[] => createPeople({ ...PEOPLE, count });
  return proveSuites({ suites: SUITES, scenarios, population, profiles, isSelected, onProof });
}

function describe(proof: Proof, width: number, style: OutputStyle): readonly string[] {
  const missed = proof.defects.filter(({ noticed }) => !noticed);
  const noticed = `${proof.defects.length - missed.length}/${proof.defects.length} defects`;
  const where = proof.passesIn.length === 0 ? "nowhere" : proof.passesIn.join(", ");
  const columns = [proof.id.padEnd(width), noticed.padEnd(14), paint(style, "dim", `passes in ${where}`)];
  return [
    `${sign(style, isProven(proof))} ${columns.join("  ")}`,
    ...proof.alarms.map((alarm) => `    ${alarm}`),
    ...missed.map(({ defect, reason }) => `    does not notice ${defect}: ${reason}`),
  ];
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

function summarise(proofs: readonly Proof[], style: OutputStyle): string {
  const bad = proofs.filter((proof) => !isProven(proof)).length;
  const defects = proofs.reduce((sum, proof) => sum + proof.defects.length, 0);
  const counts = `${proofs.length} checks, traffic rules and scenarios, ${defects} defects`;
  return bad === 0
    ? `${sign(style, true)} all proven: ${counts}, each noticed, and no false alarm on the sound server`
    : `${sign(style, false)} ${bad} not proven, of ${counts}`;
}
