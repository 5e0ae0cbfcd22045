import { expect, test } from "vitest";
import { createPinnedTransport } from "./pinned-transport.ts";
import type { TransportRequest } from "./transport.ts";

const sent: string[] = [];
const transport = createPinnedTransport(
  {
    send: ({ url }) => {
      sent.push(url);
      return Promise.resolve({ failure: { kind: "other", message: "sent" } });
    },
    close: () => Promise.resolve(),
  },
  "https://scim.example.com/v2",
);

function to(url: string): TransportRequest {
  return { method: "GET", url, headers: {}, text: null, timeoutMs: 1, signal: undefined };
}

test("requests to the target's own origin are sent", async () => {
  await transport.send(to("https://scim.example.com/other/Users"));
  await transport.send(to("https://scim.example.com:443/v2/Users?x=@evil.example"));
  expect(sent.splice(0)).toHaveLength(2);
});

test.each([
  "https://evil.example/v2/Users",
  "https://scim.example.com.evil.example/v2/Users",
  "https://scim.example.com@evil.example/Users",
  "http://scim.example.com/v2/Users",
  "https://scim.example.com:8443/v2/Users",
  "not a url",
])("%s gets no request, and so no credentials", async (url) => {
  expect(await transport.send(to(url))).toEqual({
    failure: {
      kind: "other",
      message: "not sent: it leads away from https://scim.example.com, and credentials go to no other host",
    },
  });
  expect(sent).toEqual([]);
});
