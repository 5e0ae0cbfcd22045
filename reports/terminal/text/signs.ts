/** Signs that carry a meaning without colour. */
export interface Signs {
  readonly pass: string;
  readonly fail: string;
  readonly warn: string;
  readonly skip: string;
  /** Goes before the number of a cause, or between the parts of a sequence. */
  readonly to: string;
  readonly dot: string;
  readonly ellipsis: string;
}

/** Signs for terminals that show Unicode. */
export const UNICODE_SIGNS: Signs = { pass: "✓", fail: "✗", warn: "!", skip: "○", to: "→", dot: "·", ellipsis: "…" };

/** Signs in ASCII alone. */
export const ASCII_SIGNS: Signs = {
  pass: "ok",
  fail: "FAIL",
  warn: "WARN",
  skip: "skip",
  to: "->",
  dot: "-",
  ellipsis: "...",
};
