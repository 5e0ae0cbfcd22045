/** The same reading of an object, made once however often it is asked for; forgotten together with the object. */
export function oncePer<Key extends object, T>(read: (key: Key) => T): (key: Key) => T {
  const kept = new WeakMap<Key, { readonly value: T }>();
  return (key) => {
    const known = kept.get(key);
    if (known !== undefined) return known.value;
    const value = read(key);
    kept.set(key, { value });
    return value;
  };
}
