import { UsageError } from "../../documents/usage-error.ts";
import type { SeatLimit } from "../../profile/seat-limit.ts";

/**
 * Seat limits from `Product=total[:available]`, one text a product. A product's name may hold an equals sign. Throws
 * `UsageError` for another form, more available than there are, or a product named twice.
 */
export function parseSeats(texts: readonly string[]): readonly SeatLimit[] {
  const limits = texts.map(parseLimit);
  const twice = limits.find(({ product }, index) => limits.findIndex((other) => other.product === product) < index);
  if (twice) throw new UsageError(`--seats names ${twice.product} twice.`, "State each product once.");
  return limits;
}

function parseLimit(text: string): SeatLimit {
  const parts = /^\s*(?<product>.*\S)\s*=\s*(?<total>\d{1,9})(?::(?<available>\d{1,9}))?\s*$/.exec(text)?.groups;
  if (!parts) {
    throw new UsageError(
      `--seats takes Product=total or Product=total:available, not "${text}".`,
      "For example --seats Sales=100, or --seats Sales=100:7 when only seven of them are free.",
    );
  }
  const total = Number(parts["total"]);
  const available = parts["available"] === undefined ? total : Number(parts["available"]);
  if (available > total) {
    throw new UsageError(
      `--seats ${text} has more seats available than there are.`,
      "The first number is all seats, the second the free ones.",
    );
  }
  return { product: parts["product"] ?? "", total, available };
}
