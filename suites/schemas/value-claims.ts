import {
  defineCheck,
  isArray,
  isSuccess,
  isUnassigned,
  on,
  ownText,
  pathOfNew,
  readBack,
  sameName,
  sameText,
  shown,
  valueAt,
  verify,
  without,
  withQuery,
} from "../../src/kit/index.ts";
import type { Check, CheckContext, Json, Reply } from "../../src/kit/index.ts";
import { reading } from "../users/words/reading.ts";
import { citingSchemas } from "./words/citing.ts";
import { claimed, makeWith, MOST_TRIED, placed, publishes } from "./words/claims.ts";
import { publishedOf } from "./words/walked.ts";
import type { PublishedPlace } from "./words/walked.ts";

const required = defineCheck({
  id: "schemas.claims.required",
  title: "A user is not made without an attribute that /Schemas publishes as required",
  rule: "RFC7644-3.1-06",
  advice: "Refuse a user without it with 400 invalidValue, or publish the attribute as not required.",
  run: async (t) => {
    const user = await t.make.user();
    let count = 0;
    const demanded = publishedOf(t, "User").filter((one) => isDemanded(t, one));
    for (const { path, place } of demanded) {
      const reply = await t.post("/Users", placed(t.make.userBody(), place, undefined));
      // users.create.user-name-required is about that one.
      if (isSuccess(reply) && sameName(path, "userName")) continue;
      count += 1;
      const read = isSuccess(reply) ? (await readBack(t, pathOfNew(t, reply))).reply : reply;
      // The server may give it a value of its own.
      if (isSuccess(reply) && !isUnassigned(valueAt(read.body, ...place))) continue;
      const although = `it has no ${path}, which /Schemas publishes as required`;
      await citingSchemas(t, (published) =>
        verify(reply, { others: [...published, user.reply, read] }).refuses(although),
      );
    }
    if (count === 0) t.skip("/Schemas publishes no attribute of the profile's users as required but userName");
  },
  defects: { "published-as-required-and-not-demanded": publishes("name", { required: true }) },
});

const unique = defineCheck({
  id: "schemas.claims.unique",
  title: "No two users share a value that /Schemas publishes as unique",
  rule: "RFC7643-7-20",
  advice: "Refuse a value that another user has with 409 uniqueness, or publish the attribute with uniqueness none.",
  run: async (t) => {
    let count = 0;
    for (const attribute of claimed(t, isUniqueText)) {
      const isName = sameName(attribute.path, "userName");
      const user = isName ? await t.make.user() : await makeWith(t, attribute);
      const value = user && valueAt((await readBack(t, user.path)).resource, ...attribute.place);
      if (user === undefined || isUnassigned(value)) continue;
      const second = await t.post("/Users", placed(t.make.userBody(), attribute.place, value));
      // users.create.user-name-unique is about that one.
      if (isSuccess(second) && isName) continue;
      count += 1;
      const shows = isSuccess(second) ? (await readBack(t, pathOfNew(t, second))).reply : second;
      const others = [user.reply, second];
      await citingSchemas(t, (published) =>
        verify(shows, { although: "/Schemas publishes it as unique", others: [...published, ...others] })
          .at(...attribute.place)
          .holds(`another value than ${shown(value)}`, (found) => !sameText(found, value)),
      );
    }
    if (count === 0) t.skip("/Schemas publishes no value as unique but that of userName");
  },
  defects: { "published-as-unique-and-shared": publishes("nickName", { uniqueness: "server" }) },
});

