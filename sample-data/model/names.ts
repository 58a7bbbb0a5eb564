import type { Country } from './parameters.ts'

export type Gender = 'm' | 'f'

export interface NameList {
  first: Readonly<Record<Gender, readonly string[]>>
  /** Pairs where the surname agrees with the gender, single names where it doesn't. */
  last: readonly (string | readonly [m: string, f: string])[]
}

export const ukrainianNames: NameList = {
  first: {
    f: ['Олена', 'Ірина', 'Наталія', 'Оксана', 'Юлія', 'Тетяна', 'Марія', 'Анна', 'Софія', 'Катерина', 'Вікторія', 'Дарина',
      'Світлана', 'Людмила', 'Христина', 'Соломія', 'Аліна', 'Надія', 'Галина', 'Богдана', 'Мар\'яна', 'Леся'],
    m: ['Олександр', 'Андрій', 'Сергій', 'Дмитро', 'Іван', 'Максим', 'Володимир', 'Юрій', 'Віталій', 'Тарас', 'Богдан', 'Роман',
      'Микола', 'Павло', 'Артем', 'Назар', 'Остап', 'Ярослав', 'Олег', 'Ігор'],
  },
  last: ['Шевченко', 'Коваленко', 'Бондаренко', 'Ткаченко', 'Кравченко', 'Олійник', 'Мельник', 'Шевчук', 'Поліщук', 'Бойко',
    'Ткачук', 'Марченко', 'Савченко', 'Руденко', 'Петренко', 'Гаврилюк', 'Коваль', 'Мороз', 'Кучер', 'Дяченко', 'Левченко',
    'Захарчук', 'Гнатюк', 'Романюк', 'Пономаренко', 'Білик', 'Стець', 'Панас', ['Левицький', 'Левицька'],
    ['Яворський', 'Яворська'], ['Залізний', 'Залізна'], ['Садовий', 'Садова'], ['Вишневський', 'Вишневська']],
}

export const polishNames: NameList = {
  first: {
    f: ['Anna', 'Katarzyna', 'Magdalena', 'Agnieszka', 'Joanna', 'Małgorzata', 'Zofia', 'Julia', 'Aleksandra', 'Karolina',
      'Natalia', 'Ewa', 'Monika', 'Weronika', 'Paulina', 'Barbara', 'Hanna', 'Łucja'],
    m: ['Piotr', 'Krzysztof', 'Tomasz', 'Paweł', 'Michał', 'Marcin', 'Jakub', 'Adam', 'Łukasz', 'Mateusz', 'Wojciech', 'Kamil',
      'Bartosz', 'Grzegorz', 'Rafał', 'Szymon', 'Stanisław'],
  },
  last: ['Nowak', 'Wójcik', 'Kowalczyk', 'Woźniak', 'Mazur', 'Krawczyk', 'Kaczmarek', 'Zając', 'Król', 'Wróbel', 'Pawlak',
    'Sikora', 'Dudek', 'Gołąb', ['Kowalski', 'Kowalska'], ['Wiśniewski', 'Wiśniewska'], ['Zieliński', 'Zielińska'],
    ['Szymański', 'Szymańska'], ['Kozłowski', 'Kozłowska'], ['Jabłoński', 'Jabłońska'], ['Górski', 'Górska'], ['Czarnecki', 'Czarnecka']],
}

export const cities: Readonly<Record<Country, Readonly<Record<string, number>>>> = {
  UA: { Київ: 30, Львів: 17, Одеса: 10, Дніпро: 9, Харків: 9, Вінниця: 6, 'Івано-Франківськ': 6, Тернопіль: 4, Полтава: 4, Чернівці: 5 },
  PL: { Warszawa: 28, Kraków: 20, Wrocław: 16, Poznań: 10, Gdańsk: 10, Łódź: 7, Lublin: 5, Rzeszów: 4 },
}

const latin: Readonly<Record<string, string>> = {
  а: 'a', б: 'b', в: 'v', г: 'h', ґ: 'g', д: 'd', е: 'e', є: 'ie', ж: 'zh', з: 'z', и: 'y', і: 'i', ї: 'i', й: 'i', к: 'k', л: 'l',
  м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ю: 'iu',
  я: 'ia', ą: 'a', ć: 'c', ę: 'e', ł: 'l', ń: 'n', ó: 'o', ś: 's', ź: 'z', ż: 'z',
}

/** Lower-case a–z only. */
export function transliterate(name: string): string {
  return [...name.toLowerCase()].map((letter) => latin[letter] ?? letter).join('').replace(/[^a-z]/g, '')
}
