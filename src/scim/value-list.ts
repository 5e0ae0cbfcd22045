import { getOwn, isObject } from "./json.ts";
import type { Json } from "./json.ts";
import { identityOf, isPrimary } from "./multi-value.ts";
import type { SchemaAttribute } from "./schema/schema.ts";

/** Place of a value in a list; it stays the same while other values come and go. */
export type Slot = number;

/**
 * The values of a multi-valued attribute while a PATCH works on them. It finds values by index, so that an operation
 * costs what it touches and not what is there; the order of the values is kept.
 */
export interface ValueList {
  readonly size: () => number;
  readonly slots: () => Iterable<Slot>;
  readonly get: (slot: Slot) => Json | undefined;
  readonly append: (value: Json) => Slot;
  /** Puts another value in the slot; undefined takes it out. */
  readonly set: (slot: Slot, value: Json | undefined) => void;
  /** Where the value is that counts as the same one; the last of several. */
  readonly findSame: (value: Json) => Slot | undefined;
  /**
   * Where this may be the value of a sub-attribute (of the value itself without one), regardless of letter case: all
   * that are equal are among them. Undefined for what is in no index: objects, arrays, null.
   */
  readonly findEqual: (sub: string | undefined, value: Json) => ReadonlySet<Slot> | undefined;
  readonly primaries: () => ReadonlySet<Slot>;
  readonly toArray: () => readonly Json[];
}

interface Index {
  readonly keyOf: (value: Json) => string | undefined;
  readonly slots: Map<string, Set<Slot>>;
}

const NONE: ReadonlySet<Slot> = new Set();

/** A list of these values. */
export function createValueList(attribute: SchemaAttribute, values: readonly Json[]): ValueList {
  const bySlot = new Map<Slot, Json>(values.entries());
  const indexes = new Map<string, Index>();
  let next: Slot = values.length;
  // An index is made when it is first asked for: most operations need one, if any.
  const indexOf = (name: string, keyOf: Index["keyOf"]): Index => {
    const known = indexes.get(name);
    if (known !== undefined) return known;
    const index = { keyOf, slots: new Map<string, Set<Slot>>() };
    for (const [slot, value] of bySlot) addKey(index, slot, value);
    indexes.set(name, index);
    return index;
  };
  const set = (slot: Slot, value: Json | undefined): void => {
    for (const index of indexes.values()) changeKey(index, slot, [bySlot.get(slot), value]);
    if (value === undefined) bySlot.delete(slot);
    else bySlot.set(slot, value);
  };
  return {
    size: () => bySlot.size,
    slots: () => bySlot.keys(),
    get: (slot) => bySlot.get(slot),
    append: (value) => {
      set(next, value);
      return next++;
    },
    set,
    findSame: (value) => {
      const same = indexOf("same", (item) => identityOf(attribute, item)).slots.get(identityOf(attribute, value));
      return same === undefined ? undefined : lastOf(same);
    },
    findEqual: (sub, value) => {
      const key = toKey(value);
      if (key === undefined) return undefined;
      return indexOf(`sub:${sub ?? ""}`, (item) => toKey(readSub(item, sub))).slots.get(key) ?? NONE;
    },
    primaries: () => indexOf("primary", (item) => (isPrimary(item) ? "" : undefined)).slots.get("") ?? NONE,
    toArray: () => [...bySlot.values()],
  };
}

function addKey({ keyOf, slots }: Index, slot: Slot, value: Json): void {
  const key = keyOf(value);
  if (key === undefined) return;
  const known = slots.get(key);
  if (known === undefined) slots.set(key, new Set([slot]));
  else known.add(slot);
}

function changeKey(index: Index, slot: Slot, [before, after]: readonly [Json | undefined, Json | undefined]): void {
  const old = before === undefined ? undefined : index.keyOf(before);
  if (old !== undefined) {
    const known = index.slots.get(old);
    known?.delete(slot);
    if (known?.size === 0) index.slots.delete(old);
  }
  if (after !== undefined) addKey(index, slot, after);
}

/** Filters compare text in NFC, mostly without regard to case; a key that does both finds all that may be equal. */
function toKey(value: Json | undefined): string | undefined {
  if (typeof value === "string") return `"${value.normalize("NFC").toLowerCase()}`;
  return typeof value === "number" || typeof value === "boolean" ? JSON.stringify(value) : undefined;
}

function readSub(item: Json, sub: string | undefined): Json | undefined {
  if (sub === undefined) return item;
  return isObject(item) ? getOwn(item, sub) : undefined;
}

// A loop, as the stack bounds how many arguments a function takes.
function lastOf(slots: ReadonlySet<Slot>): Slot | undefined {
  let last: Slot | undefined;
  for (const slot of slots) if (last === undefined || slot > last) last = slot;
  return last;
}
