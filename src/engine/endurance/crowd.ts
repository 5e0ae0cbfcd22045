/** Which requests are under way, and for whom. */
export interface Crowd {
  /** A request begins. */
  readonly enter: (seq: number, owner: string, words: string) => void;
  /** A request has ended. */
  readonly leave: (seq: number) => Company;
  /** What is under way, in words, with its number. */
  readonly underWay: () => readonly string[];
}

/** What was under way at the same time. */
export interface Company {
  /** A request of somebody else. */
  readonly isCrowded: boolean;
  /** No request at all. */
  readonly isAlone: boolean;
}

interface Place {
  readonly owner: string;
  readonly words: string;
  wasCrowded: boolean;
  wasAlone: boolean;
}

/** Starts empty. */
export function createCrowd(): Crowd {
  const places = new Map<number, Place>();
  return {
    enter: (seq, owner, words) => {
      const others = [...places.values()].filter((place) => place.owner !== owner);
      for (const other of others) other.wasCrowded = true;
      for (const place of places.values()) place.wasAlone = false;
      places.set(seq, { owner, words, wasCrowded: others.length > 0, wasAlone: places.size === 0 });
    },
    leave: (seq) => {
      const place = places.get(seq);
      places.delete(seq);
      return { isCrowded: place?.wasCrowded ?? false, isAlone: place?.wasAlone ?? true };
    },
    underWay: () => [...places].map(([seq, { words }]) => `#${seq} ${words}`),
  };
}
