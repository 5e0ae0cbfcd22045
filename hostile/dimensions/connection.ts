import { isArray, isObject } from "../../src/scim/json.ts";
import type { Json } from "../../src/scim/json.ts";
import { RIGHT, isCreate, isWrite } from "../target/call.ts";
import type { Behaviour, Call, Dimension } from "../target/call.ts";
import type { World } from "../target/world.ts";

/** Which calls something happens at. */
type Moment = (call: Call, world: World) => boolean;

const atRequest: Moment = ({ n }, { at }) => n === at;
const everyNth: Moment = ({ n }, { at }) => n % at === 0;
const atCreate: Moment = (call) => isCreate(call) && isObject(call.body) && !("groups" in call.body);
const atMalformedJson: Moment = ({ text, body }) => text !== "" && body === undefined;

const OPERATIONS: ReadonlySet<unknown> = new Set(["add", "remove", "replace"]);

/** It lacks `op`, or says something that no RFC knows. */
const atUnknownOp: Moment = ({ body }) => {
  const operations = isObject(body) ? body["Operations"] : undefined;
  const opOf = (operation: Json): string | undefined =>
    isObject(operation) && typeof operation["op"] === "string" ? operation["op"].toLowerCase() : undefined;
  return isArray(operations) && operations.some((operation) => !OPERATIONS.has(opOf(operation)));
};

/** The process ends at such a call, before it has done anything. */
function dies(says: string, moment: Moment, forMs: number | "ever"): Behaviour {
  return {
    says: `${says}, ${forMs === "ever" ? "for good" : "and is back after a second"}`,
    handle: (call, world, next) => {
      if (!moment(call, world)) return next(call);
      world.die(forMs);
      return "reset";
    },
  };
}

function tampered(says: string, moment: Moment, lengthOff: number): Behaviour {
  return {
    says,
    handle: async (call, world, next) => {
      const answer = await next(call);
      return answer === "reset" || !moment(call, world) ? answer : { ...answer, lengthOff };
    },
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

const SECOND = 1000;

/** What becomes of the connection, and of the process behind it. `n` stands for the number that goes with the target. */
export const CONNECTION: Dimension<Behaviour> = {
  right: { ...RIGHT, says: "keeps its connections" },
  "resets-every-nth": {
    says: "breaks the connection at every n-th request, before it does anything",
    handle: (call, world, next) => (everyNth(call, world) ? "reset" : next(call)),
  },
  "resets-after-every-nth": {
    says: "breaks the connection at every n-th request, after it has done what was asked",
    handle: async (call, world, next) => {
      const answer = await next(call);
      return everyNth(call, world) ? "reset" : answer;
    },
  },
  "resets-writes-after": {
    says: "breaks the connection after every write from the n-th request on",
    handle: async (call, world, next) => {
      const answer = await next(call);
      return isWrite(call) && call.n >= world.at ? "reset" : answer;
    },
  },
  "dies-at-nth": dies("dies at the n-th request", atRequest, SECOND),
  "dies-at-nth-for-good": dies("dies at the n-th request", atRequest, "ever"),
  "dies-at-create": dies("dies at every create", atCreate, SECOND),
  "dies-at-create-for-good": dies("dies at the first create", atCreate, "ever"),
  "dies-at-malformed-json": dies("dies at a body that is no JSON", atMalformedJson, SECOND),
  "dies-at-malformed-json-for-good": dies("dies at a body that is no JSON", atMalformedJson, "ever"),
  "dies-at-unknown-op": dies("dies at an operation without a known op", atUnknownOp, SECOND),
  "dies-at-unknown-op-for-good": dies("dies at an operation without a known op", atUnknownOp, "ever"),
  "length-too-long": tampered("promises more bytes than it sends at every n-th request", everyNth, 10),
  "length-too-short": tampered("promises fewer bytes than it sends at every n-th request", everyNth, -1),
  slow: {
    says: "takes 40 ms for every answer",
    handle: async (call, _, next) => {
      await pause(40);
      return next(call);
    },
  },
  "slow-writes": {
    says: "stores at once and takes 700 ms to tell of it, at every n-th request",
    handle: async (call, world, next) => {
      const answer = await next(call);
      if (isWrite(call) && everyNth(call, world)) await pause(700);
      return answer;
    },
  },
};
