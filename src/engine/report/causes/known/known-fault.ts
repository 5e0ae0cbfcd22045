import type { Finding } from "../../../run.ts";
import { causeKeyOf } from "../cause-key.ts";
import type { Symptom } from "../gates/gate.ts";
import { withoutNumbers } from "../texts.ts";

/** What a fault that the tool has played shows when it is the only one: the pattern by which it is known again. */
export interface KnownFault {
  /** The name of the defect. */
  readonly name: string;
  /** Ids of the checks that are about it. */
  readonly leads: readonly string[];
  /** By the id of each check that fails or warns, the mark of what it finds. */
  readonly shows: ReadonlyMap<string, string>;
}

/**
 * What a check found, as a few letters: the kind, equal where two servers are wrong in the same way, and after a dot the words, equal
 * where the check says the same of both but for names and numbers.
 */
export function markOf(finding: Finding, symptom: Symptom | undefined): string {
  const kind = symptom === undefined ? ALONE : digestOf(withoutOwnWords(causeKeyOf(symptom)));
  return `${kind}.${digestOf(withoutNumbers(finding.reason))}`;
}

/** True where two marks are of one kind, whatever the words. */
export function isSameKind(mark: string | undefined, other: string): boolean {
  return mark !== undefined && kindOf(mark) === kindOf(other);
}

function kindOf(mark: string): string {
  return mark.split(".", 1)[0] ?? "";
}

const ALONE = "alone";

/** Every server refuses in its own words: that it does, and with what status, is what it shares with others. */
function withoutOwnWords(key: string): string {
  const [kind = "", outcome = ""] = key.split("\n");
  return kind === "refused" ? `${kind}\n${outcome}` : key;
}

/** FNV-1a, 32 bits. */
function digestOf(text: string): string {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash.toString(36);
}
