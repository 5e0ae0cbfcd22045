/** Which requests are under way, and for whom. */
export interface Crowd {
  /** A request begins. */
  readonly enter: (seq: number, owner: string, words: string) => void;
  /** A request has ended; true when one of somebody else was under way at the same time. */
  readonly leave: (seq: number) => boolean;
  /** What is under way, in words, with its number. */
  readonly underWay: () => readonly string[];
}

interface Place {
  readonly owner: string;
  readonly words: string;
  wasCrowded: boolean;
}

/** Starts empty. */
export function createCrowd(): Crowd {
  const places = new Map<number, Place>();
  return {
    enter: (seq, owner, words) => {
      const others = [...places.values()].filter((place) => place.owner !== owner);
      for (const other of others) other.wasCrowded = true;
      places.set(seq, { owner, words, wasCrowded: others.length > 0 });
    },
    leave: (seq) => {
      const place = places.get(seq);
      places.delete(seq);
      return place?.wasCrowded ?? false;
    },
    underWay: () => [...places].map(([seq, { words }]) => `#${seq} ${words}`),
  };
}
