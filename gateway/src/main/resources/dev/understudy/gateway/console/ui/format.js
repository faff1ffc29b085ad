// Numbers and times as people read them, always with their unit.
const whole = new Intl.NumberFormat('en');
const NONE = '–';

/** 12,345 */
export function count(number) {
  return number == null || Number.isNaN(number) ? NONE : whole.format(Math.round(number));
}

/** A fraction as a percentage with as many digits as tell something: 0.042 is 4.2%. */
export function percent(fraction) {
  if (fraction == null || Number.isNaN(fraction)) {
    return NONE;
  }
  const percentage = fraction * 100;
  const digits = percentage === 0 || Math.abs(percentage) >= 99.95 ? 0 : Math.abs(percentage) < 1 ? 2 : 1;
  return `${percentage.toFixed(digits).replace(/\.0+$/, '')}%`;
}

/** Milliseconds with a unit that fits: 0.8 ms, 42 ms, 3.1 s, 2 min. */
export function millis(ms) {
  if (ms == null || Number.isNaN(ms)) {
    return NONE;
  }
  const size = Math.abs(ms);
  if (size < 10) {
    return `${trim(ms.toFixed(1))} ms`;
  }
  if (size < 1000) {
    return `${Math.round(ms)} ms`;
  }
  if (size < 60_000) {
    return `${trim((ms / 1000).toFixed(size < 10_000 ? 2 : 1))} s`;
  }
  return `${trim((ms / 60_000).toFixed(1))} min`;
}

function trim(digits) {
  return digits.includes('.') ? digits.replace(/\.?0+$/, '') : digits;
}

/** Dollars, to the cent above one dollar, else to what tells something. */
export function dollars(usd) {
  if (usd == null || Number.isNaN(usd)) {
    return NONE;
  }
  const size = Math.abs(usd);
  const digits = size >= 1 || size === 0 ? 2 : Math.min(6, 2 - Math.floor(Math.log10(size)));
  return `${usd < 0 ? '-' : ''}$${Number(size.toFixed(digits)).toLocaleString('en', {
    minimumFractionDigits: Math.min(digits, 2), maximumFractionDigits: digits,
  })}`;
}

/** Bytes in binary units: 12.3 MiB. */
export function bytes(number) {
  if (number == null) {
    return NONE;
  }
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let size = number;
  let unit = 0;
  while (size >= 1024 && unit < units.length - 1) {
    size /= 1024;
    unit += 1;
  }
  return `${unit === 0 ? size : trim(size.toFixed(1))} ${units[unit]}`;
}

const RAISED = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** A count with its noun: 1 request, 2,000 requests. */
export function counted(number, noun) {
  return `${count(number)} ${noun}${number === 1 ? '' : 's'}`;
}

/** How strongly evidence speaks: 1.2, 37, 5,400, 2 × 10⁹. */
export function strength(number) {
  if (number == null || Number.isNaN(number)) {
    return NONE;
  }
  if (number >= 1e6) {
    const power = Math.floor(Math.log10(number));
    return `${trim((number / 10 ** power).toFixed(1))} × 10${[...String(power)].map((digit) => RAISED[digit]).join('')}`;
  }
  return number >= 100 ? whole.format(Math.round(number)) : trim(number.toPrecision(2));
}

const STEPS = [[60, 'second', 1], [3600, 'minute', 60], [86_400, 'hour', 3600], [Infinity, 'day', 86_400]];

/** How long ago, in words: 3 minutes ago. */
export function ago(at, now) {
  const seconds = Math.max(0, (now - at) / 1000);
  if (seconds < 5) {
    return 'just now';
  }
  const [, unit, size] = STEPS.find(([most]) => seconds < most);
  const number = Math.floor(seconds / size);
  return `${number} ${unit}${number === 1 ? '' : 's'} ago`;
}

/** The moment in full, in this browser's zone: 2026-01-31 12:00:05 +01:00. */
export function moment(at) {
  const time = at instanceof Date ? at : new Date(at);
  const two = (number) => String(number).padStart(2, '0');
  const zone = -time.getTimezoneOffset();
  const sign = zone < 0 ? '-' : '+';
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`
    + ` ${two(time.getHours())}:${two(time.getMinutes())}:${two(time.getSeconds())}`
    + ` ${sign}${two(Math.floor(Math.abs(zone) / 60))}:${two(Math.abs(zone) % 60)}`;
}

/** The time of day: 12:00:05. */
export function clock(at) {
  return moment(at).slice(11, 19);
}

/** A word of the API as people read it: rolled_back is rolled back. */
export function words(word) {
  return word == null ? NONE : String(word).replaceAll('_', ' ');
}
