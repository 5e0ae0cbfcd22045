import { expect, test } from "vitest";
import { isCivilDateTime } from "./civil-date-time.ts";

test.each([
  "2008-01-23T04:56:22Z",
  "2011-05-13T04:42:34.1234567Z",
  "2010-01-23T04:56:22",
  "2010-01-23T04:56:22+05:30",
  "2010-01-23T04:56:22-14:00",
  "2010-12-31T24:00:00Z",
  "12010-12-31T23:59:59Z",
])("%s is a dateTime", (text) => {
  expect(isCivilDateTime(text)).toBe(true);
});

test.each([
  "2010-01-23",
  "04:56:22Z",
  "2010-01-23 04:56:22Z",
  "2010-01-23T04:56Z",
  "2010-01-23T04:56:22+0000",
  "2010-13-23T04:56:22Z",
  "2010-01-32T04:56:22Z",
  "2010-01-23T24:00:01Z",
  "2010-01-23T04:60:22Z",
  "2010-01-23T04:56:22.Z",
  "1295758582",
  "Sun, 23 Jan 2010 04:56:22 GMT",
  " 2010-01-23T04:56:22Z",
])("%s is no dateTime", (text) => {
  expect(isCivilDateTime(text)).toBe(false);
});
