import { VARIANTS } from "../../../fixtures/variants/index.ts";
import { builtInNames } from "../../documents/read-document.ts";
import { judgeRules } from "../../run/suites/judge-own-declaration.ts";
import { ALL_SUITES } from "../../run/suites/all-suites.ts";
import { createFilter, selectSuites } from "../../run/select.ts";
import { createFittingPool } from "../../self-check/pool/fitting-pool.ts";
import { proveAll } from "../../self-check/prove-all.ts";
import { toVariantId } from "../../self-check/variants/prove-variants.ts";
import { writeLines } from "../command-io.ts";
import type { CommandIo } from "../command-io.ts";
import { styleOf } from "../output/output-style.ts";
import { areProven, describeAny, summarise } from "../output/tell-proofs.ts";
import type { AnyProof } from "../output/tell-proofs.ts";
import { whenAborted } from "../output/when-aborted.ts";
import { allDefects } from "./defects.ts";
import { proveProviders, rejectProviderOptions } from "./self-check-providers.ts";
import type { ProviderProofOptions } from "./self-check-providers.ts";

/** Options of `self-check`. */
export interface SelfCheckCommandOptions extends ProviderProofOptions {
  readonly providers?: boolean;
  readonly changed?: boolean;
}

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
  const isSelected = createFilter(selection);
  const ids = [...declared.map(({ id }) => id), ...otherIds];
  const width = Math.max(...ids.map((id) => id.length));
  const style = styleOf(io.stdout, io.env);
  const { signal } = io.interruption;
  // What an interruption cuts off is no failed proof.
  const onProof = (proof: AnyProof): void => {
    if (!signal.aborted) void writeLines(io.stdout, describeAny(proof, width, style));
  };
  const pool = createFittingPool(ids.filter(isSelected).length);
  try {
    const proving = proveAll(pool, { isSelected, changed: options.changed === true, defects: allDefects(), onProof });
    const proofs = await Promise.race([proving, whenAborted(signal)]);
    if (!proofs) return io.interruption.exitCode() ?? 130;
    await writeLines(io.stdout, ["", ...summarise(proofs, performance.now() - started, style)]);
    return areProven(proofs) ? 0 : 1;
  } finally {
    await pool.close();
  }
}
