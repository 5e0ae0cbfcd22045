import { UsageError } from "../../documents/usage-error.ts";
import { THE_PLAN } from "../../profile/seat-cap.ts";
import type { SeatLimit } from "../../profile/seat-limit.ts";

/**
 * Seat limits from `Product=total[:available]`, one text a product, or from `total[:available]`, a cap on all active users. A product's name may hold an equals sign. Throws
 * `UsageError` for another form, more available than there are, or a product named twice.
 */
export function parseSeats(texts: readonly string[]): readonly SeatLimit[] {
  const limits = texts.flatMap(splitLimits).map(parseLimit);
  const twice = limits.find(({ product }, index) => limits.findIndex((other) => other.product === product) < index);
  if (twice) throw new UsageError(`--seats names ${twice.product} twice.`, "State each limit once.");
  return limits;
}

/** Several limits in one text: a comma ends one where a number is before it, so that names may hold commas. */
function splitLimits(text: string): readonly string[] {
  return text.split(/(?<=\d)\s*,\s*(?=\S)/);
}

function parseLimit(text: string): SeatLimit {
  const parts = /^\s*(?:(?<product>.*\S)\s*=\s*)?(?<total>\d{1,9})(?::(?<available>\d{1,9}))?\s*$/.exec(text)?.groups;
  if (!parts) {
    throw new UsageError(
      `--seats takes Product=total, or a total alone for all active users, either with :available, not "${text}".`,
      "For example --seats Sales=100, --seats Sales=100:7 when only seven of them are free, or --seats 10.",
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
  const product = parts["product"] ?? THE_PLAN;
  const isUncounted = product === THE_PLAN && parts["available"] === undefined;
  return { product, total, available, ...(isUncounted && { isUncounted }) };
}
