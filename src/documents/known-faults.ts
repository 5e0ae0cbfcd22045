import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { KnownFault } from "../engine/report/causes/known/known-fault.ts";
import { packageRoot } from "./package-root.ts";

/** Where the patterns of the known faults lie. */
export const KNOWN_FAULTS_FILE: string = join(packageRoot(), "fixtures", "known-faults.json");

/**
 * The document: ids of checks, and by the name of each fault what it shows, as `checks that are about it|check mark|check mark ...`, the
 * checks by their places among the ids.
 */
interface KnownFaultsDocument {
  readonly checks: readonly string[];
  readonly faults: Readonly<Record<string, string>>;
}

/** The faults whose patterns are known, in the order of the registry. `causes --learn` writes the file. */
export function loadKnownFaults(text: string = readFileSync(KNOWN_FAULTS_FILE, "utf8")): readonly KnownFault[] {
  const { checks, faults }: KnownFaultsDocument = JSON.parse(text);
  const idAt = (place: string): string => checks[Number(place)] ?? "";
  return Object.entries(faults).map(([name, pattern]) => {
    const [leads = "", ...shows] = pattern.split("|");
    const pairs = shows.map((one) => one.split(" ", 2));
    return {
      name,
      leads: leads.split(" ").map(idAt),
      shows: new Map(pairs.map(([place = "", mark = ""]) => [idAt(place), mark])),
    };
  });
}

/** The document of such faults. */
export function writeKnownFaults(faults: readonly KnownFault[]): string {
  const checks = [...new Set(faults.flatMap(({ leads, shows }) => [...leads, ...shows.keys()]))].sort();
  const placeOf = new Map(checks.map((check, index) => [check, index]));
  const patterns = faults.map(({ name, leads, shows }) => {
    const pairs = [...shows].map(([check, mark]) => `${placeOf.get(check)} ${mark}`);
    return [name, [leads.map((lead) => placeOf.get(lead)).join(" "), ...pairs].join("|")] as const;
  });
  const document: KnownFaultsDocument = { checks, faults: Object.fromEntries(patterns) };
  return `${JSON.stringify(document, null, 2)}\n`;
}
