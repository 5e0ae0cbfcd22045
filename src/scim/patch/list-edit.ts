import { isObject, jsonEqual } from "../json.ts";
import type { Json } from "../json.ts";
import { demote, isPrimary, verifyOnePrimary } from "../multi-value.ts";
import type { Slot, ValueList } from "../value-list.ts";

/** What one operation does to the values of an attribute, with a note of every value that it touches. */
export interface ListEdit {
  readonly list: ValueList;
  readonly append: (value: Json) => void;
  /** Puts another value in the slot; undefined takes it out. */
  readonly set: (slot: Slot, value: Json | undefined) => void;
  /**
   * When the operation made one of the values primary, the others are so no longer (RFC 7644 section 3.5.2).
   * @throws ScimError 400 invalidValue when it made more than one of them primary
   */
  readonly settlePrimary: (name: string) => void;
  /** Whether there is another value, or one less or more. */
  readonly hasChanged: () => boolean;
  /** Touched values as they are now. */
  readonly touched: () => readonly Json[];
}

/** The begin of an operation on a list. */
export function editList(list: ValueList): ListEdit {
  const before = new Map<Slot, Json | undefined>();
  const set = (slot: Slot, value: Json | undefined): void => {
    const current = list.get(slot);
    if (value === current) return;
    if (!before.has(slot)) before.set(slot, current);
    list.set(slot, value);
  };
  const touched = (): readonly Json[] => [...before.keys()].map(list.get).filter((value) => value !== undefined);
  return {
    list,
    append: (value) => void before.set(list.append(value), undefined),
    set,
    settlePrimary: (name) => {
      const chosen = [...before.keys()].filter((slot) => isPrimary(list.get(slot)));
      verifyOnePrimary(touched(), name);
      if (chosen.length === 0) return;
      for (const slot of list.primaries()) {
        const value = list.get(slot);
        if (slot !== chosen[0] && isObject(value)) set(slot, demote(value));
      }
    },
    hasChanged: () => before.entries().some(([slot, value]) => !jsonEqual(value, list.get(slot))),
    touched,
  };
}
