import { boundedText } from "../bounded-text.ts";

/** A remark about the target that never makes a verdict. */
export interface Note {
  /** One sentence: what the target did, and what is worth knowing about it. */
  readonly text: string;
  /** The exchange that shows it. */
  readonly exchange: number;
}

/** Hears notes about an exchange, and which rules it was held against. */
export interface Audience {
  /** The answer was held against this rule. */
  readonly judge: (rule: string) => void;
  readonly note: (note: Note) => void;
}

interface Heard {
  readonly seq: number;
  readonly audience?: Audience;
}

/** Makes a remark about an exchange. */
export function noteOn({ seq, audience }: Heard, sentence: string): void {
  audience?.note({ text: boundedText(sentence), exchange: seq });
}

/** What an audience has heard so far. */
export interface Hearing {
  /** Ids of the rules that answers were held against by name. */
  readonly judged: ReadonlySet<string>;
  /** Of equal remarks about several exchanges the first. */
  readonly notes: readonly Note[];
}

/** How many remarks are kept: a target can give reason for one at every exchange. */
const MAX_NOTES = 20;

/** An audience that remembers. */
export function createAudience(): Audience & Hearing {
  const judged = new Set<string>();
  const notes: Note[] = [];
  return {
    judged,
    notes,
    judge: (rule) => void judged.add(rule),
    note: (note) => {
      if (notes.length < MAX_NOTES && !notes.some(({ text }) => text === note.text)) notes.push(note);
    },
  };
}
