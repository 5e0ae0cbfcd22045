/** The longest answer: a directory of ten thousand users at once is shorter. Parsed it takes many times as much memory. */
export const MAX_BODY_BYTES: number = 16 * 1024 * 1024;

/** What all answers may come to: far more than a run reads, and soon enough for a target that answers everything at length. */
const MAX_BYTES_IN_ALL = 2 * 1024 * 1024 * 1024;

/** An answer of that length is taken at any time, so that what was made can be removed. */
const SHORT_BODY_BYTES = 64 * 1024;

/** One answer is too long: it came, and is left unread. */
export class TooLong extends Error {
  override readonly name = "TooLong";
}

/** The bytes of all answers of a target. */
export interface Volume {
  /** Counts bytes more of an answer that has come to `size`. Throws `TooLong` when it is, and an error when all together are too long. */
  readonly add: (bytes: number, size: number) => void;
}

/** Starts with nothing. */
export function createVolume(): Volume {
  let all = 0;
  return {
    add: (bytes, size) => {
      all += Math.max(0, bytes);
      if (size > MAX_BODY_BYTES) throw new TooLong(`a body of more than ${MAX_BODY_BYTES / 1024 / 1024} MB`);
      if (size <= SHORT_BODY_BYTES || all <= MAX_BYTES_IN_ALL) return;
      throw new Error(`all answers together are larger than ${MAX_BYTES_IN_ALL} bytes: only short ones are taken now`);
    },
  };
}
