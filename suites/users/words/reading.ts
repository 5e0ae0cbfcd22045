import { readBack } from "../../../src/kit/index.ts";
import type { CheckContext, Path, Reply } from "../../../src/kit/index.ts";

/**
 * GETs of a resource, for `t.eventually` and `t.stays`. One that cannot be read at all is a matter of the set-up:
 * `users.read.found` and `groups.read.found` report that.
 */
export function reading(t: CheckContext, path: Path): () => Promise<Reply> {
  return async () => (await readBack(t, path)).reply;
}
