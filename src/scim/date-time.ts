// xsd:dateTime (XML Schema part 2, section 3.2.7): year 0000 does not exist, hour 24 only as 24:00:00, no leap seconds.
/** Shape of an xsd:dateTime; whether the day exists in the month, and the like, it does not tell. */
export const DATE_TIME: RegExp =
  /^(-?(?:[1-9]\d{3,}|0\d{3}))-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T(\d{2}):([0-5]\d):([0-5]\d)(\.\d+)?(Z|[+-]\d{2}:[0-5]\d)?$/;
const MINUTE = 60_000;
/** What a `Date` can hold, less two days: an instant can be shown with any offset, and a little later. */
const LATEST = 8.64e15 - 2 * 24 * 60 * MINUTE;

/**
 * The instant of an xsd:dateTime, in milliseconds since 1970 (with a fraction where the text has one below milliseconds).
 * Without a zone it counts as UTC. Undefined when the text is no xsd:dateTime with date and time (RFC 7643 section 2.3.5),
 * or lies further off than a `Date` can hold.
 */
export function parseDateTime(text: string): number | undefined {
  const match = DATE_TIME.exec(text);
  if (match === null) return undefined;
  const [, yearText = "", month = "", day = "", hour = "", minute = "", second = "", fraction = "0", zone = "Z"] =
    match;
  const year = Number(yearText);
  if (year === 0 || Number(day) > daysInMonth(year, Number(month))) return undefined;
  if (!isTimeOfDay(Number(hour), Number(minute) + Number(second) + Number(fraction))) return undefined;
  const offset = parseZone(zone);
  const midnight = new Date(0).setUTCFullYear(year, Number(month) - 1, Number(day));
  if (offset === undefined || Number.isNaN(midnight)) return undefined;
  const time = (Number(hour) * 60 + Number(minute) - offset) * MINUTE + (Number(second) + Number(fraction)) * 1000;
  return Math.abs(midnight + time) > LATEST ? undefined : midnight + time;
}

/** Whether a text is an xsd:dateTime with date and time (RFC 7643 section 2.3.5). */
export function isDateTime(text: string): boolean {
  return parseDateTime(text) !== undefined;
}

function isTimeOfDay(hour: number, rest: number): boolean {
  return hour < 24 || (hour === 24 && rest === 0);
}

/** Minutes east of UTC; undefined beyond 14:00. */
function parseZone(zone: string): number | undefined {
  if (zone === "Z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4));
  if (minutes > 14 * 60) return undefined;
  return zone.startsWith("-") ? -minutes : minutes;
}

function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}
