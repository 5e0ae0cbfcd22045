import { readBack } from "../../../src/kit/index.ts";
import type { CheckContext, Path, Reply } from "../../../src/kit/index.ts";

/**
 * GETs of a resource, for `t.eventually` and `t.stays`. One that cannot be read at all leaves nothing to judge:
 * `users.read.found` and `groups.read.found` report that.
 */
export function reading(t: CheckContext, path: Path): () => Promise<Reply> {
  return async () => (await readBack(t, path)).reply;
}
