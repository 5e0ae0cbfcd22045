export type A = Request;
export const x: Headers = new Headers();
for (const [k] of x) k;
const m = new Map([[1, 2]])
  .values()
  .map((v) => v + 1)
  .toArray();
m.length;
