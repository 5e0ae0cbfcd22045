import { RIGHT, isWrite, refusal } from "../target/call.ts";
import type { Answer, Behaviour, Call, Dimension } from "../target/call.ts";
import type { World } from "../target/world.ts";

function refuses(says: string, when: (call: Call, world: World) => boolean, answer: Answer): Behaviour {
  return { says, handle: (call, world, next) => (when(call, world) ? answer : next(call)) };
}

const everyNth = ({ n }: Call, { at }: World): boolean => n % at === 0;
const fromNth = ({ n }: Call, { at }: World): boolean => n >= at;

const unauthorized = { ...refusal(401, "the token has expired"), headers: { "www-authenticate": "Bearer" } };
const forbidden = refusal(403, "you may not do that");
const tooMany = (retryAfter: string): Answer => ({
  ...refusal(429, "too many requests"),
  headers: { "retry-after": retryAfter },
});

/** Who may do what, and how often. `n` stands for the number that goes with the target. */
export const ACCESS: Dimension<Behaviour> = {
  right: { ...RIGHT, says: "lets the run do everything" },
  "429-every-nth": refuses("answers 429 to every n-th request", everyNth, tooMany("0")),
  "429-a-second": refuses(
    "answers the n-th request with 429 and asks for a second",
    ({ n }, { at }) => n === at,
    tooMany("1"),
  ),
  "429-for-writes": refuses("answers 429 to every write", isWrite, tooMany("0")),
  "429-from-nth": refuses("answers 429 to everything from the n-th request on", fromNth, tooMany("0")),
  "429-for-a-day": refuses("answers 429 to every n-th request and asks for a day", everyNth, tooMany("86400")),
  "401-from-nth": refuses("takes the token no more from the n-th request on (401)", fromNth, unauthorized),
  "403-from-nth": refuses("forbids everything from the n-th request on (403)", fromNth, forbidden),
  "403-for-writes": refuses("forbids every write (403)", isWrite, forbidden),
  "401-for-writes": refuses("answers every write with 401", isWrite, unauthorized),
  "403-for-deletes-from-nth": refuses(
    "forbids every DELETE from the n-th request on (403)",
    (call, world) => call.method === "DELETE" && fromNth(call, world),
    forbidden,
  ),
  "401-every-nth": refuses("answers 401 to every n-th request", everyNth, unauthorized),
  "503-every-nth": refuses("answers 503 to every n-th request", everyNth, refusal(503, "try again later")),
};
