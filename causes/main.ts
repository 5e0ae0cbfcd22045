import { parseArgs } from "node:util";
import { judgeForeign } from "./foreign.ts";
import { learnFaults } from "./learn/learn.ts";
import type { CauseProof } from "./judge.ts";
import { createCauseProver } from "./prove.ts";
import { drawnServers, serverOf, wideServers } from "./servers.ts";
import type { FaultyServer } from "./servers.ts";
import { meetsGoals, tellProof, tellTotals, totalsOf } from "./tell.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    // By what the drawn servers are drawn.
    seed: { type: "string", default: "1" },
    // How many servers of each size.
    each: { type: "string", default: "10" },
    // Of how many faults the drawn servers are.
    sizes: { type: "string", default: "1,5,10,20" },
    // Plays faults alone that are not known yet, and writes down what they show, instead of counting entries.
    learn: { type: "boolean", default: false },
    // With it: all faults, as newer checks see more of the older ones.
    all: { type: "boolean", default: false },
    // Entry by entry.
    verbose: { type: "boolean", default: false },
  },
});

/** The servers of the faults that are named, or all. */
function wantedServers(): readonly FaultyServer[] {
  if (positionals.length > 0) {
    const wide = wideServers().filter(({ name }) => positionals.includes(name));
    return wide.length > 0 ? wide : [serverOf(...positionals)];
  }
  const draw = { sizes: values.sizes.split(",").map(Number), each: Number(values.each), seed: Number(values.seed) };
  return [...wideServers(), ...drawnServers(draw)];
}

async function main(): Promise<number> {
  if (values.learn) {
    process.stdout.write(await learnFaults(values.all, (count) => process.stderr.write(`\r${count}`)));
    return 0;
  }
  const prover = createCauseProver();
  const proofs: CauseProof[] = [];
  for (const server of wantedServers()) {
    const proof = await prover.prove(server);
    if (proof === undefined) continue;
    proofs.push(proof);
    process.stdout.write(tellProof(proof, values.verbose));
  }
  if (positionals.length === 0) process.stdout.write(await judgeForeign(values.verbose));
  const totals = totalsOf(proofs);
  process.stdout.write(`\n${tellTotals(totals)}`);
  return meetsGoals(totals) ? 0 : 1;
}

process.exitCode = await main();
