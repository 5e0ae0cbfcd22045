/** A spelling of a secret that is looked for. */
export interface Needle {
  /** Folded by `fold`; at least `SHORTEST` characters. */
  readonly text: string;
  /** True for base64 whose first or last character also holds bits of its neighbour: that one is hidden, too. */
  readonly opens: boolean;
  readonly closes: boolean;
}

/** A part of a text, by its first character and the one after its last. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Needles are as long as this at least: shorter ones would be found everywhere. */
export const SHORTEST = 6;

const BLOCK = 3;
const LONGEST_SHIFT = SHORTEST - BLOCK + 1;
const TABLE = 1 << 17;
const BASE64 = /[a-z0-9+/_-]/;

/** The text with letter case left out of account; each character stays in its place. */
export function fold(text: string): string {
  // The two letters whose small form is longer, or hangs on its neighbours.
  return text.replaceAll("İ", "i").toLowerCase().replaceAll("ς", "σ");
}

/** Needles of one beginning, by their length and text: however many begin alike, each length is looked up once. */
type Bucket = Map<number, Map<string, Needle[]>>;

/**
 * Finds any of many texts in one pass, as Wu and Manber do: a table tells of each three characters how far the search may
 * jump. A target that sets a fresh cookie with each answer makes thousands of them, which a regular expression would try
 * one after another at each place.
 */
export class NeedleIndex {
  readonly #shifts = new Uint8Array(TABLE).fill(LONGEST_SHIFT);
  readonly #buckets = new Map<number, Bucket>();
  #longest = 0;

  add(needle: Needle): void {
    for (let end = BLOCK; end < SHORTEST; end += 1) {
      const block = hashOf(needle.text, end - 1);
      this.#shifts[block] = Math.min(this.#shifts[block] ?? 0, SHORTEST - end);
    }
    const last = hashOf(needle.text, SHORTEST - 1);
    this.#shifts[last] = 0;
    this.#longest = Math.max(this.#longest, needle.text.length);
    const bucket = this.#buckets.get(last) ?? new Map<number, Map<string, Needle[]>>();
    this.#buckets.set(last, bucket);
    const sameLength = bucket.get(needle.text.length) ?? new Map<string, Needle[]>();
    bucket.set(needle.text.length, sameLength);
    sameLength.set(needle.text, [...(sameLength.get(needle.text) ?? []), needle]);
  }

  /** Where needles stand in a folded text, those that overlap as one. */
  find(text: string): readonly Span[] {
    const spans: Span[] = [];
    let place = SHORTEST - 1;
    while (place < text.length) {
      const block = hashOf(text, place);
      const shift = this.#shifts[block] ?? 0;
      if (shift === 0) this.#match(text, { block, start: place - SHORTEST + 1 }, spans);
      place += Math.max(shift, 1);
    }
    return spans.length < 2 ? spans : joinSpans(spans);
  }

  #match(text: string, { block, start }: { readonly block: number; readonly start: number }, spans: Span[]): void {
    for (const [length, sameLength] of this.#buckets.get(block) ?? []) {
      const end = start + length;
      for (const needle of sameLength.get(text.slice(start, end)) ?? []) {
        const before = needle.opens && start > 0 && BASE64.test(text.charAt(start - 1)) ? 1 : 0;
        const after = needle.closes && BASE64.test(text.charAt(end)) ? 1 : 0;
        spans.push({ start: start - before, end: end + after });
      }
    }
  }

  /** What a text that is cut off at `end` ends in, when that is the beginning of a needle; looks no further back than `from`. */
  findCutOff(text: string, { from, end }: { readonly from: number; readonly end: number }): Span | undefined {
    for (let start = Math.max(from, end - this.#longest); start <= end - SHORTEST; start += 1) {
      const bucket = this.#buckets.get(hashOf(text, start + SHORTEST - 1));
      const beginning = text.slice(start, end);
      const texts = [...(bucket?.values() ?? [])].flatMap((sameLength) => [...sameLength.keys()]);
      if (texts.some((needle) => needle.startsWith(beginning))) return { start, end };
    }
    return undefined;
  }
}

/** Overlapping parts as one, in their order. */
export function joinSpans(spans: readonly Span[]): readonly Span[] {
  const joined: Span[] = [];
  for (const span of spans.toSorted((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last === undefined || span.start >= last.end) joined.push(span);
    else joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
  }
  return joined;
}

/** Of the three characters that end at a place. */
function hashOf(text: string, place: number): number {
  const [a, b, c] = [text.charCodeAt(place - 2), text.charCodeAt(place - 1), text.charCodeAt(place)];
  return ((a << 10) ^ (b << 5) ^ c) & (TABLE - 1);
}
