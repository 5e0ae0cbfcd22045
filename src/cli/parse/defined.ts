/** An object whose members are there only when they have a value. */
export type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

/** The object without its undefined members, as exact optional properties want it. */
export function defined<T extends object>(object: T): Defined<T> {
  const kept: Defined<T> = {};
  for (const key in object) {
    const value = object[key];
    if (isThere(value)) kept[key] = value;
  }
  return kept;
}

function isThere<V>(value: V): value is Exclude<V, undefined> {
  return value !== undefined;
}
