const DATE_TIME = /^-?\d{4,}-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:Z|[+-](\d\d):(\d\d))?$/;

/**
 * Whether a text is an xsd:dateTime with month, day, hour, minute, second and offset in range. Written out here, apart from
 * the protocol layer that the reference server formats its dates with, so that a mistake there shows.
 */
export function isCivilDateTime(text: string): boolean {
  const parts = DATE_TIME.exec(text);
  if (parts === null) return false;
  const [month = 0, day = 0, hour = 0, minute = 0, second = 0, offsetHour = 0, offsetMinute = 0] = parts
    .slice(1)
    .map((part) => Number(part ?? 0));
  const isDate = month >= 1 && month <= 12 && day >= 1 && day <= 31;
  const isEndOfDay = hour === 24 && minute === 0 && second === 0;
  const isTime = (hour <= 23 || isEndOfDay) && minute <= 59 && second <= 59;
  return isDate && isTime && offsetHour <= 14 && offsetMinute <= 59;
}
