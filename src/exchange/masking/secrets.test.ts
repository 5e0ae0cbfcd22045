import { describe, expect, test } from "vitest";
import { Secrets } from "./secrets.ts";

function secretsOf(...values: readonly string[]): Secrets {
  const secrets = new Secrets();
  secrets.add(...values);
  return secrets;
}

describe("a secret is found in a text", () => {
  // The secret is: pa"ss\w+rd/é <&>'1
  const secrets = secretsOf("pa\"ss\\w+rd/é <&>'1");
  test.each([
    ["plain", "pa\"ss\\w+rd/é <&>'1"],
    ["in other letter case", "PA\"SS\\W+RD/É <&>'1"],
    ["escaped for JSON", "pa\\\"ss\\\\w+rd/é <&>'1"],
    ["escaped for JSON with a slash", "pa\\\"ss\\\\w+rd\\/é <&>'1"],
    ["escaped for JSON beyond ASCII", "pa\\u0022ss\\\\w\\u002Brd/\\u00e9 \\u003c\\u0026\\u003E'1"],
    ["escaped for JSON in JSON", "pa\\\\\\\"ss\\\\\\\\w+rd/\\\\u00e9 <&>'1"],
    ["percent-encoded", "pa%22ss%5Cw%2Brd%2F%C3%A9%20%3C%26%3E%271"],
    ["percent-encoded in small letters", "pa%22ss%5cw%2brd%2f%c3%a9%20%3c%26%3e'1"],
    ["percent-encoded as Latin-1", "pa%22ss%5Cw%2Brd%2F%E9%20%3C%26%3E'1"],
    ["percent-encoded twice", "pa%2522ss%255Cw%252Brd%252F%25C3%25A9%2520%253C%2526%253E%25271"],
    ["form-encoded", "pa%22ss%5Cw%2Brd%2F%C3%A9+%3C%26%3E%271"],
    ["in HTML", "pa&quot;ss\\w+rd/é &lt;&amp;&gt;&apos;1"],
    ["in HTML by numbers", "pa&#34;ss\\w+rd/é &#60;&#38;&#62;&#39;1"],
    ["in HTML by hexadecimal numbers", "pa&#x22;ss\\w+rd/é &#x3c;&#x26;&#x3E;&#x27;1"],
    ["in HTML twice", "pa&amp;quot;ss\\w+rd/é &amp;lt;&amp;amp;&amp;gt;&amp;#39;1"],
    ["in hex", "70612273735c772b72642fc3a9203c263e2731"],
  ])("%s", (_, text) => {
    expect(secrets.sweep(`before ${text} after`)).toBe("before *** after");
    expect(secrets.sweep(text)).toBe("***");
  });

  test.each([
    ["in base64", "czNjcmV0LXRva2Vu", "***"],
    ["in base64 with Bearer before it", "QmVhcmVyIHMzY3JldC10b2tlbg==", "QmVhcmVyI***=="],
    ["in base64 without padding", "QmVhcmVyIHMzY3JldC10b2tlbg", "QmVhcmVyI***"],
    ["in base64 of a pair", "eDpzM2NyZXQtdG9rZW46eQ==", "eD***6eQ=="],
    ["in hex", "7333637265742d746f6b656e", "***"],
    ["in capital hex", "7333637265742D746F6B656E", "***"],
    ["cut off by three dots", "you sent s3cret-to…", "you sent ***…"],
    ["cut off by three full stops", "you sent s3cret-t...", "you sent ***..."],
  ])("%s", (_, text, masked) => {
    expect(secretsOf("s3cret-token").sweep(`.${text}.`)).toBe(`.${masked}.`);
  });

  test("in the base64 of URLs", () => {
    expect(secretsOf("a?>b~~c").sweep("YT8-Yn5-Yw and YT8+Yn5+Yw==")).toBe("*** and ***==");
  });

  test("which looks like an escape itself", () => {
    const secrets = secretsOf("se%41cret\\u0042&lt;x");
    for (const text of [
      "se%41cret\\u0042&lt;x",
      "se%2541cret%5Cu0042%26lt%3Bx",
      "se%41cret\\\\u0042&lt;x",
      "seAcretB<x",
    ]) {
      expect(secrets.sweep(`(${text})`)).toBe("(***)");
    }
  });

  test("that has several lines, by each long one of them", () => {
    const secrets = secretsOf("-----BEGIN KEY-----\nMIIEvQIBADANBgkq\nab\n-----END KEY-----\n");
    expect(secrets.sweep("line MIIEvQIBADANBgkq, ab")).toBe("line ***, ab");
  });

  test("that overlaps another one", () => {
    expect(secretsOf("abcdefgh", "efghijkl", "abcdef").sweep("-abcdefghijkl-abcdef-")).toBe("-***-***-");
  });

  test("in letters whose small form hangs on where they stand", () => {
    expect(secretsOf("ΟΔΥΣΣΕΥΣ").sweep("İ ΟΔΥΣΣΕΥΣ.")).toBe("İ ***.");
  });
});

