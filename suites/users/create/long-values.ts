import {
  breaking,
  defineCheck,
  describeOutcome,
  describeRequest,
  eachApart,
  errorResponse,
  idOf,
  isObject,
  isSuccess,
  on,
  pathTo,
  valueAt,
  verify,
} from "../../../src/kit/index.ts";
import type { Check, CheckContext, Json, Wrap } from "../../../src/kit/index.ts";
import { isCrash } from "../../protocol/words/is-crash.ts";
import { reading } from "../words/reading.ts";

const CREATE = "POST /Users";
/** More than a column for names holds in many a database. */
const LONG = 120;
/** As many letters as RFC 5321 lets stand before the @ of an address. */
const LOCAL_PART = 64;

const long = defineCheck({
  id: "users.create.long-values",
  title: "A long userName or displayName is kept whole or refused: it is not cut, and does not make the server fail",
  rule: ["RFC7644-3.1-07", "RFC7644-3.12-13"],
  advice: "Answer 400 with the limit in detail where a text is too long for the database; never store a part of it.",
  run: async (t) => {
    const { userName } = t.make.userBody();
    const at = userName.includes("@") ? userName.indexOf("@") : userName.length;
    const longName = `${userName.slice(0, at).padEnd(LOCAL_PART, "x")}${userName.slice(at)}`;
    const texts = { userName: longName, displayName: `Zi ${t.runId}`.padEnd(LONG, " and so on") };
    await eachApart(
      Object.entries(texts).map(
        ([name, text]) =>
          async () =>
            verifyKeptOrRefused(t, name, text),
      ),
    );
  },
  defects: {
    "long-display-name-is-cut": breaking("RFC7644-3.1-07", cutsAt("displayName", 32)),
    "long-user-name-is-cut": breaking("RFC7644-3.1-07", cutsAt("userName", 64)),
    "long-user-name-crashes": breaking(
      "RFC7644-3.12-13",
      on(CREATE, { body: (body) => isObject(body) && String(body["userName"]).length > 64 }).answer(() =>
        errorResponse(500, "value too long for type character varying(64)"),
      ),
    ),
  },
});

/** Texts that are long, and that people have. */
export const createLongValueChecks: readonly Check[] = [long];

async function verifyKeptOrRefused(t: CheckContext, name: string, text: string): Promise<void> {
  const reply = await t.post("/Users", { ...t.make.userBody(), [name]: text });
  const sentence = `${describeRequest(reply)} with a ${name} of ${text.length} letters answers ${describeOutcome(reply)}`;
  verify(reply, { rule: "RFC7644-3.12-13" }).that(!isCrash(reply), sentence, {
    expected: ["a success", "a 4xx that says what is wrong"],
  });
  const id = isSuccess(reply) ? idOf(reply.body) : undefined;
  if (id === undefined) return;
  const isWhole = (found: Json | undefined): boolean => !isCut(found, text);
  const read = await t.settle(reading(t, pathTo`/Users/${id}`), ({ body }) => isWhole(valueAt(body, name)));
  const although = `it was sent with ${text.length} letters`;
  verify(read, { rule: "RFC7644-3.1-07", after: reply, although }).at(name).holds("the whole text", isWhole);
}

/** True for the beginning of a text, in whatever letter case. */
function isCut(found: Json | undefined, text: string): boolean {
  if (typeof found !== "string" || found === "") return false;
  return found.length < text.length && text.toLowerCase().startsWith(found.trim().toLowerCase());
}

function cutsAt(name: string, most: number): Wrap {
  return on(CREATE).sent((body) => (name in body ? { ...body, [name]: String(body[name]).slice(0, most) } : body));
}
