import type { MessageAction, MessageOutcome, ProviderMessages, RemoteWord } from "./messages.ts";

/** What a text that a provider shows is made of. */
export interface MatchedMessage {
  /** Undefined where the text does not tell what was being done. */
  readonly action: MessageAction | undefined;
  /** True where the text itself names it; else it follows from what came of it. */
  readonly isNamed: boolean;
  /** Undefined where the text does not tell what came of it. */
  readonly outcome: MessageOutcome | undefined;
  /** The server's own words; undefined where there are none. */
  readonly detail: string | undefined;
  /** What they speak of. */
  readonly words: readonly RemoteWord[];
}

/**
 * Finds out what a text is made of, whatever its names, blanks, quotes and letter case are, and also where its beginning or its end is
 * cut off. Undefined when nothing of it is known.
 */
export function matchMessage(text: string, messages: ProviderMessages): MatchedMessage | undefined {
  const { own, detail } = splitDetail(text, messages.remote);
  const action = best(messages.actions, own);
  const outcomes = messages.outcomes.filter(
    ({ of }) => of === undefined || action === undefined || of.includes(action.id),
  );
  const outcome = best(outcomes, own, true) ?? best(messages.outcomes, own, true);
  if (action === undefined && outcome === undefined) return undefined;
  const implied = action ?? messages.actions.find(({ id }) => id === outcome?.of?.[0]);
  return {
    action: implied,
    isNamed: action !== undefined,
    outcome,
    detail,
    words: detail === undefined ? [] : wordsIn(detail, messages.words),
  };
}

/** Patterns that have most words in common with a text, the nearest first. */
export function nearMessages(text: string, { actions, outcomes }: ProviderMessages, most = 3): readonly string[] {
  const words = new Set(wordsOf(text));
  return [...actions, ...outcomes]
    .map(({ pattern }) => ({ pattern, shared: wordsOf(pattern).filter((word) => words.has(word)).length }))
    .filter(({ shared }) => shared > 1)
    .toSorted((a, b) => b.shared - a.shared)
    .slice(0, most)
    .map(({ pattern }) => pattern);
}

interface Split {
  readonly own: string;
  readonly detail: string | undefined;
}

function splitDetail(text: string, remote: string): Split {
  const marker = new RegExp(`${escaped(remote).replaceAll(" ", String.raw`\s+`)}\\s*:?`, "i");
  const found = marker.exec(text);
  if (found === null) return { own: toPlain(text), detail: undefined };
  const detail = text.slice(found.index + found[0].length).trim();
  return { own: toPlain(text.slice(0, found.index)), detail: detail === "" ? undefined : detail };
}

interface Patterned {
  readonly pattern: string;
}

/** The pattern of which most is in the text; of those that have nothing more the one of which less is missing. */
function best<One extends Patterned>(all: readonly One[], text: string, isWhole = false): One | undefined {
  const scored = all
    .map((one) => ({ one, ...scoreOf(one.pattern, text) }))
    .filter(({ found, missing, isCut }) => found > 0 && (!isWhole || missing === 0 || isCut));
  return scored.toSorted((a, b) => b.found - a.found || a.missing - b.missing)[0]?.one;
}

interface Score {
  /** Letters of the pattern that the text has. */
  readonly found: number;
  readonly missing: number;
  /** What is missing was cut off at an end of the text. */
  readonly isCut: boolean;
}

/** A part of a pattern that is shorter than this says nothing by itself. */
const TELLING = 10;

function scoreOf(pattern: string, text: string): Score {
  const parts = partsOf(pattern);
  let [from, found, missing, isCut] = [0, 0, 0, false];
  for (const part of parts) {
    const place = placeOf(part, text, from);
    const length = place === undefined ? cutLength(part, text) : part.length;
    isCut ||= length > 0 && length < part.length;
    found += length;
    missing += part.length - length;
    if (place !== undefined) from = place + part.length;
  }
  const isTelling = parts.some((part) => part.length >= TELLING) ? found >= TELLING : missing === 0;
  return { found: isTelling ? found : 0, missing, isCut };
}

/** Where a part stands in the text, as whole words; a short one only where the text tells what came of something. */
function placeOf(part: string, text: string, from: number): number | undefined {
  const before = part.length < TELLING * 2 ? String.raw`(?<=^|: ?|\. )` : String.raw`(?<![a-z0-9])`;
  const found = new RegExp(`${before}${escaped(part)}(?![a-z0-9])`).exec(text.slice(from));
  return found === null ? undefined : from + found.index;
}

/** How much of a part is there where the text was cut in the middle of it. */
function cutLength(part: string, text: string): number {
  for (let length = part.length - 1; length >= TELLING; length -= 1) {
    if (text.endsWith(part.slice(0, length)) || text.startsWith(part.slice(-length).trimStart())) return length;
  }
  return 0;
}

/** The words of a pattern between what differs from case to case. */
function partsOf(pattern: string): readonly string[] {
  return pattern
    .split(/\{[a-z]+\}|:/)
    .map((part) => toPlain(part).replaceAll(/^[^a-z0-9]+|[^a-z0-9]+$/g, ""))
    .filter((part) => part !== "");
}

/** In lower case, with single blanks, plain quotes, and without what a cut leaves at an end. */
function toPlain(text: string): string {
  return text
    .normalize("NFKC")
    .toLowerCase()
    .replaceAll(/[\u2018\u2019\u201b\u0060\u00b4]/g, "'")
    .replaceAll(/[\u201c\u201d\u201e\u00ab\u00bb]/g, '"')
    .replaceAll(/\s+/g, " ")
    .replaceAll(/^["'\s.]+|["'\s.]+$/g, "");
}

function wordsIn(detail: string, words: readonly RemoteWord[]): readonly RemoteWord[] {
  const plain = toPlain(detail);
  return words.filter(({ any }) => any.some((word) => new RegExp(`(?<![a-z])${escaped(word)}`).test(plain)));
}

function wordsOf(text: string): readonly string[] {
  return toPlain(text).match(/[a-z]{4,}/g) ?? [];
}

function escaped(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);
}