describe("a secret of less than six characters", () => {
  const secrets = secretsOf("test", "1&2");

  test("is masked where it is a whole value", () => {
    expect(secrets.sweepValue("test")).toBe("***");
    expect(secrets.sweepValue("TEST")).toBe("***");
    expect(secrets.sweepValue("Bearer test")).toBe("***");
    expect(secrets.sweepValue("dGVzdA==")).toBe("***");
    expect(secrets.sweepValue("74657374")).toBe("***");
    expect(secrets.sweepValue("1%262")).toBe("***");
    expect(secrets.sweepValue("1&amp;2")).toBe("***");
    expect(secrets.sweep('found "test" at /Users?key=test&x=testing')).toBe('found "***" at /Users?key=***&x=testing');
    expect(secrets.sweep('{\\"a\\":\\"test\\"}')).toBe('{\\"a\\":\\"***\\"}');
    expect(secrets.sweep("?q=1%262")).toBe("?q=***");
  });

  test("stays as a part of something else", () => {
    for (const text of ["the test fails", "testing", "latest", '"a test"', "/test/Users", "tests.only"]) {
      expect(secrets.sweep(text)).toBe(text);
      expect(secrets.sweepValue(text)).toBe(text);
    }
  });
});

describe("data", () => {
  const secrets = secretsOf("s3cret-token", "test", "12345678", "42");

  test("is masked in values and names, and in long numbers", () => {
    const data = { "x-s3cret-token": 1, list: ["a", "S3CRET-TOKEN"], nested: { a: "test", n: 12345678, m: 42 } };
    expect(secrets.sweepJson(data)).toEqual({
      "x-***": 1,
      list: ["a", "***"],
      nested: { a: "***", n: "***", m: 42 },
    });
  });

  test("without a secret is the same object", () => {
    const data = { a: [1, "x", null, { b: true, __proto__x: "y" }] };
    expect(secrets.sweepJson(data)).toBe(data);
  });
});

test("a large text is searched to its end, in little memory", () => {
  const secrets = secretsOf("s3cret-token");
  const filler = "x%20".repeat(200_000);
  const before = process.memoryUsage.rss();
  expect(secrets.sweep(`${filler}s3cret%2Dtoken${filler}s3cret-token`)).toBe(`${filler}***${filler}***`);
  for (const length of [524_280, 524_284, 524_290, 458_750, 458_755]) {
    const text = "a".repeat(length);
    expect(secrets.sweep(`${text}%73%33cret-token-and${text}`)).toBe(`${text}***-and${text}`);
  }
  expect(process.memoryUsage.rss() - before).toBeLessThan(300 * 1024 * 1024);
});

test("what a target hands out without end takes bounded memory, and crowds out nothing that is added later", () => {
  const secrets = secretsOf();
  for (let n = 0; n < 60_000; n += 1) secrets.addReceived(`${n}`.padStart(8, "0"));
  const long = Array.from({ length: 300 }, (_, n) => `${n}-`.padEnd(16_000, "long"));
  secrets.addReceived(...long);
  secrets.add("s3cret-token");
  expect(secrets.sweep("s3cret-token 00000000 00059999")).toBe("*** *** 00059999");
  const lengthy = secretsOf();
  lengthy.addReceived(...long);
  expect(long.filter((secret) => lengthy.sweep(secret) === "***")).toHaveLength(262);
});

test("a text full of dots is searched in no time, however long a secret is", () => {
  const secrets = secretsOf("s3cret-".padEnd(16_000, "0123456789"));
  const text = "a...".repeat(100_000);
  const begun = performance.now();
  expect(secrets.sweep(`s3cret-01...${text}s3cret-01234…`)).toBe(`***...${text}***…`);
  expect(performance.now() - begun).toBeLessThan(2000);
});

test("nothing is masked when nothing is secret, nor by what is blank or too short to hide anything", () => {
  expect(secretsOf("", "  ", "1", "no").sweep('a "" "no" ?startIndex=1')).toBe('a "" "no" ?startIndex=1');
});
