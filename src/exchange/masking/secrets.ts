import type { Json, JsonObject } from "../../scim/json.ts";
import { isArray, isObject } from "../../scim/json.ts";
import { MASK } from "./mask.ts";
import { NeedleIndex, SHORTEST, fold, joinSpans } from "./needle-index.ts";
import type { Span } from "./needle-index.ts";
import { isLong, needlesOf, wholeSpellings } from "./secret-spellings.ts";
import { mayHoldEscapes, unescape } from "./unescape.ts";

/** Escapes within escapes are taken off so often: percent-encoded twice, within JSON, within HTML. */
const MAX_LAYERS = 4;

const PIECE = 512 * 1024;

/** No secret is longer, in any spelling. */
const SEAM = 64 * 1024;

/** One or two characters hide nothing, and stand everywhere: `startIndex=1`. */
const SHORTEST_SECRET = 3;

/** A target that hands out new ones with each answer must not fill the memory: so many of them, and so many characters in all. */
const MOST_RECEIVED = 50_000;
const MOST_RECEIVED_TEXT = 4 * 1024 * 1024;

const CUT_OFF = /…|\.\.\./g;

/** A scheme, and what follows it in an Authorization header. */
const AFTER_SCHEME = /^(?:bearer|basic|token)\s+/i;

/**
 * All secrets of a run, and the one place that masks them: what the user gave, what hooks take from the environment, what a
 * target or hook hands out. It grows while the run goes on; what is told at its end passes it once more.
 *
 * A secret is found however it is written: plain, in other letter case, percent-encoded, form-encoded, escaped for JSON or
 * HTML, in hex, in base64. One of less than six characters is masked only where it is the whole of a value, as it may well
 * be an ordinary word; one of less than three is taken for no secret.
 */
export class Secrets {
  readonly #known = new Set<string>();
  readonly #index = new NeedleIndex();
  readonly #short = new Set<string>();
  readonly #swept = new WeakMap<object, number>();
  #mayBeNumber = false;
  #mayBeQuoted = false;
  #revision = 0;
  #received = 0;
  #receivedText = 0;

  /** Masks these from now on. */
  add(...secrets: readonly string[]): void {
    for (const secret of secrets) if (this.#learn(secret)) this.#revision += 1;
  }

  /** The same for secrets that were made this moment: nothing that was swept before can hold them. */
  addFresh(...secrets: readonly string[]): void {
    for (const secret of secrets) this.#learn(secret);
  }

  /** The same for what a target or a hook hands out, up to a bound: it may be without end, and must crowd nothing of the user's out. */
  addReceived(...secrets: readonly string[]): void {
    for (const secret of secrets) {
      if (this.#received >= MOST_RECEIVED || this.#receivedText + secret.length > MOST_RECEIVED_TEXT) return;
      if (!this.#learn(secret)) continue;
      this.#revision += 1;
      this.#received += 1;
      this.#receivedText += secret.length;
    }
  }

  /** Remembers of something that all that is known by now has been masked in it. */
  noteSwept(object: object): void {
    this.#swept.set(object, this.#revision);
  }

  /** True for what need not be swept again. */
  isSwept(object: object): boolean {
    return this.#swept.get(object) === this.#revision;
  }

  /** The text with the secrets in it masked; short ones where they stand in quotes or as a value of a query. */
  readonly sweep = (text: string): string => {
    const swept = text.length < SHORTEST ? text : replaceSpans(text, this.#spansIn(text));
    return this.#short.size === 0 ? swept : this.#sweepShort(swept);
  };

  /** Like `sweep`, for a text that is a value of its own: a header, a string in JSON. */
  readonly sweepValue = (text: string): string => (this.#isShortSecret(text) ? MASK : this.sweep(text));

  /** Data with the secrets in it masked, in names of members too. What holds none is the same object. */
  sweepJson(value: Json): Json {
    if (typeof value === "string") return this.sweepValue(value);
    if (typeof value === "number") return this.#sweepNumber(value);
    if (isArray(value)) {
      const items = value.map((item) => this.sweepJson(item));
      return items.every((item, index) => item === value[index]) ? value : items;
    }
    return isObject(value) ? this.#sweepObject(value) : value;
  }

  /** True when JSON text cannot hold a secret, so that its value need not be looked through. */
  isClean(text: string): boolean {
    return this.#short.size === 0 && this.#spansIn(text).length === 0;
  }

  /** False for what is known already. */
  #learn(secret: string): boolean {
    if (this.#known.has(secret) || secret.trim().length < SHORTEST_SECRET) return false;
    this.#known.add(secret);
    this.#mayBeNumber ||= /^-?\d[\d.e+-]*$/i.test(secret);
    this.#mayBeQuoted ||= secret.includes('"');
    if (isLong(secret)) for (const needle of needlesOf(secret)) this.#index.add(needle);
    else for (const spelling of wholeSpellings(secret)) this.#short.add(spelling);
    return true;
  }

  #sweepObject(object: JsonObject): JsonObject {
    const members = Object.entries(object).map(([name, value]) => {
      return [this.sweep(name), value === undefined ? undefined : this.sweepJson(value)] as const;
    });
    const isSame = members.every(([name, value]) => Object.hasOwn(object, name) && object[name] === value);
    return isSame ? object : Object.fromEntries(members);
  }

  #sweepNumber(value: number): Json {
    return this.#mayBeNumber && this.sweep(String(value)) !== String(value) ? MASK : value;
  }

  /** A large text is taken in pieces, as the places of each character are kept; a secret at a seam is whole in one of them. */
  #spansIn(text: string): readonly Span[] {
    if (this.#known.size === 0) return [];
    if (text.length <= PIECE) return this.#spansInPiece(text);
    const starts = Array.from({ length: Math.ceil(text.length / (PIECE - SEAM)) }, (_, n) => n * (PIECE - SEAM));
    const found = starts.flatMap((from) =>
      this.#spansInPiece(text.slice(from, from + PIECE)).map(({ start, end }) => ({
        start: from + start,
        end: from + end,
      })),
    );
    return joinSpans(found);
  }

