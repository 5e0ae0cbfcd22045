import { pathTo } from "../../../scim/request-path.ts";
import { builtIn } from "./built-ins.ts";
import { fillBraces } from "./template.ts";

/** A value cannot stand where the file puts it; the message completes "the step was not sent:". */
export class ValueProblem extends Error {
  override readonly name = "ValueProblem";
}

/** Where a value is put. */
export type Surface = "url" | "header" | "text";

/** The values of a test while it is played. */
export class Variables {
  readonly #values = new Map<string, string>();
  /** Names whose values came from an answer. */
  readonly #foreign = new Set<string>();
  readonly #now: () => number;

  /** @param given Values at the beginning. @param now Epoch milliseconds. */
  constructor(given: Readonly<Record<string, string>>, now: () => number) {
    this.#now = now;
    for (const [name, value] of Object.entries(given)) this.set(name, value);
  }

  /** Sets a value of the user's own: given, or set by a script. */
  set(name: string, value: string): void {
    this.#values.set(name, value);
    this.#foreign.delete(name);
  }

  /** Sets a value that an answer gave. */
  take(name: string, value: string): void {
    this.#values.set(name, value);
    this.#foreign.add(name);
  }

  get(name: string): string | undefined {
    return this.#values.get(name);
  }

  /** All values by name. */
  all(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.#values);
  }

  /**
   * The text with values for its braces. Throws `ValueProblem` for a name without a value, and for a value that would make something
   * else of a URL or a header.
   */
  fill(text: string, surface: Surface = "text"): string {
    const filled = fillBraces(text, (name, isFirst) => this.#valueOf(name, surface === "url" && !isFirst));
    // A header's value goes over the wire as Latin-1, in one line.
    if (surface === "header" && !/^[\t\x20-\x7e\x80-\xff]*$/.test(filled))
      throw new ValueProblem("a value that it puts into a header cannot stand there");
    return filled;
  }

  #valueOf(name: string, isWithinUrl: boolean): string {
    const value = this.#values.get(name) ?? builtIn(name, this.#now());
    if (value === undefined) throw new ValueProblem(`{{${name}}} has no value`);
    if (!isWithinUrl || !this.#foreign.has(name)) return value;
    // What a target calls an id must not change what is asked for.
    if (/^\.{0,2}$/.test(value)) throw new ValueProblem(`{{${name}}} is "${value}", which names nothing in a URL`);
    return pathTo`${value}`;
  }
}
