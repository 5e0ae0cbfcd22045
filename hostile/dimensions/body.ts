import { isObject } from "../../src/scim/json.ts";
import type { JsonObject } from "../../src/scim/json.ts";
import { RIGHT } from "../target/call.ts";
import type { Answer, Behaviour, Call, Dimension } from "../target/call.ts";
import { textOf } from "../target/send-answer.ts";
import type { World } from "../target/world.ts";

function tampered(says: string, change: (answer: Answer, call: Call, world: World) => Answer): Behaviour {
  return {
    says,
    handle: async (call, world, next) => {
      const answer = await next(call);
      return answer === "reset" ? answer : change(answer, call, world);
    },
  };
}

const isError = ({ status }: Answer): boolean => status >= 400;

/** Puts one more member at the end of a JSON object, as text: what is nested too deep cannot be built otherwise. */
function withMember(answer: Answer, member: string): Answer {
  const text = textOf(answer);
  return text.endsWith("}") && text !== "{}" ? { ...answer, text: `${text.slice(0, -1)},${member}}` } : answer;
}

function nested(depth: number): Behaviour {
  const deep = `"urn:example:deep":${"[".repeat(depth)}${"]".repeat(depth)}`;
  return tampered(`nests arrays ${depth} deep in every n-th answer`, (answer, { n }, { at }) =>
    n % at === 0 ? withMember(answer, deep) : answer,
  );
}

const BIG = `"urn:example:big":"${"x".repeat(2 * 1024 * 1024)}"`;

function inErrors(answer: Answer, members: JsonObject): Answer {
  return isError(answer) && isObject(answer.body) ? { ...answer, body: { ...answer.body, ...members } } : answer;
}

function inResources(answer: Answer, members: JsonObject): Answer {
  return !isError(answer) && isObject(answer.body) ? { ...answer, body: { ...answer.body, ...members } } : answer;
}

const tokenOf = ({ authorization }: Call): string => authorization.replace(/^Bearer /, "");

/** What the bodies and headers of answers are like. `n` stands for the number that goes with the target. */
export const BODY: Dimension<Behaviour> = {
  right: { ...RIGHT, says: "answers in plain JSON" },
  "html-errors": tampered("answers errors in HTML", (answer) =>
    isError(answer)
      ? { ...answer, headers: { "content-type": "text/html" }, text: `<html><h1>${answer.status}</h1></html>` }
      : answer,
  ),
  html: tampered("answers everything with a page of HTML", () => ({
    status: 200,
    headers: { "content-type": "text/html" },
    text: "<html><body>Please log in</body></html>",
  })),
  "nested-5000": nested(5000),
  "nested-100000": nested(100_000),
  "two-megabytes": tampered("puts 2 MB into every n-th answer", (answer, { n }, { at }) =>
    n % at === 0 ? withMember(answer, BIG) : answer,
  ),
  "echo-in-errors": tampered("quotes the Authorization header in errors", (answer, { authorization }) =>
    inErrors(answer, { detail: `not allowed with ${authorization}` }),
  ),
  "echo-in-resources": tampered("puts the Authorization header into resources", (answer, { authorization }) =>
    inResources(answer, { nickName: authorization, "urn:example:echo": { authorization } }),
  ),
  "echo-as-name": tampered("names an attribute like the token", (answer, call) =>
    inResources(answer, { [tokenOf(call)]: "is the token" }),
  ),
  "echo-in-location": tampered("puts the token into the Location header", (answer, call) => {
    const { location } = answer.headers ?? {};
    return location === undefined
      ? answer
      : {
          ...answer,
          headers: { ...answer.headers, location: `${location}?token=${encodeURIComponent(tokenOf(call))}` },
        };
  }),
  "echo-in-headers": tampered("sends the Authorization header back as a header", (answer, { authorization }) => ({
    ...answer,
    headers: { ...answer.headers, "x-debug": authorization, "www-authenticate": authorization },
  })),
  "echo-in-text": tampered("answers errors with plain text that quotes the token", (answer, call) =>
    isError(answer)
      ? { ...answer, headers: { "content-type": "text/plain" }, text: `bad token ${tokenOf(call)}` }
      : answer,
  ),
  "echo-in-ids": tampered("puts the token into the id of errors and resources", (answer, call) =>
    inErrors(answer, { id: tokenOf(call), scimType: tokenOf(call) }),
  ),
  "byte-order-mark": tampered("begins its bodies with a byte order mark", (answer) =>
    textOf(answer) === "" ? answer : { ...answer, text: `\u{feff}${textOf(answer)}` },
  ),
  "cut-json": tampered("leaves out the last brace of every n-th body", (answer, { n }, { at }) =>
    n % at === 0 ? { ...answer, text: textOf(answer).slice(0, -1) } : answer,
  ),
};