const never = defineCheck({
  id: "schemas.claims.never",
  title: "What /Schemas publishes as never returned is in no answer",
  rule: "RFC7643-7-16",
  advice: "Leave the attribute out of every answer, also where it is asked for, or publish it as returned.",
  run: async (t) => {
    let count = 0;
    for (const attribute of claimed(t, ({ definition }) => definition.returned === "never")) {
      const user = await makeWith(t, attribute);
      if (user === undefined) continue;
      const asked = withQuery(user.path, { attributes: attribute.path });
      const replies = [user.reply, (await readBack(t, user.path)).reply, await t.get(asked)];
      // query.project.never and users.read.write-only are about that one.
      const isPassword = sameName(attribute.path, "password");
      await citingSchemas(t, (others) => {
        for (const reply of replies) {
          const place = verify(reply, { although: "/Schemas says that it is never returned", others });
          if (!isPassword || isUnassigned(place.at("password").value)) place.at(...attribute.place).isUnassigned();
        }
      });
      count += 1;
    }
    if (count === 0) t.skip("/Schemas publishes nothing as never returned that is taken");
  },
  defects: {
    "published-as-never-returned-and-shown": publishes("title", { returned: "never" }),
    "published-as-never-returned-and-shown-on-request": (next) =>
      publishes("title", { returned: "never" })(
        on("/Users/:id?", { query: (query) => !query.has("attributes") }).resources((user) => without(user, "title"))(
          next,
        ),
      ),
  },
});

const caseExact = defineCheck({
  id: "schemas.claims.case-exact",
  title: "What /Schemas publishes as case exact keeps its letter case",
  rule: "RFC7643-7-09",
  advice: "Store the value of a case-exact attribute as it was sent, or publish caseExact false.",
  run: async (t) => {
    let count = 0;
    for (const { place } of publishedOf(t, "User").filter(isExactText).slice(0, MOST_TRIED)) {
      const body = t.make.userBody({ label: "MiXeD" });
      const value = valueAt(body, ...place) ?? `MiXeD-${ownText(t)}`;
      const reply = await t.post("/Users", placed(body, place, value));
      if (!isSuccess(reply)) continue;
      const path = pathOfNew(t, reply);
      if (isUnassigned(valueAt((await readBack(t, path)).resource, ...place))) continue;
      count += 1;
      const judgeWith =
        (published: readonly Reply[]) =>
        (read: Reply): unknown =>
          verify(read, { although: "/Schemas publishes it as case exact", others: [...published, reply] })
            .at(...place)
            .holds(shown(value), (found) => !differsInCase(found, value));
      await citingSchemas(t, (published) => t.eventually(reading(t, path), judgeWith(published)));
    }
    if (count === 0) t.skip("/Schemas publishes no text as case exact that is kept");
  },
  defects: {
    "published-as-case-exact-and-lowered": (next) =>
      publishes("nickName", { caseExact: true })(
        on("POST /Users").sent((body) => ({ ...body, nickName: String(body["nickName"] ?? "").toLowerCase() }))(next),
      ),
  },
});

/** What is published about the values of an attribute. */
export const valueClaimChecks: readonly Check[] = [required, unique, never, caseExact];

/** Required, and a part of the profile's users: only what they have can be left out. */
function isDemanded(t: CheckContext, { definition, place }: PublishedPlace): boolean {
  const { required: isRequired, mutability } = definition;
  return isRequired && mutability === "readWrite" && !isUnassigned(valueAt(t.make.userBody(), ...place));
}

function isUniqueText({ definition: { type, multiValued, uniqueness, mutability } }: PublishedPlace): boolean {
  return type === "string" && !multiValued && uniqueness !== "none" && mutability === "readWrite";
}

function isExactText({ definition: { type, caseExact: isExact, mutability, returned } }: PublishedPlace): boolean {
  return type === "string" && isExact && mutability === "readWrite" && returned === "default";
}

/** True when two values are the same but for the letter case of their texts, in whatever order. */
function differsInCase(found: Json | undefined, sent: Json): boolean {
  const [shows, wanted] = [textsOf(found), textsOf(sent)];
  return wanted.some((text) => !shows.includes(text) && shows.some((other) => sameText(other, text)));
}

function textsOf(value: Json | undefined): readonly Json[] {
  return isArray(value) ? value : [value ?? null];
}
