import type { Reply } from "../../exchange/reply.ts";

const ATTEMPTS = 3;

/**
 * Asks until there is an answer that says something of the target, three times at most. On what is found out before the
 * checks hang hundreds of them: one request that a busy target drops must not leave them all out.
 */
export async function askAgain(ask: () => Promise<Reply>): Promise<Reply> {
  let reply = await ask();
  for (let attempt = 1; attempt < ATTEMPTS && isNoAnswer(reply); attempt += 1) reply = await ask();
  return reply;
}

/** 501 says that the target does not have it. */
function isNoAnswer({ status }: Reply): boolean {
  return status === 0 || status === 429 || (status >= 500 && status !== 501);
}
