import { allDefects } from "../src/cli/commands/defects.ts";
import type { KnownDefect } from "../src/cli/commands/defects.ts";
import { WIDE_FAULTS } from "./faults/index.ts";
import type { WideFault } from "./faults/fault.ts";

/** A server with one fault or several. */
export interface FaultyServer {
  readonly name: string;
  readonly faults: readonly KnownDefect[];
  /** The gates that may lead; none is demanded on a server of drawn defects. */
  readonly gates: readonly string[];
}

/** How many servers of how many defects, and by which seed they are drawn. */
export interface Draw {
  readonly sizes: readonly number[];
  readonly each: number;
  readonly seed: number;
}

/** Servers of defects of the registry, drawn by seed. */
export function drawnServers({ sizes, each, seed }: Draw): readonly FaultyServer[] {
  const known = allDefects();
  return sizes.flatMap((size) =>
    Array.from({ length: each }, (_, index) => ({
      name: `${size} drawn, ${index + 1}`,
      faults: drawn(known, size, createChance(seed * 1_000_003 + size * 1009 + index)),
      gates: [],
    })),
  );
}

/** One server for each of the faults that show at many places. */
export function wideServers(): readonly FaultyServer[] {
  return WIDE_FAULTS.map((fault) => ({ name: fault.name, faults: [toKnown(fault)], gates: fault.gates }));
}

/** A server of defects of the registry by their names. */
export function serverOf(...names: readonly string[]): FaultyServer {
  const faults = allDefects().filter(({ defect }) => names.includes(defect.name));
  return { name: names.join(", "), faults, gates: [] };
}

/** All faults that checks are about: the defects of the registry, and what was seen in the field. */
export function learntFaults(): readonly KnownDefect[] {
  return [...allDefects(), ...WIDE_FAULTS.filter(({ leads }) => leads !== undefined).map(toKnown)];
}

function toKnown({ name, wrap, leads = [] }: WideFault): KnownDefect {
  return { defect: { name, breaks: "", wrap }, noticedBy: leads };
}

function drawn<Item>(items: readonly Item[], count: number, chance: () => number): readonly Item[] {
  const places = new Set<number>();
  while (places.size < Math.min(count, items.length)) places.add(Math.floor(chance() * items.length));
  return items.filter((_, index) => places.has(index));
}

/** Numbers from 0 to 1 that look like chance (mulberry32). */
function createChance(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
