import { describe, expect, it } from "vitest";
import { styleOf } from "./output-style.ts";

const TTY = { isTTY: true, columns: 120 };
const PIPE = { isTTY: false, columns: undefined };

describe("styleOf", () => {
  it("colours a terminal and not a pipe", () => {
    expect(styleOf(TTY, {})).toEqual({ color: true, unicode: true, width: 120 });
    expect(styleOf(PIPE, {})).toEqual({ color: false, unicode: true, width: 80 });
  });

  it.each([
    [TTY, { NO_COLOR: "1" }, false],
    [TTY, { NO_COLOR: "" }, true],
    [TTY, { TERM: "dumb" }, false],
    [PIPE, { FORCE_COLOR: "1" }, true],
    [PIPE, { FORCE_COLOR: "" }, true],
    [TTY, { FORCE_COLOR: "0" }, false],
    [PIPE, { FORCE_COLOR: "3", NO_COLOR: "1" }, true],
    [PIPE, { CI: "true" }, false],
  ])("colours %j with %j: %s", (output, env, color) => {
    expect(styleOf(output, env).color).toBe(color);
  });

  it.each([
    [{ LANG: "en_US.UTF-8" }, true],
    [{ LANG: "C.utf8" }, true],
    [{ LANG: "C" }, false],
    [{ LC_ALL: "POSIX", LANG: "en_US.UTF-8" }, false],
    [{ LANG: "de_DE.ISO-8859-1" }, false],
    [{ TERM: "linux" }, false],
    [{ TERM: "dumb" }, false],
    [{}, true],
  ])("shows characters beyond ASCII with %j: %s", (env, unicode) => {
    expect(styleOf(TTY, env).unicode).toBe(unicode);
  });

  it("is never narrower than 40 columns, and obeys COLUMNS in a pipe", () => {
    expect(styleOf({ isTTY: true, columns: 20 }, {}).width).toBe(40);
    expect(styleOf(PIPE, { COLUMNS: "200" }).width).toBe(200);
    expect(styleOf(PIPE, { COLUMNS: "wide" }).width).toBe(80);
  });
});
