/** Months in English, Ukrainian, Polish and Russian: nominative and genitive, Polish letters without their marks. */
const MONTHS: readonly string[] = [
  'january січень січня styczen stycznia январь января',
  'february лютий лютого luty lutego февраль февраля',
  'march березень березня marzec marca март марта',
  'april квітень квітня kwiecien kwietnia апрель апреля',
  'may травень травня maj maja май мая',
  'june червень червня czerwiec czerwca июнь июня',
  'july липень липня lipiec lipca июль июля',
  'august серпень серпня sierpien sierpnia август августа',
  'september вересень вересня wrzesien wrzesnia сентябрь сентября',
  'october жовтень жовтня pazdziernik pazdziernika октябрь октября',
  'november листопад листопада listopad listopada ноябрь ноября',
  'december грудень грудня grudzien grudnia декабрь декабря',
];

const WEEKDAYS =
  'monday tuesday wednesday thursday friday saturday sunday понеділок вівторок середа четвер пятниця субота неділя ' +
  'poniedzialek wtorek sroda czwartek piatek sobota niedziela понедельник вторник среда четверг пятница суббота воскресенье ' +
  'пн вт ср чт пт сб нд вс pn wt sr pt nd';

/** Every abbreviation of at least three letters, and the names themselves. */
const MONTH_BY_NAME = new Map<string, number>(
  MONTHS.flatMap((names, index) =>
    names.split(' ').flatMap((name) => Array.from({ length: Math.max(1, name.length - 2) }, (_, cut): [string, number] => [name.slice(0, Math.max(3, name.length - cut)), index + 1])),
  ),
);
const WEEKDAY_NAMES = new Set(WEEKDAYS.split(' ').flatMap((name) => Array.from({ length: Math.max(1, name.length - 2) }, (_, cut) => name.slice(0, name.length - cut))));

const POLISH_LETTERS: Readonly<Record<string, string>> = { ą: 'a', ć: 'c', ę: 'e', ł: 'l', ń: 'n', ó: 'o', ś: 's', ź: 'z', ż: 'z' };

/** 1–12; `null` for any other word. At least three letters of the name, in lower case. */
export function monthNumber(word: string): number | null {
  return MONTH_BY_NAME.get(plain(word)) ?? null;
}

export function isWeekday(word: string): boolean {
  return WEEKDAY_NAMES.has(plain(word));
}

function plain(word: string): string {
  return word.replace(/['’ʼ]/gu, '').replace(/[ąćęłńóśźż]/gu, (letter) => POLISH_LETTERS[letter] ?? letter);
}