  #spansInPiece(text: string): readonly Span[] {
    let spans = this.#spansOfLayer(text);
    let layer = mayHoldEscapes(text, this.#mayBeQuoted) ? unescape(text) : undefined;
    for (let n = 0; layer !== undefined && n < MAX_LAYERS; n += 1) {
      const { places } = layer;
      const found = this.#spansOfLayer(layer.text);
      spans = [
        ...spans,
        ...found.map(({ start, end }) => ({ start: places[start] ?? 0, end: places[end] ?? text.length })),
      ];
      const next = unescape(layer.text);
      layer = next && { text: next.text, places: next.places.map((place) => places[place] ?? text.length) };
    }
    return joinSpans(spans);
  }

  #spansOfLayer(text: string): readonly Span[] {
    const folded = fold(text);
    const whole = this.#index.find(folded);
    if (!text.includes("…") && !text.includes("...")) return whole;
    const cuts = [...folded.matchAll(CUT_OFF)].flatMap(({ index }, n, all) => {
      const before = all[n - 1];
      // No further back than the cut before, or a text full of dots would be gone through again for each of them.
      const from = before === undefined ? 0 : before.index + before[0].length;
      return this.#index.findCutOff(folded, { from, end: index }) ?? [];
    });
    return [...whole, ...cuts];
  }

  #isShortSecret(text: string): boolean {
    if (this.#short.size === 0 || text.length > 200) return false;
    let plain: string | undefined = text;
    for (let n = 0; plain !== undefined && n <= MAX_LAYERS; n += 1) {
      const value = fold(plain.trim().replace(AFTER_SCHEME, "")).replace(/=+$/, "");
      if (this.#short.has(value) || this.#short.has(fold(plain))) return true;
      plain = unescape(plain)?.text;
    }
    return false;
  }

  #sweepShort(text: string): string {
    const mask = (value: string): string => (this.#isShortSecret(value) ? MASK : value);
    return text
      .replace(/(?<=")[^"]*(?=")/g, (value) =>
        value.replace(/^(.*?)(\\?)$/s, (_, inner: string, tail: string) => mask(inner) + tail),
      )
      .replace(/([?&;][^=?&;#\s"]{1,80}=)([^&;#\s"]*)/g, (_, name: string, value: string) => name + mask(value))
      .replace(/\b((?:bearer|basic)\s+)([^\s"',;]+)/gi, (_, scheme: string, value: string) => scheme + mask(value));
  }
}

function replaceSpans(text: string, spans: readonly Span[]): string {
  if (spans.length === 0) return text;
  let swept = "";
  let done = 0;
  for (const { start, end } of spans) {
    swept += text.slice(done, start) + MASK;
    done = end;
  }
  return swept + text.slice(done);
}
