import { IDENTITY_PROVIDERS } from "../../../emulator/index.ts";
import { counted } from "../../exchange/counted.ts";
import { builtInNames } from "../../documents/read-document.ts";
import { UsageError } from "../../documents/usage-error.ts";
import { ALL_SUITES } from "../../run/suites/all-suites.ts";
import { createFilter, selectSuites } from "../../run/select.ts";
import { createFittingPool } from "../../self-check/pool/fitting-pool.ts";
import type { ProviderProof } from "../../self-check/providers/prove-provider.ts";
import { provenServers } from "../../self-check/providers/provider-servers.ts";
import { writeLines } from "../command-io.ts";
import type { CommandIo } from "../command-io.ts";
import { styleOf } from "../output/output-style.ts";
import type { OutputStyle } from "../output/output-style.ts";
import { paint, sign } from "../output/paint.ts";
import { whenAborted } from "../output/when-aborted.ts";
import { parseNumber } from "../parse/number.ts";
import { compareQuickRuns } from "./provider/compare-quick-runs.ts";

/** Options of `self-check --providers`. */
export interface ProviderProofOptions {
  readonly only?: readonly string[];
  readonly draw?: string;
  readonly seed?: string;
  /** Compares quick runs with whole ones instead. */
  readonly quick?: boolean;
}

/**
 * Proves the tables of all identity providers on the sound server and on servers with defects, line by line; exit code 1 when one is
 * not proven.
 */
export async function proveProviders(options: ProviderProofOptions, io: CommandIo): Promise<number> {
  io.interruption.attend();
  const selection = { suites: [], only: options.only ?? [], skip: [] };
  // For its complaint about a pattern that selects nothing.
  selectSuites(ALL_SUITES, selection);
  const draw = parseNumber(options.draw, { option: "--draw", min: 1, max: 100_000, unit: "defects" });
  const seed = parseNumber(options.seed, { option: "--seed", min: 0, max: 4_294_967_295 }) ?? 1;
  const profiles = await builtInNames("profile");
  const wanted = { suites: ALL_SUITES, profiles, isSelected: createFilter(selection), draw, seed };
  const style = styleOf(io.stdout, io.env);
  const { signal } = io.interruption;
  const tell = (proof: ProviderProof): void => void writeLines(io.stdout, describe(proof, style));
  const servers = IDENTITY_PROVIDERS.flatMap(({ id, defects }) =>
    provenServers({ ...wanted, harmless: defects?.unmet, harmful: defects?.met }).map((server) => ({
      provider: id,
      server,
    })),
  );
  if (options.quick === true) return compareQuickRuns(servers, io);
  const jobs = servers.map((one) => ({ kind: "provider" as const, ...one }));
  const pool = createFittingPool(jobs.length);
  try {
    const proving = Promise.all(
      jobs.map(async (job) => {
        const proof = await pool.run(job);
        tell(proof);
        return proof;
      }),
    );
    const proofs = await Promise.race([proving, whenAborted(signal)]);
    if (!proofs) return io.interruption.exitCode() ?? 130;
    await writeLines(io.stdout, ["", summarise(proofs, style)]);
    return proofs.every(({ problems }) => problems.length === 0) ? 0 : 1;
  } finally {
    await pool.close();
  }
}

/** Throws `UsageError` for what goes with `--providers` only. */
export function rejectProviderOptions({ draw, seed, quick }: ProviderProofOptions): void {
  const drawn = draw !== undefined ? "--draw" : seed !== undefined ? "--seed" : undefined;
  const given = quick === true ? "--quick" : drawn;
  if (given === undefined) return;
  throw new UsageError(`${given} goes with --providers only.`, "Add --providers, or leave it out.");
}

function describe(
  { server, profile, failing, others, problems }: ProviderProof,
  style: OutputStyle,
): readonly string[] {
  const rest = others.length === 0 ? "" : `, ${counted(others.length, "finding")} RFC only`;
  const told = `${failing.length === 0 ? "nothing" : failing.join(", ")} fails${rest}`;
  return [
    `${sign(style, problems.length === 0)} ${server} ${paint(style, "dim", `in ${profile}: ${told}`)}`,
    ...problems.map((problem) => `    ${problem}`),
  ];
}

function summarise(proofs: readonly ProviderProof[], style: OutputStyle): string {
  const bad = proofs.filter(({ problems }) => problems.length > 0).length;
  return bad === 0
    ? `${sign(style, true)} all proven: on ${proofs.length} servers the provider's table is the same in a run of everything and by what decides it, and nothing fails on the sound ones`
    : `${sign(style, false)} ${bad} not proven, of ${proofs.length} servers`;
}
